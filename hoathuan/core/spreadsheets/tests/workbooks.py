"""Making small workbooks for tests, the way communes make them."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from hoathuan.core.spreadsheets.headers import ColumnSpec

SPECS = (
    ColumnSpec("no", "STT", ("TT", "số thứ tự")),
    ColumnSpec("name", "Họ và tên", ("họ tên", "họ và tên hòa giải viên"), required=True),
    ColumnSpec("sex", "Giới tính", ("phái", "nam/nữ"), ticks={"M": ("nam",), "F": ("nữ", "nu")}),
    ColumnSpec("birth", "Ngày, tháng, năm sinh", ("năm sinh", "ngày sinh", "sinh năm"), required=True),
    ColumnSpec("people", "Dân tộc"),
    ColumnSpec("team", "Tổ hòa giải", ("tổ",), required=True, carry=True),
    ColumnSpec("phone", "Số điện thoại", ("điện thoại", "SĐT", "số ĐT", "ĐT")),
)


def workbook(path: Path, rows: list[list[Any]], shape: Callable[[Worksheet], None] | None = None) -> Path:
    """An .xlsx with these rows; `shape` may merge or format."""
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    for row in rows:
        sheet.append(row)
    if shape:
        shape(sheet)
    book.save(path)
    return path


def rewritten(path: Path, part: str, change: Callable[[bytes], bytes]) -> Path:
    """The same workbook with one XML part changed by hand."""
    source = zipfile.ZipFile(io.BytesIO(path.read_bytes()))
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target:
        for entry in source.infolist():
            data = source.read(entry)
            target.writestr(entry.filename, change(data) if entry.filename == part else data)
    return path
