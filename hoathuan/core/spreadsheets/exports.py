"""A workbook that a job makes: rows are told as they are written, and the file is kept for who asked."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any, Final

from django.utils.translation import gettext as _

from hoathuan.core.filenames import safe_filename
from hoathuan.core.jobs.results import keep
from hoathuan.core.jobs.running import Progress
from hoathuan.core.spreadsheets.write import CONTENT_TYPE, Sheet, write_workbook

_STEP: Final = 1_000


def keep_workbook(
    progress: Progress, actor: Any, name: str, sheets: Iterable[Sheet], *, protected: bool = False
) -> str:
    """Write these sheets and lead the job to the file; returns the closing words of the job."""
    told = [replace(sheet, rows=_told(progress, sheet.rows)) for sheet in sheets]
    keep(
        progress,
        actor,
        name=safe_filename(name, ".xlsx"),
        content_type=CONTENT_TYPE,
        fill=lambda file: write_workbook(file, told),
        protected=protected,
    )
    return _("Tệp đã sẵn sàng.")


def _told(progress: Progress, rows: Iterable[Sequence[Any]]) -> Iterator[Sequence[Any]]:
    for number, row in enumerate(rows, start=1):
        if number % _STEP == 0:
            progress.report(done=number, message=_("Đã ghi %(n)s dòng") % {"n": number})
        yield row
