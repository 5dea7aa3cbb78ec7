"""Who may see disputes at all; which rows, and whose content, is for the selectors."""

from hoathuan.accounts.actor import Actor
from hoathuan.accounts.choices import SeatKind
from hoathuan.accounts.rules import CASE_READERS, seats

#: Reads in reach, content only for a stated reason, and writes nothing.
INSPECTORS = seats(SeatKind.INSPECTOR)


def READERS(actor: Actor) -> bool:
    """Teams, offices and inspectors."""
    return CASE_READERS(actor) or INSPECTORS(actor)
