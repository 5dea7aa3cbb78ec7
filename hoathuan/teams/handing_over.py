"""Heads and mediators hand over to another mediator of the same team, whose seat the roster gives."""

from datetime import date

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from hoathuan.accounts.actor import Actor
from hoathuan.accounts.choices import SeatKind
from hoathuan.accounts.handover import SeatPasser
from hoathuan.accounts.models import Person, Seat
from hoathuan.accounts.selectors import not_over

from .errors import TeamsError
from .models import Mediator, Team
from .selectors import on_day
from .services.guards import check_right
from .services.heads import appoint_head, keep_seats


def successors(seat: Seat) -> QuerySet[Person]:
    """The other mediators of the team."""
    serving = Mediator.objects.filter(on_day(), team=seat.team_id).values("person_id")
    return Person.objects.filter(pk__in=serving).exclude(pk=seat.person_id)


def pass_lead(seat: Seat, person: Person, day: date, actor: Actor) -> Seat:
    """The successor leads the team from the day on; the former head stays its mediator (Law 35/2013 Art. 14)."""
    team = Team.objects.get(pk=seat.team_id or 0)
    mediator = Mediator.objects.filter(on_day(), team=team, person=person).select_related("person").first()
    if mediator is None:
        raise TeamsError(_("Người nhận phải là hòa giải viên đang hoạt động của tổ."))
    appoint_head(team=team, mediator=mediator, started_on=day, actor=actor)
    return _seat_of(person, team)


def pass_work(seat: Seat, person: Person, day: date, actor: Actor) -> Seat:
    """A mediator's disputes pass on; the term itself ends only by the Chair's decision (Art. 11)."""
    team = Team.objects.get(pk=seat.team_id or 0)
    check_right(actor, team.now_commune_id)
    keep_seats(team, actor)
    return _seat_of(person, team)


def _seat_of(person: Person, team: Team) -> Seat:
    seats = Seat.objects.filter(not_over(), person=person, team_id=team.pk)
    return seats.select_related("person__user", "unit", "body").get()


PASSERS = {
    SeatKind.TEAM_HEAD: SeatPasser(successors, pass_lead),
    SeatKind.MEDIATOR: SeatPasser(successors, pass_work),
}
