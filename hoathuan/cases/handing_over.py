"""Open disputes of a mediator pass to whoever takes over in the same team."""

from collections.abc import Sequence

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hoathuan.accounts.actor import Actor
from hoathuan.accounts.handover import SHOWN, Duty
from hoathuan.accounts.models import Seat
from hoathuan.core.dates import today
from hoathuan.teams.api import Mediator, on_day

from .choices import State
from .models import Case
from .services.writing import require_right_on, take_step, trace


def _open(seat: Seat) -> QuerySet[Case]:
    """Assigned and not over; only the day and the number are shown, for the page may be read by others."""
    if seat.team_id is None:
        return Case.objects.none()
    cases = Case.objects.filter(team=seat.team_id, mediator__person=seat.person_id)
    return cases.filter(state=State.ASSIGNED, closed_on=None, voided_on=None).order_by("received_on", "id")


def _lines(seat: Seat) -> Sequence[str]:
    words = _("Vụ việc số %(number)s, tiếp nhận %(day)s")
    return [words % {"number": case, "day": f"{case.received_on:%d/%m/%Y}"} for case in _open(seat)[:SHOWN]]


def _pass_on(old: Seat, new: Seat, actor: Actor) -> int:
    """A reassignment each: the first day of assignment stays, the history keeps who had it before."""
    cases = list(_open(old).select_for_update(of=("self",)))
    if not cases:
        return 0
    mediator = Mediator.objects.get(on_day(), team=old.team_id, person=new.person_id)
    for case in cases:
        require_right_on(actor, case)
        before = case.mediator_id
        take_step(case, "assign", mediator_id=mediator.pk)
        data = {"mediator": mediator.pk, "before": before, "chosen_by_parties": False}
        trace(case, actor, "assigned", today(), data)
    return len(cases)


DISPUTES = Duty(
    "cases.assigned",
    gettext_lazy("Vụ việc đang hòa giải"),
    lambda seat: _open(seat).count(),
    _lines,
    _pass_on,
)
