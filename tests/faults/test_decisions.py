"""Two people decide on one split commune at once, or one decides while another corrects it: one of them is told."""

from __future__ import annotations

import threading
from typing import Any

import pytest

from hoathuan.accounts.acting import as_actor
from hoathuan.accounts.actor import SYSTEM
from hoathuan.core.errors import DomainError
from hoathuan.core.models import AuditEntry
from hoathuan.reforms import work
from hoathuan.stats.cells.checking import verify
from hoathuan.units.changing import deciding, gate, moving
from hoathuan.units.models import Placement, Succession, Unit
from tests.moving.country import Country, Writer, actor_of, build, village_of

from .test_imports import in_thread

pytestmark = pytest.mark.django_db(transaction=True)


class Split:
    """Xã Cao Khác went to two communes; where its second village and the rest went is for a person to say."""

    def __init__(self) -> None:
        self.made: Country = build()
        write = Writer()
        self.villages = [village_of(self.made.world.xa_c), village_of(self.made.world.xa_c, "Thôn 2")]
        for name in ("Xã Cao Đông", "Xã Cao Tây"):
            write.link(self.made.world.xa_c, write.new(name, self.made.world.tinh_khac))
        write.apply()
        self.reform = write.reform
        self.unit = Unit.objects.get(name="Xã Cao Khác")
        self.east, self.west = (Unit.objects.get(name=name) for name in ("Xã Cao Đông", "Xã Cao Tây"))
        self.totals = moving.totals()

    def standing(self) -> set[str]:
        rows = Succession.objects.filter(from_unit=self.unit, voided_by=None)
        return {row.to_unit.name for row in rows.select_related("to_unit") if row.rest or row.whole}

    def homes(self) -> dict[str, list[str]]:
        """Village → the communes that it stands in since the reform."""
        rows = Placement.objects.filter(unit__in=self.villages, valid__contains=self.reform.on_date)
        found: dict[str, list[str]] = {}
        for row in rows.select_related("unit", "parent"):
            found.setdefault(row.unit.name, []).append(row.parent.name if row.parent else "")
        return found

    def closes(self) -> None:
        assert moving.totals() == self.totals
        assert verify() == []


@pytest.fixture
def split(transactional_db: None) -> Split:
    return Split()


def both_have_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """`_begin` as it would be without its locks: both have looked before either writes."""
    meet = threading.Barrier(2)

    def begin(unit: Unit, target: Unit, say: Any) -> Any:
        found = deciding.undecided_about(unit)
        meet.wait(60)
        return found

    monkeypatch.setattr(deciding, "_begin", begin)
    monkeypatch.setattr(gate, "close", lambda *args: None)


@pytest.mark.parametrize("guarded", [True, False])
def test_of_two_who_decide_on_the_rest_one_is_told(
    split: Split, race: Any, monkeypatch: pytest.MonkeyPatch, guarded: bool
) -> None:
    if not guarded:
        both_have_read(monkeypatch)
    targets = [split.east, split.west]
    admin = actor_of(split.made.seats["admin"])

    def decide() -> str:
        target = targets.pop()
        with as_actor(admin):
            return work.decide(Quiet(), admin, unit=split.unit.pk, ways={}, rest=target.pk)

    results = race(decide, 2)
    refused = [one for one in results if isinstance(one, DomainError)]
    if guarded:
        assert len(refused) == 1, results
        assert "không còn gì phải quyết định" in str(refused[0])
        rest = Succession.objects.get(from_unit=split.unit, voided_by=None, rest=True).to_unit
        assert split.homes() == {"Thôn 1": [rest.name], "Thôn 2": [rest.name]}
        split.closes()
    else:
        assert refused == [], "nobody is told in words"


@pytest.mark.parametrize("guarded", [True, False])
def test_of_two_who_place_one_village_one_is_told(
    split: Split, race: Any, monkeypatch: pytest.MonkeyPatch, guarded: bool
) -> None:
    if not guarded:
        both_have_read(monkeypatch)
    targets = [split.east, split.west]

    def decide() -> Any:
        with as_actor(SYSTEM):
            return deciding.place_villages(split.unit, split.villages[:1], targets.pop())

    results = race(decide, 2)
    refused = [one for one in results if isinstance(one, DomainError)]
    if guarded:
        assert len(refused) == 1, results
        assert "đã được xếp rồi" in str(refused[0])
        assert [len(homes) for homes in split.homes().values()] == [1, 1]
        split.closes()
    else:
        assert refused == [], "nobody is told in words"


