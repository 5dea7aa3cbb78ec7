"""Fill the tables of units from the facts: the units until 30/06/2025, those from 01/07/2025, the way between."""
# Vietnamese in this module is data, not interface text.

from __future__ import annotations

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from .choices import Level
from .facts import REFORM_DAY, Facts, Row
from .models import Area, Placement, Reform, Succession, Unit, Zone
from .services import rebuild_reach

Key = tuple[Level, int]
BEFORE, AFTER, ALWAYS = DateRange(None, REFORM_DAY), DateRange(REFORM_DAY, None), DateRange(None, None)
LEGAL_BASIS = "Nghị quyết 202/2025/QH15 và các nghị quyết về sắp xếp đơn vị hành chính cấp xã năm 2025"


@transaction.atomic
def load_units(facts: Facts | None = None) -> bool:
    """Load the whole country once; False when it is there already."""
    if Unit.objects.filter(level=Level.COUNTRY).exists():
        return False
    _Loader(facts or Facts()).run()
    rebuild_reach()
    return True


class _Loader:
    """One run. `old` and `new` name the stored unit of a key in either list; a kept unit stands in both."""

    def __init__(self, facts: Facts) -> None:
        self.facts = facts
        self.old: dict[Key, Unit] = {}
        self.new: dict[Key, Unit] = {}

    def run(self) -> None:
        self.country = Unit.objects.create(level=Level.COUNTRY, code=0, name="Việt Nam", valid=ALWAYS)
        self._units()
        Placement.objects.create(unit=self.country, parent=None, valid=ALWAYS)
        Placement.objects.bulk_create(
            [*self._placements_before(), *self._placements_after()], batch_size=2000
        )
        self._successions()
        self._areas()

    def _units(self) -> None:
        for key, row in self.facts.before.items():
            self.old[key] = _new_unit(row, ALWAYS if self.facts.is_kept(key) else BEFORE)
        for key, row in self.facts.after.items():
            kept = key in self.old and self.facts.is_kept(key)
            self.new[key] = self.old[key] if kept else _new_unit(row, AFTER)
        made = [*self.old.values(), *(u for k, u in self.new.items() if u is not self.old.get(k))]
        Unit.objects.bulk_create(made, batch_size=2000)

    def _placements_before(self) -> list[Placement]:
        rows = self.facts.before.items()
        return [
            Placement(unit=self.old[key], parent=self._parent(row, self.old), valid=self._span_before(key))
            for key, row in rows
        ]

    def _placements_after(self) -> list[Placement]:
        rows = ((key, row) for key, row in self.facts.after.items() if not self._stays(key))
        return [
            Placement(unit=self.new[key], parent=self._parent(row, self.new), valid=AFTER)
            for key, row in rows
        ]

    def _stays(self, key: Key) -> bool:
        """A kept province stands under the country all the time; a kept commune loses its district."""
        return key[0] == Level.PROVINCE and self.facts.is_kept(key)

    def _span_before(self, key: Key) -> DateRange:
        return ALWAYS if key[0] == Level.PROVINCE and self.facts.is_kept(key) else BEFORE

    def _parent(self, row: Row, units: dict[Key, Unit]) -> Unit:
        if row.parent is None:
            return self.country
        district = (Level.DISTRICT, row.parent)
        return (
            units[district]
            if district in units and row.level == Level.COMMUNE
            else units[Level.PROVINCE, row.parent]
        )

    def _successions(self) -> None:
        reform = Reform.objects.create(
            title="Sắp xếp đơn vị hành chính, bỏ cấp huyện", legal_basis=LEGAL_BASIS, on_date=REFORM_DAY
        )
        Succession.objects.bulk_create(
            [
                Succession(
                    reform=reform,
                    from_unit=self.old[old],
                    to_unit=self.new[new],
                    on_date=REFORM_DAY,
                    whole=len(news) == 1,
                )
                for old, news in self.facts.targets.items()
                for new in dict.fromkeys(news)
                if self.old[old] is not self.new[new]
            ],
            batch_size=2000,
        )

    def _areas(self) -> None:
        before = [self._area_before(row) for row in self.facts.before.values() if row.level == Level.COMMUNE]
        after = [
            self._area_after(row)
            for row in self.facts.after.values()
            if row.level == Level.COMMUNE and not self._one_identity(row.key)
        ]
        areas = [*before, *after]
        zones = {(a.then_province_id, a.now_province_id) for a in areas}
        Zone.objects.bulk_create(
            [Zone(then_province_id=then, now_province_id=now) for then, now in sorted(zones)]
        )
        by_pair = {(z.then_province_id, z.now_province_id): z for z in Zone.objects.all()}
        for area in areas:
            area.zone = by_pair[area.then_province_id, area.now_province_id]
        Area.objects.bulk_create(areas, batch_size=2000)

    def _one_identity(self, key: Key) -> bool:
        """A kept commune in a kept province never changed what a fact carries."""
        if not self.facts.is_kept(key):
            return False
        return self.facts.is_kept(self.facts.province_before(self.facts.before[key]))

    def _area_before(self, row: Row) -> Area:
        """ "As now" is the smallest unit of today that holds the old commune wholly."""
        targets = list(dict.fromkeys(self.facts.targets.get(row.key, [])))
        province = self.facts.province_before(row)
        return Area(
            then_commune=self.old[row.key],
            then_province=self.old[province],
            now_commune=self.new[targets[0]] if len(targets) == 1 else None,
            now_province=self._now_province(targets, province),
            valid=ALWAYS if self._one_identity(row.key) else BEFORE,
        )

    def _now_province(self, targets: list[Key], province: Key) -> Unit:
        """The province of today that holds every target; without a target, that of the old province."""
        found = {self.facts.after[target].parent for target in targets}
        codes = found or {code for _level, code in self.facts.targets[province]}
        if len(codes) > 1:
            raise ValueError(f"{province} went to several provinces and no commune says which")
        return self.new[Level.PROVINCE, codes.pop() or 0]

    def _area_after(self, row: Row) -> Area:
        province = self.new[Level.PROVINCE, row.parent or 0]
        return Area(
            then_commune=self.new[row.key],
            then_province=province,
            now_commune=self.new[row.key],
            now_province=province,
            valid=AFTER,
        )


def _new_unit(row: Row, valid: DateRange) -> Unit:
    unit = Unit(level=row.level, code=row.code, name=row.name, kind=row.kind, valid=valid)
    unit.name_keys()
    return unit
