"""What the inbox says of estimates, and to whom."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.urls import reverse

from hoathuan.budgets import services
from hoathuan.inbox.api import to_do

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _autumn(monkeypatch: pytest.MonkeyPatch) -> None:
    """These tests live in October 2026, when 2027 is estimated."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: datetime(2026, 10, 5, 3, tzinfo=UTC))


@pytest.fixture
def told(actor_of: Any) -> Any:
    """`told(seat)`: the titles about estimates, with their words."""
    return lambda seat: [
        f"{task.title} ({task.state_text})" for task in to_do(actor_of(seat)) if "ự toán" in str(task.title)
    ]


@pytest.fixture
def estimate(officer: Any, actor_of: Any) -> Any:
    return lambda year: services.make(actor=actor_of(officer), unit=officer.unit, year=year)


def test_a_commune_that_never_estimated_is_not_asked_to(officer: Any, told: Any) -> None:
    assert told(officer) == []


def test_who_estimated_this_year_is_told_to_estimate_the_next(
    officer: Any, leader: Any, accountant: Any, estimate: Any, told: Any, seat_of: Any, world: Any
) -> None:
    estimate(2026)
    for seat in (officer, leader, accountant):
        assert told(seat) == ["Dự toán năm 2027: tính và gửi tỉnh (chưa lập)"]
    assert told(seat_of("commune_officer", world.xa_b)) == []


def test_an_estimate_is_sent_read_or_worked_on_again(
    officer: Any, accountant: Any, estimate: Any, told: Any, seat_of: Any, world: Any, actor_of: Any
) -> None:
    made, parent = estimate(2027), seat_of("province_officer", world.tinh_mau)
    assert told(officer) == ["Dự toán năm 2027: xem lại, gửi tỉnh (chưa gửi)"]
    services.submit(actor=actor_of(accountant), estimate=made)
    assert told(officer) == []
    assert told(parent) == ["1 dự toán của xã chờ xem (chờ xem)"]
    assert told(seat_of("province_officer", world.tinh_khac)) == []
    services.answer(actor=actor_of(parent), estimate=made, seen=False, words="Ghi rõ số buổi")
    assert told(parent) == []
    assert told(officer) == ["Dự toán năm 2027: sửa rồi gửi lại (tỉnh trả lại)"]


def test_the_line_leads_to_the_estimate(officer: Any, estimate: Any, client_for: Any) -> None:
    made = estimate(2027)
    page = client_for(officer).get(reverse("inbox:list")).content.decode()
    assert reverse("budgets:estimate", args=[made.uuid]) in page
