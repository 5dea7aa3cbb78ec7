"""A kind whose work can be stopped in the middle, for the tests that kill a worker. Run as a program, it is
that worker: `python -m hoathuan.core.imports.tests.slow_kind JOB STOP_AT`.
"""

import sys
import time
from typing import Any

from hoathuan.core.imports import Counts, ImportKind, register
from hoathuan.core.spreadsheets.headers import ColumnSpec

KEY = "cham"
#: where this process stops and waits to be killed: "", "reading" or "writing"
stop_at = ""


def _stop(place: str) -> None:
    if stop_at == place:
        sys.stdout.write("waiting\n")
        sys.stdout.flush()
        time.sleep(120)


def read(raw: Any) -> tuple[dict[str, Any], list[Any]]:
    if raw["name"] == "Người Mẫu 1500":
        _stop("reading")
    return {"name": raw["name"]}, []


def apply(session: Any, actor: Any, progress: Any) -> Counts:
    from hoathuan.core.imports import staging

    # any table that the application may write will do
    half = (
        "INSERT INTO imports_rememberedcolumns (seat_id, kind, headings) SELECT r.number, r.data->>'name', '{}' "
        f"FROM imports_stagedrow r WHERE {staging.GOOD} AND r.number %% 2 = %(part)s"
    )
    first = staging.execute(session, half, {"part": 0})
    progress.report(done=first)
    _stop("writing")
    return Counts(created=first + staging.execute(session, half, {"part": 1}))


def register_it() -> None:
    columns = (ColumnSpec("no", "STT"), ColumnSpec("name", "Họ và tên", required=True))
    register(
        ImportKind(
            key=KEY, title="Danh sách", columns=columns, rule=lambda actor: True, row=read, apply=apply,
            key_of=lambda clean: clean["name"],
        )
    )  # fmt: skip


if __name__ == "__main__":
    import django

    django.setup()
    # as a program this module is not the one that the job imports: share its settings
    from hoathuan.core.imports.tests import slow_kind

    slow_kind.stop_at = sys.argv[2]
    slow_kind.register_it()
    from hoathuan.core.jobs.running import run

    run.call(sys.argv[1])
