"""Which seats fit which units, and which two seats one person should not hold together."""

from collections.abc import Iterable

from hoathuan.units.choices import Level

from .choices import TEAM_KINDS, SeatKind
from .models import Seat

K = SeatKind
_PROVINCE = (K.PROVINCE_LEADER, K.PROVINCE_OFFICER, K.PROVINCE_FINANCE)
_COMMUNE = (K.COMMUNE_LEADER, K.COMMUNE_OFFICER, K.COMMUNE_ACCOUNTANT)
_VILLAGE = (K.FRONT_HEAD, K.VILLAGE_HEAD)

# who prepares and who signs, at the same unit (design: warn where proposer and approver are one)
PROPOSERS = (K.PROVINCE_OFFICER, K.PROVINCE_FINANCE, K.COMMUNE_OFFICER, K.COMMUNE_ACCOUNTANT, K.BODY_OFFICER)
APPROVERS = (K.PROVINCE_LEADER, K.COMMUNE_LEADER)
# given by hand; those of teams follow the roster
GIVEN = tuple(kind for kind in K if kind not in TEAM_KINDS)


def levels_of(kind: str) -> tuple[int, ...]:
    """The levels of units at which a seat of this kind may stand."""
    if kind == K.MINISTRY_VIEWER:
        return (Level.COUNTRY,)
    if kind in _PROVINCE:
        return (Level.PROVINCE,)
    if kind == K.DISTRICT_OFFICER:
        return (Level.DISTRICT,)
    if kind in _COMMUNE or kind in _VILLAGE or kind in TEAM_KINDS:
        return (Level.COMMUNE,)
    if kind == K.ADMINISTRATOR:
        return (Level.COUNTRY, Level.PROVINCE, Level.COMMUNE)
    return (Level.PROVINCE, Level.COMMUNE)


def conflicts(seats: Iterable[Seat]) -> list[tuple[Seat, Seat]]:
    """Pairs of seats at one unit of which one proposes and the other approves."""
    held = list(seats)
    return [
        (one, other)
        for one in held
        for other in held
        if one.kind in PROPOSERS and other.kind in APPROVERS and one.unit_id == other.unit_id
    ]
