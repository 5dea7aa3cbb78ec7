"""A worker is killed (SIGKILL) in the middle: nothing half-done is seen, the job is taken up again and done once."""

from __future__ import annotations

from io import StringIO
from typing import Any

import pytest
from cryptography.fernet import Fernet
from django.core.management import call_command
from django.db.backends.postgresql.psycopg_any import DateRange

from conftest import START
from hoathuan.accounts.acting import as_actor
from hoathuan.accounts.actor import SYSTEM
from hoathuan.accounts.models import Notice, Person, PersonContact, Seat, User
from hoathuan.cases.models import CaseContent, Party
from hoathuan.core.dates import today
from hoathuan.core.jobs.models import Job, State
from hoathuan.core.models import AuditEntry
from hoathuan.privacy.choices import ERASED, ErasureState
from hoathuan.privacy.erasing import running as erasing
from hoathuan.privacy.models import BankAccount, IdentityPaper
from hoathuan.privacy.numbers import keeping, keys
from hoathuan.privacy.numbers.wall import numbers_open
from hoathuan.privacy.tests.test_erasing import allow
from hoathuan.reforms.services import running
from hoathuan.reforms.services.deciding import WORK as DECIDE
from hoathuan.stats.cells.checking import verify
from hoathuan.teams.models import Mediator
from hoathuan.units.changing import moving
from hoathuan.units.choices import ReformState
from hoathuan.units.models import Reform, Succession, Unit
from tests.moving.country import actor_of, build, great_reform, seat
from tests.moving.test_facts import everything

from .test_decisions import Split
from .worker import come_back, stopped, waiting_job

pytestmark = pytest.mark.django_db(transaction=True)


def reform_job(made: Any) -> Job:
    reform = great_reform(made).reform
    Reform.objects.filter(pk=reform.pk).update(state=ReformState.APPLYING)
    job: Job = waiting_job(
        running.APPLY, actor_of(made.seats["admin"]), reform=reform.pk, version=reform.version
    )
    return job


def applied_once() -> None:
    reform = Reform.objects.get()
    assert reform.state == ReformState.APPLIED
    assert AuditEntry.objects.filter(action="reforms.applied").count() == 1
    assert Unit.objects.filter(name="Xã Hợp Mẫu").count() == 1
    assert Succession.objects.filter(to_unit__name="Xã Hợp Mẫu").count() == 2
    assert Notice.objects.count() == Notice.objects.values("user", "kind", "data").distinct().count()
    assert verify() == []


@pytest.mark.parametrize(
    "place", ["a reform's units are written", "rows are stamped", "contexts have followed"]
)
def test_killed_while_a_reform_is_applied(transactional_db: None, place: str) -> None:
    made = build()
    job, before = reform_job(made), everything()
    with stopped(place, str(job.uuid)):
        assert everything() == before, "nobody sees half of it while it is at work"
        job.refresh_from_db()
        assert job.state == State.RUNNING
    assert everything() == before
    assert Reform.objects.get().state == ReformState.APPLYING
    assert running.settle() == 0, "its job is not given up"
    assert come_back() == 1
    job.refresh_from_db()
    assert (job.state, job.message, job.attempts) == (State.DONE, "Đã thực hiện.", 2)
    assert moving.totals() == before["sums"]
    applied_once()
    assert come_back() == 0


def test_killed_after_a_reform_was_kept_it_is_not_applied_again(transactional_db: None) -> None:
    made = build()
    job, before = reform_job(made), moving.totals()
    with stopped("the job says that it is done", str(job.uuid)):
        after = everything()
    assert Reform.objects.get().state == ReformState.APPLIED
    assert come_back() == 1
    job.refresh_from_db()
    assert (job.state, job.message) == (State.DONE, "Việc sắp xếp này đã thực hiện rồi.")
    assert everything() == after
    assert moving.totals() == before
    applied_once()


# ---- a decision


@pytest.mark.parametrize(
    ("place", "kept"), [("villages are stamped", False), ("the job says that it is done", True)]
)
def test_killed_while_a_decision_is_written(transactional_db: None, place: str, kept: bool) -> None:
    """Villages one way, the rest another: all of it or nothing, and once."""
    split = Split()
    admin, before = actor_of(split.made.seats["admin"]), everything()
    ways = {str(split.east.pk): [split.villages[0].pk]}
    job = waiting_job(DECIDE, admin, unit=split.unit.pk, ways=ways, rest=split.west.pk)
    with stopped(place, str(job.uuid), nth=1):
        assert (everything() == before) is not kept
    assert (everything() == before) is not kept
    assert come_back() == 1
    job.refresh_from_db()
    assert (job.state, job.message) == (State.DONE, "Đã ghi quyết định về Xã Cao Khác.")
    assert split.homes() == {"Thôn 1": ["Xã Cao Đông"], "Thôn 2": ["Xã Cao Tây"]}
    assert AuditEntry.objects.filter(action="reforms.decided").count() == 1
    split.closes()


# ---- erasing


def content(made: Any) -> list[Any]:
    """What the commune's officers read of their disputes."""
    found: list[Any] = []
    for name in made.teams:
        with as_actor(actor_of(made.seats[name])):
            found += Party.objects.order_by("pk").values_list("pk", "full_name", "address")
            found += CaseContent.objects.order_by("pk").values_list("pk", "summary")
    return found


