"""Writing and reading signs of life."""

import os
import socket
from datetime import datetime, timedelta
from typing import Final

from django.db.models import Max
from django.utils import timezone

from .models import Sign

#: A worker beats about every 15 seconds; after this long nobody is at work.
SILENT: Final = timedelta(seconds=60)
_FORGOTTEN: Final = timedelta(days=1)
BACKUP: Final = "backup"


def alive() -> None:
    """This worker lives."""
    give(f"worker/{socket.gethostname()}/{os.getpid()}"[:200])


def give(name: str, *, using: str = "default") -> None:
    """`name` happened now."""
    Sign.objects.using(using).bulk_create(
        [Sign(name=name, at=timezone.now())],
        update_conflicts=True,
        unique_fields=["name"],
        update_fields=["at"],
    )


def forget_dead() -> int:
    """Forget workers that have been gone for a day."""
    gone = Sign.objects.filter(name__startswith="worker/", at__lt=timezone.now() - _FORGOTTEN)
    return gone.delete()[0]


def last_worker() -> datetime | None:
    """When any worker last gave a sign."""
    newest: datetime | None = Sign.objects.filter(name__startswith="worker/").aggregate(at=Max("at"))["at"]
    return newest


def last_backup() -> datetime | None:
    """When the last backup came to its end."""
    return Sign.objects.filter(name=BACKUP).values_list("at", flat=True).first()


def workers_alive() -> int:
    return Sign.objects.filter(name__startswith="worker/", at__gte=timezone.now() - SILENT).count()
