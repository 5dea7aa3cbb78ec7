"""The facts of 01/07/2025 as plain values: which units there were, which there are, which became which."""

from __future__ import annotations

import csv
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path

from .choices import Level

DATA = Path(__file__).parent / "data"
REFORM_DAY = date(2025, 7, 1)
Key = tuple[Level, int]
LEVELS = {"province": Level.PROVINCE, "district": Level.DISTRICT, "commune": Level.COMMUNE}


@dataclass(frozen=True)
class Row:
    """One unit of one of the two lists. Its key is level and code."""

    level: Level
    code: int
    parent: int | None
    name: str
    kind: str

    @property
    def key(self) -> Key:
        return self.level, self.code

    @property
    def above(self) -> Key:
        """The unit that it stands under in its own list."""
        if self.parent is None:
            return Level.COUNTRY, 0
        return (Level.DISTRICT if self.level == Level.COMMUNE else Level.PROVINCE), self.parent


@dataclass
class Facts:
    """Both lists and the conversion between them."""

    before: dict[Key, Row] = field(default_factory=lambda: _units("units-until-2025-06-30.csv"))
    after: dict[Key, Row] = field(default_factory=lambda: _units("units-from-2025-07-01.csv"))

    @cached_property
    def targets(self) -> dict[Key, list[Key]]:
        """Where each unit of before went; units that the list of before lacks are left out."""
        found: dict[Key, list[Key]] = defaultdict(list)
        for level, name in ((Level.COMMUNE, "communes"), (Level.PROVINCE, "provinces")):
            for row in _rows(f"reform-2025-07-01-{name}.csv"):
                old, new = (level, int(row["old_code"])), (level, int(row["new_code"]))
                if old in self.before and new in self.after:
                    found[old].append(new)
        return found

    @cached_property
    def sources(self) -> dict[Key, list[Key]]:
        found: dict[Key, list[Key]] = defaultdict(list)
        for old, news in self.targets.items():
            for new in news:
                found[new].append(old)
        return found

    def is_kept(self, key: Key) -> bool:
        """Whether the unit went on as itself: one source, one target, the same code and name."""
        return (
            self.targets.get(key) == [key]
            and self.sources.get(key) == [key]
            and self.before[key].name == self.after[key].name
        )


def _rows(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _units(name: str) -> dict[Key, Row]:
    rows = (_unit(row) for row in _rows(name))
    return {row.key: row for row in rows}


def _unit(row: dict[str, str]) -> Row:
    name = row["name"][:1].upper() + row["name"][1:]
    parent = int(row["parent_code"]) if row["parent_code"] else None
    return Row(LEVELS[row["level"]], int(row["code"]), parent, name, row["kind"])
