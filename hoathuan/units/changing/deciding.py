"""What a reform left open: split communes whose villages nobody has placed, and units that went nobody knows where.

A decision says where something went on the day of the reform. It is not another reform: nothing changes on another day.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from hoathuan.core.errors import DomainError
from hoathuan.units.choices import Level, ReformState
from hoathuan.units.models import Area, Placement, Reform, ReformLink, Succession, Unit
from hoathuan.units.placing import place_areas

from . import gate
from .applying import Outcome, bulk_work, same_totals, stamp_all
from .moving import Effect, Say, follow_villages, move_all, quiet, totals


@dataclass(frozen=True)
class Undecided:
    """An ended commune of which a person must say where it went. targets: where it may have gone; none: anywhere."""

    unit: Unit
    reform: Reform
    targets: list[Unit] = field(default_factory=list)
    villages: list[Unit] = field(default_factory=list)

    @property
    def on_date(self) -> date:
        return self.reform.on_date


def undecided(province: Unit | None = None) -> list[Undecided]:
    """Communes that wait for a decision, in Vietnamese order; of a province of today, or of the country."""
    return [_about(unit) for unit in open_units(province).order_by("sort", "id")]


def open_units(province: Unit | int | None = None) -> QuerySet[Unit]:
    """The same as units alone, for long lists."""
    units = _open_units()
    if province is not None:
        units = units.filter(Exists(Area.objects.filter(then_commune=OuterRef("pk"), now_province=province)))
    return units


def undecided_about(unit: Unit) -> Undecided:
    """What is open about one commune; refused in words when nothing is."""
    if not _open_units().filter(pk=unit.pk).exists():
        raise DomainError(_("%(unit)s không còn gì phải quyết định.") % {"unit": unit.name})
    return _about(unit)


def _open_units() -> QuerySet[Unit]:
    """Ended by an applied reform, not wholly into one unit, and nobody has said where the rest goes."""
    standing = Q(successors__voided_by=None)
    ended = ReformLink.objects.filter(from_unit=OuterRef("pk"), reform__state=ReformState.APPLIED)
    counted = Unit.objects.filter(Exists(ended), level=Level.COMMUNE, valid__endswith__isnull=False).annotate(
        into=Count("successors", filter=standing, distinct=True),
        rest=Count("successors", filter=standing & Q(successors__rest=True), distinct=True),
    )
    return counted.exclude(into=1).filter(rest=0)


def _about(unit: Unit) -> Undecided:
    link = ReformLink.objects.filter(from_unit=unit, reform__state=ReformState.APPLIED).select_related(
        "reform"
    )
    reform = link.order_by("-reform__on_date", "-id")[0].reform
    into = Unit.objects.filter(predecessors__from_unit=unit, predecessors__voided_by=None)
    return Undecided(unit, reform, list(into.order_by("sort", "id")), list(_loose(unit, reform.on_date)))


def _loose(unit: Unit, day: date) -> QuerySet[Unit]:
    """The villages of the unit that stand under no commune since the day."""
    theirs = Placement.objects.filter(parent=unit, valid__endswith=day).values("unit_id")
    waiting = Placement.objects.filter(
        unit_id__in=theirs, valid__startswith=day, parent__level__lt=Level.COMMUNE
    )
    return Unit.objects.filter(pk__in=waiting.values("unit_id")).order_by("sort", "id")


@transaction.atomic
def place_villages(unit: Unit, villages: Sequence[Unit], target: Unit, say: Say = quiet) -> Outcome:
    """Say that these villages of a split commune went into `target`; their teams' rows follow."""
    open_ = _begin(unit, target, say)
    strangers = {village.pk for village in villages} - {village.pk for village in open_.villages}
    if strangers:
        raise DomainError(_("Có thôn không thuộc %(unit)s hoặc đã được xếp rồi.") % {"unit": unit.name})
    return _settle(open_, target, villages, say)


@transaction.atomic
def place_rest(unit: Unit, target: Unit, say: Say = quiet) -> Outcome:
    """Say that everything of the commune that is not placed yet went into `target`."""
    open_ = _begin(unit, target, say)
    standing = Succession.objects.filter(from_unit=unit, on_date=open_.on_date, voided_by=None)
    if not standing.filter(to_unit=target).update(rest=True):
        Succession.objects.create(reform=open_.reform, from_unit=unit, to_unit=target, on_date=open_.on_date)
    return _settle(open_, target, open_.villages, say, rest=True)


def _begin(unit: Unit, target: Unit, say: Say) -> Undecided:
    gate.close(say)
    Unit.objects.select_for_update().get(pk=unit.pk)
    found = undecided_about(unit)
    allowed = {one.pk for one in found.targets}
    if (
        target.level != Level.COMMUNE
        or found.on_date not in target.valid
        or (allowed and target.pk not in allowed)
    ):
        raise DomainError(
            _("%(target)s không phải là nơi %(unit)s được nhập vào.")
            % {"target": target.name, "unit": unit.name}
        )
    return found


def _settle(
    open_: Undecided, target: Unit, villages: Iterable[Unit], say: Say, rest: bool = False
) -> Outcome:
    keys = [village.pk for village in villages]
    with bulk_work():
        before = totals()
        _put_under(target, keys, open_.on_date)
        parts = {} if rest else _parts(open_.unit, target, open_.on_date)
        follow_villages(keys, parts)
        effect = Effect(
            reform=open_.reform,
            day=open_.on_date,
            areas=frozenset(place_areas() | set(parts) | set(parts.values())),
            placed=dict.fromkeys(keys, target.pk),
            say=say,
        )
        lines = [*stamp_all(effect), *move_all(effect)]
        return Outcome(lines, same_totals(before, totals()))


def _put_under(target: Unit, villages: Sequence[int], day: date) -> None:
    """Under the target from the day on; where the target ended meanwhile, under what it became."""
    rows = Placement.objects.filter(unit_id__in=villages, valid__startswith=day)
    rows.update(parent=target, valid=DateRange(day, target.valid.upper))
    while target.valid.upper is not None:
        since, target = target.valid.upper, _only_successor(target)
        valid = DateRange(since, target.valid.upper)
        Placement.objects.bulk_create(
            Placement(unit_id=village, parent=target, valid=valid) for village in villages
        )


def _only_successor(unit: Unit) -> Unit:
    into = Succession.objects.filter(from_unit=unit, voided_by=None).select_related("to_unit")[:2]
    if len(into) != 1:
        raise DomainError(
            _("%(unit)s sau đó cũng bị chia: xếp các thôn của %(unit)s trước.") % {"unit": unit.name}
        )
    return into[0].to_unit


def _parts(unit: Unit, target: Unit, day: date) -> dict[int, int]:
    """Area of the whole commune → the area of the part that went to the target; made where it is missing."""
    found = {}
    for area in Area.objects.filter(then_commune=unit, part=None, valid__endswith__lte=day):
        part, _made = Area.objects.get_or_create(
            then_commune=unit,
            part=target,
            valid=area.valid,
            defaults={"then_province_id": area.then_province_id},
        )
        found[area.pk] = part.pk
    return found