def correction(split: Split) -> Writer:
    """The commune went wholly to the east."""
    write = Writer(day=split.reform.on_date, corrects=split.reform)
    write.link(split.unit, split.east)
    return write


@pytest.mark.parametrize("guarded", [True, False])
def test_a_correction_waits_for_a_decision_and_wins(
    split: Split, monkeypatch: pytest.MonkeyPatch, guarded: bool
) -> None:
    """The decision has looked; without the guard the correction passes it, and both stand in the end."""
    write, waits, correcting = correction(split), threading.Event(), []
    begin = deciding._begin

    def correct() -> Any:
        with as_actor(SYSTEM):
            return deciding_applies(write, waits)

    def looked(unit: Unit, target: Unit, say: Any) -> Any:
        found = begin(unit, target, say) if guarded else deciding.undecided_about(unit)
        correcting.extend(in_thread(correct))
        if guarded:
            assert waits.wait(60)
        else:
            correcting[0].join()
        return found

    monkeypatch.setattr(deciding, "_begin", looked)
    with as_actor(SYSTEM):
        deciding.place_rest(split.unit, split.west)
    correcting[0].join()
    assert type(correcting[1][0]).__name__ == "Outcome", correcting[1]
    if guarded:
        assert split.standing() == {"Xã Cao Đông"}
        assert split.homes() == {"Thôn 1": ["Xã Cao Đông"], "Thôn 2": ["Xã Cao Đông"]}
        split.closes()
    else:
        assert split.standing() == {"Xã Cao Đông", "Xã Cao Tây"}


def deciding_applies(write: Writer, waits: threading.Event) -> Any:
    from hoathuan.units.changing import applying

    return applying.apply(write.reform, lambda words: waits.set())


def test_a_decision_after_a_correction_is_told(split: Split) -> None:
    correction(split).apply()
    with pytest.raises(DomainError, match="không còn gì phải quyết định"), as_actor(SYSTEM):
        deciding.place_rest(split.unit, split.west)
    split.closes()


def test_a_decision_while_a_reform_is_applied_waits(split: Split, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another reform stands in the middle; the decision says that it waits, and is written after it."""
    goes_on, asked = threading.Event(), threading.Event()
    write = great_reform_of_others(split)
    moving.register_mover(moving.Mover("test.held", lambda effect: held(asked, goes_on), order=1))

    def apply() -> Any:
        return write.apply()

    try:
        thread, result = in_thread(apply)
        assert asked.wait(60)
        with as_actor(SYSTEM):
            deciding.place_rest(split.unit, split.west, lambda words: goes_on.set())
        thread.join()
    finally:
        goes_on.set()
        del moving._movers["test.held"]
    assert type(result[0]).__name__ == "Outcome", result
    assert split.homes() == {"Thôn 1": ["Xã Cao Tây"], "Thôn 2": ["Xã Cao Tây"]}
    split.closes()


def held(asked: threading.Event, goes_on: threading.Event) -> list[Any]:
    asked.set()
    assert goes_on.wait(60)
    return []


def great_reform_of_others(split: Split) -> Writer:
    write = Writer()
    write.merge([split.made.world.xa_a, split.made.world.xa_b], "Xã Hợp Mẫu")
    return write


def test_a_decision_taken_up_twice_says_that_it_was_written(
    split: Split, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first worker was slow and taken for dead: it writes while the second one waits for the gate."""
    admin, close = actor_of(split.made.seats["admin"]), gate.close
    ways = {str(split.east.pk): [split.villages[0].pk]}

    def decide() -> str:
        return work.decide(Quiet(7), admin, unit=split.unit.pk, ways=ways, rest=split.west.pk)

    def the_first_one_ends(*args: Any) -> None:
        monkeypatch.setattr(gate, "close", close)
        decide()

    monkeypatch.setattr(gate, "close", the_first_one_ends)
    with as_actor(admin):
        assert decide() == "Đã ghi quyết định về Xã Cao Khác."
    assert split.homes() == {"Thôn 1": ["Xã Cao Đông"], "Thôn 2": ["Xã Cao Tây"]}
    assert AuditEntry.objects.filter(action="reforms.decided").count() == 1
    split.closes()


class Quiet:
    def __init__(self, job_id: int | None = None) -> None:
        self.job_id = job_id

    def report(self, **told: Any) -> None: ...
