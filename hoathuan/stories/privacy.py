"""What stories keep about people, why, and what a teller gets of it."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import connection
from django.utils.translation import gettext_lazy as _

from hoathuan.accounts.models import Seat
from hoathuan.privacy.api import (
    Deed,
    Eraser,
    Section,
    Subject,
    Table,
    register,
    register_collector,
    register_eraser,
)

from .models import Story

_BASIS = _("Trao đổi nghiệp vụ giữa những người làm hòa giải; không có dữ liệu của các bên")
_LAW = _("Luật Hòa giải ở cơ sở 2013, Điều 4 khoản 3: giữ bí mật thông tin của các bên")
_COLLEAGUES = _("Vai trò của người kể nếu người đó muốn; người kể là ai thì không ai thấy")


def register_all() -> None:
    register(*_tables())
    register_eraser(_ties())
    register_collector("stories", told)


def _tables() -> list[Table]:
    return [
        Table(
            model="stories.Story",
            label=_("Chuyện kể lại không tên"),
            fields=("author_seat_id", "checker_seat_id"),
            about=_("Người kể, người đọc thứ hai"),
            purpose=_("Người kể sửa, rút được chuyện của mình; người đọc thứ hai không phải là người kể"),
            basis=_BASIS,
            readers=_COLLEAGUES,
            key="cases.events",
            harmless={
                "names_province": "whether the province is named",
                "names_role": "whether the teller's role is named",
                "folded": "the story's words without marks, for search: nobody is named in them",
            },
        ),
        Table(
            model="stories.Origin",
            label=_("Chuyện kể từ vụ việc nào"),
            fields=("title", "situation", "helped", "ended", "law", "lesson", "seat_id"),
            about=_("Các bên của vụ việc, khi bản viết chưa qua kiểm tra"),
            purpose=_("Kiểm tra trong chuyện không còn tên người, tên nơi"),
            basis=_LAW,
            readers=_("Chỉ người kể"),
            key="cases.content",
        ),
        Table(
            model="stories.Useful",
            label=_("Ai thấy chuyện hữu ích"),
            fields=("seat_id",),
            about=_("Người đọc"),
            purpose=_("Mỗi người tính một lần"),
            basis=_BASIS,
            readers=_("Không ai; chỉ có số đếm"),
            key="cases.events",
        ),
        Table(
            model="stories.Report",
            label=_("Báo có điều không ổn trong chuyện"),
            fields=("seat_id",),
            about=_("Người đọc"),
            purpose=_("Để người đọc thứ hai xem lại"),
            basis=_BASIS,
            readers=_("Không ai; người đọc thứ hai chỉ thấy điều không ổn"),
            key="cases.events",
        ),
    ]


def _ask(statement: str, *values: Any) -> int:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return int(cursor.fetchone()[0] or 0)


def _ties() -> Eraser:
    return Eraser(
        *("stories.origins", "cases.content", _("Chuyện kể từ vụ việc nào")),
        _("kể từ ngày vụ việc kết thúc, được chuyển hoặc bị xóa khỏi sổ"),
        Deed.ERASE,
        _(
            "Xóa liên hệ giữa chuyện và vụ việc cùng bản viết nháp; chuyện đang cho xem ở lại, không tìm ngược được"
        ),
        _due,
        _erase,
    )


def _due(before: date) -> int:
    return _ask("SELECT stories_origins_due(%s)", before)


def _erase(before: date, size: int) -> int:
    return _ask("SELECT stories_forget_origins(%s, %s)", before, size)


def told(subject: Subject) -> list[Section]:
    """The stories that a person tells: her own words, as far as they are shown."""
    if subject.person is None:
        return []
    seats = Seat.objects.filter(person=subject.person).values("pk")
    stories = Story.objects.filter(author_seat_id__in=seats).order_by("id")
    return [
        Section(
            "stories.told",
            _("Chuyện đã kể cho đồng nghiệp"),
            (_("Tên chuyện"), _("Ngày viết"), _("Trạng thái"), _("Số người thấy hữu ích")),
            [(story.title, story.written_on, story.get_state_display(), story.useful) for story in stories],
        )
    ]
