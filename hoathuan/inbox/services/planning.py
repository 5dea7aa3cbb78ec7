"""Which ways a notice takes: its deliveries are written with it, in one transaction."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date

from django.db.models import QuerySet
from django.utils import timezone

from hoathuan.accounts import notices
from hoathuan.accounts.models import Notice, User
from hoathuan.inbox import channels
from hoathuan.inbox.choices import Channel, Digest
from hoathuan.inbox.models import Delivery, Device, Preference

MONDAY = 0


def plan(made: list[Notice]) -> None:
    """Listens to `accounts.notices`. In the application a notice stands anyway; these are the ways outside."""
    on = set(channels.on())
    if not on:
        return
    keys = {notice.user_id for notice in made}
    users = User.objects.filter(pk__in=keys, is_active=True).in_bulk()
    wishes = {one.user_id: one for one in Preference.objects.filter(user__in=keys)}
    devices: dict[int, list[Device]] = defaultdict(list)
    for device in _held(keys) if Channel.PUSH in on else ():
        devices[device.user_id].append(device)
    rows = [
        row
        for notice in made
        if notice.user_id in users
        for row in _ways(notice, users[notice.user_id], wishes.get(notice.user_id), devices, on)
    ]
    Delivery.objects.bulk_create(rows, batch_size=500)


def _held(users: Iterable[int]) -> Iterable[Device]:
    """Their machines, held until the notices stand: who takes one away waits, and takes these deliveries with it."""
    return Device.objects.raw(
        "SELECT * FROM inbox_device WHERE user_id = ANY(%s) ORDER BY id FOR KEY SHARE", [list(users)]
    )


def _ways(
    notice: Notice, user: User, wish: Preference | None, devices: dict[int, list[Device]], on: set[str]
) -> Iterator[Delivery]:
    """What concerns the own account goes by e-mail whatever was turned off: an intruder would turn it off first."""
    wish = wish or Preference(user=user)
    group = notices.group_of(notice.kind)
    own = group == notices.ACCOUNT
    if group in wish.muted and not own:
        return
    now = timezone.now()
    common = {"user": user, "notice": notice, "next_try": now}
    if Channel.EMAIL in on and user.email and (wish.email or own):
        yield Delivery(channel=Channel.EMAIL, **common)
    if wish.push:
        for device in devices.get(user.pk, []):
            yield Delivery(channel=Channel.PUSH, device=device, **common)
    if Channel.TEXT in on and user.phone and wish.text:
        yield Delivery(channel=Channel.TEXT, **common)


def plan_digests(day: date) -> int:
    """One delivery for each person who asked for a digest of this day; nothing where the day has one."""
    if not channels.is_on(Channel.EMAIL):
        return 0
    now = timezone.now()
    rows = [
        Delivery(user_id=user, digest_on=day, channel=Channel.EMAIL, next_try=now) for user in _asked(day)
    ]
    return len(Delivery.objects.bulk_create(rows, batch_size=500, ignore_conflicts=True))


def _asked(day: date) -> Iterable[int]:
    wanted = [Digest.DAILY, Digest.WEEKLY] if day.weekday() == MONDAY else [Digest.DAILY]
    found: QuerySet[Preference] = Preference.objects.filter(digest__in=wanted, user__is_active=True)
    return found.exclude(user__email="").values_list("user_id", flat=True)
