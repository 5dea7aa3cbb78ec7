"""How long something is kept is data: dated, confirmed by a person, with its history."""

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, ProgrammingError, connection, transaction

from hoathuan.core.dates import today
from hoathuan.privacy import periods
from hoathuan.privacy.errors import PrivacyRefused
from hoathuan.privacy.models import Erasure, Retention

pytestmark = pytest.mark.django_db
TABLES = "/du-lieu-ca-nhan/bang/"
PERIOD = "/du-lieu-ca-nhan/thoi-han/cases.content/"
DUE = "/du-lieu-ca-nhan/het-han/"
GOOD = {
    "amount": "10", "unit": "year", "valid_from": "01/01/2026", "basis": "Thông tư thử", "source": "Điều 1, bản giấy",
    "confirmed": "on", "switched_on": "on",
}  # fmt: skip


@pytest.mark.parametrize(
    ("amount", "unit", "day", "before"),
    [
        (10, "day", date(2026, 3, 5), date(2026, 2, 23)),
        (1, "month", date(2026, 3, 31), date(2026, 2, 28)),
        (12, "month", date(2024, 2, 29), date(2023, 2, 28)),
        (5, "year", date(2026, 1, 1), date(2021, 1, 1)),
        (None, "year", date(2026, 1, 1), None),
    ],
)
def test_a_period_is_counted_back_as_the_database_counts(
    amount: int | None, unit: str, day: date, before: date | None
) -> None:
    line = Retention(key="x", amount=amount, unit=unit)
    assert periods.before(line, day) == before
    if amount:
        with connection.cursor() as cursor:
            cursor.execute("SELECT (%s::date - %s * %s::interval)::date", [day, amount, f"1 {unit}"])
            assert cursor.fetchone() == (before,)


def test_everybody_who_signed_in_reads_what_is_kept(world: Any, seat_of: Any, client_for: Any) -> None:
    for seat in (
        seat_of("commune_officer", world.xa_a),
        seat_of("province_officer", world.tinh_mau),
        seat_of("mediator", world.villages["Xã Bình Mẫu"][0], team_id=1),
    ):
        page = client_for(seat).get(TABLES)
        assert page.status_code == 200
        assert "chưa đối chiếu" in page.content.decode()
        assert "Các bên của vụ việc" in page.content.decode()
    assert client_for(None).get(TABLES).status_code == 302


def test_only_the_administrator_of_the_whole_sets_a_period(world: Any, seat_of: Any, client_for: Any) -> None:
    """Own unit, parent, sister, no seat: what a period says holds for everybody, so it is the country's word."""
    country = seat_of("administrator", world.country)
    everybody = {
        country: (200, 200),
        seat_of("administrator", world.tinh_mau): (404, 404),
        seat_of("administrator", world.tinh_khac): (404, 404),
        seat_of("administrator", world.xa_a): (404, 404),
        seat_of("province_officer", world.tinh_mau): (403, 403),
        None: (302, 302),
    }
    for seat, (period, due) in everybody.items():
        client = client_for(seat)
        assert client.get(PERIOD).status_code == period, seat
        assert client.get(DUE).status_code == due, seat
        if seat != country:
            assert client.post(PERIOD, GOOD).status_code == period, seat
            assert client.post(DUE).status_code == due, seat
    assert Retention.objects.filter(key="cases.content").count() == 1
    assert not Erasure.objects.exists()
    assert client_for(country).post(PERIOD, GOOD).status_code == 302


def test_a_province_that_works_alone_sets_its_periods(world: Any, seat_of: Any, client_for: Any) -> None:
    """An installation of one province has nobody above; the first seat elsewhere ends that."""
    alone = seat_of("administrator", world.tinh_mau)
    seat_of("mediator", world.villages["Xã Bình Mẫu"][0], team_id=1)
    assert client_for(alone).get(PERIOD).status_code == 200
    assert client_for(seat_of("administrator", world.xa_a)).get(PERIOD).status_code == 404
    seat_of("commune_officer", world.xa_c)
    assert client_for(alone).get(PERIOD).status_code == 404
    assert client_for(alone).post(DUE).status_code == 404


def test_a_new_line_leaves_the_old_one_in_the_history(world: Any, seat_of: Any, client_for: Any) -> None:
    seat = seat_of("administrator", world.tinh_mau, "Vừ Thị Quản")
    assert client_for(seat).post(PERIOD, GOOD).status_code == 302
    line = periods.in_force("cases.content")
    assert line is not None
    assert (line.amount, line.unit, line.switched_on, line.unconfirmed) == (10, "year", True, False)
    assert line.confirmed_by.startswith("Vừ Thị Quản")
    page = client_for(seat).get(PERIOD).content.decode()
    assert "120 tháng" in page
    assert "10 năm" in page
    assert "Điều 1, bản giấy" in page


def test_nothing_is_switched_on_that_nobody_confirmed(world: Any, seat_of: Any, client_for: Any) -> None:
    client = client_for(seat_of("administrator", world.tinh_mau))
    for wrong in ({"confirmed": ""}, {"source": ""}, {"amount": ""}):
        assert client.post(PERIOD, GOOD | wrong).status_code == 200
    assert Retention.objects.filter(key="cases.content").count() == 1
    with pytest.raises(IntegrityError), transaction.atomic():
        Retention.objects.create(key="x", amount=1, switched_on=True, valid_from=today())


def test_the_service_asks_for_the_right_again(world: Any, seat_of: Any, actor_of: Any) -> None:
    for kind, unit in (("administrator", world.xa_a), ("commune_officer", world.xa_a)):
        with pytest.raises(PrivacyRefused):
            periods.set_period(
                line=Retention(key="cases.content", amount=1, valid_from=today()),
                confirmed=False,
                actor=actor_of(seat_of(kind, unit)),
            )


@pytest.mark.parametrize(
    "statement", ["UPDATE privacy_retention SET amount = 1", "DELETE FROM privacy_retention"]
)
def test_the_history_cannot_be_rewritten_by_the_application(statement: str) -> None:
    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        connection.cursor().execute(statement)


def test_a_line_of_tomorrow_does_not_hold_today() -> None:
    Retention.objects.create(key="x", amount=1, valid_from=today())
    Retention.objects.create(key="x", amount=2, valid_from=date(2200, 1, 1))
    line = periods.in_force("x")
    assert line is not None
    assert line.amount == 1


def test_the_page_of_all_tables_asks_few_questions(
    world: Any, seat_of: Any, client_for: Any, django_assert_max_num_queries: Any
) -> None:
    client = client_for(seat_of("commune_officer", world.xa_a))
    with django_assert_max_num_queries(20):
        client.get(TABLES)
