"""How the personal part of old disputes goes. The dispute itself stays, with its days, its type and its ending."""

from datetime import date
from typing import Any

from django.db import connection
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from hoathuan.accounts.models import Person, Seat
from hoathuan.core.dates import midnight
from hoathuan.privacy.api import ERASED, Deed, Eraser, register_eraser

from .models import CaseEvent

_ENDED = _("kể từ ngày vụ việc kết thúc, được chuyển hoặc bị xóa khỏi sổ")


def _ask(statement: str, *values: Any) -> int:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return int(cursor.fetchone()[0] or 0)


def old_events(before: date) -> QuerySet[CaseEvent]:
    told = CaseEvent.objects.filter(at__lt=midnight(before)).exclude(seat_label="")
    return told.exclude(seat_label__startswith=ERASED)


def _events_of(person: Person) -> int:
    chairs = Seat.objects.filter(person=person).values("pk")
    told = CaseEvent.objects.filter(seat_id__in=chairs).exclude(seat_label="")
    return told.exclude(seat_label__startswith=ERASED).count()


def register_all() -> None:
    for eraser in (
        Eraser(
            *("cases.parties", "cases.content", _("Các bên của vụ việc"), _ENDED, Deed.ANONYMISE),
            _("Xóa tên, năm sinh, nơi ở của các bên; số người và vai trò ở lại"),
            lambda before: _ask("SELECT cases_content_due('parties', %s)", before),
            lambda before, size: _ask("SELECT cases_erase_parties(%s, %s)", before, size),
        ),
        Eraser(
            *("cases.contents", "cases.content", _("Nội dung vụ việc"), _ENDED, Deed.ANONYMISE),
            _("Xóa nội dung, thỏa thuận, ghi chú; ngày, loại việc, kết quả ở lại để tính số liệu"),
            lambda before: _ask("SELECT cases_content_due('contents', %s)", before),
            lambda before, size: _ask("SELECT cases_erase_contents(%s, %s)", before, size),
        ),
        Eraser(
            *(
                "cases.events",
                "cases.events",
                _("Diễn biến, người đã đọc"),
                _("kể từ ngày ghi"),
                Deed.ANONYMISE,
            ),
            _("Xóa tên người ghi, người đọc; việc, lúc, vai ở lại"),
            lambda before: old_events(before).count(),
            lambda before, size: _ask("SELECT cases_blank_events(%s, %s)", before, size),
            _events_of,
            lambda person: _ask("SELECT cases_blank_events_of(%s)", person.pk),
        ),
    ):
        register_eraser(eraser)
