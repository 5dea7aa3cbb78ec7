"""What inbox keeps about people, and how it goes: with the account, or with what was told."""

from __future__ import annotations

from datetime import date

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from hoathuan.accounts.models import Person
from hoathuan.core.dates import midnight
from hoathuan.privacy.api import (
    Deed,
    Eraser,
    Nothing,
    Table,
    of_people,
    register,
    register_collector,
    register_eraser,
)

from .models import CalendarFeed, Delivery, Device, Preference
from .own import told

_USERS = _("Người dùng phần mềm")
_DUTY = _("Cần để thực hiện nhiệm vụ của cơ quan")
_HERSELF = _("Chính người đó")


def register_all() -> None:
    register(*_tables())
    register(
        Nothing("inbox.Round", "that a day's reminders were made"),
        Nothing("inbox.Reminder", "which step of which due was taken, and how many people heard of it"),
    )
    register_collector("inbox", told)
    register_eraser(_deliveries())
    register_eraser(
        of_people(
            "inbox.wishes",
            "accounts.accounts",
            _("Cách nhận tin báo, máy, lịch"),
            Deed.ERASE,
            _("Cả dòng"),
            _holding,
            _wipe,
        )
    )


def _tables() -> list[Table]:
    return [
        Table(
            model="inbox.Delivery",
            label=_("Lần gửi tin báo ra ngoài"),
            fields=("user", "device"),
            about=_USERS,
            purpose=_("Biết tin báo đã đi chưa, gửi lại khi chưa đi được"),
            basis=_DUTY,
            readers=_("Người quản trị trong địa bàn, khi không gửi được"),
            key="accounts.slips",
        ),
        Table(
            model="inbox.Device",
            label=_("Máy nhận thông báo"),
            fields=("user", "endpoint", "label", "p256dh", "auth"),
            about=_USERS,
            purpose=_("Hiện thông báo trên máy mà người đó đã thêm"),
            basis=_("Người đó tự thêm, bỏ lúc nào cũng được"),
            readers=_HERSELF,
            key="accounts.accounts",
        ),
        Table(
            model="inbox.Preference",
            label=_("Cách nhận tin báo"),
            fields=("user",),
            about=_USERS,
            purpose=_("Gửi theo cách người đó chọn"),
            basis=_("Người đó tự chọn"),
            readers=_HERSELF,
            key="accounts.accounts",
            harmless={"email": "whether e-mails are wanted"},
        ),
        Table(
            model="inbox.CalendarFeed",
            label=_("Địa chỉ lịch của vai"),
            fields=("seat",),
            about=_USERS,
            purpose=_("Đọc việc đến hạn trong phần mềm lịch"),
            basis=_("Người đó tự lập, dừng lúc nào cũng được"),
            readers=_HERSELF,
            key="accounts.slips",
        ),
    ]


def _deliveries() -> Eraser:
    """Those of a notice go with it too; this is for digests, and for both by their day."""

    def erase(before: date, size: int) -> int:
        keys = list(Delivery.objects.filter(made_at__lt=midnight(before)).values_list("pk", flat=True)[:size])
        return Delivery.objects.filter(pk__in=keys).delete()[0]

    return Eraser(
        name="inbox.deliveries",
        key="accounts.slips",
        label=_("Lần gửi tin báo ra ngoài"),
        event=_("kể từ ngày báo"),
        deed=Deed.ERASE,
        what=_("Cả dòng"),
        due=lambda before: Delivery.objects.filter(made_at__lt=midnight(before)).count(),
        erase=erase,
        of_person=lambda person: Delivery.objects.filter(user=person.user_id or 0).count(),
        erase_person=lambda person: Delivery.objects.filter(user=person.user_id or 0).delete()[0],
    )


def _holding(people: QuerySet[Person]) -> QuerySet[Person]:
    wished = Q(user__in=Preference.objects.values("user")) | Q(user__in=Device.objects.values("user"))
    return people.filter(wished | Q(pk__in=CalendarFeed.objects.values("seat__person")))


def _wipe(keys: list[int]) -> None:
    for model in (Preference, Device):
        model._default_manager.filter(user__person__in=keys).delete()
    CalendarFeed.objects.filter(seat__person__in=keys).delete()
