"""A mediator's own money: what was asked for, approved, paid, got in hand, and why something was refused."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from hoathuan.accounts.actor import Actor
from hoathuan.accounts.models import Person

from .choices import ClaimState, ItemState, LineState, ReceiptWay
from .models import Accident, Receipt, Share
from .supports.choices import AccidentState
from .supports.selectors_accidents import visible_accidents


@dataclass(frozen=True)
class MoneyLine:
    """One dispute's money for one mediator; `text` says its `state`.

    claimed, approved, refused, paid, received; or settled: taken off what had been paid too much, nothing to come.
    """

    case: str
    ended_on: date
    amount: int
    state: str
    text: str
    on: date | None = None
    why: str = ""
    url: str = ""
    receipt_url: str = ""
    undo_url: str = ""


@dataclass(frozen=True)
class Money:
    """The sums of a mediator in whole đồng (a share counts in one, settled in none), and their lines, the newest first.

    `waiting`: paid to the team, and the mediator has not said yet that it is in hand.
    """

    claimed: int = 0
    approved: int = 0
    paid: int = 0
    received: int = 0
    refused: int = 0
    waiting: int = 0
    lines: list[MoneyLine] = field(default_factory=list)


@dataclass(frozen=True)
class SupportLine:
    """A request of one's own for support after an accident, an illness or a death. `amount`: what was granted."""

    number: str
    text: str
    on: date
    amount: int = 0
    why: str = ""
    url: str = ""


def supports_of(actor: Actor) -> list[SupportLine]:
    """The requests about the person who acts, the newest first: one question."""
    if actor.seat is None:
        return []
    own = visible_accidents(actor).filter(content__person=actor.seat.person_id)
    return [_support_line(accident) for accident in own]


def _support_line(accident: Accident) -> SupportLine:
    granted = accident.state in (AccidentState.APPROVED, AccidentState.PAID)
    return SupportLine(
        number=str(accident),
        text=str(accident.get_state_display()),
        on=accident.paid_on or accident.decided_on or accident.filed_on,
        amount=accident.content.amount if granted else 0,
        why=accident.content.reason if accident.state == AccidentState.REFUSED else "",
        url=reverse("pay:accident", args=[accident.uuid]),
    )


def claims_of_mediator(person: Person) -> QuerySet[Share]:
    """The person's shares in claims that were sent to the commune, the newest first."""
    sent = Share.objects.filter(mediator__person=person).exclude(
        item__claim__state__in=[ClaimState.DRAFT, ClaimState.DROPPED]
    )
    return (
        sent.exclude(item__state=ItemState.DROPPED)
        .select_related("item__claim", "item__case", "item__line__payment")
        .order_by("-item__claim__confirmed_on", "-id")
    )


def money_of(actor: Actor) -> Money:
    """Of the person who acts, in whatever seat; empty without one."""
    person = actor.seat.person if actor.seat else None
    return money_of_person(person) if person is not None else Money()


def money_of_person(person: Person) -> Money:
    """Of one person: two questions, however many disputes there are."""
    shares = list(claims_of_mediator(person))
    got = {receipt.payment_id: receipt for receipt in Receipt.objects.filter(person=person)}
    lines = [_line(share, got) for share in shares]
    sums: dict[str, int] = {}
    for line in lines:
        sums[line.state] = sums.get(line.state, 0) + line.amount
    return Money(
        claimed=sums.get("claimed", 0), approved=sums.get("approved", 0), refused=sums.get("refused", 0),
        paid=sums.get("paid", 0) + sums.get("received", 0), received=sums.get("received", 0),
        waiting=sums.get("paid", 0), lines=lines,
    )  # fmt: skip


def _line(share: Share, got: dict[int, Receipt]) -> MoneyLine:
    item = share.item
    state, text, day = _standing(share, got)
    payment: Any = item.line.payment if item.line else None
    receipt = got.get(payment.pk) if payment and state == "received" else None
    return MoneyLine(
        case=str(item.case),
        ended_on=item.ended_on,
        amount=share.amount,
        state=state,
        text=text,
        on=day,
        why=item.reason if state == "refused" else "",
        url=reverse("cases:detail", args=[item.case.uuid]),
        receipt_url=reverse("pay:receive", args=[payment.uuid]) if state == "paid" and payment else "",
        undo_url=_undo_of(payment, receipt) if receipt and receipt.way == ReceiptWay.SELF else "",
    )


def _undo_of(payment: Any, receipt: Receipt) -> str:
    return reverse("pay:receipt-void", args=[payment.uuid, receipt.uuid])


def taken_off_words() -> str:
    """What is said of a request that was approved and went against what had been paid too much before."""
    return _("Xã đã duyệt, đã trừ vào khoản xã trả thừa lần trước")


def _standing(share: Share, got: dict[int, Receipt]) -> tuple[str, str, date | None]:
    item = share.item
    if item.state == ItemState.REFUSED:
        return "refused", _("Xã không duyệt"), item.claim.decided_on
    if item.state == ItemState.OPEN:
        if item.claim.state == ClaimState.RETURNED:
            return "claimed", _("Xã trả lại để tổ bổ sung"), None
        return "claimed", _("Đã đề nghị, chờ xã quyết định"), item.claim.received_on
    if item.taken_off:
        return "settled", taken_off_words(), item.claim.decided_on
    line = item.line
    if line is None or line.state != LineState.PAID or line.payment_id is None:
        return "approved", _("Xã đã duyệt, chờ chi"), item.claim.decided_on
    if line.payment_id in got:
        return "received", _("Đã nhận tiền"), got[line.payment_id].got_on
    return "paid", _("Xã đã chi cho tổ, chờ tổ trả"), line.paid_on
