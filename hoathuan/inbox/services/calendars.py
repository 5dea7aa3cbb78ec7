"""The calendar of a seat: a secret address that its holder makes, renews and ends, and that ends with the seat."""

from __future__ import annotations

import hashlib
import secrets
from datetime import timedelta
from typing import Final

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from hoathuan.accounts.actor import Actor, actor_for
from hoathuan.accounts.models import Seat
from hoathuan.core import audit, rates
from hoathuan.core.dates import now, today
from hoathuan.inbox.dues.reading import Line
from hoathuan.inbox.errors import InboxRefused
from hoathuan.inbox.models import CalendarFeed

from .composing import absolute, dated_lines

_EVERY_HOURS = 6
BACK: Final = timedelta(days=30)
AHEAD: Final = timedelta(days=183)
"""The span of a calendar. What has been overdue for longer stands on the pages."""
FRESH_SECONDS: Final = 300
MOST_READS: Final = 12
"""Of one address within `FRESH_SECONDS`: programs on several machines, each of them every minute."""


def open_feed(seat_id: int | None) -> CalendarFeed | None:
    return CalendarFeed.objects.filter(seat=seat_id or 0, ended_at=None).first()


@transaction.atomic
def renew(*, actor: Actor) -> str:
    """A new secret for the actor's seat; the former address stops at once. Shown once: only its hash is kept."""
    if actor.seat is None:
        raise InboxRefused(_("Chọn vai trước khi lập lịch."))
    # two clicks at once: the second waits here, and ends what the first has made
    Seat.objects.select_for_update().get(pk=actor.seat.pk)
    CalendarFeed.objects.filter(seat=actor.seat, ended_at=None).update(ended_at=timezone.now())
    secret = secrets.token_urlsafe(32)
    feed = CalendarFeed.objects.create(seat=actor.seat, digest=_digest(secret))
    audit.record(actor=actor, action="inbox.calendar_made", subject=feed)
    return secret


@transaction.atomic
def end(*, actor: Actor) -> None:
    """No address any more. To end what has ended changes nothing."""
    feed = open_feed(actor.seat_id)
    if feed is not None:
        CalendarFeed.objects.filter(pk=feed.pk).update(ended_at=timezone.now())
        audit.record(actor=actor, action="inbox.calendar_ended", subject=feed)


def seat_of(secret: str) -> Seat | None:
    """The seat whose calendar this is; None for an address that is none or was ended, or whose seat is over."""
    feeds = CalendarFeed.objects.filter(digest=_digest(secret), ended_at=None)
    feed = feeds.select_related("seat__person__user", "seat__unit", "seat__body").first()
    if feed is None:
        return None
    user = feed.seat.person.user
    if user is None or not user.is_active or actor_for(feed.seat, user).seat is None:
        return None
    CalendarFeed.objects.filter(pk=feed.pk).update(read_at=timezone.now())
    return feed.seat


def may_read(secret: str) -> bool:
    """Count one calendar put together for this address; False when it is one too many."""
    return rates.take("inbox.calendar", secret, most=MOST_READS, seconds=FRESH_SECONDS)


def fresh_from() -> int:
    """The moment (seconds of the epoch) from which on a copy is new enough, the same for some minutes."""
    moment = int(timezone.now().timestamp())
    return moment - moment % FRESH_SECONDS


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def calendar_of(seat: Seat) -> bytes:
    """The seat's dated dues as whole days (RFC 5545); never content of a dispute, as nowhere among dues."""
    calendar = Calendar()
    calendar.add("prodid", "-//Hoa Thuan//Viec den han//VI")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    name = _("Việc đến hạn: %(role)s, %(unit)s")
    calendar.add("x-wr-calname", name % {"role": seat.get_kind_display(), "unit": seat.unit.name})
    calendar.add("refresh-interval;value=duration", f"PT{_EVERY_HOURS}H")
    for line in dated_lines(seat, since=today() - BACK, until=today() + AHEAD):
        calendar.add_component(_event(line))
    return bytes(calendar.to_ical())


def _event(line: Line) -> Event:
    event = Event()
    event.add("uid", f"{line.due.key}@hoathuan")
    event.add("dtstamp", now())
    event.add("summary", str(line.due.title))
    if line.due.due_on is not None:
        event.add("dtstart", line.due.due_on)
        event.add("dtend", line.due.due_on + timedelta(days=1))
    notes = [str(part) for part in (line.source.label, line.due.note, line.words, line.vacant) if part]
    event.add("description", "\n".join(notes))
    event.add("transp", "TRANSPARENT")
    if line.url and (url := absolute(line.url)):
        event.add("url", url)
    return event
