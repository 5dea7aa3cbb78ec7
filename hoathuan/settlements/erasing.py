"""How the words of old agreements go. Days, states and digests stay, and so does every number."""

from datetime import date
from typing import Any

from django.db import connection
from django.utils.translation import gettext_lazy as _

from hoathuan.accounts.models import Person
from hoathuan.privacy.api import Deed, Eraser, register_eraser

_ENDED = _("kể từ ngày vụ việc kết thúc, được chuyển hoặc bị xóa khỏi sổ")


def _ask(statement: str, *values: Any) -> int:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return int(cursor.fetchone()[0] or 0)


def _due(wanted: str, before: date) -> int:
    return _ask("SELECT settlements_due(%s, %s)", wanted, before)


def _named(person: Person) -> int:
    return _ask("SELECT settlements_named(%s)", person.pk)


def register_all() -> None:
    for eraser in (
        Eraser(
            *(
                "settlements.agreements",
                "cases.content",
                _("Văn bản hòa giải thành, việc đã hứa"),
                _ENDED,
                Deed.ANONYMISE,
            ),
            _("Xóa lời văn, tên, ảnh bản ký; ngày, trạng thái, mã kiểm tra ở lại"),
            lambda before: _due("agreements", before),
            lambda before, size: _ask("SELECT settlements_erase(%s, %s)", before, size),
        ),
        Eraser(
            *(
                "settlements.notes",
                "cases.content",
                _("Văn bản hòa giải không thành"),
                _ENDED,
                Deed.ANONYMISE,
            ),
            _("Xóa tên, nội dung, yêu cầu của các bên; ngày lập ở lại"),
            lambda before: _due("notes", before),
            lambda before, size: _ask("SELECT settlements_erase_notes(%s, %s)", before, size),
        ),
        Eraser(
            *(
                "settlements.events",
                "cases.events",
                _("Người ghi thỏa thuận"),
                _("kể từ ngày ghi"),
                Deed.ANONYMISE,
            ),
            _("Xóa tên người ghi; việc, lúc, vai ở lại"),
            lambda before: _ask("SELECT settlements_blanked_due(%s)", before),
            lambda before, size: _ask("SELECT settlements_blank(%s, %s)", before, size),
            _named,
            lambda person: _ask("SELECT settlements_blank_of(%s)", person.pk),
        ),
    ):
        register_eraser(eraser)
