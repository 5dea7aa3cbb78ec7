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
    """A team that the file names: stored already (`team_id`) or to be made, with its village.

    `twins`: the stored teams or villages of which nobody can say which one is meant.
    """

    commune_id: int
    name: str
    folded: str
    village: str
    started_on: date | None
    team_id: int | None = None
    village_id: int | None = None
    twins: tuple[str, ...] = ()


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

    A team is found by its name; else by its village, when a single team serves it. Where merged communes brought
    two of one name, the name says from which ("Tổ 1 (xã cũ: Xã An)"), or the village, or nobody knows.
    """
    wanted = [Planned(*row) for row in rows]
    communes = {one.commune_id for one in wanted}
    by_name = _teams(communes)
    villages = Villages(communes)
    by_village = _serving(communes)
    named = {team.pk for one in wanted for team in by_name.get((one.commune_id, one.folded), ())}
    planned = []
    for one in wanted:
        village_id = villages.find(one.commune_id, one.village)
        alike = by_name.get((one.commune_id, one.folded), [])
        serving = by_village.get(village_id, []) if village_id else []
        meant = [team.pk for team in alike if len(alike) == 1 or team.pk in serving]
        if not alike and len(serving) == 1 and serving[0] not in named:
            meant = serving
        twins = [str(team) for team in alike] if alike else villages.twins(one.commune_id, one.village)
        found = meant[0] if len(meant) == 1 else None
        left = () if found or len(twins) < 2 else tuple(twins)
        planned.append(replace(one, team_id=found, village_id=village_id, twins=left))
    return planned


def _teams(communes: set[int]) -> dict[tuple[int, str], list[Team]]:
    """Running teams by name; those that share one also by their name with the former commune's."""
    found: dict[tuple[int, str], list[Team]] = {}
    for team in Team.objects.filter(now_commune__in=communes, ended_on=None).order_by("pk"):
        for name in {team.folded, fold(str(team))}:
            found.setdefault((team.now_commune_id or 0, name), []).append(team)
    return found


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
        self._exact: dict[tuple[int, str], list[int]] = {}
        self._bare: dict[tuple[int, str], set[int]] = {}
        for commune, pk, name, folded in placed:
            self._exact.setdefault((commune, folded), []).append(pk)
            self._bare.setdefault((commune, bare(name)), set()).add(pk)

    def find(self, commune_id: int, name: str) -> int | None:
        if not name:
            return None
        exact = self._exact.get((commune_id, fold(name)), [])
        found = exact[0] if len(exact) == 1 else None
        if not exact and not has_kind(name):
            alike = self._bare.get((commune_id, fold(name)), set())
            found = next(iter(alike)) if len(alike) == 1 else None
        return found

    def twins(self, commune_id: int, name: str) -> list[str]:
        """The name as often as villages of the commune bear it: merged communes bring two of one name."""
        return [name for _pk in self._exact.get((commune_id, fold(name)), [])]


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