@pytest.mark.parametrize(
    ("place", "nth"),
    [("a step of an erasure", 1), ("a step of an erasure", 2), ("an erasure is finished", 1)],
)
def test_killed_while_personal_data_is_erased(
    transactional_db: None, monkeypatch: pytest.MonkeyPatch, place: str, nth: int
) -> None:
    made = build()
    allow("cases.content", 1)
    with monkeypatch.context() as patch, as_actor(SYSTEM):
        patch.setattr(erasing, "_queue", lambda erasure: None)
        erasure = erasing.start_due(SYSTEM)
    job, before = waiting_job(erasing.work, SYSTEM, erasure=str(erasure.uuid)), content(made)
    with stopped(place, str(job.uuid), nth=nth):
        assert content(made) == before
    assert content(made) == before, "the step is taken back with its account"
    assert [line.done for line in erasure.lines.all()] == [0, 0]
    assert come_back() == 1
    erasure.refresh_from_db()
    assert erasure.state == ErasureState.DONE
    assert {line.eraser: line.done for line in erasure.lines.all()} == {
        "cases.parties": 8,
        "cases.contents": 8,
    }
    after = content(made)
    assert len(after) == len(before)
    assert sum(ERASED in row for row in after) == 16
    assert AuditEntry.objects.filter(action="privacy.erasure_done").count() == 1
    assert come_back() == 0


def kept_of(person: Any) -> list[Any]:
    """What is written about one person in the tables that name her."""
    with as_actor(SYSTEM):
        contacts = list(PersonContact.objects.filter(person=person).values())
    return [
        *Person.objects.filter(pk=person.pk).values(),
        *User.objects.filter(person=person).values(),
        *contacts,
    ]


@pytest.mark.parametrize(
    ("place", "nth"),
    [("a step of an erasure", 1), ("a step of an erasure", 3), ("an erasure is finished", 1)],
)
def test_killed_while_a_person_is_erased(
    transactional_db: None, monkeypatch: pytest.MonkeyPatch, place: str, nth: int
) -> None:
    made = build()
    person, admin = seat("reporter", made.world.xa_a).person, actor_of(made.seats["admin"])
    Seat.objects.filter(person=person).update(valid=DateRange(START, today()))
    here = {"now_province": made.world.tinh_mau, "now_commune": made.world.xa_a}
    with monkeypatch.context() as patch, as_actor(SYSTEM):
        PersonContact.objects.create(person=person, phone="0912000111", **here)
        patch.setattr(erasing, "_queue", lambda erasure: None)
        erasure = erasing.start_person(person=person, reason="Đơn ngày 05/06/2026", actor=admin)
    job, before = waiting_job(erasing.work, SYSTEM, erasure=str(erasure.uuid)), kept_of(person)
    with stopped(place, str(job.uuid), nth=nth):
        assert kept_of(person) == before
    assert kept_of(person) == before
    assert come_back() == 1
    erasure.refresh_from_db()
    assert erasure.state == ErasureState.DONE
    assert not erasure.lines.filter(finished=False).exists()
    after = kept_of(person)
    assert len(after) == 2, (
        "the contact is gone, the rows that others point at stay without the personal part"
    )
    assert not any(str(row.get("phone", "")).startswith("0912") for row in after)
    assert after[1]["is_active"] is False
    assert AuditEntry.objects.filter(action="privacy.erasure_done").count() == 1
    assert come_back() == 0
    assert kept_of(person) == after


# ---- other keys


@pytest.mark.django_db(transaction=True, databases=["default", "owner"])
@pytest.mark.parametrize(("nth", "kept"), [(2, 0), (4, 3), (6, 3)])
def test_killed_while_numbers_get_another_key(
    transactional_db: None, settings: Any, nth: int, kept: int
) -> None:
    made = build()
    officer = actor_of(made.seats["Xã An Mẫu"])
    newest = settings.HT_FIELD_KEYS, settings.HT_HASH_KEYS
    older = Fernet.generate_key().decode(), "o" * 40
    settings.HT_FIELD_KEYS, settings.HT_HASH_KEYS = [older[0]], [older[1]]
    written = [write_numbers(term.person, n, officer) for n, term in enumerate(terms_of(made), 1)]
    settings.HT_FIELD_KEYS, settings.HT_HASH_KEYS = [*newest[0], older[0]], [*newest[1], older[1]]
    with stopped("a number is made anew", "reencrypt", nth=nth, FAULTS_OLDER_KEYS=",".join(older)):
        assert [shown(term.person, officer) for term in terms_of(made)] == written
    ciphers = anew(officer)
    assert len(ciphers) == kept
    told = StringIO()
    call_command("reencrypt", stdout=told)
    assert f"{6 - kept} rows made anew" in told.getvalue()
    assert "0 rows left" in told.getvalue()
    assert ciphers.items() <= anew(officer).items(), "what was done before the kill is not done twice"
    settings.HT_FIELD_KEYS, settings.HT_HASH_KEYS = newest
    assert [shown(term.person, officer) for term in terms_of(made)] == written


def terms_of(made: Any) -> Any:
    return Mediator.objects.filter(team=made.teams["Xã An Mẫu"]).select_related("person").order_by("pk")


def write_numbers(person: Any, n: int, officer: Any) -> tuple[str, str]:
    with as_actor(officer):
        keeping.write_identity(
            person=person, kind="cccd", number=f"0381700000{n:02}", version=None, actor=officer
        )
        keeping.write_bank(
            person=person,
            bank="Ngân hàng Thử",
            number=f"97040000{n:02}",
            holder="",
            version=None,
            actor=officer,
        )
    return shown(person, officer)


def shown(person: Any, officer: Any) -> tuple[str, str]:
    with as_actor(officer):
        found = keeping.opened(person=person, reason="xem trong lúc thử", actor=officer)
    return found.identity_text, found.bank_text


def anew(officer: Any) -> dict[tuple[str, int], str]:
    """Rows of the newest keys, with what they hold."""
    with as_actor(officer), numbers_open(officer):
        return {
            (model.__name__, row.pk): row.cipher
            for model in (IdentityPaper, BankAccount)
            for row in model.objects.filter(key_mark=keys.mark())
        }
