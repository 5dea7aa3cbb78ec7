"""How far the recipients of letters are: derived from the clock, never stored."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Case, CharField, Count, F, Q, QuerySet, Value, When
from django.db.models.functions import TruncDate

from hoathuan.core.dates import ZONE

from .choices import DirectionState, Standing
from .models import Recipient

_OPEN = Q(acted_at=None)


def gone(on: date) -> Q:
    """Units and bodies that ended without a successor: nobody is left to act."""
    return Q(unit__valid__endswith__lte=on) | Q(body__closed_on__isnull=False)


def stands(on: date) -> Q:
    """The contrary of `gone`, said without a negation: a unit without an end has none to compare."""
    lasting = Q(unit__valid__endswith=None) | Q(unit__valid__endswith__gt=on)
    return lasting & Q(body__closed_on=None)


def overdue(on: date) -> Q:
    """Open lines of letters in force whose day has passed; the day itself is in time."""
    return _OPEN & stands(on) & Q(direction__state=DirectionState.ISSUED, direction__due_on__lt=on)


def with_standing(recipients: QuerySet[Recipient], on: date) -> QuerySet[Any]:
    """Each line with its `standing` on that day."""
    acted_late = Q(direction__due_on__lt=F("acted_on"))
    return recipients.annotate(acted_on=TruncDate("acted_at", tzinfo=ZONE)).annotate(
        standing=Case(
            When(~_OPEN & acted_late, then=Value(Standing.DONE_LATE)),
            When(~_OPEN, then=Value(Standing.DONE)),
            When(gone(on), then=Value(Standing.GONE)),
            When(overdue(on), then=Value(Standing.LATE)),
            When(opened_at__isnull=False, then=Value(Standing.OPENED)),
            default=Value(Standing.UNOPENED),
            output_field=CharField(),
        )
    )


def standing_of(line: Recipient, on: date) -> Standing:
    """Of one line, as the table of all of them would say it."""
    rows = with_standing(Recipient.objects.filter(pk=line.pk), on)
    return Standing(rows.values_list("standing", flat=True).get())


@dataclass(frozen=True)
class Counts:
    """How many of the recipients are how far; the parts make up `total`."""

    by_standing: Counter[str]

    @property
    def total(self) -> int:
        return self.by_standing.total()

    @property
    def acted(self) -> int:
        return self.by_standing[Standing.DONE] + self.by_standing[Standing.DONE_LATE]

    @property
    def late(self) -> int:
        return self.by_standing[Standing.LATE]

    @property
    def lines(self) -> list[tuple[Standing, int]]:
        """Every standing that somebody has, in their order."""
        return [(one, self.by_standing[one]) for one in Standing if self.by_standing[one]]


def counts_of(recipients: QuerySet[Recipient], on: date) -> Counts:
    rows = with_standing(recipients, on).order_by().values_list("standing").annotate(n=Count("pk"))
    return Counts(Counter(dict(rows)))


def counts_by_direction(directions: Iterable[Any], on: date) -> dict[int, Counts]:
    """For a list of letters: one question for all."""
    rows = Recipient.objects.filter(direction__in=[one.pk for one in directions], merged_into=None)
    found: dict[int, Counter[str]] = {}
    counted = with_standing(rows, on).order_by().values_list("direction_id", "standing")
    for direction, standing, number in counted.annotate(n=Count("pk")):
        found.setdefault(direction, Counter())[standing] = number
    return {one.pk: Counts(found.get(one.pk, Counter())) for one in directions}
