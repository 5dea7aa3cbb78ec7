"""Disputes, their content and the sums of the country through a reform; a kill; two reforms; writers meanwhile."""

from __future__ import annotations

import threading
from datetime import date
from typing import Any

import pytest
from django.db import connection, transaction

from hoathuan.accounts.acting import as_actor
from hoathuan.accounts.models import Body, Notice, PersonContact, Seat
from hoathuan.cases import services
from hoathuan.cases.models import Case, CaseContent, Party
from hoathuan.cases.services.amending import Amendment
from hoathuan.core.errors import DomainError
from hoathuan.stats.cells.checking import verify
from hoathuan.stats.cells.folding import fold
from hoathuan.teams.models import Mediator, MediatorTraining, Team, TeamStanding
from hoathuan.units.changing import gate, moving
from hoathuan.units.changing.applying import ReformRefused
from hoathuan.units.models import Area, Placement, Reform, Succession, Unit

from .country import DAY, Country, Writer, actor_of, build, entry, great_reform, record
from .test_people import after


def officer_after(made: Country, name: str) -> Any:
    return after(made.seats[name])


def test_every_number_of_the_country_is_the_same_after(made: Country) -> None:
    before = moving.totals()
    assert sum(before.values()) > 50
    fold()
    outcome = great_reform(made).apply()
    assert outcome.totals == moving.totals() == before
    assert verify() == []
    lines = {line.label: line.count for line in outcome.lines}
    # two merged and one renamed commune with four disputes each, two of them open; the split one waits
    assert lines["Nội dung vụ việc chuyển sang nơi tiếp nhận"] == 16
    assert lines["Trong đó đang giải quyết"] == 8


def test_sums_are_written_once_when_a_fold_and_writers_come_after(made: Country) -> None:
    great_reform(made).apply()
    record(made.teams["Xã An Mẫu"], officer_after(made, "Xã An Mẫu"), [_new(made, "Xã An Mẫu")])
    fold()
    assert verify() == []


def _new(made: Country, commune: str, received: date = date(2026, 6, 1), number: int = 9) -> Any:
    team = Team.objects.get(pk=made.teams[commune].pk)
    return entry(team, received, None, number)


def test_content_is_read_by_the_officer_of_after_and_by_nobody_else(made: Country) -> None:
    great_reform(made).apply()
    seen = {}
    for name in ("Xã An Mẫu", "Xã Phú Khác", "Tỉnh Khác", "admin"):
        one = made.seats[name] if name == "admin" else officer_after(made, name)
        with as_actor(actor_of(one)):
            seen[name] = (CaseContent.objects.count(), Party.objects.count())
    assert seen == {"Xã An Mẫu": (8, 8), "Xã Phú Khác": (4, 4), "Tỉnh Khác": (0, 0), "admin": (0, 0)}


def test_the_team_reads_its_disputes_while_nobody_has_placed_its_split_commune(made: Country) -> None:
    great_reform(made).apply()
    team = made.teams["Xã Cao Khác"]
    head = Seat.objects.get(kind="team_head", team_id=team.pk, stopped_at=None)
    with as_actor(actor_of(head)) as _:
        assert CaseContent.objects.count() == 4


def test_disputes_belong_to_the_commune_of_their_day(made: Country) -> None:
    great_reform(made).apply()
    team = made.teams["Xã An Mẫu"]
    for received, commune in ((date(2025, 11, 1), "Xã An Mẫu"), (date(2026, 6, 1), "Xã Hợp Mẫu")):
        (case,) = record(team, officer_after(made, "Xã An Mẫu"), [_new(made, "Xã An Mẫu", received)])
        assert case.area.then_commune.name == commune
        assert case.now_commune.name == "Xã Hợp Mẫu"


