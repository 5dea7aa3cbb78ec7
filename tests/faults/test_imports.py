"""A list is confirmed while a reform is applied: one waits or is told, and nothing lands in a unit that is gone."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError, connection

from hoathuan.accounts import following
from hoathuan.accounts.acting import as_actor
from hoathuan.cases.importing.kind import REGISTER
from hoathuan.cases.models import Case
from hoathuan.core.errors import DomainError
from hoathuan.core.imports import registry, services, staging
from hoathuan.core.imports.models import ImportSession
from hoathuan.core.imports.models import State as ImportState
from hoathuan.core.jobs.models import Job, State
from hoathuan.core.jobs.running import run
from hoathuan.plans.services import plans
from hoathuan.privacy.numbers import keeping
from hoathuan.stats.cells.checking import verify
from hoathuan.teams.models import Mediator, Team
from hoathuan.teams.roster.kind import KIND as ROSTER
from hoathuan.teams.services import guards, mediators, teams
from hoathuan.teams.services.mediators import MediatorDetails
from hoathuan.teams.services.teams import TeamDetails
from hoathuan.teams.tests.rosters import HEADING, book, saved
from hoathuan.units.changing import gate
from hoathuan.units.changing.moving import Mover, _movers, register_mover
from hoathuan.units.models import Placement
from tests.moving.country import Country, actor_of, build, great_reform
from tests.moving.test_people import after

from .worker import waiting_job

pytestmark = pytest.mark.django_db(transaction=True)
HERE, TEAM, DAY_OF_TERM = "Xã An Mẫu", "Tổ hòa giải xóm Chợ", date(2025, 9, 1)
ROSTER_ROWS = [
    HEADING,
    [1, "Tổ hòa giải bản Mới", "Lò Thị Mẫu", 1970, "Nữ", "Thái", "Hòa giải viên", 912345679],
]
BOOK_HEADING = ["Số TT", "Tên tổ", "Ngày, tháng, năm nhận vụ việc", "Họ tên hòa giải viên",
                "Họ và tên, tuổi, địa chỉ của các bên", "Nội dung vụ việc", "Thỏa thuận của các bên",
                "Hòa giải thành", "Hòa giải không thành", "Ghi chú"]  # fmt: skip
BOOK_ROWS = [BOOK_HEADING, [1, TEAM, "1/6/2026", None, "A Mẫu; B Mẫu", "Tranh chấp lối đi", None, "x"]]
KINDS = {"roster": (ROSTER, ROSTER_ROWS, Mediator), "register": (REGISTER, BOOK_ROWS, Case)}


@pytest.fixture(autouse=True)
def media(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture
def made(transactional_db: None) -> Country:
    for kind in (ROSTER, REGISTER):
        registry.register(kind)
    country = build()
    team = country.teams[HERE]
    team.name = TEAM  # else the merged commune has two of one name, and nobody could say which is meant
    team.save()
    return country


def confirmed(made: Country, kind: str) -> tuple[ImportSession, Job]:
    """A list that was read, checked and confirmed; its job waits for a worker."""
    spec, rows, _model = KINDS[kind]
    actor = actor_of(made.seats[HERE])
    with as_actor(actor):
        upload = SimpleUploadedFile("ds.xlsx", saved(book(("DS", rows))))
        session = services.open_file(kind=spec, upload=upload, actor=actor)
        services.choose_columns(session=session, sheets=session.sheets, actor=actor)
    session.refresh_from_db()
    assert session.counts["good"] == 1, list(session.rows.values("problems"))
    ImportSession.objects.filter(pk=session.pk).update(state=ImportState.APPLYING)
    job = waiting_job(services.apply, actor, session=str(session.uuid))
    ImportSession.objects.filter(pk=session.pk).update(job=job.uuid)
    return session, job


def done_again(made: Country, session: ImportSession) -> ImportSession:
    """The refused list is taken back and confirmed once more, in the seat of after."""
    found = ImportSession.objects.get(pk=session.pk)
    assert services.take_back(found)
    new = actor_of(after(made.seats[HERE]))
    assert found.seat_id == new.seat_id
    with as_actor(new):
        services.confirm(session=found, actor=new)
    found.refresh_from_db()
    return found


def in_thread(call: Callable[[], Any]) -> tuple[threading.Thread, list[Any]]:
    """Runs beside the test; its result or its error is put into the list."""
    result: list[Any] = []

    def one() -> None:
        try:
            result.append(call())
        except Exception as problem:  # the test looks at it
            result.append(problem)
        finally:
            connection.close()

    thread = threading.Thread(target=one)
    thread.start()
    return thread, result


def stands_where_it_should(kind: str, session: ImportSession, before: int) -> None:
    """One row more, in the merged commune; no village under a commune that is gone; sums that close."""
    model = KINDS[kind][2]
    session.refresh_from_db()
    assert (session.state, session.counts["created"]) == (ImportState.DONE, 1), session.counts
    assert model._default_manager.count() == before + 1
    new = model._default_manager.latest("pk")
    assert new.now_commune.name == "Xã Hợp Mẫu"
    nowhere_gone()


def nowhere_gone() -> None:
    assert not Placement.objects.filter(valid__upper_inf=True, parent__valid__upper_inf=False).exists()
    for model in (Team, Mediator, Case):
        assert not model._default_manager.filter(now_commune__valid__upper_inf=False).exists()
    assert verify() == []


class Meeting:
    """The reform tells when it waits for writers, or, without the guard, when it has the gate for itself."""

    def __init__(self, made: Country) -> None:
        self.writer = great_reform(made)
        self.write, self.go_on = threading.Event(), threading.Event()
        self.go_on.set()

    def apply(self) -> Any:
        from hoathuan.accounts.actor import SYSTEM
        from hoathuan.units.changing import applying

        register_mover(Mover("test.meeting", self._in_the_middle, order=1))
        try:
            with as_actor(SYSTEM):
                return applying.apply(self.writer.reform, lambda words: self.write.set())
        finally:
            del _movers["test.meeting"]

    def _in_the_middle(self, effect: Any) -> list[Any]:
        self.write.set()
        assert self.go_on.wait(60)
        return []


@pytest.mark.parametrize("guarded", [True, False])
@pytest.mark.parametrize("kind", ["roster", "register"])
def test_a_reform_waits_for_a_list_that_is_being_written(
    made: Country, monkeypatch: pytest.MonkeyPatch, kind: str, guarded: bool
) -> None:
    session, job = confirmed(made, kind)
    before, meeting = KINDS[kind][2]._default_manager.count(), Meeting(made)
    reforming: list[Any] = []
    check = staging.check

    def checked(*args: Any) -> None:
        """The list is locked and compared, nothing of it is written: now comes the reform."""
        check(*args)
        reforming.extend(in_thread(meeting.apply))
        assert meeting.write.wait(60)

    monkeypatch.setattr(staging, "check", checked)
    if not guarded:
        monkeypatch.setattr(registry._Hook, "entering", staticmethod(lambda actor: None))
        monkeypatch.setattr(guards.gate, "hold", lambda: None)
    run.call(str(job.uuid))
    thread, result = reforming
    thread.join()
    job.refresh_from_db()
    if guarded:
        assert job.state == State.DONE, job.message
        assert type(result[0]).__name__ == "Outcome", result
        stands_where_it_should(kind, session, before)
    else:
        # each waits for the other, and the database ends one of them
        assert "cùng ghi vào một chỗ" in job.message or isinstance(result[0], OperationalError)


def test_a_list_is_told_to_come_later_while_a_reform_is_applied(made: Country) -> None:
    session, job = confirmed(made, "register")
    before, meeting = Case.objects.count(), Meeting(made)
    meeting.go_on.clear()
    thread, result = in_thread(meeting.apply)
    try:
        assert meeting.write.wait(60)
        run.call(str(job.uuid))
    finally:
        meeting.go_on.set()
        thread.join()
    assert type(result[0]).__name__ == "Outcome", result
    job.refresh_from_db()
    assert job.state == State.FAILED
    assert "Đang sắp xếp đơn vị hành chính, chưa ghi được. Chưa mất gì" in job.message
    assert Case.objects.count() == before
    stands_where_it_should("register", done_again(made, session), before)


@pytest.mark.parametrize("guarded", [True, False])
@pytest.mark.parametrize("kind", ["roster", "register"])
def test_a_list_whose_seat_moved_while_it_waited_begins_anew(
    made: Country, monkeypatch: pytest.MonkeyPatch, kind: str, guarded: bool
) -> None:
    """The job has looked up its seat; by the time that it may write, the seat is that of a unit which is gone."""
    session, job = confirmed(made, kind)
    before, writer = KINDS[kind][2]._default_manager.count(), great_reform(made)

    def wait(actor: Any) -> None:
        thread, result = in_thread(writer.apply)
        thread.join()
        assert type(result[0]).__name__ == "Outcome", result
        if guarded:
            following.hold_units(actor)

    monkeypatch.setattr(registry._Hook, "entering", staticmethod(wait))
    run.call(str(job.uuid))
    monkeypatch.undo()
    job.refresh_from_db()
    assert KINDS[kind][2]._default_manager.count() == before
    if guarded:
        assert "Đơn vị hành chính vừa thay đổi trong lúc ghi. Chưa ghi gì" in job.message
        stands_where_it_should(kind, done_again(made, session), before)
    else:
        session.refresh_from_db()
        assert session.state == ImportState.DONE, "every row was refused for a reason that is none"


def test_a_register_that_was_checked_before_a_reform_goes_in_after_it(made: Country) -> None:
    """The roster's way, and teams of one name: tests/moving/test_gate.py."""
    session, job = confirmed(made, "register")
    before = Case.objects.count()
    great_reform(made).apply()
    run.call(str(job.uuid))
    session.refresh_from_db()
    stands_where_it_should("register", session, before)


