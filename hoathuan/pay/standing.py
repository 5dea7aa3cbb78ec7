"""The commune's stated rule on a day, or the one that follows the law where it has stated none."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db.models import F
from django.utils.translation import gettext as _

from hoathuan.units.models import Succession

from . import rules
from .choices import Sharing
from .models import PayRule


@dataclass(frozen=True)
class Stated:
    """What holds: the commune's own rule, or the default. `key` names its version."""

    rungs: dict[str, list[list[str]]] = field(default_factory=lambda: rules.DEFAULT_RUNGS)
    sharing: str = Sharing.EQUAL
    sample_percent: int = rules.DEFAULT_SAMPLE
    thresholds: dict[str, int] = field(default_factory=lambda: rules.DEFAULT_THRESHOLDS)
    key: str = "0"
    row: PayRule | None = None

    @property
    def text(self) -> str:
        """By which document, for a line of text."""
        if self.row is None:
            return _("Xã chưa quy định riêng: áp dụng Điều 14 Nghị định 15/2014/NĐ-CP")
        return _("%(number)s ngày %(day)s, áp dụng từ %(since)s") % {
            "number": self.row.document_number,
            "day": f"{self.row.document_on:%d/%m/%Y}",
            "since": f"{self.row.from_on:%d/%m/%Y}",
        }


def stated_of(row: PayRule | None) -> Stated:
    if row is None:
        return Stated()
    return Stated(
        rungs=row.rungs,
        sharing=row.sharing,
        sample_percent=row.sample_percent,
        thresholds=rules.DEFAULT_THRESHOLDS | row.thresholds,
        key=str(row.uuid),
        row=row,
    )


def stated_on(commune_id: int | None, day: date, *, known_at: datetime | None = None) -> Stated:
    """The rule of a commune on a day; `known_at`: as it was known at that moment."""
    found = stated_for([commune_id] if commune_id else [], day, known_at=known_at)
    return found.get(commune_id or 0, Stated())


def stated_for(
    communes: Iterable[int | None], day: date, *, known_at: datetime | None = None
) -> dict[int, Stated]:
    """Of many communes at once; who has stated none is left out.

    A commune that was made of one other alone goes on with its rule. One that was made of several has none until it
    states its own: what one of them stated binds the others' mediators to nothing.
    """
    lines = _descent({pk for pk in communes if pk})
    wanted = {unit for line in lines.values() for unit in line}
    rows = PayRule.objects.filter(area__then_commune__in=wanted, from_on__lte=day)
    if known_at is not None:
        rows = rows.filter(made_at__lte=known_at)
    newest: dict[int, PayRule] = {}
    for row in rows.order_by("from_on", "pk").annotate(stated_by=F("area__then_commune")):
        newest[row.stated_by] = row
    found = {
        key: next((newest[unit] for unit in line if unit in newest), None) for key, line in lines.items()
    }
    return {key: stated_of(row) for key, row in found.items() if row is not None}


def _descent(communes: Collection[int]) -> dict[int, list[int]]:
    """Commune → itself and, at whatever remove, the only commune that it was made of: one question each generation."""
    lines = {key: [key] for key in communes}
    ends = {key: key for key in communes}
    while ends:
        before: dict[int, set[int]] = {}
        links = Succession.objects.filter(to_unit__in=ends.values(), voided_by=None)
        for to, former, on, starts in links.values_list(
            "to_unit", "from_unit", "on_date", "to_unit__valid__startswith"
        ):
            # one that stood already and took another in keeps its own ways
            before.setdefault(to, set()).update({former} if starts == on else {former, to})
        ends = {key: min(before[end]) for key, end in ends.items() if len(before.get(end, ())) == 1}
        ends = {key: end for key, end in ends.items() if end not in lines[key]}
        for key, end in ends.items():
            lines[key].append(end)
    return lines
