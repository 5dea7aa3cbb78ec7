"""Disputes read dated law: until when mediation must begin, and what a change of pay costs."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from hoathuan.cases import norms as own
from hoathuan.cases.services import record_ended_case
from hoathuan.norms import services
from hoathuan.norms.models import NormValue
from hoathuan.norms.planning import Entry, plan
from hoathuan.norms.values import Document

from .conftest import make_team

pytestmark = pytest.mark.django_db
PAY = "mediation.pay_successful"
RESOLUTION = Document("09/2026/NQ-HĐND", date(2026, 1, 2))


def test_mediation_begins_within_three_calendar_days() -> None:
    """Law 35/2013/QH13 Art. 20(2)."""
    assert own.begin_by(date(2026, 4, 29)) == date(2026, 5, 2)


def test_before_the_law_its_first_deadline_is_taken() -> None:
    """Disputes of 2013 are brought in from paper books; the law came into force on 01/01/2014."""
    assert own.begin_by(date(2013, 5, 1)) == date(2013, 5, 4)


def test_the_deadline_of_the_day_of_assignment_counts(world: Any, seat_of: Any, actor_of: Any) -> None:
    """A new law from 2027 on: who was assigned in 2026 keeps three days."""
    country = actor_of(seat_of("administrator", world.country))
    services.enter(
        actor=country,
        province=None,
        document=Document("01/2026/QH16", date(2026, 11, 1)),
        first=date(2027, 1, 1),
        entries=[Entry(own.START_WITHIN, Decimal(5), "working")],
    )
    assert own.begin_by(date(2026, 12, 31)) == date(2027, 1, 3)
    assert own.begin_by(date(2027, 1, 1)) == date(2027, 1, 8)


def changes(world: Any, province: Any, first: date, pay: int = 300_000) -> Any:
    return plan(
        province=province, document=RESOLUTION, first=first, last=None, entries=[Entry(PAY, Decimal(pay))]
    ).changes[0]


def test_the_cost_of_a_change_is_said_for_the_disputes_since_then(
    world: Any, seat_of: Any, acting: Any, entry: Any
) -> None:
    """Two disputes settled in the province, one elsewhere; today is 23/06/2026."""
    for commune, day in (
        (world.xa_a, date(2026, 2, 1)), (world.xa_b, date(2026, 3, 1)), (world.xa_c, date(2026, 3, 1)),
    ):  # fmt: skip
        with acting(seat_of("commune_officer", commune)) as actor:
            done = entry(team=make_team(commune, "Tổ thử"), received_on=day, ended_on=day)
            record_ended_case(actor=actor, entry=done)
    words = changes(world, world.tinh_mau, date(2026, 2, 15)).effects[0]
    assert "Từ 15/02/2026 đến nay có 1 vụ việc" in words
    assert "400.000 đồng theo mức trước, 300.000 đồng theo mức sau" in words
    later = changes(world, world.tinh_mau, date(2027, 1, 1)).effects[0]
    assert "12 tháng qua có 2 vụ việc: 800.000 đồng một năm theo mức trước, 600.000 đồng" in later


def test_support_of_teams_is_said_for_a_year(world: Any) -> None:
    make_team(world.xa_a)
    make_team(world.xa_b)
    make_team(world.xa_c)
    found = plan(
        province=world.tinh_mau,
        document=RESOLUTION,
        first=date(2027, 1, 1),
        last=None,
        entries=[Entry("mediation.team_support", Decimal(100_000))],
    ).changes[0]
    assert "2 tổ: 3.600.000 đồng một năm theo mức trước, 2.400.000 đồng theo mức sau" in found.effects[0]


def test_a_new_deadline_says_what_happens_to_those_who_wait(world: Any) -> None:
    found = plan(
        province=None,
        document=RESOLUTION,
        first=date(2027, 1, 1),
        last=None,
        entries=[Entry(own.START_WITHIN, Decimal(5), "working")],
    ).changes[0]
    assert found.before is not None
    assert found.before.text == "3 ngày"
    assert "từ 01/01/2027 theo thời hạn mới" in found.effects[0]
    assert NormValue.objects.filter(key=own.START_WITHIN).count() == 1
