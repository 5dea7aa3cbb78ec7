"""The door of reforms: what of them waits for a day or for a decision."""

from django.db.models import QuerySet

from hoathuan.accounts.actor import Actor
from hoathuan.units.choices import ReformState
from hoathuan.units.models import Reform

from .rules import visible_to
from .services.deciding import waiting
from .services.running import is_approved


def approved(actor: Actor | None) -> list[Reform]:
    """Approved and not yet applied, by their day: those that the actor may see; of None: all."""
    seen: QuerySet[Reform] = Reform.objects.all() if actor is None else visible_to(actor)
    found = seen.filter(state=ReformState.DRAFT, found__approved__isnull=False)
    return [reform for reform in found.order_by("on_date", "id") if is_approved(reform)]


def undecided(actor: Actor) -> int:
    """How many communes of the actor's reach a reform split without saying where each village went."""
    return waiting(actor).count()


__all__ = ["approved", "undecided"]
