"""The door of cases for other contexts.

For home pages: `open_cases_of`, `recent`, `overdue_starts` are disputes that the seat may see (querysets, cut as you
need); `counts` and `lacking_count` are numbers. For loaders: `record_many` with `Entry` and `Someone`.
"""

from django.db.models import QuerySet

from hoathuan.accounts.actor import Actor

from .choices import Ending, Field, Ground, Matter, Outcome, PartyRole, State
from .entries import Entry
from .errors import CaseRefused, NotYours
from .models import Case
from .parties import Someone
from .selectors import counts, lacking_columns, open_cases, overdue_starts, visible_cases
from .services import record_many


def open_cases_of(actor: Actor) -> QuerySet[Case]:
    """Disputes neither ended nor referred, the longest open first."""
    return open_cases(actor)


def recent(actor: Actor, most: int = 5) -> list[Case]:
    """The disputes that came in last."""
    return list(visible_cases(actor).order_by("-received_on", "-id")[:most])


def lacking_count(actor: Actor) -> int:
    """How many disputes still lack a column of the register; 0 for who may not read content."""
    return lacking_columns(actor, Case.objects.visible_to(actor)).count()


__all__ = [
    "Case",
    "CaseRefused",
    "Ending",
    "Entry",
    "Field",
    "Ground",
    "Matter",
    "NotYours",
    "Outcome",
    "PartyRole",
    "Someone",
    "State",
    "counts",
    "lacking_count",
    "open_cases_of",
    "overdue_starts",
    "recent",
    "record_many",
]
