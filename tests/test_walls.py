"""Every protected table asked in plain SQL by the application role: what each kind of seat sees, changes and adds."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.db import ProgrammingError, connection, transaction

from hoathuan.accounts.acting import as_actor, settings_of
from hoathuan.accounts.actor import NOBODY, Actor
from hoathuan.cases import displays, services
from hoathuan.cases.choices import Way
from hoathuan.privacy.models import BankAccount, IdentityPaper
from hoathuan.privacy.numbers.wall import numbers_open

from .sweep import paperforms, pay, settlements, stories, supports, work
from .sweep.people import PEOPLE
from .sweep.walls import NOTHING, WALLS
from .sweep.world import Sweep, build

SEATED = [name for name, one in PEOPLE.items() if one.kind]


def write_traces(made: Sweep) -> None:
    """Somebody reads each dispute, the inspector with a reason; the own commune and its sister keep numbers."""
    readers = {"own": "head", "beside": "beside", "sister": "sister_head"}
    for case, person in readers.items():
        with as_actor(made.actor(person)):
            displays.note(made.actor(person), [made.cases[case]], Way.PAGE)
    inspector = made.actor("inspector")
    with as_actor(inspector):
        services.open_reading(actor=inspector, case=made.cases["own"], reason="Xác minh đơn kiến nghị")
    for person in ("officer", "sister"):
        _keep_numbers(made, person)


def _keep_numbers(made: Sweep, person: str) -> None:
    actor = made.actor(person)
    common = {
        "person": made.things["person"], "cipher": "x", "digest": "x", "key_mark": "x",
        "now_commune_id": actor.commune_id, "now_province_id": actor.province_id,
    }  # fmt: skip
    with numbers_open(actor):
        IdentityPaper.objects.create(kind="cccd", **common)
        BankAccount.objects.create(bank="Ngân hàng Mẫu", **common)


@pytest.fixture(scope="module")
def made(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Sweep]:
    with pytest.MonkeyPatch.context() as patch, django_db_blocker.unblock(), transaction.atomic():
        patch.setattr(settings, "MEDIA_ROOT", tmp_path_factory.mktemp("media"))
        world = build()
        write_traces(world)
        yield world
        transaction.set_rollback(True)


def ask(statement: str, *values: Any) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return [row[0] for row in cursor.fetchall()] if cursor.description else [cursor.rowcount]


def labels(made: Sweep, table: str) -> frozenset[str]:
    """Whose rows the acting person sees."""
    names = {team.name: place for place, team in made.teams.items()}
    names |= {"Xã An Mẫu": "own", "Xã Bình Mẫu": "sister"}
    return frozenset(names[name] for name in ask(f"SELECT {WALLS[table].label} FROM {table}"))


def acting(made: Sweep, person: str) -> Any:
    return as_actor(made.actor(person) if person in made.seats else NOBODY)


def test_the_protected_tables_are_those_that_are_known(made: Sweep) -> None:
    assert set(ask("SELECT tablename::text FROM pg_policies WHERE schemaname = 'public'")) == set(WALLS)
    closed = ask("SELECT relname::text FROM pg_class WHERE relrowsecurity AND relkind IN ('r', 'p')")
    assert set(closed) == set(WALLS), "a policy without row security switched on guards nothing"


@pytest.mark.parametrize("table", WALLS)
def test_no_policy_trusts_everybody(made: Sweep, table: str) -> None:
    to_all = "SELECT policyname::text FROM pg_policies WHERE tablename = %s AND roles <> ARRAY[%s]::name[]"
    assert ask(to_all, table, settings.DATABASES["default"]["USER"]) == []


@pytest.mark.parametrize("person", PEOPLE)
@pytest.mark.parametrize("table", WALLS)
def test_each_person_sees_the_rows_that_are_hers(made: Sweep, table: str, person: str) -> None:
    with acting(made, person):
        assert labels(made, table) == WALLS[table].sees(person)


@pytest.mark.parametrize("table", WALLS)
def test_without_an_actor_there_is_no_row(made: Sweep, table: str) -> None:
    assert ask(f"SELECT count(*) FROM {table}") == [0]


@pytest.mark.parametrize("person", PEOPLE)
@pytest.mark.parametrize("table", WALLS)
def test_nobody_changes_the_rows_of_others(made: Sweep, table: str, person: str) -> None:
    wall = WALLS[table]
    column = ask(
        "SELECT attname::text FROM pg_attribute WHERE attrelid = %s::regclass AND attnum = 1", table
    )[0]
    with acting(made, person):
        theirs = sum(name in wall.changes(person) for name in all_labels(made, table, person))
        for statement in (f"UPDATE {table} SET {column} = {column}", f"DELETE FROM {table}"):
            if wall.added:
                refused(statement, "permission denied")
            else:
                assert taken_back(statement) == theirs, statement


def all_labels(made: Sweep, table: str, person: str) -> list[str]:
    names = {team.name: place for place, team in made.teams.items()} | {
        "Xã An Mẫu": "own",
        "Xã Bình Mẫu": "sister",
    }
    return [names[name] for name in ask(f"SELECT {WALLS[table].label} FROM {table}")]


def taken_back(statement: str) -> int:
    point = transaction.savepoint()
    try:
        return int(ask(statement)[0])
    finally:
        transaction.savepoint_rollback(point)


def refused(statement: str, words: str, *values: Any) -> None:
    with pytest.raises(ProgrammingError, match=words), transaction.atomic():
        ask(statement, *values)


@pytest.mark.parametrize("person", PEOPLE)
@pytest.mark.parametrize("table", WALLS)
def test_nobody_adds_a_row_where_she_writes_none(made: Sweep, table: str, person: str) -> None:
    """The very row that its owner could add is refused to everybody else."""
    wall = WALLS[table]
    if "own" in wall.changes(person):
        return
    statement, values = addition(made, table)
    closed = ("cases_inspection", "paperforms_photo")
    words = "permission denied" if table in closed else "row-level security"
    with acting(made, person):
        refused(statement, words, *values)


def addition(made: Sweep, table: str) -> tuple[str, list[Any]]:
    """A new row about the dispute or the person of the own commune, in the name of nobody who asks here."""
    case, commune, province = made.cases["own"], made.units.xa_a.pk, made.units.tinh_mau.pk
    seat = 10**9
    person = [made.things["person"].pk, commune, province]
    secret = "cipher, digest, key_mark, written_at, version, uuid"
    hidden = "'x', 'x', 'x', now(), 1, gen_random_uuid()"
    rows: dict[str, tuple[str, list[Any]]] = {
        **paperforms.additions(made),
        **work.additions(made),
        "cases_display": (
            "(case_id, seat_id, seat_label, on_date, way, at) VALUES (%s, %s, '', '2020-01-01', 'page', now())",
            [case.pk, seat]),
        "cases_inspection": (
            "(uuid, case_id, seat_id, seat_label, reason, decision_number, at, until)"
            " VALUES (gen_random_uuid(), %s, %s, '', 'x', '', now(), now())", [case.pk, seat]),
        "stories_origin": (stories.ADDED, [case.pk, case.team_id, commune]),
        **settlements.additions(made),
        **supports.additions(made),
        **pay.additions(made),
        "accounts_personcontact": (
            "(person_id, now_commune_id, now_province_id, phone, email, address) VALUES (%s, %s, %s, '', '', '')",
            person),
        "privacy_identitypaper": (
            f"(person_id, now_commune_id, now_province_id, kind, {secret}) VALUES (%s, %s, %s, 'cccd', {hidden})",
            person),
        "privacy_bankaccount": (
            f"(person_id, now_commune_id, now_province_id, bank, {secret}) VALUES (%s, %s, %s, 'x', {hidden})",
            person),
    }  # fmt: skip
    values, given = rows[table]
    return f"INSERT INTO {table} {values}", given


@pytest.mark.parametrize("person", PEOPLE)
def test_numbers_open_for_the_own_commune_and_its_keepers_alone(made: Sweep, person: str) -> None:
    keepers = {"officer": {"own"}, "accountant": {"own"}, "sister": {"sister"}}
    actor = made.actor(person) if person in made.seats else NOBODY
    with as_actor(actor), numbers_open(actor):
        for table in ("privacy_identitypaper", "privacy_bankaccount"):
            assert labels(made, table) == keepers.get(person, set())
    with as_actor(actor):
        assert labels(made, "privacy_identitypaper") == NOTHING, "closed again"


def test_an_empty_setting_matches_no_empty_column(made: Sweep) -> None:
    """A row that no commune holds any more, as after a split, is shown to nobody by an actor without a commune."""
    with as_actor(Actor()):
        assert ask("SELECT count(*) FROM cases_party WHERE now_commune_id IS NULL OR team_id = 0") == [0]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("ends", ["well", "badly"])
def test_on_the_same_connection_the_next_transaction_knows_no_actor(
    ends: str, settings: Any, tmp_path: Any
) -> None:
    """As with a pool of connections: what one request set is gone before the next one begins."""
    settings.MEDIA_ROOT = tmp_path
    made = build()
    write_traces(made)
    connections = set()
    for person in SEATED:
        connections |= set(ask("SELECT pg_backend_pid()"))
        try:
            with acting(made, person):
                for table in WALLS:
                    assert labels(made, table) == WALLS[table].sees(person)
                if ends == "badly":
                    raise ZeroDivisionError
        except ZeroDivisionError:
            pass
        with transaction.atomic():
            for name in settings_of(NOBODY):
                assert ask("SELECT coalesce(current_setting(%s, true), '')", name) == [""]
            assert [ask(f"SELECT count(*) FROM {table}") for table in WALLS] == [[0]] * len(WALLS)
    assert len(connections) == 1
