"""What targets have reached by a day: read live from the indicators, or added up from reports by hand.

A whole page of targets, or one target of all communes of a province, costs a handful of queries.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_DOWN, Decimal
from typing import Any

from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import Max, Q, QuerySet, Sum
from django.utils.translation import gettext as _

from hoathuan.core.among import among
from hoathuan.core.windows import Window
from hoathuan.stats import api as stats
from hoathuan.units.choices import Level
from hoathuan.units.models import AreaSpan, Unit

from .choices import ReportKind
from .counting import Reported, reached, rolled_up
from .ended import last_day, stopped, words_of
from .models import Target, TargetReport
from .progress import STOPPED, Promised, Verdict, judge

Figures = dict[int, Decimal | None]


@dataclass(frozen=True)
class Standing:
    """A target on a day: what it reached, and what the stated rule says of it.

    unit, quantity: of today; as then of the unit that had the target before it went on with another.
    stopped_on: the last day of a unit that ended before the target's time was over, and short of it.
    """

    target: Target
    achieved: Decimal | None
    verdict: Verdict
    quantity: Decimal
    unit: Unit
    url: str = ""
    stopped_on: date | None = None

    @property
    def words(self) -> str:
        """What to say instead of the state, where it stopped with its unit."""
        if self.stopped_on is None:
            return ""
        if self.target.merged_into_id:
            return _("Đơn vị tiếp nhận làm tiếp")
        return words_of(self.unit, self.target.unit if self.unit != self.target.unit else None)

    @property
    def state(self) -> str:
        return self.verdict.state

    @property
    def shown(self) -> Decimal | None:
        """The figure with at most two decimals, rounded down: 84,996 % must not look like 85 %."""
        return None if self.achieved is None else self.achieved.quantize(Decimal("0.01"), ROUND_DOWN)

    @property
    def percent(self) -> Decimal | None:
        """Reached of the quantity, in percent."""
        ratio = self.verdict.ratio
        return None if ratio is None else (ratio * 100).quantize(Decimal("0.1"), ROUND_DOWN)


def promised(target: Target, quantity: Decimal | None = None) -> Promised:
    return Promised(
        target.quantity if quantity is None else quantity,
        target.starts_on,
        target.ends_on,
        target.direction,
        target.is_share,
    )


def measure_of(target: Target) -> stats.Measure:
    return stats.Measure.from_data({"key": target.indicator, "where": target.where})


def window_of(target: Target, on: date, *, by_then: bool = False) -> Window:
    """The target's window, with data up to the day (never before its first day).

    Of a unit that ended within it: until the unit's last day, so that what it had then is counted.
    """
    then, end = then_unit(target, by_then=by_then), target.ends_on
    if then and then.valid.upper:
        end = max(target.starts_on, min(end, then.valid.upper - timedelta(days=1)))
    return Window(target.starts_on, end, cutoff=max(on, target.starts_on))


def standings(
    targets: Iterable[Target], on: date, under: Unit | None = None, *, by_then: bool = False
) -> dict[int, Standing]:
    """Every target with its figure and verdict, by key. Targets need `unit` loaded.

    `under`: the unit whose children these targets belong to; they are then read as one table.
    `by_then`: each target of the unit that had it first, with what stood in that unit on its day.
    """
    rows = list(targets)
    _load_former(rows)
    found = achieved(rows, on, under, by_then=by_then)
    added = _added(rows) if by_then else {}
    return {t.pk: _standing(t, found[t.pk], on, added.get(t.pk, Decimal(0)), by_then) for t in rows}


def _standing(target: Target, figure: Decimal | None, on: date, added: Decimal, by_then: bool) -> Standing:
    quantity = max(target.quantity - added, Decimal(0))
    verdict = judge(promised(target, quantity), _judged(target, figure), on)
    unit = (target.former_unit if by_then else None) or target.unit
    end = stopped(unit, target.ends_on, on) if verdict.state != "done" else None
    if end:
        verdict = Verdict("idle", verdict.ratio, STOPPED)
    return Standing(target, figure, verdict, quantity, unit, drill(target, on, by_then=by_then), end)


def _added(targets: Sequence[Target]) -> dict[int, Decimal]:
    """What merged units brought into each target: as then it stands with them."""
    brought = Target.objects.filter(merged_into__in=[target.pk for target in targets], is_share=False)
    sums = brought.values("merged_into").annotate(sum=Sum("quantity"))
    return {into: amount for into, amount in sums.values_list("merged_into", "sum") if into}


def _judged(target: Target, figure: Decimal | None) -> Decimal | None:
    """What nobody has reported counts as not reached; a percentage that nobody has reported stays unknown."""
    return Decimal(0) if figure is None and target.by_hand and not target.is_share else figure


def drill(target: Target, on: date, *, by_then: bool = False) -> str:
    """The records behind a figure that is read from an indicator; "" for one reported by hand."""
    if target.by_hand:
        return ""
    then = then_unit(target, by_then=by_then)
    unit, window = then or target.unit, window_of(target, on, by_then=by_then)
    return str(stats.drill_url(measure_of(target), unit, window, then=then is not None))


def achieved(
    targets: Sequence[Target], on: date, under: Unit | None = None, *, by_then: bool = False
) -> Figures:
    """What each target reached by the end of the day; None where no figure can be given."""
    measured = [target for target in targets if not target.by_hand]
    figures: Figures = _measured(measured, on, under, by_then)
    days: dict[date, list[Target]] = defaultdict(list)
    for target in targets:
        if target.by_hand:
            days[_reported_until(target, on, by_then)].append(target)
    for day, members in days.items():
        figures |= _by_hand(members, day, by_then=by_then)
    return figures


def _reported_until(target: Target, on: date, by_then: bool) -> date:
    """As then, what the successor reported is not the former unit's."""
    former = target.former_unit if by_then else None
    return min(on, last_day(former) or on) if former else on


