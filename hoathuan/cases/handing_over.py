"""Open disputes of a mediator pass to whoever takes over in the same team."""

from collections.abc import Sequence

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hoathuan.accounts.actor import Actor
from hoathuan.accounts.handover import SHOWN, Duty
from hoathuan.accounts.models import Seat
from hoathuan.core.dates import today
from hoathuan.teams.api import Mediator, on_day

from .choices import Came, Part, State, Went
from .errors import CaseRefused
from .models import Case, CaseMediator
from .services.turns import correcting, go_on
from .services.workers import put_joining, put_lead, require_impartial
from .services.writing import require_right_on, trace


def _open(seat: Seat) -> QuerySet[Case]:
    """Assigned and not over; only the day and the number are shown, for the page may be read by others."""
    if seat.team_id is None:
        return Case.objects.none()
    helping = CaseMediator.objects.filter(mediator__person=seat.person_id, part=Part.JOINS, until_on=None)
    open_cases = Case.objects.filter(team=seat.team_id, closed_on=None, voided_on=None)
    own = Q(mediator__person=seat.person_id, state=State.ASSIGNED) | Q(pk__in=helping.values("case"))
    return open_cases.filter(own).order_by("received_on", "id")


def _lines(seat: Seat) -> Sequence[str]:
    words = _("Vụ việc số %(number)s, tiếp nhận %(day)s")
    return [words % {"number": case, "day": f"{case.received_on:%d/%m/%Y}"} for case in _open(seat)[:SHOWN]]


def _pass_on(old: Seat, new: Seat, actor: Actor) -> int:
    """A reassignment each: the first day of assignment stays, the history keeps who had it before.

    Whoever has recused from one of them cannot take it: somebody else is assigned first.
    """
    cases = list(_open(old).select_for_update(of=("self",), no_key=True))
    if not cases:
        return 0
    mediator = Mediator.objects.get(on_day(), team=old.team_id, person=new.person_id)
    for case in cases:
        require_right_on(actor, case)
        _require_impartial(case, mediator.pk)
        _give(case, old, mediator, actor)
    return len(cases)


def _require_impartial(case: Case, mediator_id: int) -> None:
    try:
        require_impartial(case, mediator_id)
    except CaseRefused as refusal:
        text = _("Vụ việc số %(number)s: %(why)s Phân công lại vụ việc này rồi bàn giao.")
        raise CaseRefused(text % {"number": case, "why": refusal}) from refusal


def _give(case: Case, old: Seat, mediator: Mediator, actor: Actor) -> None:
    """Both parts that a mediator may have: leading, and helping whoever leads."""
    day, before = today(), case.mediator_id
    former = case.mediator.person_id if case.mediator else None
    with correcting(actor, case):
        go_on(case)
        if former == old.person_id and put_lead(case, mediator.pk, day, Came.NAMED):
            Case.objects.filter(pk=case.pk).update(mediator=mediator.pk)
            trace(
                case, actor, "assigned", day, {"mediator": mediator.pk, "before": before, "came": Came.NAMED}
            )
        for row in case.workers.filter(part=Part.JOINS, mediator__person=old.person_id, until_on=None):
            CaseMediator.objects.filter(pk=row.pk).update(
                until_on=max(day, row.from_on), went=Went.REASSIGNED
            )
            if not case.workers.filter(mediator=mediator, until_on=None).exists():
                put_joining(case, mediator.pk, day)
            trace(case, actor, "helped", day, {"mediator": mediator.pk})
        case.refresh_from_db()


DISPUTES = Duty(
    "cases.assigned",
    gettext_lazy("Vụ việc đang hòa giải"),
    lambda seat: _open(seat).count(),
    _lines,
    _pass_on,
)
