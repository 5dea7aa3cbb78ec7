"""A list of changes in a sheet: one line for each old unit and each unit that it goes into."""
# Vietnamese in this module is data, not interface text.

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext as _

from hoathuan.core.spreadsheets import read, rows
from hoathuan.core.spreadsheets.cells import shown
from hoathuan.core.spreadsheets.headers import ColumnSpec, HeaderMatch, find_header
from hoathuan.core.text import clean, legal_text

from .errors import ReformsError

MOST = 20_000
_WORDS = {
    "old_code": "mã cũ|mã đơn vị cũ|mã đvhc cũ",
    "old_name": "tên cũ|đơn vị cũ|tên đơn vị cũ",
    "new_code": "mã mới|mã đơn vị mới|mã đvhc mới",
    "new_name": "tên mới|đơn vị mới|tên đơn vị mới",
    "kind": "loại|loại hình|cấp loại",
    "province": "mã tỉnh mới|mã tỉnh",
}
SPECS = tuple(
    ColumnSpec(key, words.split("|")[0], tuple(words.split("|")), required=key in ("old_code", "new_name"))
    for key, words in ((key, legal_text(words)) for key, words in _WORDS.items())
)


@dataclass(frozen=True)
class Line:
    """One row of the sheet, as typed; `number` as at the left edge in Excel."""

    number: int
    old_code: str = ""
    old_name: str = ""
    new_code: str = ""
    new_name: str = ""
    kind: str = ""
    province: str = ""


def read_lines(path: Path) -> list[Line]:
    """The rows of the first sheet that has the columns. Raises `FileRefused` and `ReformsError`."""
    match = next((found for head in read.describe(path) if (found := find_header(head, SPECS))), None)
    if match is None or match.missing:
        raise ReformsError(_("Không thấy các cột mã cũ và tên mới: đặt tên cột như hướng dẫn."))
    lines = []
    for row in read.stream(path, match.sheet):
        if row.number <= match.last or rows.is_blank_row(row.cells) or rows.is_subtotal_row(row.cells):
            continue
        lines.append(_line(row, match))
        if len(lines) > MOST:
            raise ReformsError(_("Tệp có hơn 20.000 dòng. Hãy chia thành nhiều tệp."))
    return lines


def _line(row: read.Row, match: HeaderMatch) -> Line:
    typed = {key: clean(shown(row.cell(sources[0].column))) for key, sources in match.mapping.items()}
    return Line(row.number, **typed)
