"""How payments speak of support: who signs for it, where its page is, what follows when it is paid."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from hoathuan.accounts.actor import Actor
from hoathuan.core.dates import today
from hoathuan.core.text import legal_text
from hoathuan.pay.models import Line
from hoathuan.pay.purposes import Purpose, Receiver, register_purpose
from hoathuan.teams.api import Mediator, TeamHead, on_day

from .keys import ACCIDENT, TEAMS
from .rights import ROUND_READERS
from .selectors import visible_acts
from .services.deciding import accident_paid, accident_unpaid
from .services.settling import months_paid, months_unpaid


def heads(lines: Sequence[Line]) -> list[Receiver]:
    """Who headed the team on the day of the money takes its support and signs for it.

    Where nobody did: today's head, else the first of its mediators; the sheet says who took it in that place.
    """
    amounts: dict[int, int] = {}
    days: dict[int, date] = {}
    for line in lines:
        if line.team_id:
            amounts[line.team_id] = amounts.get(line.team_id, 0) + line.amount
            days[line.team_id] = line.paid_on or today()
    found = [(_taker(team, day), amounts[team]) for team, day in days.items()]
    return [Receiver(one.person_id, str(one), amount, one.pk) for one, amount in found if one]


def _taker(team: int, day: date) -> Mediator | None:
    terms = TeamHead.objects.filter(team=team).select_related("mediator__person")
    for when in dict.fromkeys((day, today())):
        if term := terms.filter(on_day(when)).first():
            return term.mediator
    members = Mediator.objects.filter(on_day(day), team=team).select_related("person")
    return members.order_by("sort", "id").first()


def takers(lines: Sequence[Line]) -> list[Receiver]:
    """The mediator, or whoever of the family takes it for him."""
    return [
        Receiver(line.person_id, line.payee or line.person.full_name, line.amount)
        for line in lines
        if line.person_id and line.person
    ]


def _round(line: Line) -> str:
    return reverse("pay:support-round", args=[_round_of(line)])


def _round_of(line: Line) -> str:
    return line.subject.partition(":")[0]


def _in_sight(actor: Actor, lines: Sequence[Line]) -> list[Line]:
    """After a commune was split a sum goes with its team, its round stays: not everybody who pays sees both."""
    if not ROUND_READERS(actor):
        return []
    rounds = {_round_of(line) for line in lines}
    seen = {str(key) for key in visible_acts(actor).filter(uuid__in=rounds).values_list("uuid", flat=True)}
    return [line for line in lines if _round_of(line) in seen]


def _request(line: Line) -> str:
    return reverse("pay:accident", args=[line.subject])


def register_all() -> None:
    register_purpose(
        Purpose(
            key=TEAMS,
            label=_("Hỗ trợ hoạt động của tổ"),
            address=_round,
            receivers=heads,
            on_paid=months_paid,
            on_unpaid=months_unpaid,
            sheet=legal_text("Danh sách ký nhận tiền hỗ trợ hoạt động của tổ hòa giải"),
            seen=_in_sight,
        )
    )
    register_purpose(
        Purpose(
            key=ACCIDENT,
            label=_("Hỗ trợ hòa giải viên theo hồ sơ"),
            address=_request,
            receivers=takers,
            on_paid=accident_paid,
            on_unpaid=accident_unpaid,
            sheet=legal_text("Giấy ký nhận tiền hỗ trợ"),
        )
    )