def test_another_day_takes_a_dispute_to_the_commune_of_that_day(made: Country) -> None:
    great_reform(made).apply()
    officer = actor_of(officer_after(made, "Xã An Mẫu"))
    case = Case.objects.get(team=made.teams["Xã An Mẫu"], received_on=date(2026, 2, 1))
    assert case.area.then_commune.name == "Xã Hợp Mẫu"
    with as_actor(officer):
        new = Amendment(
            received_on=date(2025, 12, 20), field=case.field, ended_on=case.ended_on, ending=case.ending
        )
        with pytest.raises(DomainError):
            services.amend(actor=officer, case=case, version=case.version, new=_years_back(new))
        services.amend(actor=officer, case=Case.objects.get(pk=case.pk), version=case.version, new=new)
        case.refresh_from_db()
    assert case.area.then_commune.name == "Xã An Mẫu"
    assert case.now_commune.name == "Xã Hợp Mẫu"


def _years_back(new: Amendment) -> Amendment:
    from dataclasses import replace

    return replace(new, received_on=date(2027, 1, 1))


def test_the_book_goes_on_with_its_numbers(made: Country) -> None:
    team = made.teams["Xã An Mẫu"]
    great_reform(made).apply()
    (case,) = record(team, officer_after(made, "Xã Bình Mẫu"), [_new(made, "Xã An Mẫu")])
    assert (case.book_year, case.book_number) == (2026, 3)
    assert Case.objects.filter(team=team).count() == 5


class Killed(BaseException):
    """As a worker that dies."""


TABLES = (
    Unit,
    Placement,
    Succession,
    Area,
    Seat,
    Body,
    Notice,
    Case,
    Team,
    Mediator,
    MediatorTraining,
    TeamStanding,
)


def everything() -> dict[str, Any]:
    found: dict[str, Any] = {model.__name__: list(model.objects.order_by("pk").values()) for model in TABLES}
    with as_actor(_system()):
        found["contacts"] = list(PersonContact.objects.order_by("pk").values())
    found["sums"] = moving.totals()
    return found


def _system() -> Any:
    from hoathuan.accounts.actor import SYSTEM

    return SYSTEM


@pytest.mark.parametrize("order", [1, 55, 99])
def test_a_kill_in_the_middle_leaves_everything_as_before_and_a_second_run_works(
    made: Country, order: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    def die(effect: Any) -> Any:
        raise Killed

    write, before = great_reform(made), everything()
    monkeypatch.setitem(moving._movers, "test", moving.Mover("test", die, order))
    with pytest.raises(Killed):
        write.apply()
    assert everything() == before
    monkeypatch.delitem(moving._movers, "test")
    assert write.apply().totals == before["sums"]


def test_numbers_that_differ_refuse_the_reform(made: Country, monkeypatch: pytest.MonkeyPatch) -> None:
    def lose(effect: Any) -> Any:
        MediatorTraining.objects.filter(pk=MediatorTraining.objects.order_by("pk")[0].pk).delete()
        return []

    write, before = great_reform(made), everything()
    monkeypatch.setitem(moving._movers, "test", moving.Mover("test", lose))
    with pytest.raises(ReformRefused, match="không khớp"):
        write.apply()
    assert everything() == before


# ---- at the same time


@pytest.fixture
def busy(transactional_db: None) -> Country:
    return build()


@pytest.mark.django_db(transaction=True)
def test_of_two_reforms_at_once_the_second_waits_and_is_refused(busy: Country, race: Any) -> None:
    reform = great_reform(busy).reform

    def apply() -> Any:
        again = Writer.__new__(Writer)
        again.reform = Reform.objects.get(pk=reform.pk)
        return again.apply()

    results = race(apply, 2)
    assert sorted(type(one).__name__ for one in results) == ["Outcome", "ReformRefused"]
    assert Unit.objects.filter(name="Xã Hợp Mẫu").count() == 1
    assert verify() == []


@pytest.mark.django_db(transaction=True)
def test_a_fold_at_the_same_time_loses_and_doubles_nothing(busy: Country) -> None:
    write, before = great_reform(busy), moving.totals()
    done = threading.Event()

    def folds() -> None:
        while not done.is_set():
            fold()
        connection.close()

    folding = threading.Thread(target=folds)
    folding.start()
    try:
        write.apply()
    finally:
        done.set()
        folding.join()
    fold()
    assert moving.totals() == before
    assert verify() == []


class Clerks:
    """Four officers who go on recording disputes, each in her own commune, and read the team afresh each time."""

    def __init__(self, made: Country) -> None:
        self.made, self.done, self.begun = made, threading.Event(), threading.Semaphore(0)
        self.written, self.refused, self.problems = 0, 0, []
        self.lock = threading.Lock()

    def run(self, commune: str) -> None:
        number, last = 0, False
        try:
            while not last:
                last = self.done.is_set()
                number += 1
                self._one(commune, number)
                self.begun.release()
        except Exception as problem:  # told to the test, which expects none
            self.problems.append(problem)
        finally:
            connection.close()

    def _one(self, commune: str, number: int) -> None:
        head = Seat.objects.filter(kind="team_head", team_id=self.made.teams[commune].pk, stopped_at=None)
        try:
            record(self.made.teams[commune], head.get(), [_new(self.made, commune, number=100 + number)])
        except Exception as problem:
            if gate.refusal_of(problem) is None and not isinstance(problem, DomainError):
                raise
            with self.lock:
                self.refused += 1
        else:
            with self.lock:
                self.written += 1


def stale() -> int:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM cases_case c JOIN units_area a ON a.id = c.area_id"
            " WHERE (c.now_commune_id, c.now_province_id) IS DISTINCT FROM (a.now_commune_id, a.now_province_id)"
        )
        return int(cursor.fetchone()[0])


