"""Who confirms, face to face, that the person behind an opened or recovered account is who it says.

An administrator manages accounts and reads no dispute. Could he hand a slip to himself and read on, the wall
would be of paper; so content stays closed to an account that he opened until a person of the place confirms:

* an inspector of a province: the province's leader; who works on no dispute besides: also another administrator of
  that province (of the country for the country's inspector);
* a justice officer of a commune: the commune's leader, or another justice officer of that commune;
* the head of a team: the commune's justice officer;
* a mediator: the head of that team, or the commune's justice officer;
* anybody else who sits above the communes: the province's leader, or an administrator of that province (of a district:
  of its province; of the country: an administrator of the country);
* anybody else with a seat in a commune: its justice officer; of its leader also the province's leader or officer, so
  that a leader and an officer whose slips one administrator printed do not wait for each other.

Of several seats the first line that fits decides. Nobody confirms himself, nobody confirms whom he gave the slip,
and no account that was itself recovered and not yet confirmed confirms another; nor does one that was first opened by
whoever opened the other, and waits itself: one administrator could have invented both. A slip that the justice officer
gives out for the people of his teams needs no more: he hands it over face to face.
"""

from collections.abc import Iterable

from hoathuan.units.choices import Level
from hoathuan.units.selectors import province_of

from .actor import Actor
from .choices import CONTENT_KINDS
from .choices import SeatKind as K
from .models import Recovery, Seat

_OF_A_PROVINCE = (K.PROVINCE_LEADER, K.ADMINISTRATOR)


def confirmers(seats: Iterable[Seat]) -> list[tuple[str, int | None, int | None]]:
    """(kind of seat, its place, team) of those who may confirm the holder of these seats."""
    held = list(seats)
    above = [seat for seat in held if seat.unit.level < Level.COMMUNE]
    if inspecting := [seat for seat in above if seat.kind == K.INSPECTOR]:
        works = any(seat.kind in CONTENT_KINDS for seat in held)
        return _above(inspecting, (K.PROVINCE_LEADER,) if works else _OF_A_PROVINCE)
    if officers := [seat for seat in held if seat.kind == K.COMMUNE_OFFICER]:
        return [
            (kind, seat.unit_id, None) for seat in officers for kind in (K.COMMUNE_LEADER, K.COMMUNE_OFFICER)
        ]
    if heads := [seat for seat in held if seat.kind == K.TEAM_HEAD]:
        return [(K.COMMUNE_OFFICER, seat.unit_id, None) for seat in heads]
    team = [(K.TEAM_HEAD, s.unit_id, s.team_id) for s in held if s.kind == K.MEDIATOR and s.team_id]
    if above and not team:
        return _above(above, _OF_A_PROVINCE)
    return [*team, *((K.COMMUNE_OFFICER, seat.unit_id, None) for seat in held), *_over_leaders(held)]


def _over_leaders(seats: Iterable[Seat]) -> list[tuple[str, int | None, int | None]]:
    provinces = [province_of(seat.unit) for seat in seats if seat.kind == K.COMMUNE_LEADER]
    return [
        (kind, place.pk, None)
        for place in provinces
        if place is not None
        for kind in (K.PROVINCE_LEADER, K.PROVINCE_OFFICER)
    ]


def _above(seats: Iterable[Seat], kinds: Iterable[K]) -> list[tuple[str, int | None, int | None]]:
    """Those of the highest place at which one of these seats stands."""
    top = min(seats, key=lambda seat: seat.unit.level).unit
    place = province_of(top) if top.level == Level.DISTRICT else top
    return [(kind, place.pk, None) for kind in kinds] if place else []


def fits(actor: Actor, seats: Iterable[Seat]) -> bool:
    """Whether the actor's seat is one of those who may confirm the holder of these seats."""
    mine = (actor.kind, actor.commune_id or actor.province_id or actor.unit_id)
    return any(
        mine == (kind, place) and (team is None or team == actor.team_id)
        for kind, place, team in confirmers(seats)
    )


def trusted(actor: Actor) -> bool:
    """Whether the actor's own account may vouch for another: not after a recovery that nobody confirmed."""
    if not actor.unproven:
        return True
    if actor.content_closed:
        return False
    return not Recovery.objects.filter(user=actor.user, again=True, confirmed_at=None).exists()


def giver_of(actor: Actor) -> int | None:
    """The person who opened the actor's own account, while nobody has confirmed its holder."""
    if actor.user is None or actor.user.unproven_since is None:
        return None
    own = Recovery.objects.filter(user=actor.user, at=actor.user.unproven_since)
    return own.values_list("by__person", flat=True).first()


def same_hand(giver: int | None, recovery: Recovery) -> bool:
    """Whether `giver` opened this account as well."""
    return giver is not None and recovery.by is not None and recovery.by.person_id == giver
