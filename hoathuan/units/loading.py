"""Fill the tables of units: the whole country as it was until 30/06/2025, and the reform that made it what it is."""
# Vietnamese in this module is data, not interface text.

from __future__ import annotations

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from hoathuan.core.copying import refresh_statistics, write

from .changing.applying import apply
from .changing.national import write_reform_of_2025
from .choices import Level
from .facts import Facts, Key, Row
from .models import Area, Placement, Unit
from .placing import place_areas
from .services import rebuild_reach

ALWAYS = DateRange(None, None)


@transaction.atomic
def load_units(facts: Facts | None = None) -> bool:
    """Load the whole country of today once; False when it is there already."""
    facts = facts or Facts()
    if not load_former_units(facts):
        return False
    apply(write_reform_of_2025(facts))
    return True


@transaction.atomic
def load_former_units(facts: Facts | None = None) -> bool:
    """Load the country of three levels, as it was before 01/07/2025; False when there are units already."""
    if Unit.objects.filter(level=Level.COUNTRY).exists():
        return False
    units = _units(facts or Facts())
    write(_placements(units))
    _areas()
    refresh_statistics(Unit, Placement, Area)
    place_areas()
    rebuild_reach()
    return True


def _units(facts: Facts) -> dict[Key, tuple[Row | None, Unit]]:
    units: dict[Key, tuple[Row | None, Unit]] = {
        (Level.COUNTRY, 0): (None, Unit(level=Level.COUNTRY, code=0, name="Việt Nam", valid=ALWAYS))
    }
    for key, row in facts.before.items():
        units[key] = (row, Unit(level=row.level, code=row.code, name=row.name, kind=row.kind, valid=ALWAYS))
    for _row, unit in units.values():
        unit.name_keys()
    write([unit for _row, unit in units.values()])
    return units


def _placements(units: dict[Key, tuple[Row | None, Unit]]) -> list[Placement]:
    return [
        Placement(unit=unit, parent=units[row.above][1] if row else None, valid=ALWAYS)
        for row, unit in units.values()
    ]


def _areas() -> None:
    """One area for each commune, in the province of its district."""
    communes = Placement.objects.filter(unit__level=Level.COMMUNE).values_list("unit_id", "parent_id")
    above = dict(Placement.objects.filter(unit__level=Level.DISTRICT).values_list("unit_id", "parent_id"))
    write(
        [
            Area(then_commune_id=commune, then_province_id=above.get(parent, parent), valid=ALWAYS)
            for commune, parent in communes
        ]
    )
