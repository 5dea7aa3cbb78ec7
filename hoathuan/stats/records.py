"""The records behind a number: which question an address asks, and what this actor may see of its answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import OuterRef, QuerySet, Subquery
from django.http import Http404, QueryDict
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _

from hoathuan.accounts.actor import Actor
from hoathuan.accounts.former import reaches
from hoathuan.core.text import clean
from hoathuan.core.windows import Window
from hoathuan.units.choices import Level
from hoathuan.units.models import Unit
from hoathuan.units.selectors import country, is_open

from . import registry
from .counting import cube, facts_of, subjects_of
from .errors import NotCounted, UnknownMeasure
from .grid import Number, breakdown_in, table, value_in
from .kinds import COMMUNE, Formula, Indicator, Kind, Measure, RecordColumn
from .links import OWN, TEAM, THEN, UNIT, WITHIN, address, fixed_day, own_level
from .rows import teams_here
from .scope import THEN as LEVELS
from .scope import Scope

_UNDER: dict[int, Any] = {
    Level.COUNTRY: _("Theo tỉnh"),
    Level.PROVINCE: _("Theo xã, phường"),
    Level.DISTRICT: _("Theo xã, phường"),
    Level.COMMUNE: _("Theo tổ hòa giải"),
}


@dataclass(frozen=True)
class Question:
    """What one address of the records page asks."""

    measure: Measure
    scope: Scope
    window: Window
    team: Any = None

    @property
    def item(self) -> Indicator | Formula:
        return registry.get(self.measure.key)

    def number(self) -> Number:
        return value_in(self.measure, self.scope, self.window)

    def url(self, measure: Measure) -> str:
        """The same question about another measure."""
        return address(measure, self.scope, self.window, self.team.uuid if self.team else None)

    def facts(self) -> QuerySet[Any]:
        """Every record that is counted, whoever asks: facts, or the subjects of a distinct count."""
        item = registry.counted(self.measure.key)
        where = {name: self.measure.values_of(name) for name in self.measure.where}
        facts = facts_of(item, self.scope, self.window, where)
        return subjects_of(item, facts) if item.kind is Kind.DISTINCT else facts

    def visible_to(self, actor: Actor) -> QuerySet[Any]:
        """Of these what the actor may see in detail; as then each with `stood_in`, the commune of its day."""
        rows = registry.counted(self.measure.key).records(actor, self.facts())
        return rows.annotate(stood_in=self._commune_then()) if self.scope.then else rows

    def _commune_then(self) -> Subquery:
        """The commune in which a fact stood; of a subject, its last fact that is counted."""
        item = registry.counted(self.measure.key)
        column = self.scope.column(item.facts, Level.COMMUNE)
        where = {name: self.measure.values_of(name) for name in self.measure.where}
        key = str(item.facts.subject) if item.kind is Kind.DISTINCT else "pk"
        facts = facts_of(item, self.scope, self.window, where, column).filter(**{key: OuterRef("pk")})
        names = facts.order_by(f"-{item.facts.start}", "-pk").values(f"{column.removesuffix('_id')}__name")
        return Subquery(names[:1])

    def columns(self) -> list[RecordColumn]:
        """Of the list of records: as then, the commune is that of the event's day."""
        columns = registry.counted(self.measure.key).columns
        if not self.scope.then:
            return list(columns)
        return [replace(one, value="stood_in") if one.value == COMMUNE else one for one in columns]


def own_unit(actor: Actor, known: Unit | None = None) -> Unit:
    """The unit whose numbers an actor sees first; `known` is one that is read already."""
    key = actor.commune_id or actor.province_id
    if known is not None and key == known.pk:
        return known
    return Unit.objects.get(pk=key) if key else country()


def question(key: str, query: QueryDict, actor: Actor, window: Window) -> Question:
    """Read an address; what is unknown or out of reach is a 404."""
    unit = asked_unit(query, actor)
    try:
        names = registry.dimensions_of(key)
        where = {name: tuple(map(clean, query.getlist(name))) for name in names if name in query}
        own, fixed = own_level(query.get(OWN), unit), fixed_day(query.get(THEN))
        place = Scope(unit, None, own, asks_then(query, unit), _within(query), fixed)
        team = _team(query.get(TEAM), actor, place, window)
    except (UnknownMeasure, NotCounted, ValueError) as problem:
        raise Http404(str(problem)) from problem
    return Question(Measure(key, where), replace(place, team_id=team.pk if team else None), window, team)


def asks_then(query: QueryDict, unit: Unit) -> bool:
    """By the units of then, if the address says so; of a unit that stands no more there is nothing else to count."""
    return bool(query.get(THEN)) or not is_open(unit)


def asked_unit(query: QueryDict, actor: Actor) -> Unit:
    """The unit that an address names, if it lies in reach; else the actor's own."""
    uuid = query.get(UNIT)
    if not uuid:
        return own_unit(actor)
    unit = Unit.objects.filter(uuid=_uuid(uuid)).first()
    if unit is None or unit.level not in LEVELS or not reaches(actor, unit):
        raise Http404
    return unit


