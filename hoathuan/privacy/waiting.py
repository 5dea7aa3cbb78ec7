"""What waits for a person in the keeping of personal data."""

from hoathuan.accounts.actor import Actor

from . import registry
from .choices import ErasureState
from .models import Erasure, Retention
from .periods import all_in_force, before, keeps_periods


def unconfirmed_periods(actor: Actor) -> int:
    """How many periods of keeping nobody has compared with their source; 0 for who does not decide about them."""
    if not keeps_periods(actor):
        return 0
    return sum(line.unconfirmed for line in all_in_force().values())


def unfinished_erasures(actor: Actor) -> int:
    """How many erasures by period have begun and not ended."""
    if not keeps_periods(actor):
        return 0
    return Erasure.objects.filter(state=ErasureState.RUNNING).count()


def tables_to_erase(actor: Actor) -> int:
    """How many tables hold rows past a period that somebody confirmed and switched on; asks none of the others."""
    if not keeps_periods(actor):
        return 0
    lines = {key: line for key, line in all_in_force().items() if line.switched_on and not line.unconfirmed}
    return sum(_has_some(eraser, lines[eraser.key]) for eraser in registry.erasers() if eraser.key in lines)


def _has_some(eraser: registry.Eraser, line: Retention) -> bool:
    day = before(line)
    return day is not None and eraser.due(day) > 0
