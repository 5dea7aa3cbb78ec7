"""A sum becomes due: it is committed in the budget and waits to be paid."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from hoathuan.accounts.actor import Actor
from hoathuan.budgets.api import Overspend
from hoathuan.core import audit
from hoathuan.pay import money
from hoathuan.pay.choices import LineState, Source
from hoathuan.pay.errors import PayRefused
from hoathuan.pay.models import Line
from hoathuan.units.models import Area, Unit

_BATCH = 2_000


@dataclass(frozen=True)
class Owed:
    """What is to be paid, whole đồng. `place`: the area whose commune pays (`team.area` of the day)."""

    purpose: str
    subject: str
    label: str
    amount: int
    cost_line: str
    year: int
    since: date
    place: Area
    due_on: date | None = None
    source: str = Source.STATE
    team: Any = None
    person: Any = None
    payee: str = ""


@transaction.atomic
def owe_many(actor: Actor, owed: Sequence[Owed], *, overspend: Overspend | None = None) -> list[Line]:
    """Write these down as due and commit them; what is due already (same purpose, subject, source) stays as it is.

    Raises budgets.OverBudget when the line has too little left and no leader said why to over-spend.
    """
    keys = {(one.purpose, one.subject, one.source) for one in owed}
    stands = Line.objects.exclude(state=LineState.VOID).filter(subject__in=[one.subject for one in owed])
    known = {key: line for line in stands if (key := (line.purpose, line.subject, line.source)) in keys}
    fresh = [one for one in owed if (one.purpose, one.subject, one.source) not in known and one.amount > 0]
    made = Line.objects.bulk_create(placed([_line(one) for one in fresh]), batch_size=_BATCH)
    money.commit_many(actor, made, overspend=overspend)
    known |= {(line.purpose, line.subject, line.source): line for line in made}
    return [line for one in owed if (line := known.get((one.purpose, one.subject, one.source)))]


def placed(lines: list[Line]) -> list[Line]:
    """The same lines with the communes that pay them, read at once."""
    communes = Unit.objects.in_bulk({line.now_commune_id for line in lines if line.now_commune_id})
    for line in lines:
        if line.now_commune_id:
            line.now_commune = communes[line.now_commune_id]
    return lines


def _line(one: Owed) -> Line:
    line = Line(
        purpose=one.purpose,
        subject=one.subject,
        label=one.label[:300],
        team=one.team,
        person=one.person,
        payee=one.payee,
        amount=one.amount,
        source=one.source,
        cost_line=one.cost_line,
        year=one.year,
        since=one.since,
        due_on=one.due_on,
    )
    line.locate(one.place)
    return line


@transaction.atomic
def release_line(actor: Actor, line: Line) -> None:
    """Take a sum back that was not paid yet: what was kept for it in the budget is free again."""
    taken = Line.objects.filter(pk=line.pk, state=LineState.OWED).update(state=LineState.VOID)
    if not taken:
        raise PayRefused(_("Khoản này đã lập lệnh chi hoặc đã chi, không bỏ được. Tải lại trang để xem."))
    money.release_many(actor, [line])
    audit.record(actor=actor, action="pay.released", data={"line": str(line.uuid), "amount": line.amount})
