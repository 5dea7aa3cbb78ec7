"""The audit trail: who did what to which record, in which seat. Lines are only ever added."""

from collections.abc import Mapping
from typing import Any

from django.db import models

from .models import AuditEntry


def record(
    *, actor: Any, action: str, subject: models.Model | None = None, data: Mapping[str, Any] | None = None
) -> None:
    """Add a line. `action` is "<context>.<verb>"; `data` holds plain values, never content of a dispute."""
    AuditEntry.objects.create(
        actor_user=getattr(actor, "user_id", None),
        actor_seat=getattr(actor, "seat_id", None),
        actor_label=getattr(actor, "label", "") or "",
        action=action,
        subject_type=subject._meta.label_lower if subject is not None else "",
        subject_id=str(subject.pk) if subject is not None else "",
        data=dict(data or {}),
    )


def entries_about(subject: models.Model) -> models.QuerySet[AuditEntry]:
    """All lines about one record, newest first."""
    return AuditEntry.objects.filter(
        subject_type=subject._meta.label_lower, subject_id=str(subject.pk)
    ).order_by("-id")
