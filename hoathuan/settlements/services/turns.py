"""One writer at a time: the dispute first, then its agreement, in the order in which cases holds them."""

from hoathuan.accounts.actor import Actor
from hoathuan.cases.api import Case, hold, require_right_on
from hoathuan.settlements.models import Agreement


def take_turn(actor: Actor, case: Case) -> None:
    """Ask the right, wait for who writes on this dispute now, and ask again of what that one left.

    A dispute that was struck out meanwhile is held too: whoever goes on asks whether something can be agreed there.
    """
    require_right_on(actor, case)
    hold(case)
    require_right_on(actor, case)


def hold_agreement(actor: Actor, case: Case) -> Agreement:
    """The agreement of a dispute, both held until the transaction ends."""
    take_turn(actor, case)
    held = Agreement.objects.select_for_update().get(case=case)
    held.case = case
    return held
