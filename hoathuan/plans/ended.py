"""Plans of units that ended: what was still running stopped with the unit, and nobody is late with it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta

from django.db.models import Case, Exists, F, OuterRef, Q, When
from django.utils.translation import gettext as _

from hoathuan.core.ui.numbers import day
from hoathuan.units.api import Names
from hoathuan.units.models import Succession, Unit

from .models import Plan, Target


def last_day(unit: Unit) -> date | None:
    """The last day on which a unit stood; None while it stands."""
    return unit.valid.upper - timedelta(days=1) if unit.valid.upper else None


def stopped(unit: Unit, due: date | None, on: date) -> date | None:
    """The unit's last day, where what is due later stopped with it; None where it is judged as ever."""
    last = last_day(unit)
    return last if last and last < on and (due is None or due > last) else None


def place_of(plan: Plan, *, then: bool) -> Unit:
    """Whose plan it is: of today, or as then of the unit that made it. `former_unit` loaded."""
    return (plan.former_unit if then else None) or plan.unit


def while_it_stood() -> Q:
    """Of tasks annotated with `unit_end`: those whose day came while their unit stood."""
    return Q(unit_end=None) | Q(due_on__lt=F("unit_end"))


def unit_end(*, then: bool) -> Case | F:
    """The first day on which a task's unit stood no more."""
    now = F("plan__unit__valid__endswith")
    former = When(plan__former_unit__isnull=False, then=F("plan__former_unit__valid__endswith"))
    return Case(former, default=now) if then else now


def carried_over() -> Q:
    """Tasks whose targets were all added to those of the unit that took theirs in."""
    targets = Target.objects.filter(task=OuterRef("pk"))
    return Q(Exists(targets.exclude(merged_into=None))) & ~Q(Exists(targets.filter(merged_into=None)))


def words_of(unit: Unit, goes_on: Unit | None) -> str:
    """What stands instead of a state: another unit goes on, or it stopped."""
    if goes_on is not None:
        return _("%(unit)s làm tiếp từ %(day)s") % {"unit": goes_on.name, "day": day(unit.valid.upper)}
    return _("Dừng cùng đơn vị ngày %(day)s") % {"day": day(last_day(unit))}


def told(units: Iterable[Unit]) -> dict[int, str]:
    """Ended unit → when it ended and where it went, in words: one question for all."""
    ended = {unit.pk: unit for unit in units if unit.valid.upper}
    if not ended:
        return {}
    standing = Succession.objects.filter(from_unit__in=ended, voided_by=None).select_related("to_unit")
    into: dict[int, list[Unit]] = defaultdict(list)
    for row in standing.order_by("to_unit__sort", "id"):
        into[row.from_unit_id].append(row.to_unit)
    names = Names([*ended.values(), *(unit for found in into.values() for unit in found)])
    return {key: _said(unit, names, into[key]) for key, unit in ended.items()}


def _said(unit: Unit, names: Names, into: list[Unit]) -> str:
    last = {"day": day(last_day(unit))}
    if not into:
        return _("đơn vị kết thúc ngày %(day)s, chưa rõ về đâu") % last
    _own, *others = names.together([unit, *into])
    return _("đơn vị kết thúc ngày %(day)s, về %(units)s") % (last | {"units": ", ".join(others)})
