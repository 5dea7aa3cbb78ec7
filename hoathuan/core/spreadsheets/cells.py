"""What a cell can hold once it is read: text in NFC, whole number, fraction, day, truth, nothing."""

import unicodedata
from datetime import date, datetime, time, timedelta

from hoathuan.core.text import without_piles

Cell = str | int | float | bool | date | None

# the most that Excel itself puts into one cell
MAX_CELL_TEXT = 32_767
_CONTROL = dict.fromkeys(code for code in (*range(32), 127) if code not in (9, 10, 13))


def plain_text(text: str) -> str:
    """Text without control characters (NUL would be refused by the database), in NFC, trimmed."""
    text = text[:MAX_CELL_TEXT].translate(_CONTROL).replace("\xa0", " ").strip()
    return text if text.isascii() else unicodedata.normalize("NFC", without_piles(text))


def as_cell(value: object) -> Cell:
    """Turn what the reading library gives into a `Cell`; 1968.0 becomes 1968, a day loses its midnight."""
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, str):
        return plain_text(value) or None
    if isinstance(value, float):
        return _number(value)
    if isinstance(value, int):
        return value
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, time | timedelta):
        return str(value)
    return plain_text(str(value)) or None


def _number(value: float) -> Cell:
    if value != value or value in (float("inf"), float("-inf")):
        return None
    return int(value) if value.is_integer() and abs(value) < 1e15 else value


def shown(cell: Cell) -> str:
    """The cell as a person reads it: dates as dd/mm/yyyy, nothing as an empty text."""
    if cell is None:
        return ""
    if isinstance(cell, date):
        return f"{cell:%d/%m/}{cell.year:04d}"
    if isinstance(cell, bool):
        return "x" if cell else ""
    return str(cell)
