"""The reform of 01/07/2025 written as rows: districts ended, 63 provinces became 34, 10,051 communes 3,321."""
# Vietnamese in this module is data, not interface text.

from __future__ import annotations

from collections.abc import Iterable

from hoathuan.units.choices import Level
from hoathuan.units.facts import REFORM_DAY, Facts, Key
from hoathuan.units.models import Reform, ReformLink, ReformUnit, Unit

TITLE = "Sắp xếp đơn vị hành chính, bỏ cấp huyện"
LEGAL_BASIS = "Nghị quyết 202/2025/QH15 và các nghị quyết về sắp xếp đơn vị hành chính cấp xã năm 2025"
BATCH = 2000


def write_reform_of_2025(facts: Facts) -> Reform:
    """The rows of the reform, from the facts, for the units of the day before as they are stored."""
    reform = Reform.objects.create(
        title=TITLE, legal_basis=LEGAL_BASIS, on_date=REFORM_DAY, abolishes=Level.DISTRICT
    )
    old = _stored()
    new = {
        key: ReformUnit(reform=reform, level=row.level, code=row.code, name=row.name, kind=row.kind)
        for key, row in facts.after.items()
        if not facts.is_kept(key)
    }
    _set_parents(facts, old, new)
    ReformLink.objects.bulk_create(_links(facts, reform, old, new), batch_size=BATCH)
    return reform


def _stored() -> dict[Key, int]:
    """The units of the day before, by level and code."""
    units = Unit.objects.filter(valid__contains=REFORM_DAY, level__lte=Level.COMMUNE, code__isnull=False)
    return {(Level(unit.level), unit.code or 0): unit.pk for unit in units.only("level", "code")}


def _set_parents(facts: Facts, old: dict[Key, int], new: dict[Key, ReformUnit]) -> None:
    """Provinces first: the communes name them."""
    for level in (Level.PROVINCE, Level.COMMUNE):
        rows = {key: row for key, row in new.items() if key[0] == level}
        for key, row in rows.items():
            above = _above(facts, key)
            if above in new:
                row.parent_new = new[above]
            else:
                row.parent_id = old[above]
        ReformUnit.objects.bulk_create(rows.values(), batch_size=BATCH)


def _above(facts: Facts, key: Key) -> Key:
    parent = facts.after[key].parent
    return (Level.PROVINCE, parent) if parent is not None else (Level.COUNTRY, 0)


def _links(
    facts: Facts, reform: Reform, old: dict[Key, int], new: dict[Key, ReformUnit]
) -> Iterable[ReformLink]:
    """Where each unit that ends goes; those for which the facts name nothing go nowhere, for a person to decide."""
    for key in facts.before:
        if key[0] == Level.DISTRICT or facts.is_kept(key):
            continue
        targets = list(dict.fromkeys(facts.targets.get(key, [])))
        for target in targets:
            if target in new:
                yield ReformLink(reform=reform, from_unit_id=old[key], to_new=new[target])
            else:
                yield ReformLink(reform=reform, from_unit_id=old[key], to_unit_id=old[target])
        if not targets:
            yield ReformLink(reform=reform, from_unit_id=old[key])
