"""A mediator's own money in sentences: how much, where it stands, at whom it waits and until when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from hoathuan.accounts.actor import Actor
from hoathuan.norms import api as norms
from hoathuan.pay.api import Money, MoneyLine
from hoathuan.units.models import Unit

#: state of a line → the deadline of whoever has it now (procedure 2.002080)
_WITHIN = {"claimed": "pay.commune_within", "paid": "pay.team_within"}


@dataclass(frozen=True)
class Sum:
    """A line of the sums: what it is, whole đồng."""

    label: str
    amount: int


@dataclass(frozen=True)
class Standing:
    """One dispute's money with the day until which somebody must act; `unsure`: no person has compared the deadline."""

    line: MoneyLine
    due_on: date | None = None
    unsure: str = ""


def sums_of(money: Money) -> list[Sum]:
    """Where the money is, from far to near; what is in nobody's hands is left out but for the last."""
    found = [
        Sum(_("Đã đề nghị, chờ xã quyết định"), money.claimed),
        Sum(_("Xã đã duyệt, chờ chi"), money.approved),
        Sum(_("Xã đã chi cho tổ, chờ đến tay tôi"), money.waiting),
        Sum(_("Tôi đã nhận"), money.received),
    ]
    return [one for one in found if one.amount or one is found[-1]]


def standing_of(actor: Actor, lines: list[MoneyLine]) -> list[Standing]:
    """Each line with its deadline; asked once for each day and kind."""
    unit = Unit.objects.filter(pk=actor.commune_id).first() if actor.commune_id else None
    known: dict[tuple[str, date], tuple[date | None, str]] = {}
    found = []
    for line in lines:
        key = _WITHIN.get(line.state, "")
        if not key or line.on is None:
            found.append(Standing(line))
            continue
        if (key, line.on) not in known:
            known[key, line.on] = _until(key, line.on, unit)
        found.append(Standing(line, *known[key, line.on]))
    return found


def _until(key: str, on: date, unit: Unit | None) -> tuple[date | None, str]:
    try:
        within = norms.value(key, on=on, unit=unit)
    except norms.NormMissing:
        return None, ""
    return norms.last_day(on, within, unit=unit), "" if within.confirmed else within.cited


def receipts_of(lines: list[MoneyLine]) -> list[tuple[str, int]]:
    """(where to confirm, how much) of each payment that has not been confirmed: one tap for one payment."""
    found: dict[str, int] = {}
    for line in lines:
        if line.receipt_url:
            found[line.receipt_url] = found.get(line.receipt_url, 0) + line.amount
    return list(found.items())
