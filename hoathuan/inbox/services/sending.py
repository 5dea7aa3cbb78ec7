"""Deliveries go out: claimed one by one, tried again later and later, and never twice.

A line is claimed and the claim committed before anything is handed over. Whoever dies in between leaves a claim, and
of that one nobody knows whether it went: it is shown as unsure, for a person to decide. Everything else either
certainly went or certainly did not.
"""

from __future__ import annotations

import logging
import time
from datetime import datetime, timedelta
from typing import Final

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from hoathuan.accounts.actor import Actor
from hoathuan.core import audit
from hoathuan.inbox import channels
from hoathuan.inbox.channels import Hand
from hoathuan.inbox.choices import State
from hoathuan.inbox.errors import InboxRefused, NotSent, Refused, Unsure
from hoathuan.inbox.models import Delivery, Device

from .composing import message_of
from .outstanding import GIVEN_UP
from .wishes import forget

logger = logging.getLogger("hoathuan.inbox")

WAITS: Final = tuple(timedelta(minutes=one) for one in (1, 5, 15, 60, 120, 240))
"""Between attempts; the last one again and again."""
GIVE_UP: Final = timedelta(days=3)
"""After so long a delivery counts as failed and waits for a person."""
CLAIM_LASTS: Final = timedelta(minutes=10)
MOST_AGAIN: Final = 5000
ROUND_SECONDS: Final = 10.0
"""Sending shares its thread with other chores: after so long the rest waits for the next round."""


def send_waiting() -> int:
    """Whatever may go now, channel by channel; returns how many went."""
    settle_lost()
    deadline = time.monotonic() + ROUND_SECONDS
    return sum(_send_by(channel, deadline) for channel in channels.on())


def _send_by(channel: str, deadline: float) -> int:
    first = claim(channel)
    if first is None:
        return 0
    try:
        with channels.opened(channel) as hand:
            return _send_from(first, channel, hand, deadline)
    except NotSent as problem:  # the way could not even be opened
        put_back(first, str(problem))
        return 0


def _send_from(first: Delivery, channel: str, hand: Hand, deadline: float) -> int:
    sent, delivery = 0, first
    while True:
        went, may_go_on = _one(delivery, hand)
        sent += went
        following = claim(channel) if may_go_on and time.monotonic() < deadline else None
        if following is None:
            return sent
        delivery = following


def claim(channel: str) -> Delivery | None:
    """Take the next line for oneself: a row that another worker holds is passed over."""
    now = timezone.now()
    with transaction.atomic():
        waiting = Delivery.objects.select_for_update(skip_locked=True, of=("self",))
        waiting = waiting.filter(state=State.WAITING, channel=channel, next_try__lte=now)
        found = waiting.order_by("next_try", "id").first()
        if found is None:
            return None
        found.state, found.claimed_at, found.attempts = State.SENDING, now, found.attempts + 1
        found.save(update_fields=["state", "claimed_at", "attempts"])
    return Delivery.objects.select_related("user", "notice", "device").get(pk=found.pk)


def _one(delivery: Delivery, hand: Hand) -> tuple[bool, bool]:
    """(whether it went, whether the channel may go on)."""
    try:
        message = message_of(delivery)
    except Exception:
        logger.exception("delivery %s cannot be put into words", delivery.uuid)
        _end(delivery, State.FAILED, _("Có lỗi ngoài dự kiến khi soạn tin: chắc chắn chưa đi."))
        return False, True
    if message is None:
        _end(delivery, State.DROPPED)
        return False, True
    try:
        hand(delivery, message)
    except NotSent as problem:
        put_back(delivery, str(problem))
        return False, not problem.down
    except Refused as problem:
        _refuse(delivery, str(problem))
        return False, True
    except Unsure as problem:
        _end(delivery, State.UNSURE, str(problem))
        return False, False
    except Exception:
        logger.exception("delivery %s failed", delivery.uuid)
        _end(delivery, State.UNSURE, _("Có lỗi ngoài dự kiến khi gửi: chưa rõ đã đi hay chưa."))
        return False, True
    _end(delivery, State.SENT)
    return True, True


def _end(delivery: Delivery, state: State, error: str = "") -> None:
    sent = timezone.now() if state == State.SENT else None
    Delivery.objects.filter(pk=delivery.pk, state=State.SENDING).update(
        state=state, last_error=error[:300], sent_at=sent
    )


def _refuse(delivery: Delivery, error: str) -> None:
    """A device that is gone is forgotten, and what was on its way there with it: nobody can mend that."""
    if delivery.device is not None:
        forget(Device.objects.filter(pk=delivery.device.pk))
    else:
        _end(delivery, State.FAILED, error)


def put_back(delivery: Delivery, error: str) -> None:
    """It did not go: again later, each time a longer while, until a person has to look at it."""
    now = timezone.now()
    given_up = now - delivery.made_at > GIVE_UP
    Delivery.objects.filter(pk=delivery.pk, state=State.SENDING).update(
        state=State.FAILED if given_up else State.WAITING,
        next_try=next_try(delivery.attempts, now),
        last_error=error[:300],
        claimed_at=None,
    )


def next_try(attempts: int, now: datetime) -> datetime:
    return now + WAITS[min(max(attempts, 1), len(WAITS)) - 1]


def settle_lost() -> int:
    """Claims of workers that died: whether it went, nobody knows."""
    lost = Delivery.objects.filter(state=State.SENDING, claimed_at__lt=timezone.now() - CLAIM_LASTS)
    words = _("Máy gửi dừng giữa chừng: chưa rõ đã đi hay chưa. Hỏi người nhận trước khi gửi lại.")
    return lost.update(state=State.UNSURE, last_error=words)


@transaction.atomic
def again_all(*, deliveries: QuerySet[Delivery], actor: Actor) -> int:
    """The server is back: what certainly did not go may go at once. What may have gone is asked for one by one."""
    behind = deliveries.filter(Q(state=State.FAILED) | Q(state=State.WAITING, attempts__gt=0))
    keys = list(behind.order_by("id").values_list("pk", flat=True)[:MOST_AGAIN])
    now = timezone.now()
    # a line that a worker has claimed meanwhile is not waiting any more, and is left to it
    count = Delivery.objects.filter(pk__in=keys, state__in=(State.FAILED, State.WAITING)).update(
        state=State.WAITING, next_try=now, made_at=now, attempts=0, claimed_at=None
    )
    if count:
        audit.record(actor=actor, action="inbox.all_sent_again", data={"count": count})
    return count


@transaction.atomic
def again(*, delivery: Delivery, actor: Actor) -> None:
    """A person lets it go once more; whoever comes second is told."""
    stuck = Delivery.objects.filter(pk=delivery.pk, state__in=GIVEN_UP)
    now = timezone.now()
    if not stuck.update(state=State.WAITING, next_try=now, made_at=now, attempts=0, claimed_at=None):
        raise InboxRefused(_("Lần gửi này đã được gửi lại hoặc đã xong. Tải lại trang để xem."))
    audit.record(actor=actor, action="inbox.sent_again", subject=delivery, data={"channel": delivery.channel})
