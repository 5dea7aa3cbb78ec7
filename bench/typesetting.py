"""How long setting papers takes: our reused compiler beside a fresh compiler for every paper, in the same run.

    .venv/bin/python -m bench.typesetting [--papers 1000] [--baseline 30]

Prints medians over the papers. The baseline is the straightforward way: one call of the typesetter per
paper, which reads the fonts and parses the templates again; it is measured on fewer papers, since each is
like the other, and its total for all is marked as computed.
"""

import argparse
import json
import os
import platform
import statistics
import sys
import time
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.test")
django.setup()

import typst  # noqa: E402

from hoathuan.documents import shapes  # noqa: E402
from hoathuan.documents.fonts import font_folder  # noqa: E402
from hoathuan.documents.printable import printable_data  # noqa: E402
from hoathuan.documents.rendering import STANDARDS, TEMPLATES, render_pdf  # noqa: E402
from hoathuan.documents.tests import samples  # noqa: E402


def decision(number: int) -> shapes.Official:
    """A decision of one page with a table, its data changing each time."""
    columns = (
        shapes.TableColumn(title="TT", width=1, align="center"),
        shapes.TableColumn(title="Họ và tên", width=6),
        shapes.TableColumn(title="Năm sinh", width=2, align="center"),
        shapes.TableColumn(title="Chức danh", width=5),
    )
    rows = tuple((str(i), f"Người Mẫu {number}-{i}", "1970", "Hòa giải viên") for i in range(1, 6))
    return samples.official(
        head=samples.HEAD.model_copy(update={"number": str(number)}),
        blocks=(
            shapes.Article(number=1, text=f"Công nhận các ông, bà của thôn Mẫu {number}:"),
            shapes.TableBlock(columns=columns, rows=rows),
            shapes.Article(number=2, text="Quyết định này có hiệu lực kể từ ngày ký./."),
        ),
    )


def ours(template: str, data: shapes.Shape) -> bytes:
    return render_pdf(template, data, title="Đo", author="Xã Mẫu", when=samples.WHEN)


def fresh(template: str, data: shapes.Shape) -> bytes:
    """A new compiler each time, as an example in the typesetter's manual would do it."""
    inputs = {
        "data": json.dumps(printable_data(data.model_dump(mode="json")), ensure_ascii=False),
        "title": "Đo",
        "author": "Xã Mẫu",
    }
    return typst.compile(
        TEMPLATES / f"{template}.typ",
        root=TEMPLATES,
        font_paths=[str(font_folder())],
        ignore_system_fonts=True,
        sys_inputs=inputs,
        pdf_standards=STANDARDS,
        timestamp=int(samples.WHEN.timestamp()),
    )


def timed(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def report(what: str, seconds: list[float], papers: int, *, computed: bool = False) -> None:
    total = statistics.mean(seconds) * papers
    mark = " (computed)" if computed else ""
    print(
        f"{what:<52} median {statistics.median(seconds) * 1000:8.1f} ms   {papers} papers {total:7.1f} s{mark}"
    )


def machine() -> str:
    model = next(
        (
            line.split(":")[1].strip()
            for line in Path("/proc/cpuinfo").read_text().splitlines()
            if "model name" in line
        ),
        platform.machine(),
    )
    return f"{os.cpu_count()} cores, {model}; Python {platform.python_version()}, typst {version('typst')}"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--papers", type=int, default=1000)
    parser.add_argument("--baseline", type=int, default=30)
    options = parser.parse_args()
    print(machine())
    first = timed(lambda: ours("official", decision(0)))
    print(f"{'first decision of a process':<52} {first * 1000:15.1f} ms")
    report(
        "decision, compiler kept",
        [timed(lambda n=n: ours("official", decision(n))) for n in range(1, options.papers + 1)],
        options.papers,
    )
    report(
        "decision, fresh compiler each",
        [timed(lambda n=n: fresh("official", decision(n))) for n in range(options.baseline)],
        options.papers,
        computed=True,
    )
    sheets = [timed(lambda: ours("activation-slips", samples.slips(options.papers))) for _ in range(3)]
    print(f"{f'{options.papers} slips in one sheet':<52} median {statistics.median(sheets) * 1000:8.1f} ms")
    single = [
        timed(lambda n=n: fresh("activation-slips", samples.slips(1, name=f"Người Mẫu {n}")))
        for n in range(options.baseline)
    ]
    report("one slip, fresh compiler each", single, options.papers, computed=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
