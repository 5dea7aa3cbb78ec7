"""A small country with people, teams and disputes in it, and the words to write a reform of it.

Tỉnh Mẫu: Xã An Mẫu, Xã Bình Mẫu (each with a team of the same name); Tỉnh Khác: Xã Cao Khác, Xã Phú Khác
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.backends.postgresql.psycopg_any import DateRange

from conftest import START, World, build_world
from hoathuan.accounts.acting import as_actor
from hoathuan.accounts.actor import actor_for
from hoathuan.accounts.models import Body, Person, PersonContact, Seat, User
from hoathuan.cases import services
from hoathuan.cases.choices import Ending, Field
from hoathuan.cases.entries import Entry
from hoathuan.cases.parties import Someone
from hoathuan.teams.models import Mediator, MediatorTraining, Team, TeamHead, TeamVillage
from hoathuan.teams.services.standing import restate
from hoathuan.units.changing import applying
from hoathuan.units.choices import Level
from hoathuan.units.models import Area, Placement, Reform, ReformLink, ReformUnit, Unit
from hoathuan.units.placing import place_areas
from hoathuan.units.selectors import area_of, parent_of
from hoathuan.units.services import rebuild_reach

DAY = date(2026, 1, 1)
TODAY = date(2026, 6, 23)
TEAM = "Tổ hòa giải thôn 1"


@dataclass
class Country:
    world: World
    xa_f: Unit
    teams: dict[str, Team] = field(default_factory=dict)
    seats: dict[str, Seat] = field(default_factory=dict)

    def unit(self, name: str) -> Unit:
        return Unit.objects.get(name=name)


def build() -> Country:
    world = build_world()
    made = Country(world, _commune("Xã Phú Khác", world.tinh_khac))
    for commune in (world.xa_a, world.xa_b, world.xa_c, made.xa_f):
        committee = Body.objects.create(
            name=f"Ủy ban nhân dân {commune.name.replace('Xã', 'xã')}", kind="peoples_committee", unit=commune
        )
        made.seats[commune.name] = seat("commune_officer", commune, body=committee)
        made.teams[commune.name] = _team(commune)
        _disputes(made.teams[commune.name], made.seats[commune.name])
    made.seats["leader a"] = seat("commune_leader", world.xa_a)
    made.seats["leader b"] = seat("commune_leader", world.xa_b)
    for province in (world.tinh_mau, world.tinh_khac):
        department = Body.objects.create(
            name=f"Sở Tư pháp {province.name.replace('Tỉnh', 'tỉnh')}",
            kind="justice_department",
            unit=province,
        )
        made.seats[province.name] = seat("province_officer", province, body=department)
    made.seats["admin"] = seat("administrator", world.country)
    return made


def _commune(name: str, province: Unit) -> Unit:
    made = Unit.objects.create(level=Level.COMMUNE, name=name, kind="xã", valid=DateRange(START, None))
    Placement.objects.create(unit=made, parent=province, valid=DateRange(START, None))
    Area.objects.create(then_commune=made, then_province=province, valid=DateRange(START, None))
    for name in ("Thôn 1", "Thôn 2"):
        village = Unit.objects.create(level=Level.VILLAGE, name=name, valid=DateRange(START, None))
        Placement.objects.create(unit=village, parent=made, valid=DateRange(START, None))
    place_areas()
    rebuild_reach()
    return made


def seat(kind: str, unit: Unit, **fields: Any) -> Seat:
    number = User.objects.count() + 1
    user = User.objects.create_user(f"thu{number}", password="mat-khau-thu-nghiem")
    person = Person.objects.create(full_name=f"Người Thử {number}", user=user)
    return Seat.objects.create(person=person, kind=kind, unit=unit, valid=DateRange(START, None), **fields)


def actor_of(one: Seat) -> Any:
    held = Seat.objects.select_related("person__user", "unit", "body").get(pk=one.pk)
    return actor_for(held, held.person.user)


def village_of(commune: Unit, name: str = "Thôn 1") -> Unit:
    return Unit.objects.get(
        name=name, placements__parent=commune, placements__valid__contains=START, level=Level.VILLAGE
    )


def _team(commune: Unit) -> Team:
    team = Team(name=TEAM, started_on=START)
    team.locate(area_of(commune))
    team.save()
    TeamVillage.objects.create(team=team, village=village_of(commune), started_on=START)
    for number in range(3):
        _mediator(team, f"Hòa Giải Viên {commune.name} {number}", head=number == 0)
    restate([team.pk])
    return team


def _mediator(team: Team, name: str, head: bool) -> Mediator:
    person = Person.objects.create(full_name=name, sex="F")
    made = Mediator(
        person=person, team=team, started_on=START, sex="F", sort=person.sort, folded=person.folded
    )
    made.locate(team.area)
    made.save()
    training = MediatorTraining(mediator=made, trained_on=date(2025, 9, 1))
    training.locate(team.area)
    training.save()
    with as_actor(_system()):
        PersonContact.objects.create(
            person=person, phone="0900000000",
            now_commune_id=team.now_commune_id, now_province_id=team.now_province_id,
        )  # fmt: skip
    if head:
        TeamHead.objects.create(team=team, mediator=made, started_on=START)
        seat("team_head", team.now_commune, team_id=team.pk)
    return made


def _system() -> Any:
    from hoathuan.accounts.actor import SYSTEM

    return SYSTEM


def entry(team: Team, received: date, ended: date | None, number: int = 0) -> Entry:
    return Entry(
        team=team, field=Field.LAND, received_on=received, ended_on=ended,
        ending=Ending.AGREEMENT if ended else "", people=(Someone("Lò Thị Mẫu", 1972, "thôn 1"),),
        summary=f"Tranh chấp lối đi {number}.",
    )  # fmt: skip


def _disputes(team: Team, officer: Seat) -> None:
    """Before the day of the reform and after it, settled and open."""
    days = [(date(2025, 10, 1), date(2025, 10, 9)), (date(2025, 12, 1), None), (date(2026, 2, 1), date(2026, 2, 9)),
            (date(2026, 5, 1), None)]  # fmt: skip
    record(team, officer, [entry(team, *pair) for pair in days])


def record(team: Team, officer: Seat, entries: list[Entry]) -> Any:
    actor = actor_of(officer)
    with as_actor(actor):
        return services.record_many(actor=actor, entries=entries)


class Writer:
    """Writes the rows of one reform."""

    def __init__(self, day: date = DAY, **fields: Any) -> None:
        self.reform = Reform.objects.create(
            title="Sắp xếp thử", legal_basis="Nghị quyết thử 01", on_date=day, **fields
        )

    def new(self, name: str, parent: Any, level: int = Level.COMMUNE) -> ReformUnit:
        above = {"parent_new": parent} if isinstance(parent, ReformUnit) else {"parent": parent}
        return ReformUnit.objects.create(
            reform=self.reform, name=name, kind=name.split()[0].lower(), level=level, **above
        )

    def link(self, unit: Unit, target: Any = None, villages: Any = ()) -> None:
        into = {"to_new": target} if isinstance(target, ReformUnit) else {"to_unit": target}
        made = ReformLink.objects.create(reform=self.reform, from_unit=unit, **into)
        made.villages.set(villages)

    def merge(self, units: list[Unit], name: str, parent: Any = None) -> ReformUnit:
        new = self.new(name, parent or parent_of(units[0]), units[0].level)
        for unit in units:
            self.link(unit, new)
        return new

    def apply(self, actor: Any = None) -> Any:
        with as_actor(actor or _system()):
            return applying.apply(self.reform)

    def preview(self) -> Any:
        with as_actor(_system()):
            return applying.preview(self.reform)


def great_reform(made: Country) -> Writer:
    """Both provinces become one; two communes are merged, one is split by its villages, one is renamed."""
    world = made.world
    write = Writer()
    province = write.merge([world.tinh_mau, world.tinh_khac], "Tỉnh Gộp", world.country)
    write.merge([world.xa_a, world.xa_b], "Xã Hợp Mẫu", province)
    first, second = (write.new(name, province) for name in ("Xã Cao Đông", "Xã Cao Tây"))
    write.link(world.xa_c, first, [village_of(world.xa_c)])
    write.link(world.xa_c, second, [village_of(world.xa_c, "Thôn 2")])
    write.merge([made.xa_f], "Phường Phú Khác", province)
    return write