@pytest.mark.django_db(transaction=True)
def test_four_clerks_go_on_recording_while_a_reform_is_applied(busy: Country) -> None:
    before, clerks, write = Case.objects.count(), Clerks(busy), great_reform(busy)
    threads = [
        threading.Thread(target=clerks.run, args=(name,))
        for name in ("Xã An Mẫu", "Xã Bình Mẫu", "Xã Cao Khác", "Xã Phú Khác")
    ]
    for thread in threads:
        thread.start()
    for _thread in threads:
        clerks.begun.acquire()
    try:
        write.apply()
    finally:
        clerks.done.set()
        for thread in threads:
            thread.join()
    assert clerks.problems == []
    assert clerks.written >= 5, "before the reform, and each clerk after it"
    assert Case.objects.count() == before + clerks.written
    assert stale() == 0
    fold()
    assert verify() == []


def _between(made: Country, guarded: bool) -> Any:
    """Somebody who looked at the team before a reform stores a dispute after it."""
    team = made.teams["Xã An Mẫu"]
    head = Seat.objects.get(kind="team_head", team_id=team.pk)
    actor, given = actor_of(head), _new(made, "Xã An Mẫu", date(2025, 12, 15))
    area = Area.objects.get(pk=team.area_id)
    great_reform(made).apply()
    with as_actor(actor), pytest.MonkeyPatch.context() as patch:
        patch.setattr("hoathuan.cases.services.bulk._Places.area", lambda self, team, day: area)
        return services.record_many(actor=actor, entries=[given])


@pytest.mark.django_db(transaction=True)
def test_a_row_placed_by_units_of_before_is_refused_in_words(busy: Country) -> None:
    before = Case.objects.count()
    with pytest.raises(Exception) as raised:
        _between(busy, guarded=True)
    words = gate.refusal_of(raised.value)
    assert words is not None
    assert "Chưa ghi gì" in str(words)
    assert Case.objects.count() == before


@pytest.mark.django_db(transaction=True)
def test_control_without_the_gate_such_a_row_slips_in(busy: Country, as_owner: Any) -> None:
    as_owner('ALTER TABLE cases_case DISABLE TRIGGER "units_place_added"')
    try:
        _between(busy, guarded=False)
        assert stale() == 1
    finally:
        as_owner('ALTER TABLE cases_case ENABLE TRIGGER "units_place_added"')


def test_transactions_know_nothing_of_a_reform_after_it(made: Country) -> None:
    """The triggers of sums work again in the very transaction of the reform."""
    with transaction.atomic():
        great_reform(made).apply()
        with connection.cursor() as cursor:
            cursor.execute("SELECT current_setting('ht.reform', true)")
            assert cursor.fetchone()[0] != "1"
    assert DAY in Reform.objects.values_list("on_date", flat=True)
