"""How the personal part of old disputes goes. The dispute itself stays, with its days, its type and its ending."""

from datetime import date
from typing import Any

from django.db import connection
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from hoathuan.accounts.models import Person, Seat
from hoathuan.core.dates import midnight
from hoathuan.privacy.api import ERASED, Deed, Eraser, register_eraser

from .models import BookNote, CaseEvent

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


def _first(rows: QuerySet[BookNote], size: int) -> QuerySet[BookNote]:
    return BookNote.objects.filter(pk__in=rows.order_by("id").values("pk")[:size])


def _notes_of(person: Person) -> QuerySet[BookNote]:
    """What is noted of a person, and what the person noted of others."""
    chairs = Seat.objects.filter(person=person).values("pk")
    wrote = Q(seat_id__in=chairs) & ~Q(seat_label__startswith=ERASED)
    return BookNote.objects.filter(Q(person=person) | wrote)


def _forget_notes(person: Person) -> int:
    """Notes of the person go; of notes on others only who wrote them."""
    found = _notes_of(person)
    blanked = found.exclude(person=person).update(seat_label=ERASED)
    return BookNote.objects.filter(person=person).delete()[0] + blanked


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
            *("cases.work", "cases.content", _("Nội dung các buổi, lý do, lời báo"), _ENDED, Deed.ANONYMISE),
            _("Xóa người được mời, người có mặt, lý do, lời báo khẩn; ngày và số buổi ở lại"),
            lambda before: _ask("SELECT cases_work_due(%s)", before),
            lambda before, size: _ask("SELECT cases_erase_work(%s, %s)", before, size),
        ),
        Eraser(
            *("cases.corrections", "cases.content", _("Nội dung trước khi sửa"), _ENDED, Deed.ANONYMISE),
            _("Xóa chữ cũ trong sổ; cột nào sửa, ngày nào ở lại"),
            lambda before: _ask("SELECT cases_corrections_due(%s)", before),
            lambda before, size: _ask("SELECT cases_erase_corrections(%s, %s)", before, size),
            lambda person: 0,
            lambda person: _ask("SELECT cases_blank_corrections_of(%s)", person.pk),
        ),
        Eraser(
            *("cases.booknotes", "cases.content", _("Ghi chú phần II của sổ")),
            _("kể từ hết năm của sổ"),
            Deed.ERASE,
            _("Xóa ghi chú về năm của từng hòa giải viên; số vụ việc ở lại"),
            lambda before: BookNote.objects.filter(year__lt=before.year).count(),
            lambda before, size: _first(BookNote.objects.filter(year__lt=before.year), size).delete()[0],
            lambda person: _notes_of(person).count(),
            _forget_notes,
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
