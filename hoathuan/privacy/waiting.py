"""What waits for a person in the keeping of personal data."""

from hoathuan.accounts.actor import Actor

from .choices import ErasureState
from .models import Erasure
from .periods import all_in_force, keeps_periods


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
