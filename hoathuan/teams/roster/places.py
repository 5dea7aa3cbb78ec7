"""Which commune, team and village each row of a roster means. A few thousand names: matched in Python."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db import connection

from hoathuan.accounts.actor import Actor
from hoathuan.accounts.reach import units_in_reach
from hoathuan.core.dates import today
from hoathuan.core.text import fold
from hoathuan.teams.models import Team, TeamVillage
from hoathuan.units.choices import Level
from hoathuan.units.models import Area, Placement, Unit

from .names import bare, has_kind


@dataclass(frozen=True, slots=True)
class Planned:
    """A team that the file names: stored already (`team_id`) or to be made, with its village."""

    commune_id: int
    name: str
    folded: str
    village: str
    started_on: date | None
    team_id: int | None = None
    village_id: int | None = None


class Communes:
    """The communes of a seat's reach by name; former names lead to the commune of today."""

    def __init__(self, actor: Actor) -> None:
        units = list(units_in_reach(actor).filter(level=Level.COMMUNE))
        self.ids = {unit.pk for unit in units}
        self._now: dict[str, set[int]] = {}
        self._former: dict[str, set[int]] = {}
        for unit in units:
            self._know(self._now, unit.name, unit.pk)
        areas = Area.objects.filter(now_commune__in=self.ids).select_related("then_commune")
        for area in areas:
            if area.now_commune_id is not None:
                self._know(self._former, area.then_commune.name, area.now_commune_id)

    def _know(self, names: dict[str, set[int]], name: str, pk: int) -> None:
        for key in (fold(name), bare(name)):
            names.setdefault(key, set()).add(pk)

    def find(self, name: str) -> int | None:
        """The one commune of that name; None when unknown or when two bear it."""
        for names in (self._now, self._former):
            for key in (fold(name), bare(name)):
                found = names.get(key, set())
                if len(found) == 1:
                    return next(iter(found))
        return None


def plan(rows: Iterable[tuple[int, str, str, str, date | None]]) -> list[Planned]:
    """The teams named by (commune, name, folded name, village, earliest day), matched with what is stored.

    A team is found by its name; else by its village, when a single team serves it.
    """
    wanted = [Planned(*row) for row in rows]
    communes = {one.commune_id for one in wanted}
    by_name = _teams(communes)
    villages = Villages(communes)
    by_village = _serving(communes)
    named = {by_name[key] for one in wanted if (key := (one.commune_id, one.folded)) in by_name}
    planned = []
    for one in wanted:
        village_id = villages.find(one.commune_id, one.village)
        team_id = by_name.get((one.commune_id, one.folded))
        serving = by_village.get(village_id, []) if village_id else []
        if team_id is None and len(serving) == 1 and serving[0] not in named:
            team_id = serving[0]
        planned.append(replace(one, team_id=team_id, village_id=village_id))
    return planned


def _teams(communes: set[int]) -> dict[tuple[int, str], int]:
    rows = Team.objects.filter(now_commune__in=communes, ended_on=None)
    return {(commune, folded): pk for pk, commune, folded in rows.values_list("pk", "now_commune", "folded")}


def _serving(communes: set[int]) -> dict[int, list[int]]:
    links = TeamVillage.objects.filter(team__now_commune__in=communes, ended_on=None, team__ended_on=None)
    found: dict[int, list[int]] = {}
    for village, team in links.values_list("village", "team"):
        found.setdefault(village, []).append(team)
    return found


class Villages:
    """The villages of communes by name; a name without its kind ("Đồng Mẫu") finds the only one of that name."""

    def __init__(self, communes: set[int]) -> None:
        placed = Placement.objects.filter(
            parent__in=communes, valid__contains=today(), unit__level=Level.VILLAGE
        ).values_list("parent", "unit", "unit__name", "unit__folded")
        self._exact: dict[tuple[int, str], int] = {}
        self._bare: dict[tuple[int, str], set[int]] = {}
        for commune, pk, name, folded in placed:
            self._exact[commune, folded] = pk
            self._bare.setdefault((commune, bare(name)), set()).add(pk)

    def find(self, commune_id: int, name: str) -> int | None:
        if not name:
            return None
        found = self._exact.get((commune_id, fold(name)))
        if found is None and not has_kind(name):
            alike = self._bare.get((commune_id, fold(name)), set())
            found = next(iter(alike)) if len(alike) == 1 else None
        return found


def lock(communes: Iterable[int]) -> None:
    """Hold the communes in one order: whoever else enters people there waits (see `services.guards`)."""
    list(Unit.objects.select_for_update(no_key=True).filter(pk__in=list(communes)).order_by("pk"))


def query(statement: str, parameters: dict[str, Any] | None = None) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return list(cursor.fetchall())


def run(statement: str, parameters: dict[str, Any] | None = None) -> int:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return int(cursor.rowcount)
