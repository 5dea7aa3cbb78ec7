"""Access rules by seat. A view names one of them; what rows it then shows is for the selectors."""

from hoathuan.core.access import Rule

from .actor import Actor
from .choices import SeatKind as K


def seats(*kinds: K) -> Rule:
    """A rule that lets these kinds of seats in."""

    def rule(actor: Actor) -> bool:
        return actor.seat is not None and actor.kind in kinds

    rule.__doc__ = ", ".join(kinds)
    return rule


def proven(rule: Rule) -> Rule:
    """The same rule, closed to accounts that wait to be confirmed in person (`accounts.proving`)."""

    def narrowed(actor: Actor) -> bool:
        return rule(actor) and not actor.content_closed

    narrowed.__doc__ = rule.__doc__
    return narrowed


def ANY_SEAT(actor: Actor) -> bool:
    """Anyone who acts in a seat."""
    return actor.seat is not None


TEAM_SEATS = seats(K.TEAM_HEAD, K.MEDIATOR)
# who works on disputes reads and writes their content
CASE_WRITERS = proven(seats(K.COMMUNE_OFFICER, K.TEAM_HEAD, K.MEDIATOR))
CASE_READERS = seats(
    K.COMMUNE_OFFICER,
    K.COMMUNE_LEADER,
    K.TEAM_HEAD,
    K.MEDIATOR,
    K.PROVINCE_OFFICER,
    K.PROVINCE_LEADER,
    K.MINISTRY_VIEWER,
)
PLAN_WRITERS = seats(K.PROVINCE_OFFICER, K.COMMUNE_OFFICER, K.BODY_OFFICER)
TEAM_WRITERS = seats(K.COMMUNE_OFFICER)
ADMINISTRATORS = seats(K.ADMINISTRATOR)
# who passes seats and their duties on; which seats is for the service
HANDERS_OVER = seats(K.ADMINISTRATOR, K.COMMUNE_OFFICER)
# who confirms people in person, and who is shown recoveries (`accounts.proving`)
VOUCHERS = seats(
    *(
        K.COMMUNE_OFFICER,
        K.COMMUNE_LEADER,
        K.TEAM_HEAD,
        K.PROVINCE_OFFICER,
        K.PROVINCE_LEADER,
        K.ADMINISTRATOR,
    )
)
# who may see plans, teams and figures of their reach: every office seat, and the team's own people
OFFICE = seats(*(kind for kind in K if kind not in (K.ADMINISTRATOR, K.TEAM_HEAD, K.MEDIATOR)))
REGISTRY_READERS = seats(*(kind for kind in K if kind is not K.ADMINISTRATOR))
