"""A kind of list for the tests: people of clubs, stored in a table of their own."""

from typing import Any

from django import forms
from django.db import connection
from pydantic import BaseModel

from hoathuan.core.imports import Counts, ImportKind, staging
from hoathuan.core.imports.fields import Ethnicity, PersonDate, Phone, Sex, Text
from hoathuan.core.spreadsheets.headers import ColumnSpec

COLUMNS = (
    ColumnSpec("no", "STT", ("TT",)),
    ColumnSpec("name", "Họ và tên", ("họ tên",), required=True, example="Người Mẫu A"),
    ColumnSpec("sex", "Giới tính", ticks={"M": ("nam",), "F": ("nữ", "nu")}),
    ColumnSpec("birth", "Ngày, tháng, năm sinh", ("năm sinh", "ngày sinh"), required=True, example="1968"),
    ColumnSpec("ethnicity", "Dân tộc"),
    ColumnSpec("phone", "Số điện thoại", ("điện thoại", "SĐT")),
    ColumnSpec("club", "Câu lạc bộ", ("CLB",), required=True, carry=True),
)


class MemberRow(BaseModel):
    name: Text
    sex: Sex = ""
    birth: PersonDate = None
    ethnicity: Ethnicity = ""
    phone: Phone = ""
    club: Text


class YearForm(forms.Form):
    year = forms.IntegerField(label="Năm")


def make_table() -> None:
    """A table of the test's own; the application role may make temporary ones only."""
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TEMP TABLE IF NOT EXISTS club_member "
            "(name text, club text, year int, phone text, PRIMARY KEY (name, club, year))"
        )


def check(session: Any, actor: Any) -> None:
    make_table()
    staging.add_problem(
        session, column="club", message="Không có câu lạc bộ này: xem lại tên.",
        where="r.data->>'club' LIKE 'Không có%%'", value="r.data->>'club'",
    )  # fmt: skip
    for action, sign in (("same", "="), ("update", "<>")):
        staging.set_action(
            session, action, source="club_member m",
            where=f"m.name = r.data->>'name' AND m.club = r.data->>'club' AND m.phone {sign} r.data->>'phone'"
                  " AND m.year = (r.data->'birth'->>0)::int",
        )  # fmt: skip


def apply(session: Any, actor: Any, progress: Any) -> Counts:
    created = staging.execute(session, f"""
        INSERT INTO club_member SELECT r.data->>'name', r.data->>'club', (r.data->'birth'->>0)::int, r.data->>'phone'
        FROM imports_stagedrow r WHERE {staging.GOOD} AND r.action = 'create'""")  # fmt: skip
    updated = staging.execute(session, f"""
        UPDATE club_member m SET phone = r.data->>'phone' FROM imports_stagedrow r
        WHERE {staging.GOOD} AND r.action = 'update'
        AND m.name = r.data->>'name' AND m.club = r.data->>'club'""")  # fmt: skip
    return Counts(created=created, updated=updated)


def members() -> list[tuple[Any, ...]]:
    make_table()
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, club, year, phone FROM club_member ORDER BY name, year")
        return list(cursor.fetchall())


def key_of(clean: dict[str, Any]) -> str:
    return f"{clean['club']}|{clean['name']}|{clean['birth'][0]}".lower()


def kind(**changes: Any) -> ImportKind:
    base: dict[str, Any] = {
        "key": "thanh-vien", "title": "Danh sách thành viên", "columns": COLUMNS, "row": MemberRow,
        "rule": lambda actor: actor.kind == "commune_officer", "check": check, "apply": apply, "key_of": key_of,
        "group_key": "club", "done_url": lambda session: "/danh-sach/",
    }  # fmt: skip
    return ImportKind(**base | changes)
