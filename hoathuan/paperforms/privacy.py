"""What forms on paper keep about people, and how it goes: with the content of the disputes that they tell."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import connection
from django.utils.translation import gettext_lazy as _

from hoathuan.accounts.models import Person, Seat
from hoathuan.core.ui.numbers import moment
from hoathuan.privacy.api import (
    ERASED,
    Deed,
    Eraser,
    Nothing,
    Section,
    Subject,
    Table,
    register,
    register_collector,
    register_eraser,
)

from .models import Batch, Receipt

_LAW = _("Luật Hòa giải ở cơ sở 2013, Điều 21 khoản 4: hòa giải viên ghi vụ việc vào sổ")
_READERS = _("Tổ hòa giải và công chức tư pháp của xã")
_MOST = 2000


def register_all() -> None:
    register(*_tables(), Nothing("paperforms.Form", "a blank sheet of a team: its number and code"))
    register_eraser(
        Eraser(
            *("paperforms.photos", "cases.content", _("Ảnh phiếu giấy"), _ENDED, Deed.ERASE),
            _("Xóa ảnh phiếu; việc phiếu đã nhập thành vụ việc nào ở lại"),
            lambda before: _ask("SELECT paperforms_photos_due(%s)", before),
            lambda before, size: _ask("SELECT paperforms_erase_photos(%s, %s)", before, size),
        )
    )
    register_eraser(
        Eraser(
            *("paperforms.names", "cases.events", _("Người in phiếu, gửi ảnh"), _("kể từ ngày ghi"), Deed.ANONYMISE),
            _("Xóa tên người in, người gửi, người nhập; việc và vai ở lại"),
            lambda before: _ask("SELECT paperforms_names_due(%s)", before),
            lambda before, size: _ask("SELECT paperforms_blank_old_names(%s, %s)", before, size),
            _named,
            lambda person: _ask("SELECT paperforms_blank_names(%s)", person.pk),
        )
    )  # fmt: skip
    register_collector("paperforms", handed_in)


_ENDED = _(
    "kể từ ngày vụ việc kết thúc, được chuyển hoặc bị xóa khỏi sổ; hoặc phiếu bị bỏ, hoặc gửi mà chưa ai nhập"
)


def _ask(statement: str, *values: Any) -> int:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return int(cursor.fetchone()[0] or 0)


def _named(person: Person) -> int:
    printed = Batch.objects.filter(seat_id__in=Seat.objects.filter(person=person).values("pk"))
    return printed.exclude(seat_label__startswith=ERASED).count()


def _tables() -> list[Table]:
    def table(model: str, label: Any, fields: tuple[str, ...], about: Any, purpose: Any, key: str) -> Table:
        return Table(model, label, fields, about, purpose, _LAW, _READERS, key)

    sender = _("Người in phiếu, người gửi ảnh")
    return [
        table(
            "paperforms.Photo",
            _("Ảnh phiếu giấy"),
            ("file", "seat_id", "seat_label"),
            _("Các bên của vụ việc; người gửi ảnh"),
            _("Nhập phiếu giấy vào sổ; chứng từ gốc của vụ việc"),
            "cases.content",
        ),
        table(
            "paperforms.Draft",
            _("Phiếu giấy chờ nhập"),
            ("decided_by", "decided_seat", "reason"),
            _("Người nhập hoặc bỏ phiếu"),
            _("Biết phiếu đã thành vụ việc nào, hoặc vì sao bỏ"),
            "cases.content",
        ),
        table(
            "paperforms.Batch",
            _("Đợt in phiếu"),
            ("seat_id", "seat_label"),
            sender,
            _("Biết phiếu nào do ai in, lúc nào"),
            "cases.events",
        ),
        table(
            "paperforms.Receipt",
            _("Biên nhận ảnh phiếu"),
            ("seat_id",),
            sender,
            _("Người gửi biết ảnh đã về tổ nào"),
            "cases.events",
        ),
    ]


def handed_in(subject: Subject) -> Iterable[Section]:
    """What a person handed in and printed: where and when, never what stands on it."""
    if subject.person is None:
        return []
    chairs = Seat.objects.filter(person=subject.person).values("pk")
    sent = Receipt.objects.filter(seat_id__in=chairs).select_related("team").order_by("id")[:_MOST]
    printed = Batch.objects.filter(seat_id__in=chairs).order_by("id")[:_MOST]
    rows = [
        *((str(_("In phiếu trắng")), str(one), moment(one.at)) for one in printed),
        *((one.get_fate_display(), str(one.team or ""), moment(one.at)) for one in sent),
    ]
    columns = (_("Việc"), _("Tổ, đợt in"), _("Lúc"))
    return [Section("paperforms.handed_in", _("Phiếu giấy đã in, đã gửi"), columns, rows)]
