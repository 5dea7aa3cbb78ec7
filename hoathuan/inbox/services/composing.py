"""What a delivery says, put together when it goes: from a notice, or from what is due to the person that day."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hoathuan.accounts import notices
from hoathuan.accounts.acting import as_actor
from hoathuan.accounts.actor import actor_for, seats_today
from hoathuan.accounts.models import Notice, Seat
from hoathuan.inbox.channels import Message
from hoathuan.inbox.choices import Channel, State
from hoathuan.inbox.dues import registry
from hoathuan.inbox.dues.reading import Line, lines_of
from hoathuan.inbox.models import Delivery

_MOST = 30


def message_of(delivery: Delivery) -> Message | None:
    """None where there is nothing to say any more: nothing is due, it was read in the application, nobody is there."""
    if not _is_theirs(delivery):
        return None
    with translation.override(settings.LANGUAGE_CODE):
        if delivery.notice is None:
            return _digest(delivery)
        if delivery.notice.read_at is not None:
            return None
        return _of_notice(delivery.notice, delivery.channel)


def _is_theirs(delivery: Delivery) -> bool:
    """The account is open, and the machine still its own: somebody else may have signed in there since."""
    device = delivery.device
    return delivery.user.is_active and (device is None or device.user_id == delivery.user_id)


def _of_notice(notice: Notice, channel: str) -> Message:
    """A screen that lies on a table says no names: there only that something has come."""
    url = absolute(reverse("accounts:notices"))
    if channel == Channel.TEXT:
        return Message("", _("Hoa Thuan: có tin báo mới, đăng nhập để đọc."), "")
    if channel == Channel.PUSH and notices.group_of(notice.kind) == notices.ACCOUNT:
        return Message(
            _("Hòa Thuận"), _("Có tin báo về tài khoản hoặc vai của ông/bà."), _page("accounts:notices")
        )
    page = _page("inbox:list") if notice.kind.startswith("due_") else _page("accounts:notices")
    if channel == Channel.PUSH:
        return Message(_("Hòa Thuận"), notices.sentence(notice), page)
    return Message(_("Hòa Thuận: tin báo mới"), notices.sentence(notice), absolute(page) if page else url)


def _digest(delivery: Delivery) -> Message | None:
    """What is due now. After days without a server only the newest digest goes: the older ones would say the same."""
    later = Delivery.objects.filter(user=delivery.user, digest_on__gt=delivery.digest_on)
    if later.exclude(state=State.DROPPED).exists():
        return None
    parts, total = [], 0
    for seat in seats_today(delivery.user):
        lines = dated_lines(seat)
        if lines:
            total += len(lines)
            parts.append("\n".join([str(seat), *(_line(one) for one in lines[:_MOST]), *_more(len(lines))]))
    if not parts:
        return None
    words = ngettext("Hòa Thuận: %(n)s việc có thời hạn", "Hòa Thuận: %(n)s việc có thời hạn", total)
    return Message(words % {"n": total}, "\n\n".join(parts), absolute(_page("inbox:list")))


def dated_lines(seat: Seat, *, since: date | None = None, until: date | None = None) -> list[Line]:
    """What the seat's holder has to do by a day, as it stands now; pulled with the seat's own reach.

    Sources whose dues only stand on pages are not asked.
    """
    actor = actor_for(seat, seat.person.user)
    if actor.seat is None:
        return []
    told = [source.key for source in registry.sources() if source.reminded]
    with as_actor(actor):
        lines = lines_of(actor, since=since, until=until, only=told)
    return [line for line in lines if _within(line.due.due_on, since, until)]


def _within(day: date | None, since: date | None, until: date | None) -> bool:
    return day is not None and (since or day) <= day <= (until or day)


def _line(line: Line) -> str:
    return f"- {line.due.due_on:%d/%m/%Y}: {line.due.title} ({line.words})"


def _more(count: int) -> list[str]:
    return [_("… và %(n)s việc khác") % {"n": count - _MOST}] if count > _MOST else []


def _page(name: str) -> str:
    return reverse(name)


def absolute(path: str) -> str:
    """The whole address, where the installation knows its own; "" elsewhere: a half address helps nobody."""
    return f"{settings.HT_PUBLIC_URL.rstrip('/')}{path}" if settings.HT_PUBLIC_URL else ""
