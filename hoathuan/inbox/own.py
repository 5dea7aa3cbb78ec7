"""What the inbox holds about a person, for the file that this person asks for."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from hoathuan.core.ui.numbers import moment
from hoathuan.privacy.api import Section, Subject

from .models import CalendarFeed, Delivery, Device, Preference

#: Deliveries that go into a file; older ones are given on request.
MOST = 2000
_PAIRS = (_("Mục"), _("Nội dung"))


def told(subject: Subject) -> Iterable[Section]:
    """How this person wants to be told, on which machines, by which calendars, and what went out."""
    user = subject.user
    if user is None:
        return []
    machines = Device.objects.filter(user=user).order_by("id")
    feeds = CalendarFeed.objects.filter(seat__person__user=user).order_by("id")
    sent = Delivery.objects.filter(user=user).order_by("-id")[:MOST]
    return [
        Section(
            "telling", _("Cách nhận tin báo"), _PAIRS, _wishes(Preference.objects.filter(user=user).first())
        ),
        Section(
            "devices",
            _("Máy nhận thông báo"),
            (_("Máy"), _("Thêm lúc")),
            [(one.label, moment(one.made_at)) for one in machines],
        ),
        Section(
            "calendars",
            _("Địa chỉ lịch của vai"),
            (_("Lập lúc"), _("Dừng lúc")),
            [(moment(one.made_at), moment(one.ended_at) if one.ended_at else "") for one in feeds],
        ),
        Section(
            "deliveries",
            _("Tin đã gửi ra ngoài"),
            (_("Lúc"), _("Cách gửi"), _("Tình trạng")),
            [(moment(one.made_at), one.get_channel_display(), one.get_state_display()) for one in sent],
        ),
    ]


def _wishes(wish: Preference | None) -> list[tuple[object, object]]:
    if wish is None:
        return []
    yes, no = _("Có"), _("Không")
    fields = [Preference._meta.get_field(name) for name in ("email", "push", "text")]
    rows: list[tuple[object, object]] = [
        (field.verbose_name, yes if getattr(wish, field.name) else no)  # type: ignore[union-attr]
        for field in fields
    ]
    rows.append((Preference._meta.get_field("digest").verbose_name, wish.get_digest_display()))
    return rows
