"""Loading definitions, and the one door to a filled form."""

from __future__ import annotations

import hashlib
import json
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.db import connection, transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from .definition import FormDefinition
from .filling import FilledForm, fill
from .models import FormVersion

__all__ = ["DEFINITIONS", "FilledForm", "add_version", "fill", "load_after_migrate", "load_forms"]

DEFINITIONS = Path(__file__).parent / "definitions"
_LOCK = 7_020_013  # of this loading alone


def load_after_migrate(using: str = "default", **kwargs: Any) -> None:
    """The handler of post_migrate: a new installation has its forms at once, a new release its changes."""
    if using == "default" and FormVersion._meta.db_table in connection.introspection.table_names():
        load_forms()


@transaction.atomic
def load_forms(folder: Path = DEFINITIONS) -> list[FormVersion]:
    """Bring every definition of a folder in; returns the versions that were new. Safe to repeat and to race.

    A file that contradicts itself raises pydantic's ValidationError and nothing is loaded.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
    added = []
    for path in sorted(folder.glob("*.json")):
        version = add_version(json.loads(path.read_text(encoding="utf-8")))
        if version is not None:
            added.append(version)
    return added


@transaction.atomic
def add_version(data: dict[str, Any]) -> FormVersion | None:
    """The next version of a form, unless the newest one says the same. Older versions stay as they were."""
    definition = FormDefinition.model_validate(data)
    digest = hashlib.sha256(json.dumps(data, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
    newest = FormVersion.objects.filter(code=definition.code).order_by("-version").first()
    if newest is not None and newest.digest == digest:
        return None
    force = definition.in_force
    until = force.last + timedelta(days=1) if force.last else None
    return FormVersion.objects.create(
        code=definition.code,
        version=newest.version + 1 if newest else 1,
        valid=DateRange(force.first, until),
        definition=data,
        digest=digest,
    )
