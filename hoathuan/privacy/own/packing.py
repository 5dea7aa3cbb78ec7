"""The file itself: the same sections for a machine (.json) and for a person (.xlsx), in one .zip."""

import json
import zipfile
from collections.abc import Iterable, Sequence
from datetime import date
from io import BytesIO
from typing import IO, Any

from django.utils.translation import gettext as _

from hoathuan.core.spreadsheets.write import Column, Sheet, write_workbook
from hoathuan.core.ui import numbers
from hoathuan.privacy.registry import Section


def pack(file: IO[bytes], sections: Sequence[Section], *, day: date) -> None:
    """Write the archive."""
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("du-lieu.json", as_json(sections, day))
        archive.writestr("du-lieu.xlsx", as_workbook(sections))


def as_json(sections: Sequence[Section], day: date) -> str:
    body = {
        "made_on": day.isoformat(),
        "sections": [
            {
                "key": section.key,
                "label": str(section.label),
                "note": str(section.note),
                "columns": [str(column) for column in section.columns],
                "rows": [[_plain(value) for value in row] for row in section.rows],
            }
            for section in sections
        ],
    }
    return json.dumps(body, ensure_ascii=False, indent=1)


def _plain(value: Any) -> Any:
    if value is None or isinstance(value, bool | int | float):
        return value
    return value.isoformat() if isinstance(value, date) else str(value)


def as_workbook(sections: Iterable[Section]) -> bytes:
    file = BytesIO()
    write_workbook(file, [_sheet(section) for section in sections])
    return file.getvalue()


def _read(value: Any) -> str:
    """For a person's eye: days as they are written here."""
    return numbers.day(value) if isinstance(value, date) else str(value or "")


def _sheet(section: Section) -> Sheet:
    rows = [[value if isinstance(value, int) else _read(value) for value in row] for row in section.rows]
    notes = [str(section.note)] if section.note else []
    return Sheet(
        str(section.label),
        [Column(str(column), 26) for column in section.columns],
        rows or [[_("Không có gì")]],
        notes=notes,
    )