def _within(query: QueryDict) -> Unit | None:
    """The unit that narrows the asked one further; it opens nothing, so whose it is does not matter."""
    uuid = query.get(WITHIN)
    return get_object_or_404(Unit, uuid=_uuid(uuid), level__in=LEVELS) if uuid else None


def _team(uuid: str | None, actor: Actor, scope: Scope, window: Window) -> Any:
    """A team of the asked unit; a team's own people see no other team."""
    teams = registry.team_rows()
    if not uuid:
        return None
    team = teams.filter(teams_here(scope, window), uuid=_uuid(uuid)).first() if teams is not None else None
    if team is None or scope.unit.level == Level.COUNTRY:
        raise Http404
    if actor.team_id is not None and actor.team_id != team.pk:
        raise Http404
    return team


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError as problem:
        raise Http404 from problem


@dataclass(frozen=True)
class Part:
    """A share of the number: by a dimension's value, or a part of a formula."""

    label: Any
    value: Number
    url: str
    is_rate: bool = False


@dataclass(frozen=True)
class Breakdown:
    label: Any
    parts: list[Part]


def breakdowns(asked: Question) -> list[Breakdown]:
    """The number by each dimension that is not yet cut: one statement for all (a distinct count: one each)."""
    item = asked.item
    if not isinstance(item, Indicator):
        return []
    names = [name for name in item.dimensions if name not in asked.measure.where]
    shares = _distinct_shares(asked, names) if item.kind is Kind.DISTINCT else _shares(asked, item, names)
    return [
        Breakdown(item.dimensions[name].label, _parts(asked, item, name, shares[name]))
        for name in names
        if len(shares[name]) > 1
    ]


def _shares(asked: Question, item: Indicator, names: list[str]) -> dict[str, dict[str, int]]:
    where = {name: asked.measure.values_of(name) for name in asked.measure.where}
    counts = cube(item, asked.scope, asked.window, "self", names, where) if names else {}
    shares: dict[str, dict[str, int]] = {name: {} for name in names}
    for (_row, *found), n in counts.items():
        for name, one in zip(names, found, strict=True):
            shares[name][one] = shares[name].get(one, 0) + n
    return shares


def _distinct_shares(asked: Question, names: list[str]) -> dict[str, dict[str, int]]:
    return {name: breakdown_in(asked.measure, asked.scope, asked.window, name) for name in names}


def _parts(asked: Question, item: Indicator, name: str, shares: Mapping[str, int]) -> list[Part]:
    dimension = item.dimensions[name]
    order = {str(key): place for place, (key, _label) in enumerate(dimension.choices)}
    return [
        Part(dimension.label_of(one), n, asked.url(asked.measure.cut({name: one})))
        for one, n in sorted(shares.items(), key=lambda pair: (order.get(pair[0], 99), pair[0]))
    ]


def by_row(asked: Question, actor: Actor) -> Breakdown | None:
    """The number by what stands under the unit; a team's own people see no other team."""
    scope = asked.scope
    if asked.team or scope.own is not None or scope.within or actor.team_id is not None:
        return None
    grid = table([asked.measure], scope.unit, asked.window, then=scope.then, fixed=scope.fixed)
    parts = [Part(row.label, grid.cell(row, 0), grid.url(row, 0), asked.item.is_rate) for row in grid.rows]
    return Breakdown(_UNDER[scope.unit.level], parts) if parts else None


def by_district(asked: Question, actor: Actor) -> Breakdown | None:
    """Of a province of then also by the districts that it had."""
    scope = asked.scope
    whole = scope.then and scope.own is None and not (asked.team or scope.within or actor.team_id is not None)
    if not whole or scope.unit.level != Level.PROVINCE:
        return None
    grid = table([asked.measure], scope.unit, asked.window, rows="districts", then=True, fixed=scope.fixed)
    if not any(row.unit for row in grid.rows):
        return None
    parts = [Part(row.label, grid.cell(row, 0), grid.url(row, 0), asked.item.is_rate) for row in grid.rows]
    return Breakdown(_("Theo huyện"), parts)


def formula_parts(asked: Question) -> list[Part]:
    """What a formula is made of, each with its own number and records."""
    item = asked.item
    if not isinstance(item, Formula):
        return []
    parts = [part.cut(asked.measure.where) for part in item.measures()]
    return [Part(label_of(part), replace(asked, measure=part).number(), asked.url(part)) for part in parts]


def label_of(measure: Measure) -> str:
    """ "Vụ việc kết thúc: Hòa giải thành"."""
    names = registry.dimensions_of(measure.key)
    cut = [str(names[name].label_of(one)) for name in measure.where for one in measure.values_of(name)]
    label = str(registry.get(measure.key).label)
    return f"{label}: {', '.join(cut)}" if cut else label


def masked(number: Number, shown: int) -> int:
    """How many of the counted records this actor may not see in detail."""
    return max(int(number or Decimal(0)) - shown, 0)
