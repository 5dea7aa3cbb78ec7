"""What a seat reaches: the nation, a province, a commune, a team, or nothing."""

from datetime import timedelta
from typing import Any

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange

from hoathuan.accounts.actor import NOBODY, SYSTEM, actor_for, seats_today
from hoathuan.accounts.models import Person, PersonContact, Seat
from hoathuan.accounts.reach import unit_in_reach, units_in_reach, within_reach
from hoathuan.accounts.selectors import people_in_reach
from hoathuan.core.dates import today

pytestmark = pytest.mark.django_db


def names(units: Any) -> set[str]:
    return {unit.name for unit in units}


@pytest.mark.parametrize(
    ("kind", "place", "seen"),
    [
        (
            "ministry_viewer",
            "country",
            {"Việt Nam", "Tỉnh Mẫu", "Tỉnh Khác", "Xã An Mẫu", "Xã Bình Mẫu", "Xã Cao Khác"},
        ),
        ("province_officer", "tinh_mau", {"Tỉnh Mẫu", "Xã An Mẫu", "Xã Bình Mẫu"}),
        ("commune_officer", "xa_a", {"Xã An Mẫu"}),
    ],
)
def test_a_seat_reaches_its_unit_and_those_under_it(
    world: Any, seat_of: Any, actor_of: Any, kind: str, place: str, seen: set[str]
) -> None:
    assert names(units_in_reach(actor_of(seat_of(kind, getattr(world, place))))) == seen


def test_without_a_seat_nothing_is_reached(world: Any, seat_of: Any) -> None:
    assert not units_in_reach(NOBODY)
    assert not unit_in_reach(NOBODY, world.xa_a)
    assert not Person.objects.filter(within_reach(NOBODY)).exists()


def test_a_village_is_reached_through_its_commune(world: Any, seat_of: Any, actor_of: Any) -> None:
    own, sister = world.villages["Xã An Mẫu"][0], world.villages["Xã Bình Mẫu"][0]
    officer = actor_of(seat_of("commune_officer", world.xa_a))
    assert unit_in_reach(officer, own)
    assert not unit_in_reach(officer, sister)
    assert not unit_in_reach(officer, world.tinh_mau)
    assert unit_in_reach(actor_of(seat_of("province_officer", world.tinh_mau)), sister)


def test_located_rows_are_bounded_by_the_narrowest_unit(world: Any, seat_of: Any, actor_of: Any) -> None:
    for commune in (world.xa_a, world.xa_b, world.xa_c):
        person = Person.objects.create(full_name=commune.name)
        province = world.tinh_khac if commune == world.xa_c else world.tinh_mau
        from hoathuan.accounts.acting import as_actor

        with as_actor(SYSTEM):
            PersonContact.objects.create(person=person, now_commune=commune, now_province=province)
    with as_actor(SYSTEM):
        for kind, unit, count in (
            ("commune_officer", world.xa_a, 1),
            ("province_officer", world.tinh_mau, 2),
            ("ministry_viewer", world.country, 3),
        ):
            actor = actor_of(seat_of(kind, unit))
            assert PersonContact.objects.filter(within_reach(actor)).count() == count


def test_a_team_seat_is_bounded_by_its_team_and_reads_content(
    world: Any, seat_of: Any, actor_of: Any
) -> None:
    head = actor_of(seat_of("team_head", world.villages["Xã An Mẫu"][0], team_id=5))
    assert (head.team_id, head.commune_id, head.reads_content) == (5, world.xa_a.pk, True)


@pytest.mark.parametrize("kind", ["province_officer", "province_leader", "ministry_viewer", "administrator"])
def test_above_the_team_and_the_officer_nobody_reads_content(
    world: Any, seat_of: Any, actor_of: Any, kind: str
) -> None:
    assert not actor_of(seat_of(kind, world.tinh_mau)).reads_content


def test_a_seat_outside_its_term_is_nobody(world: Any, seat_of: Any) -> None:
    tomorrow = today() + timedelta(days=1)
    over = seat_of("commune_officer", world.xa_a, valid=DateRange(None, today()))
    early = seat_of("commune_officer", world.xa_a, valid=DateRange(tomorrow, None))
    runs = seat_of("commune_officer", world.xa_a, valid=DateRange(today(), tomorrow))
    assert actor_for(over).seat is None
    assert actor_for(early).seat is None
    assert actor_for(runs).seat == runs
    assert seats_today(over.person.user) == []
    assert seats_today(runs.person.user) == [runs]


def test_an_administrator_sees_people_of_villages_in_reach_too(
    world: Any, seat_of: Any, actor_of: Any
) -> None:
    seat = seat_of("village_head", world.villages["Xã An Mẫu"][0])
    for unit, sees in (
        (world.xa_a, True),
        (world.tinh_mau, True),
        (world.xa_b, False),
        (world.tinh_khac, False),
    ):
        admin = actor_of(seat_of("administrator", unit))
        assert people_in_reach(admin).filter(pk=seat.person_id).exists() is sees


def test_whoever_has_no_account_or_seat_says_so(world: Any, seat_of: Any, actor_of: Any) -> None:
    seat = seat_of("commune_officer", world.xa_a, "Lò Văn Mẫu")
    assert NOBODY.is_anonymous
    assert not SYSTEM.is_anonymous
    assert actor_of(seat).label == "Lò Văn Mẫu · Công chức tư pháp xã · Xã An Mẫu"
    assert (
        actor_for(
            Seat(person=seat.person, unit=world.xa_a, kind="mediator", valid=DateRange(empty=True))
        ).seat
        is None
    )
