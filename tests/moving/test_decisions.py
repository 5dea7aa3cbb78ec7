"""What a person decides after a reform takes teams, their people and their disputes along."""

from hoathuan.accounts.actor import actor_for
from hoathuan.accounts.models import Seat
from hoathuan.cases.models import Case
from hoathuan.teams.api import teams_visible_to
from hoathuan.units.changing import deciding
from hoathuan.units.models import Unit

from .country import Country, great_reform


def _head(team: object) -> Seat:
    return Seat.objects.get(kind="team_head", team_id=team.pk, stopped_at=None)


def _seen(seat: Seat) -> tuple[int, int]:
    actor = actor_for(seat, seat.person.user)
    return teams_visible_to(actor).count(), Case.objects.visible_to(actor).count()


def test_a_team_that_nobody_has_placed_works_on(made: Country) -> None:
    great_reform(made).apply()
    team = made.teams["Xã Cao Khác"]
    team.refresh_from_db()
    assert team.now_commune is None
    assert _seen(_head(team)) == (1, 4)


def test_its_seats_go_where_a_person_places_it(made: Country) -> None:
    great_reform(made).apply()
    team = made.teams["Xã Cao Khác"]
    (open_,) = deciding.undecided()
    target = open_.targets[0]
    former = _head(team)
    deciding.place_rest(open_.unit, target)
    head = _head(team)
    assert (head.pk == former.pk, head.unit) == (False, target)
    assert head.person == former.person
    assert _seen(head) == (1, 4)
    assert Unit.objects.get(pk=target.pk).seats.filter(kind="team_head").exists()
