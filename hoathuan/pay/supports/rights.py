"""Who does what in support. Which rows is for the selectors; each service asks again."""

from django.utils.translation import gettext as _

from hoathuan.accounts.actor import Actor
from hoathuan.accounts.choices import SeatKind as K
from hoathuan.accounts.rules import ANY_SEAT, proven, seats
from hoathuan.core.access import Rule
from hoathuan.pay.rights import COMMUNE, OVERSEERS

from .errors import NotYours

#: Draws a round of team support up; takes it back before it is paid.
PREPARERS = seats(K.COMMUNE_OFFICER, K.COMMUNE_ACCOUNTANT)
#: Approves, refuses.
DECIDERS = seats(K.COMMUNE_LEADER)
#: Keeps the commune's money: writes down what the district had granted out of it.
KEEPERS = seats(K.COMMUNE_LEADER, K.COMMUNE_ACCOUNTANT)
#: Takes a round back.
TAKERS_BACK = seats(K.COMMUNE_OFFICER, K.COMMUNE_ACCOUNTANT, K.COMMUNE_LEADER)
#: Sees rounds and arrears.
ROUND_READERS = OVERSEERS
#: A team's own months.
TEAM = seats(K.TEAM_HEAD, K.MEDIATOR)
#: Files a request: the mediator, the head for one of the team, the officer for everybody.
FILERS = proven(seats(K.COMMUNE_OFFICER, K.TEAM_HEAD, K.MEDIATOR))
#: Confirms a request: the head; the officer from the signed paper.
CERTIFIERS = proven(seats(K.COMMUNE_OFFICER, K.TEAM_HEAD))
#: Takes in papers, examines, puts before who decides.
EXAMINERS = proven(seats(K.COMMUNE_OFFICER))
#: Reads requests that concern the seat; which ones is for row security.
ACCIDENT_READERS = proven(
    seats(K.COMMUNE_OFFICER, K.COMMUNE_LEADER, K.COMMUNE_ACCOUNTANT, K.TEAM_HEAD, K.MEDIATOR)
)


def require(rule: Rule, actor: Actor, *, commune_id: int | None, team_id: int | None = None) -> None:
    """Asked again in every service: the right kind of seat, of this commune (of a team's own people: this team)."""
    own = commune_id is not None and commune_id == actor.commune_id
    if actor.team_id is not None:
        own = team_id is not None and team_id == actor.team_id
    if not (actor.system or (rule(actor) and own)):
        raise NotYours(_("Chỉ người có trách nhiệm của xã (hoặc của tổ) mới làm được bước này."))


__all__ = [
    "ACCIDENT_READERS",
    "ANY_SEAT",
    "CERTIFIERS",
    "COMMUNE",
    "DECIDERS",
    "EXAMINERS",
    "FILERS",
    "KEEPERS",
    "PREPARERS",
    "ROUND_READERS",
    "TAKERS_BACK",
    "TEAM",
    "require",
]
