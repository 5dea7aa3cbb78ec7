"""What of the papers waits for somebody: signed copies that have not come back."""

from hoathuan.accounts.actor import Actor
from hoathuan.accounts.choices import SeatKind as K

from .choices import PaperState
from .models import Paper
from .rights import ISSUERS, bodies_held


def unsigned(actor: Actor) -> int:
    """How many papers of the seat's own body or unit were issued and have no signed copy yet."""
    if actor.seat is None or not ISSUERS(actor):
        return 0
    issued = Paper.objects.filter(state=PaperState.ISSUED)
    if actor.kind == K.BODY_OFFICER:
        return issued.filter(body__in=bodies_held(actor)).count()
    return issued.filter(unit_id__in=actor.home_units).count()
