"""Two people, or two reforms, at once: one goes through, the other is told why; without the guard both would."""

import contextlib
import threading
from collections.abc import Callable
from typing import Any

import pytest

from conftest import build_world
from hoathuan.accounts.actor import actor_for
from hoathuan.core.errors import DomainError
from hoathuan.core.stale import StaleRecord
from hoathuan.reforms import work
from hoathuan.reforms.services import changing, drafts, guards, running
from hoathuan.reforms.services.changing import NewUnit
from hoathuan.units.changing import applying, gate
from hoathuan.units.choices import Level, ReformState
from hoathuan.units.models import Reform, Unit

from .conftest import DAY

pytestmark = pytest.mark.django_db(transaction=True)
DONE, REFUSED = "Đã thực hiện.", "Chưa thực hiện được, chưa có gì thay đổi."


@pytest.fixture
def made() -> Any:
    return build_world()


@pytest.fixture
def actor(made: Any, seat_of: Any) -> Any:
    seat = seat_of("administrator", made.tinh_mau)
    return actor_for(seat, seat.person.user)


@pytest.fixture
def begin(made: Any, actor: Any) -> Callable[[str], Reform]:
    """A draft that renames Xã An Mẫu."""

    def start(name: str) -> Reform:
        head = drafts.Head(f"Đổi tên thành {name}", "Nghị quyết thử", DAY)
        reform = drafts.begin(head=head, province=made.tinh_mau, actor=actor)
        changing.rename(reform=reform, unit=made.xa_a, new=NewUnit(name), version=1, actor=actor)
        return Reform.objects.get(pk=reform.pk)

    return start


class Quiet:
    def report(self, **told: Any) -> None: ...


def _unlocked(meet: threading.Barrier) -> Callable[..., Reform]:
    """`hold` as it would be without its lock: both have read before either writes."""

    def hold(reform: Reform, version: int, actor: Any) -> Reform:
        held = Reform.objects.get(pk=reform.pk)
        if held.version != version or held.state != ReformState.DRAFT:
            raise StaleRecord
        meet.wait(30)
        return held

    return hold


@pytest.fixture
def queued(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Jobs are noted, not run."""
    titles: list[str] = []
    monkeypatch.setattr(
        running.jobs, "start", lambda work, **given: titles.append(given["title"]) or object()
    )
    return titles


@pytest.mark.parametrize("guarded", [True, False])
def test_a_reform_is_queued_once(
    begin: Any, actor: Any, race: Any, queued: list[str], monkeypatch: pytest.MonkeyPatch, guarded: bool
) -> None:
    draft = begin("Xã An Hai")
    Reform.objects.filter(pk=draft.pk).update(found={"version": draft.version, "lines": []})
    if not guarded:
        monkeypatch.setattr(running, "hold", _unlocked(threading.Barrier(2)))
    results = race(lambda: running.ask_apply(reform=draft, version=draft.version, actor=actor), 2)
    refused = [one for one in results if isinstance(one, DomainError)]
    assert (len(queued), len(refused)) == ((1, 1) if guarded else (2, 0))


@pytest.mark.parametrize("guarded", [True, False])
def test_of_two_editors_one_is_told(
    begin: Any, made: Any, actor: Any, race: Any, monkeypatch: pytest.MonkeyPatch, guarded: bool
) -> None:
    draft = begin("Xã An Hai")
    names = iter(["Xã Bình Hai", "Xã Bình Ba"])
    if not guarded:
        monkeypatch.setattr(guards, "hold", _unlocked(threading.Barrier(2)))

    def edit() -> None:
        into, reform = NewUnit(next(names)), Reform.objects.get(pk=draft.pk)
        changing.merge(reform=reform, units=[made.xa_b], into=into, version=draft.version, actor=actor)

    results = race(edit, 2)
    assert sum(isinstance(one, StaleRecord) for one in results) == (1 if guarded else 0)
    assert draft.new_units.count() == (2 if guarded else 3)


@pytest.mark.parametrize("guarded", [True, False])
def test_of_two_reforms_of_one_unit_the_second_is_refused_in_words(
    begin: Any, actor: Any, race: Any, monkeypatch: pytest.MonkeyPatch, guarded: bool
) -> None:
    rows = [begin("Xã An Hai"), begin("Xã An Ba")]
    Reform.objects.update(state=ReformState.APPLYING)
    if not guarded:
        _without_gate(monkeypatch)
    todo = iter(rows)

    def carry_out() -> str:
        reform = next(todo)
        return work.carry_out(Quiet(), actor, reform=reform.pk, version=reform.version)

    results = race(carry_out, 2)
    if guarded:
        assert sorted(results) == sorted([DONE, REFUSED])
        refused = Reform.objects.get(state=ReformState.DRAFT)
        assert "Xã An Mẫu" in refused.found["problems"][0]
    else:
        assert sorted(map(str, results)) != sorted([DONE, REFUSED])
    assert (
        Unit.objects.filter(level=Level.COMMUNE, name__startswith="Xã An ", valid__upper_inf=True).count()
        == 1
    )


def _without_gate(monkeypatch: pytest.MonkeyPatch) -> None:
    """Both have looked for problems before either changes a unit."""
    meet, count = threading.Barrier(2), applying.totals

    def totals() -> dict[str, int]:
        if meet.n_waiting < 2 and not meet.broken:
            with contextlib.suppress(threading.BrokenBarrierError):
                meet.wait(10)
        return count()

    monkeypatch.setattr(gate, "close", lambda say=None, patience=0: None)
    monkeypatch.setattr(applying, "totals", totals)