def _measured(targets: Sequence[Target], on: date, under: Unit | None, by_then: bool) -> Figures:
    """One table for each window (of the children of `under`), or for each unit and window."""
    groups: dict[tuple[int, bool, bool, Window], list[Target]] = defaultdict(list)
    for target in targets:
        below = under is not None and target.unit_id != under.pk
        then = then_unit(target, by_then=by_then)
        place = under.pk if under is not None and below else (then or target.unit).pk
        groups[place, below, then is not None, window_of(target, on, by_then=by_then)].append(target)
    figures: Figures = {}
    for (_place, below, old, window), members in groups.items():
        unit = under if below and under else then_unit(members[0], by_then=by_then) or members[0].unit
        figures |= _read(members, unit, window, "children" if below else "self", then=old, by_then=by_then)
    return figures


def _load_former(targets: Sequence[Target]) -> None:
    keys = {target.former_unit_id for target in targets if target.former_unit_id}
    former = Unit.objects.in_bulk(keys) if keys else {}
    for target in targets:
        if target.former_unit_id:
            target.former_unit = former[target.former_unit_id]


def then_unit(target: Target, *, by_then: bool = False) -> Unit | None:
    """The unit of then whose numbers a target of old days shows: the former unit, if the target's time was over
    before that ended; else its own unit, where that has ended and no other goes on with the target.

    by_then: asked for, so always the unit that had the target first.
    """
    former = target.former_unit
    if by_then:
        return former or target.unit
    if former and former.valid.upper and target.ends_on < former.valid.upper:
        return former
    return target.unit if target.unit.valid.upper else None


def _read(
    targets: Sequence[Target], unit: Unit, window: Window, rows: str, *, then: bool, by_then: bool
) -> Figures:
    """Targets of one window in one table; those of units that are no rows of the unit's own, where they stood."""
    measures = {_key(target): measure_of(target) for target in targets}
    places = {key: index for index, key in enumerate(measures)}
    grid = stats.table(list(measures.values()), unit, window, rows=rows, then=then)
    lines: dict[int, Any] = {row.unit.pk: row for row in grid.rows if row.unit is not None}
    figures: Figures = {}
    elsewhere = []
    for target in targets:
        own = then_unit(target, by_then=by_then) or target.unit
        figures[target.pk] = _value(target, grid, lines.get(own.pk), places[_key(target)])
        if rows == "children" and own.pk not in lines:
            elsewhere.append(target)
    return figures | (_read_elsewhere(elsewhere, window, then=then, by_then=by_then) if elsewhere else {})


_TABLES: Mapping[int, str] = {Level.DISTRICT: "districts", Level.COMMUNE: "communes"}


