"""Asking the process that opens photographs and scans (`child`), with limits on its memory and time."""

import json
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Final

from hoathuan.core.processes import environment
from hoathuan.paperforms.codes import from_square

_ROOT = Path(__file__).resolve().parents[3]
_CHILD = "hoathuan.paperforms.reading.child"
_SECONDS: Final = 60


class Unreadable(Exception):
    """The file could not be opened within the limits; the reason is for the log."""


@dataclass(frozen=True)
class Page:
    """A picture of one page: the codes of forms on it, in their order.

    `content` only where it was cut out of a PDF, or set upright: what is kept then instead of what was sent.
    `blank`: a page of a PDF without a picture.
    """

    number: int
    codes: tuple[str, ...]
    content: bytes = b""
    blank: bool = False


def pages_of(file: IO[bytes], *, pdf: bool) -> list[Page]:
    """The pages of a picture (one) or of a PDF of scans; raises Unreadable."""
    file.seek(0)
    with tempfile.TemporaryDirectory(prefix="paper-form-") as name:
        folder = Path(name)
        sent = folder / "sent"
        sent.write_bytes(file.read())
        found = json.loads(_ask("pdf" if pdf else "picture", str(sent), name))
        return [_page(number, one, folder, pdf=pdf) for number, one in enumerate(found, start=1)]


def _page(number: int, found: dict[str, object], folder: Path, *, pdf: bool) -> Page:
    texts = found["codes"]
    codes = [from_square(str(text)) for text in texts] if isinstance(texts, list) else []
    name = str(found["file"])
    content = (folder / name).read_bytes() if name else b""
    return Page(number, _known(codes), content, blank=pdf and not name)


def _known(codes: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(code for code in codes if code))


def _ask(*arguments: str) -> bytes:
    command = [sys.executable, "-X", "utf8", "-m", _CHILD, *arguments]
    try:
        done = subprocess.run(
            command, cwd=_ROOT, env=environment(), stdin=subprocess.DEVNULL, capture_output=True,
            timeout=_SECONDS, check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired as problem:
        raise Unreadable(f"not read within {_SECONDS} s") from problem
    if done.returncode != 0:
        last = done.stderr.decode("utf-8", "replace").strip().rpartition("\n")[2]
        raise Unreadable(last.partition(":")[0][:80] or "it died without a word")
    return done.stdout
