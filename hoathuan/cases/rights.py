"""Who may see disputes at all; which rows, and whose content, is for the selectors."""

from hoathuan.accounts.actor import Actor
from hoathuan.accounts.choices import SeatKind
from hoathuan.accounts.rules import CASE_READERS, CASE_WRITERS, seats

#: Reads in reach, content only for a stated reason, and writes nothing.
INSPECTORS = seats(SeatKind.INSPECTOR)


def READERS(actor: Actor) -> bool:
    """Teams, offices and inspectors."""
    return CASE_READERS(actor) or INSPECTORS(actor)


_CHAIRS = seats(SeatKind.COMMUNE_LEADER)


def TOLD(actor: Actor) -> bool:
    """Who hears of danger in disputes: those who write on them, and the commune's chair."""
    return CASE_WRITERS(actor) or _CHAIRS(actor)


def MET_CHAIRS(actor: Actor) -> bool:
    """The chair, once somebody has met who is behind the account: until then row security shows no need either."""
    return _CHAIRS(actor) and not actor.unproven


_MEDIATORS = seats(SeatKind.MEDIATOR)


def ANSWERS(actor: Actor) -> bool:
    """Who writes what the authority said of danger: the same, but no mediator by himself."""
    return TOLD(actor) and not _MEDIATORS(actor)
