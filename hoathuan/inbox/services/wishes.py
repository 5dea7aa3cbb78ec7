"""How a person wants to be told outside, and on which machines."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from hoathuan.accounts.models import User
from hoathuan.core.text import clean
from hoathuan.inbox.channels import push
from hoathuan.inbox.errors import InboxRefused
from hoathuan.inbox.models import CalendarFeed, Device, Preference

MOST_DEVICES = 10


def preference_of(user: User) -> Preference:
    return Preference.objects.filter(user=user).first() or Preference(user=user)


def set_preference(
    *, user: User, email: bool, push: bool, text: bool, muted: Iterable[str], digest: str
) -> None:
    """The last word counts."""
    values = {"email": email, "push": push, "text": text, "muted": sorted(muted), "digest": digest}
    Preference.objects.update_or_create(user=user, defaults=values)


@transaction.atomic
def add_device(*, user: User, endpoint: str, p256dh: str, auth: str, label: str) -> Device:
    """A browser of this person. The same browser again, also of somebody who signed in there later, moves over."""
    if not push.is_on():
        raise InboxRefused(_("Hệ thống này chưa bật thông báo trên máy."))
    if not push.is_known(endpoint) or not p256dh or not auth:
        raise InboxRefused(_("Trình duyệt này chưa cho biết địa chỉ nhận thông báo. Dùng trình duyệt khác."))
    if Device.objects.filter(user=user).exclude(endpoint=endpoint).count() >= MOST_DEVICES:
        raise InboxRefused(_("Đã có %(most)s máy. Bỏ bớt một máy rồi thêm lại.") % {"most": MOST_DEVICES})
    values = {"user": user, "p256dh": p256dh[:100], "auth": auth[:40], "label": clean(label)[:80]}
    return Device.objects.update_or_create(endpoint=endpoint, defaults=values)[0]


def remove_device(*, user: User, uuid: str) -> None:
    forget(Device.objects.filter(user=user, uuid=uuid))


@transaction.atomic
def forget(devices: QuerySet[Device]) -> None:
    """Devices go with what was on its way to them; a notice that is being written names them no more, or first."""
    held = list(devices.select_for_update().values_list("pk", flat=True))
    Device.objects.filter(pk__in=held).delete()


@transaction.atomic
def end_ways(users: list[int]) -> None:
    """Of accounts that are signed out everywhere: who else holds a machine or a calendar's address hears no more."""
    forget(Device.objects.filter(user__in=users))
    feeds = CalendarFeed.objects.filter(seat__person__user__in=users, ended_at=None)
    feeds.update(ended_at=timezone.now())
