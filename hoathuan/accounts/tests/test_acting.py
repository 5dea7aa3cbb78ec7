"""The second wall: the database itself shows rows only to the actor whose transaction it is."""

from typing import Any

import pytest
from django.db import connection, transaction

from hoathuan.accounts.acting import as_actor
from hoathuan.accounts.actor import NOBODY, SYSTEM
from hoathuan.accounts.models import Person, PersonContact

pytestmark = pytest.mark.django_db


@pytest.fixture
def contacts(world: Any) -> None:
    with as_actor(SYSTEM):
        for commune in (world.xa_a, world.xa_b):
            person = Person.objects.create(full_name=commune.name)
            PersonContact.objects.create(person=person, now_commune=commune, now_province=world.tinh_mau)


def seen() -> int:
    return PersonContact.objects.count()


def setting(name: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(current_setting(%s, true), '')", [name])
        return str(cursor.fetchone()[0])


def test_without_an_actor_no_row_is_seen_and_none_is_written(world: Any, contacts: None) -> None:
    assert seen() == 0
    with as_actor(NOBODY):
        assert seen() == 0
    person = Person.objects.create(full_name="Ai Đó")
    refused = pytest.raises(Exception, match="row-level security")
    with refused, transaction.atomic():
        PersonContact.objects.create(person=person, now_commune=world.xa_a, now_province=world.tinh_mau)


def test_each_actor_sees_the_own_rows_and_the_former_one_is_put_back(
    world: Any, contacts: None, seat_of: Any, actor_of: Any
) -> None:
    officer = actor_of(seat_of("commune_officer", world.xa_a))
    province = actor_of(seat_of("province_officer", world.tinh_mau))
    with as_actor(province):
        assert seen() == 2
        with as_actor(officer):
            assert seen() == 1
        assert seen() == 2
    assert seen() == 0


def test_a_team_sees_no_contacts_of_its_commune(
    world: Any, contacts: None, seat_of: Any, actor_of: Any
) -> None:
    with as_actor(actor_of(seat_of("mediator", world.xa_a, team_id=3))):
        assert seen() == 0
        assert (setting("ht.team"), setting("ht.commune")) == ("3", "")


@pytest.mark.parametrize("kind", ["reporter", "storekeeper", "editor", "inspector", "province_leader"])
def test_phones_are_for_those_who_must_call(
    kind: str, world: Any, contacts: None, seat_of: Any, actor_of: Any
) -> None:
    with as_actor(actor_of(seat_of(kind, world.tinh_mau))):
        assert seen() == 0


def test_only_the_justice_officer_of_the_commune_opens_its_content(
    world: Any, seat_of: Any, actor_of: Any
) -> None:
    for kind, unit, opened in (
        ("commune_officer", world.xa_a, str(world.xa_a.pk)),
        ("commune_leader", world.xa_a, ""),
        ("province_officer", world.tinh_mau, ""),
        ("administrator", world.xa_a, ""),
    ):
        with as_actor(actor_of(seat_of(kind, unit))):
            assert setting("ht.content_commune") == opened


def test_an_error_inside_leaves_nothing_behind_neither_rows_nor_rights(
    world: Any, contacts: None, seat_of: Any, actor_of: Any
) -> None:
    province = actor_of(seat_of("province_officer", world.tinh_mau))
    stopped = pytest.raises(RuntimeError)
    with stopped, as_actor(province):
        Person.objects.create(full_name="Nửa Chừng")
        raise RuntimeError
    assert not Person.objects.filter(full_name="Nửa Chừng").exists()
    assert seen() == 0
