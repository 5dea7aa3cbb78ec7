"""Who confirms, face to face, that the person behind an opened or recovered account is who it says.

An administrator manages accounts and reads no dispute. Could he hand a slip to himself and read on, the wall
would be of paper; so content stays closed to an account that he opened until a person of the place confirms:

* a justice officer of a commune: the commune's leader, or another justice officer of that commune;
* the head of a team: the commune's justice officer;
* a mediator: the head of that team, or the commune's justice officer;
* anybody else with a seat in a commune: its justice officer.

Of several seats the first line that fits decides. Nobody confirms himself, nobody confirms whom he gave the slip,
and no account that was itself recovered and not yet confirmed confirms another. A slip that the justice officer
gives out for the people of his teams needs no more: he hands it over face to face.
"""

from collections.abc import Iterable

from .actor import Actor
from .choices import SeatKind as K
from .models import Recovery, Seat


def confirmers(seats: Iterable[Seat]) -> list[tuple[str, int | None, int | None]]:
    """(kind of seat, commune, team) of those who may confirm the holder of these seats."""
    held = list(seats)
    if officers := [seat for seat in held if seat.kind == K.COMMUNE_OFFICER]:
        return [
            (kind, seat.unit_id, None) for seat in officers for kind in (K.COMMUNE_LEADER, K.COMMUNE_OFFICER)
        ]
    if heads := [seat for seat in held if seat.kind == K.TEAM_HEAD]:
        return [(K.COMMUNE_OFFICER, seat.unit_id, None) for seat in heads]
    team = [(K.TEAM_HEAD, s.unit_id, s.team_id) for s in held if s.kind == K.MEDIATOR and s.team_id]
    return [*team, *((K.COMMUNE_OFFICER, seat.unit_id, None) for seat in held)]


def fits(actor: Actor, seats: Iterable[Seat]) -> bool:
    """Whether the actor's seat is one of those who may confirm the holder of these seats."""
    mine = (actor.kind, actor.commune_id)
    return any(
        mine == (kind, commune) and (team is None or team == actor.team_id)
        for kind, commune, team in confirmers(seats)
    )


def trusted(actor: Actor) -> bool:
    """Whether the actor's own account may vouch for another: not after a recovery that nobody confirmed."""
    if not actor.unproven:
        return True
    if actor.content_closed:
        return False
    return not Recovery.objects.filter(user=actor.user, again=True, confirmed_at=None).exists()
