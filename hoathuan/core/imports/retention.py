"""Forgetting uploads: they hold personal data and are needed only until the import is over."""

from datetime import timedelta
from typing import Final

from django.utils import timezone

from hoathuan.core.imports import storage
from hoathuan.core.imports.models import ImportSession, StagedRow, State

KEEP: Final = timedelta(days=30)


def forget_old() -> int:
    """Delete rows and files of imports untouched for 30 days. Finished ones stay as a line with their counts."""
    old = ImportSession.objects.filter(changed__lt=timezone.now() - KEEP)
    StagedRow.objects.filter(session__in=old).delete()
    hashes = set(old.values_list("file_hash", flat=True))
    gone = old.exclude(state=State.DONE).delete()[0]
    needed = ImportSession.objects.filter(file_hash__in=hashes, changed__gte=timezone.now() - KEEP)
    for file_hash in hashes - set(needed.values_list("file_hash", flat=True)):
        storage.forget(file_hash)
    return gone