# ---- one row at a time


def person(name: str) -> MediatorDetails:
    return MediatorDetails(full_name=name, sex="F", started_on=DAY_OF_TERM)


@pytest.mark.parametrize("guarded", [True, False])
def test_who_enters_a_mediator_and_a_reform_do_not_wait_for_each_other(
    made: Country, monkeypatch: pytest.MonkeyPatch, guarded: bool
) -> None:
    meeting, before, reforming = Meeting(made), Mediator.objects.count(), []
    look = mediators.people_like

    def looked(*args: Any) -> Any:
        """The commune is locked, the row is not written yet."""
        reforming.extend(in_thread(meeting.apply))
        assert meeting.write.wait(60)
        return look(*args)

    monkeypatch.setattr(mediators, "people_like", looked)
    if not guarded:
        monkeypatch.setattr(guards.gate, "hold", lambda: None)
    officer = actor_of(made.seats[HERE])
    problem: Exception | None = None
    try:
        with as_actor(officer):
            mediators.add_mediator(team=made.teams[HERE], details=person("Lò Thị Mới"), actor=officer)
    except Exception as raised:  # looked at below
        problem = raised
    reforming[0].join()
    outcome = reforming[1][0]
    if guarded:
        assert (problem, type(outcome).__name__) == (None, "Outcome"), outcome
        assert Mediator.objects.count() == before + 1
        assert Mediator.objects.get(person__full_name="Lò Thị Mới").now_commune.name == "Xã Hợp Mẫu"
        nowhere_gone()
    else:
        assert isinstance(problem, OperationalError) or isinstance(outcome, OperationalError)


def test_who_chose_a_commune_before_a_reform_writes_no_team_into_it(made: Country) -> None:
    commune, officer = made.world.xa_a, actor_of(made.seats[HERE])
    great_reform(made).apply()
    details = TeamDetails(name="Tổ hòa giải mới", started_on=DAY_OF_TERM)
    with pytest.raises(gate.UnitsAreChanging, match="vừa thay đổi"), as_actor(officer):
        teams.create_team(commune=commune, details=details, actor=officer)
    with pytest.raises(gate.UnitsAreChanging, match="vừa thay đổi"), as_actor(officer):
        plans.create_plan(actor=officer, body=made.seats[HERE].body, year=2026, title="Kế hoạch thử")
    someone = Mediator.objects.filter(team=made.teams[HERE])[0].person
    with pytest.raises(DomainError), as_actor(officer):
        keeping.write_identity(person=someone, kind="cccd", number="0" * 12, version=None, actor=officer)
    nowhere_gone()
