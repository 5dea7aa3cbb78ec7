"""Daily: files that no record names go, once they are old enough that nobody is about to name them."""

import logging
import time
from datetime import timedelta
from typing import Final

from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from . import content, readers
from .models import Attachment, Scan

log = logging.getLogger(__name__)

#: A file of a transaction that was rolled back, or a row whose record never came.
GRACE: Final = timedelta(days=2)


def sweep() -> int:
    """Delete rows that no record names, then contents that no row names; returns how many files went."""
    before = timezone.now() - GRACE
    for key in list(_unowned().filter(uploaded_at__lt=before).values_list("pk", flat=True)):
        _delete_row(key)
    return sum(_delete_content(path.name) for path in content.older_than(time.time() - GRACE.total_seconds()))


def _unowned() -> "QuerySet[Attachment]":
    rows = Attachment.objects.all()
    for model, field in readers.owners():
        rows = rows.filter(~Exists(model._base_manager.filter(**{field.name: OuterRef("pk")})))
    return rows


def _delete_row(key: int) -> None:
    """The database has the last word: a row that a record names, seen by us or not, cannot go."""
    try:
        with transaction.atomic():
            _unowned().filter(pk=key).delete()
    except IntegrityError:
        log.info("attachment %s is named by a record after all", key)


def _delete_content(name: str) -> bool:
    """One content, in a transaction of its own: who takes the same content waits, or has named it by then."""
    if name.startswith("coming-"):
        content.forget_coming(name)
        return True
    with transaction.atomic():
        content.hold_alone(name)
        if Attachment.objects.filter(sha256=name).exists():
            return False
        Scan.objects.filter(sha256=name).delete()
        content.forget(name)
        return True
