"""A law that counts working days: the day to begin moves with the calendar, is written down, and is told."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from hoathuan.accounts import notices
from hoathuan.accounts.models import Notice
from hoathuan.cases import norms as own
from hoathuan.cases import services as cases
from hoathuan.cases.entries import Entry as Told
from hoathuan.inbox.api import lines_of
from hoathuan.norms import services
from hoathuan.norms.days import chores
from hoathuan.norms.models import CalendarException
from hoathuan.norms.planning import Entry
from hoathuan.norms.values import Document

from .conftest import PEOPLE, make_mediator

pytestmark = pytest.mark.django_db
#: Three working days from Friday 19/06/2026: Wednesday 24/06/2026.
FRIDAY, SHOWN, MOVED = date(2026, 6, 19), date(2026, 6, 24), date(2026, 6, 25)
MONDAY = date(2026, 6, 22)


@pytest.fixture
def working(world: Any, seat_of: Any, actor_of: Any) -> Any:
    """A law of June 2026 that counts three working days; returns who keeps the province's calendar."""
    services.enter(
        actor=actor_of(seat_of("administrator", world.country)),
        province=None,
        document=Document("01/2026/QH16", date(2026, 5, 1)),
        first=date(2026, 6, 1),
        entries=[Entry(own.START_WITHIN, Decimal(3), "working")],
    )
    return actor_of(seat_of("administrator", world.tinh_mau))


@pytest.fixture
def assigned(working: Any, team: Any, officer: Any, acting: Any) -> Any:
    with acting(officer) as actor:
        told = Told(
            team=team, field="land", received_on=FRIDAY, ended_on=None, ending="", people=PEOPLE, summary="Lối đi."
        )  # fmt: skip
        case = cases.record_many(actor=actor, entries=[told])[0]
        if case.state == "received":
            case = cases.decide_scope(actor=actor, case=case, reason="Lối đi chung", on_date=FRIDAY)
        return cases.assign(
            actor=actor, case=case, mediator=make_mediator(team, "Hà Mẫu"), assigned_on=FRIDAY
        )


def day_off(keeper: Any, province: Any, day: date = MONDAY, **more: Any) -> Any:
    return services.put_exception(
        actor=keeper, province=province, day=day, working=False, reason="Nghỉ phòng bão",
        document=Document("12/QĐ-UBND", FRIDAY), **more,
    )  # fmt: skip


def due(seat: Any, actor_of: Any) -> Any:
    return next(line.due for line in lines_of(actor_of(seat), only=["cases.start"]))


def test_the_day_that_was_shown_moves_is_kept_and_is_told(
    world: Any, working: Any, assigned: Any, officer: Any, actor_of: Any
) -> None:
    shown = due(officer, actor_of)
    assert (shown.due_on, shown.day_type) == (SHOWN, "working")
    assert [one.after for one in day_off(working, world.tinh_mau, only_look=True)] == [MOVED]
    assert due(officer, actor_of).due_on == SHOWN
    day_off(working, world.tinh_mau)
    assert due(officer, actor_of).due_on == MOVED
    told = notices.sentence(Notice.objects.get(user=officer.person.user, kind="due_moved"))
    assert "24/06/2026 sang 25/06/2026" in told
    assert "Lối đi" not in str(CalendarException.objects.get().moved)
    services.take_back_exception(
        actor=working, exception=CalendarException.objects.get(), reason="Bão không vào"
    )
    assert due(officer, actor_of).due_on == SHOWN


def test_a_day_off_elsewhere_or_after_it_began_moves_nothing(
    world: Any, working: Any, assigned: Any, officer: Any, seat_of: Any, actor_of: Any, acting: Any
) -> None:
    elsewhere = actor_of(seat_of("administrator", world.tinh_khac))
    assert day_off(elsewhere, world.tinh_khac) == []
    with acting(officer) as actor:
        cases.start(actor=actor, case=assigned, started_on=FRIDAY)
    assert day_off(working, world.tinh_mau) == []
    assigned.refresh_from_db()
    assert assigned.start_by == SHOWN


def test_a_change_of_hands_counts_from_its_own_day(
    world: Any, working: Any, assigned: Any, team: Any, officer: Any, acting: Any
) -> None:
    """Given to somebody else on Tuesday 23/06: three working days from then, not from the first assignment."""
    with acting(officer) as actor:
        case = cases.assign(
            actor=actor,
            case=assigned,
            mediator=make_mediator(team, "Lò Mẫu"),
            reason="Bận",
            assigned_on=date(2026, 6, 23),
        )
    assert (case.assigned_on, case.start_by) == (FRIDAY, date(2026, 6, 26))
    assert day_off(working, world.tinh_mau) == []
    assert [one.after for one in day_off(working, world.tinh_mau, date(2026, 6, 24))] == [date(2026, 6, 29)]


def test_a_day_set_in_the_minute_of_a_change_is_put_right_by_the_daily_chore(
    world: Any, working: Any, assigned: Any, officer: Any
) -> None:
    """Whoever assigns while the calendar is being changed has counted by the former one."""
    day_off(working, world.tinh_mau)
    type(assigned).objects.filter(pk=assigned.pk).update(start_by=SHOWN)
    chores.follow_package()  # takes the years over for the first time
    chores.follow_package()
    assigned.refresh_from_db()
    assert assigned.start_by == MOVED
    assert Notice.objects.filter(user=officer.person.user, kind="due_moved").count() == 2


def test_todays_law_counts_every_day_and_asks_little(
    world: Any, team: Any, officer: Any, django_assert_num_queries: Any
) -> None:
    from hoathuan.cases import clock

    with django_assert_num_queries(1):
        assert list(clock.counted(world.tinh_mau.pk)) == []
