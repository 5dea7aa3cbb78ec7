"""The door of inbox: dues, notices and directions for other contexts.

* `register(DueSource(key, label, kinds, of=…))`: tell what is due; `of(asked)` yields `Due` values, each addressed to
  an `Office`. Titles and notes go into e-mails and calendars: never content of a dispute.
* `to_do(actor)`: what waits for the seat, as lines of "Cần làm ngay", the late first.
* `letters_url(actor)`: where guidance letters are, "" for seats that have none.
* `people_told(dues)`: whom these dues are shown to, for a context that has to say that one has changed.
"""

from django.urls import reverse

from hoathuan.accounts.actor import Actor
from hoathuan.core.ui.rows import Task
from hoathuan.norms.api import DayType

from .directions.rights import READERS
from .dues.holders import people_told
from .dues.reading import lines_of, tasks_of
from .dues.registry import Asked, Below, Due, DueSource, Office, register


def to_do(actor: Actor, limit: int = 200) -> list[Task]:
    """Everything that waits for this seat, the late first. A seat that only reads has nothing to do here."""
    return tasks_of(lines_of(actor), reverse("inbox:list"))[:limit]


def letters_url(actor: Actor) -> str:
    """The list of guidance letters, for a link."""
    return reverse("directions:list") if READERS(actor) else ""


__all__ = [
    "Asked",
    "Below",
    "DayType",
    "Due",
    "DueSource",
    "Office",
    "letters_url",
    "lines_of",
    "people_told",
    "register",
    "to_do",
]