def _read_elsewhere(targets: Sequence[Target], window: Window, *, then: bool, by_then: bool) -> Figures:
    """Under the province in which each unit stood within the window (of today: stands): one table for each."""
    units = {target.pk: then_unit(target, by_then=by_then) or target.unit for target in targets}
    above = _provinces_of({unit.pk for unit in units.values()}, window, then=then)
    groups: dict[tuple[Unit, str], list[Target]] = defaultdict(list)
    for target in targets:
        own = units[target.pk]
        province = above.get(own.pk)
        groups[(province, _TABLES[own.level]) if province else (own, "self")].append(target)
    figures: Figures = {}
    for (unit, rows), members in groups.items():
        figures |= _read(members, unit, window, rows, then=then, by_then=by_then)
    return figures


def _provinces_of(keys: set[int], window: Window, *, then: bool) -> Mapping[int, Unit]:
    """The province of communes and districts; not of those that stood in several within the window."""
    days = (
        {"valid__overlap": DateRange(window.start, window.last_day, "[]")}
        if then
        else {"valid__endswith": None}
    )
    spans = AreaSpan.objects.filter(
        Q(commune__in=keys) | Q(district__in=keys), province__isnull=False, **days
    )
    found: dict[int, set[int]] = defaultdict(set)
    for commune, district, province in spans.values_list("commune", "district", "province").distinct():
        for key in {commune, district} & keys:
            found[key].add(province)
    only = {key: next(iter(provinces)) for key, provinces in found.items() if len(provinces) == 1}
    provinces = Unit.objects.in_bulk(set(only.values()))
    return {key: provinces[province] for key, province in only.items()}


def _key(target: Target) -> tuple[Any, ...]:
    return (target.indicator, *sorted(measure_of(target).where.items()))


def _value(target: Target, grid: Any, row: Any, index: int) -> Decimal | None:
    """A rate is a part of one; targets state percentages."""
    value = grid.cell(row, index) if row is not None else None
    if value is None:
        return None
    rate = stats.get(target.indicator).is_rate
    return round(Decimal(value) * 100, 1) if rate else Decimal(value)


def _by_hand(targets: Sequence[Target], on: date, *, by_then: bool) -> Figures:
    """Own reports and those of all lower units, each counted once; a percentage is never added up."""
    children = _children([target.pk for target in targets if not target.is_share], on, by_then)
    keys = {target.pk for target in targets} | set(children) | {k for keys in children.values() for k in keys}
    own = own_figures(keys, on) if keys else {}
    return {target.pk: rolled_up(own, children, target.pk) for target in targets}


def own_figures(keys: Iterable[int], on: date) -> Figures:
    """What each target's own reports say, without those of lower units."""
    reports: dict[int, list[Reported]] = defaultdict(list)
    rows = TargetReport.objects.filter(among("target", list(keys)), on_date__lte=on, corrected_by=None)
    told = rows.order_by("id").values_list("target_id", "pk", "on_date", "kind", "amount")
    for target, key, day, kind, amount in told:
        reports[target].append(Reported(key, day, kind, amount))
    return {key: reached(found, on) for key, found in reports.items()}


def _children(roots: Sequence[int], on: date, by_then: bool) -> Mapping[int, list[int]]:
    """Lower targets by the one they were drawn or handed down from, level by level; with those merged into one,
    until a total is reported that is of the merged unit as a whole. As then those stand by themselves (`_added`).
    """
    children: dict[int, list[int]] = defaultdict(list)
    seen: set[int] = set()
    level = set(roots)
    while level:
        counted = Target.objects.filter(is_share=False, indicator="")
        rows = counted.filter(among("parent", level)).values_list("parent_id", "pk")
        whole = level - set(roots) if by_then else level
        merged = _merged(counted.filter(among("merged_into", whole)), on) if whole else []
        seen |= level
        level = set()
        for parent, child in [*((parent or 0, child) for parent, child in rows), *merged]:
            children[parent].append(child)
            level.add(child)
        level -= seen
    return children


def _merged(targets: QuerySet[Target], on: date) -> list[tuple[int, int]]:
    """(the target that it was merged into, its own key), unless the unit of after has reported a total since:
    what its parts reported before is in that.
    """
    rows = list(targets.values_list("merged_into_id", "pk", "merged_after"))
    totals = TargetReport.objects.filter(
        among("target", {row[0] for row in rows}), kind=ReportKind.TOTAL, on_date__lte=on, corrected_by=None
    )
    newest = (
        dict(totals.values("target_id").annotate(last=Max("pk")).values_list("target_id", "last"))
        if rows
        else {}
    )
    return [(into or 0, key) for into, key, after in rows if newest.get(into or 0, 0) <= (after or 0)]
