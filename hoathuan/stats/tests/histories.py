"""Random histories of reforms: a small country of three levels, and one act after another that changes it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import QuerySet
from hypothesis import strategies as st

from hoathuan.stats.tests.facts import Fact
from hoathuan.units.changing.applying import change_units
from hoathuan.units.changing.checking import problems_of
from hoathuan.units.changing.stamping import stamp
from hoathuan.units.choices import Level
from hoathuan.units.models import Area, Placement, Reform, ReformLink, ReformUnit, Unit
from hoathuan.units.placing import place_areas
from hoathuan.units.selectors import area_of, area_on, parent_of

FIRST, DAYS = date(2024, 1, 1), 1000
ALWAYS = DateRange(None, None)


def build() -> Unit:
    """Two provinces with districts and one without; the third has one commune only."""
    country = _unit(Level.COUNTRY, "Nước", None)
    for name, districts, communes in (("An", 2, 2), ("Bình", 1, 2), ("Cao", 0, 1)):
        province = _unit(Level.PROVINCE, f"Tỉnh {name}", country)
        for number in range(max(districts, 1)):
            above = _unit(Level.DISTRICT, f"Huyện {name} {number}", province) if districts else province
            for second in range(communes):
                commune = _unit(Level.COMMUNE, f"Xã {name} {number}{second}", above)
                Area.objects.create(then_commune=commune, then_province=province, valid=ALWAYS)
                for third in (1, 2):
                    _unit(Level.VILLAGE, f"Thôn {third}", commune)
    place_areas()
    return country


def _unit(level: int, name: str, parent: Unit | None) -> Unit:
    unit = Unit.objects.create(level=level, name=name, valid=ALWAYS)
    Placement.objects.create(unit=unit, parent=parent, valid=ALWAYS)
    return unit


def standing(level: int, day: date) -> QuerySet[Unit]:
    return Unit.objects.filter(level=level, valid__contains=day).order_by("id")


@dataclass
class Act:
    """One reform as it is written: `pick` chooses among what stands that day."""

    reform: Reform
    picks: Sequence[int]

    def pick(self, level: int, place: int) -> Unit:
        units = list(standing(level, self.reform.on_date))
        return units[self.picks[place] % len(units)]

    def new(self, level: int, parent: Unit | None) -> ReformUnit:
        number = self.reform.new_units.count()
        return ReformUnit.objects.create(
            reform=self.reform, level=level, parent=parent, name=f"Mới {self.reform.pk}.{number}"
        )

    def link(self, unit: Unit, into: Unit | ReformUnit | None, villages: Sequence[Unit] = ()) -> None:
        if into == unit:
            return
        made = ReformLink.objects.create(
            reform=self.reform,
            from_unit=unit,
            to_unit=into if isinstance(into, Unit) else None,
            to_new=into if isinstance(into, ReformUnit) else None,
        )
        made.villages.set(villages)

    def above(self, unit: Unit) -> Unit | None:
        return parent_of(unit, self.reform.on_date)

    def villages(self, commune: Unit) -> list[Unit]:
        under = Placement.objects.filter(parent=commune, valid__contains=self.reform.on_date)
        return list(Unit.objects.filter(placements__in=under, level=Level.VILLAGE).order_by("id"))


def merge(act: Act) -> None:
    one, other = act.pick(Level.COMMUNE, 0), act.pick(Level.COMMUNE, 1)
    made = act.new(Level.COMMUNE, act.above(one))
    for unit in {one, other}:
        act.link(unit, made)


def join(act: Act) -> None:
    act.link(act.pick(Level.COMMUNE, 0), act.pick(Level.COMMUNE, 1))


def split(act: Act) -> None:
    """With its villages assigned, or not."""
    commune = act.pick(Level.COMMUNE, 0)
    villages = act.villages(commune) if act.picks[1] % 2 else []
    for part in range(2):
        act.link(commune, act.new(Level.COMMUNE, act.above(commune)), villages[part::2])


def split_over(act: Act) -> None:
    """Over communes of anywhere, often of two provinces."""
    for target in {act.pick(Level.COMMUNE, 1), act.pick(Level.COMMUNE, 2)}:
        act.link(act.pick(Level.COMMUNE, 0), target)


def move(act: Act) -> None:
    parents = [*standing(Level.DISTRICT, act.reform.on_date), *standing(Level.PROVINCE, act.reform.on_date)]
    parent = parents[act.picks[1] % len(parents)]
    act.reform.moves.create(unit=act.pick(Level.COMMUNE, 0), to_unit=parent)


def rename(act: Act) -> None:
    commune = act.pick(Level.COMMUNE, 0)
    act.link(commune, act.new(Level.COMMUNE, act.above(commune)))


def merge_provinces(act: Act) -> None:
    one, other = act.pick(Level.PROVINCE, 0), act.pick(Level.PROVINCE, 1)
    made = act.new(Level.PROVINCE, act.above(one))
    for unit in {one, other}:
        act.link(unit, made)


def abolish(act: Act) -> None:
    act.link(act.pick(Level.COMMUNE, 0), None)


def abolish_districts(act: Act) -> None:
    act.reform.abolishes = Level.DISTRICT
    act.reform.save()


ACTS: tuple[Callable[[Act], None], ...] = (
    merge, join, split, split_over, move, rename, merge_provinces, abolish, abolish_districts,
)  # fmt: skip


def reform(write: Callable[[Act], None], day: date, picks: Sequence[int]) -> bool:
    """Write a reform and change units and facts by it, if it can be applied."""
    written = Reform.objects.create(title="Thử", legal_basis="Thử", on_date=day)
    write(Act(written, picks))
    if problems_of(written):
        written.delete()
        return False
    stamp(Fact, change_units(written).areas)
    return True


def record(start: date, end: date | None, place: int, late: bool, **fields: Any) -> Fact:
    """A fact of a commune of its day; `late`: entered by who stood there before or after."""
    areas = list(Area.objects.filter(part=None).order_by("id")) if late else []
    if areas:
        area = area_on(areas[place % len(areas)], start)
    else:
        communes = list(standing(Level.COMMUNE, start))
        area = area_of(communes[place % len(communes)], start)
    made = Fact(started_on=start, ended_on=end, **fields)
    made.locate(area)
    made.save()
    return made


days = st.integers(0, DAYS).map(lambda n: FIRST + timedelta(days=n))
_places = st.integers(0, 11)
facts = st.tuples(
    days, st.none() | days, _places, st.booleans(), st.sampled_from(["red", "blue", ""]), st.integers(1, 3)
)
_reforms = st.tuples(st.sampled_from(ACTS), st.integers(1, 250), st.lists(_places, min_size=3, max_size=3))
steps = st.lists(st.tuples(_reforms, st.lists(facts, min_size=1, max_size=5)), min_size=1, max_size=6)
windows = st.tuples(days, days).map(sorted)


def live(history: list[Any], after_reform: Callable[[], None]) -> list[date]:
    """Do a history: facts of any day between reforms whose days go on. Returns the days of the reforms done."""
    day, done = FIRST, []
    for (write, later, picks), recorded in history:
        for start, end, place, late, colour, subject in recorded:
            end = end if end is None or end >= start else None
            record(start, end, place, late, colour=colour, subject_id=subject)
        day += timedelta(days=later)
        if reform(write, day, picks):
            done.append(day)
            after_reform()
    return done
