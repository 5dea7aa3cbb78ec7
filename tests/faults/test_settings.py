"""What a transaction sets for itself is gone after it: on the same connection, whoever comes next, however it ended."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client

from hoathuan.accounts.acting import as_actor, settings_of
from hoathuan.accounts.actor import SYSTEM, Actor
from hoathuan.accounts.models import PersonContact
from hoathuan.cases.models import CaseContent
from hoathuan.core.errors import DomainError
from hoathuan.core.jobs.models import State
from hoathuan.stats.cells.checking import verify
from hoathuan.stats.cells.folding import fold
from hoathuan.units.changing import applying, moving
from hoathuan.units.changing.applying import ReformRefused, bulk_work
from hoathuan.units.models import Unit
from tests.moving.country import Country, actor_of, build, entry, great_reform, record
from tests.moving.test_people import after

from .worker import waiting_job

NAMES = ["ht.reform", "enable_nestloop", "work_mem", "lock_timeout", *settings_of(Actor())]


def told() -> dict[str, str]:
    """Every setting that this product ever makes, and the server process that was asked."""
    with connection.cursor() as cursor:
        asked = ", ".join(["coalesce(current_setting(%s, true), '')"] * len(NAMES))
        cursor.execute(f"SELECT pg_backend_pid()::text, {asked}", NAMES)
        return dict(zip(["process", *NAMES], cursor.fetchone(), strict=True))


@pytest.fixture
def made(transactional_db: None) -> Country:
    return build()


def refuse(effect: Any) -> Any:
    raise DomainError("Không chuyển được.")


def fail(effect: Any) -> Any:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 / 0")
    return []


def differ(effect: Any) -> Any:
    PersonContact.objects.all().delete()
    Unit.objects.filter(name="Thôn 1").update(level=4)
    raise ReformRefused(["Số liệu cả nước không khớp."])


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("broken", [None, refuse, fail, differ])
@pytest.mark.parametrize("way", ["apply", "preview"])
def test_after_a_reform_the_connection_is_as_before(
    made: Country, broken: Callable[..., Any] | None, way: str
) -> None:
    write, before = great_reform(made), told()
    assert before["ht.reform"] == ""
    if broken:
        moving.register_mover(moving.Mover("test.broken", broken, order=99))
    try:
        with pytest.raises(Exception) if broken else transaction.atomic():
            getattr(write, way)()
    finally:
        moving._movers.pop("test.broken", None)
    assert told() == before
    # and the triggers of sums are awake again
    head = after(made.seats["Xã An Mẫu"]) if not broken and way == "apply" else made.seats["Xã An Mẫu"]
    made.teams["Xã An Mẫu"].refresh_from_db()
    totals = moving.totals()
    record(made.teams["Xã An Mẫu"], head, [entry(made.teams["Xã An Mẫu"], applying.today(), None)])
    fold()
    assert moving.totals()["Vụ việc tiếp nhận"] == totals["Vụ việc tiếp nhận"] + 1
    assert verify() == []


@pytest.mark.django_db
def test_inside_a_greater_transaction_too(world: Any) -> None:
    """A reform that is refused inside somebody's transaction gives every setting back at once."""
    with as_actor(SYSTEM):
        before = told()
        with pytest.raises(ZeroDivisionError), transaction.atomic(), bulk_work():
            raise ZeroDivisionError
        assert told() == before
        with bulk_work():
            inside = told()
        assert told() == before
    assert (inside["ht.reform"], inside["enable_nestloop"], inside["work_mem"]) == ("1", "off", "64MB")
    assert inside["ht.nation"] == before["ht.nation"]


@pytest.mark.django_db(transaction=True)
def test_a_connection_that_another_actor_used_before_knows_nothing_of_him(made: Country) -> None:
    """One connection, as a pool hands it round: reads, fails, is refused; the next actor has only his own."""
    an, binh, sister = (made.seats[name] for name in ("Xã An Mẫu", "Xã Bình Mẫu", "Tỉnh Khác"))
    clean, seen = told(), {}
    for seat in (an, binh, sister, an):
        with as_actor(actor_of(seat)):
            assert told()["process"] == clean["process"]
            seen[seat.pk] = set(CaseContent.objects.values_list("case__now_commune__name", flat=True))
        assert told() == clean
        with pytest.raises(ZeroDivisionError), as_actor(actor_of(seat)):
            raise ZeroDivisionError
        assert told() == clean
        with pytest.raises(Exception, match="division"), as_actor(actor_of(seat)):
            fail(None)
        assert told() == clean
        assert not CaseContent.objects.exists()
        assert not PersonContact.objects.exists()
    assert seen == {an.pk: {"Xã An Mẫu"}, binh.pk: {"Xã Bình Mẫu"}, sister.pk: set()}


@pytest.mark.django_db(transaction=True)
def test_control_a_setting_of_the_session_would_be_seen_by_the_next(made: Country) -> None:
    """What the tests above would find, had the actor been set for the session and not for the transaction."""
    values = settings_of(actor_of(made.seats["Xã An Mẫu"]))
    with connection.cursor() as cursor:
        for name, text in values.items():
            cursor.execute("SELECT set_config(%s, %s, false)", [name, text])
    try:
        assert CaseContent.objects.exists()
    finally:
        connection.close()


@pytest.mark.django_db(transaction=True)
def test_requests_and_jobs_one_after_the_other_on_one_connection(
    made: Country, client_for: Callable[..., Client]
) -> None:
    clients = {name: client_for(made.seats[name]) for name in ("Xã An Mẫu", "Xã Bình Mẫu")}
    clean = told()
    for _turn in range(2):
        for name, client in clients.items():
            page = client.get("/vu-viec/")
            assert page.status_code == 200
            shown = {case.now_commune.name for case in page.context["page"].rows}
            assert shown == {name}
            assert told() == clean
    job = waiting_job("tests.faults.test_settings.peek", actor_of(made.seats["Xã An Mẫu"]))
    from hoathuan.core.jobs.running import run

    run.call(str(job.uuid))
    job.refresh_from_db()
    assert (job.state, job.message) == (State.DONE, "Xã An Mẫu")
    assert told() == clean


def peek(progress: Any, actor: Any) -> str:
    """Job: whose disputes can be read."""
    return ", ".join(sorted(set(CaseContent.objects.values_list("case__now_commune__name", flat=True))))
