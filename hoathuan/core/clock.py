"""Whether the clock of this machine can be believed: what happens by itself on a day asks first."""

from datetime import timedelta
from typing import Final

from django.utils import timezone

from .models import AuditEntry

#: A machine whose clock has jumped this far beyond its own trail begins nothing by itself.
LONGEST_SILENCE: Final = timedelta(days=31)


def clock_is_believable() -> bool:
    """The newest line of the trail is neither long ago nor in the future."""
    newest = AuditEntry.objects.order_by("-id").values_list("at", flat=True).first()
    now = timezone.now()
    return newest is None or now - LONGEST_SILENCE <= newest <= now + timedelta(days=1)
