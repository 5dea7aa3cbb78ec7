"""Rosters as communes type them, and the way of a file through the steps of an import."""

import io
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook

from hoathuan.accounts.acting import as_actor
from hoathuan.core.imports import registry, services
from hoathuan.core.imports.models import ImportSession
from hoathuan.teams.roster.kind import KIND

HEADING = [
    "STT",
    "Tổ hòa giải",
    "Họ và tên",
    "Năm sinh",
    "Giới tính",
    "Dân tộc",
    "Chức danh trong tổ",
    "Số điện thoại",
]
PLAIN = [
    [1, "Tổ hòa giải thôn 1", "Nguyễn Văn Mẫu", "15/3/1968", "Nam", "Kinh", "Tổ trưởng", "0912345678"],
    [2, None, "Lò Thị Mẫu", 1970, "Nữ", "Thái", "Hòa giải viên", 912345679],
    [3, None, "Bùi Văn Mẫu", 1975, "Nam", "Mường", "Hòa giải viên", None],
]


def book(*sheets: tuple[str, list[list[Any]]]) -> Workbook:
    """A workbook of named sheets."""
    made = Workbook()
    made.remove(made.active)
    for name, rows in sheets:
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append(row)
    return made


def saved(made: Workbook) -> bytes:
    file = io.BytesIO()
    made.save(file)
    return file.getvalue()


def staged(actor: Any, content: bytes, options: dict[str, Any] | None = None) -> ImportSession:
    """Uploaded, its columns as recognised, read and checked."""
    registry.register(KIND)
    with as_actor(actor):
        session = services.open_file(
            kind=KIND, upload=SimpleUploadedFile("ds.xlsx", content), actor=actor, options=options
        )
        services.choose_columns(session=session, sheets=session.sheets, actor=actor)
    session.refresh_from_db()
    return session


def imported(actor: Any, content: bytes, options: dict[str, Any] | None = None) -> ImportSession:
    """Staged, and its good rows written."""
    return written(actor, staged(actor, content, options))


def written(actor: Any, session: ImportSession) -> ImportSession:
    """The good rows of a checked list, written."""
    with as_actor(actor):
        services.confirm(session=session, actor=actor)
    session.refresh_from_db()
    return session


def problems(session: ImportSession) -> list[tuple[int, str, str]]:
    """(row number, column, words) of every problem."""
    return [
        (row.number, problem["column"], problem["message"])
        for row in session.rows.order_by("sheet", "number")
        for problem in row.problems
    ]


__all__ = ["HEADING", "PLAIN", "book", "imported", "problems", "saved", "staged", "written"]
