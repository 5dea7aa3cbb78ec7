"""A seat's calendar: read by any program at an address that only its holder knows, as long as the seat runs."""

from collections.abc import Callable
from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

import icalendar
import pytest
from django.db.backends.postgresql.psycopg_any import DateRange

from hoathuan.accounts.actor import actor_for
from hoathuan.accounts.models import Seat, User
from hoathuan.core import rates
from hoathuan.core.dates import today
from hoathuan.inbox.dues import registry
from hoathuan.inbox.dues.registry import DueSource
from hoathuan.inbox.models import CalendarFeed
from hoathuan.inbox.services import calendars

from .conftest import SECRETS, due_of

pytestmark = pytest.mark.django_db
PAGE = "/viec-den-han/lich/"


@pytest.fixture
def made(client_for: Callable[..., Any]) -> Callable[[Any], str]:
    """Make the feed of a seat as its holder does; returns the address."""

    def make(seat: Any) -> str:
        page = client_for(seat).post(PAGE, {"lap": "1"}).content.decode()
        return "/viec-den-han/lich/" + page.split("/viec-den-han/lich/")[1].split('"')[0]

    return make


def events(client: Any, address: str) -> dict[str, date]:
    answer = client.get(address)
    assert answer.status_code == 200
    assert answer["Content-Type"].startswith("text/calendar")
    calendar = icalendar.Calendar.from_ical(answer.content)
    return {str(one["summary"]): one["dtstart"].dt for one in calendar.walk("VEVENT")}


def test_a_library_reads_the_days_and_titles(client, world, seat_of, dues, made) -> None:
    day = today() + timedelta(3)
    dues += [due_of(world.xa_a, day), due_of(world.xa_a, None, "2"), due_of(world.xa_b, day, "3")]
    address = made(seat_of("commune_officer", world.xa_a))
    assert address.endswith(".ics")
    assert events(client, address) == {"Việc 1": day}


def test_it_is_true_of_the_moment_in_which_it_is_read(client, world, seat_of, dues, made, clock) -> None:
    clock(2026, 12, 30, 9)
    address = made(seat_of("commune_officer", world.xa_a))
    assert events(client, address) == {}
    dues.append(due_of(world.xa_a, date(2026, 12, 31)))
    first = client.get(address).content
    assert b"DTSTART;VALUE=DATE:20261231" in first
    assert b"DTEND;VALUE=DATE:20270101" in first


def test_renewing_ends_the_former_address_and_ending_the_last(
    client, world, seat_of, dues, made, client_for
) -> None:
    seat = seat_of("commune_officer", world.xa_a)
    first = made(seat)
    second = made(seat)
    assert first != second
    assert client.get(first).status_code == 404
    assert client.get(second).status_code == 200
    client_for(seat).post(PAGE, {"dung": "1"})
    assert client.get(second).status_code == 404
    assert client_for(seat).post(PAGE, {"dung": "1"}).status_code == 302


def test_it_ends_with_the_seat_and_with_the_account(client, world, seat_of, dues, made) -> None:
    for change in ("term", "stopped", "account"):
        seat = seat_of("commune_officer", world.xa_a)
        address = made(seat)
        assert client.get(address).status_code == 200
        if change == "account":
            User.objects.filter(pk=seat.person.user_id).update(is_active=False)
        elif change == "stopped":
            Seat.objects.filter(pk=seat.pk).update(stopped_at="2026-01-01T00:00:00Z")
        else:
            Seat.objects.filter(pk=seat.pk).update(valid=DateRange(date(2025, 7, 1), today()))
        assert client.get(address).status_code == 404, change


def test_only_a_hash_of_the_address_is_kept_and_the_page_shows_it_once(
    world, seat_of, made, client_for
) -> None:
    seat = seat_of("commune_officer", world.xa_a)
    address = made(seat)
    secret = address.rsplit("/", 1)[1].removesuffix(".ics")
    assert secret not in CalendarFeed.objects.get().digest
    page = client_for(seat).get(PAGE).content.decode()
    assert secret not in page
    assert "Đang có một địa chỉ" in page


def test_it_reads_a_bounded_span_of_days_and_no_source_without_days(
    client, world, seat_of, dues, made, clock
) -> None:
    clock(2026, 6, 23, 9)
    span = {"xưa": -31, "trễ": -30, "gần": 3, "xa": 183, "quá xa": 184}
    dues += [due_of(world.xa_a, date(2026, 6, 23) + timedelta(days), key) for key, days in span.items()]
    asked: list[Any] = []
    registry.register(
        DueSource("dem", "Chỉ đếm", ("commune_officer",), lambda one: asked.append(one) or [], reminded=False)
    )
    address = made(seat_of("commune_officer", world.xa_a))
    assert set(events(client, address)) == {"Việc trễ", "Việc gần", "Việc xa"}
    assert asked == []


def test_a_program_that_asks_again_and_again_is_told_to_wait(
    client, world, seat_of, dues, made, monkeypatch
) -> None:
    monkeypatch.setattr(calendars, "MOST_READS", 2)
    monkeypatch.setattr(rates, "time", SimpleNamespace(time=lambda: 1_782_180_000.0))
    first, second = (made(seat_of("commune_officer", unit)) for unit in (world.xa_a, world.xa_b))
    answers = [client.get(first) for _ in range(3)]
    assert [one.status_code for one in answers] == [200, 200, 429]
    assert "Hãy đợi 5 phút" in answers[2].content.decode()
    assert answers[2]["Retry-After"] == "300"
    assert client.get(second).status_code == 200, "another address is not"


def test_who_has_the_copy_of_these_minutes_costs_no_reading(
    client, world, seat_of, dues, made, clock, monkeypatch
) -> None:
    """Nor is it counted; as soon as the address has ended it is told so nevertheless."""
    clock(2026, 6, 23, 9, 1)
    seat = seat_of("commune_officer", world.xa_a)
    address = made(seat)
    first = client.get(address)
    assert first["Cache-Control"] == "private, max-age=300"
    since = {"If-Modified-Since": first["Last-Modified"]}
    monkeypatch.setattr(calendars, "MOST_READS", 1)
    dues.append(due_of(world.xa_a, date(2026, 6, 24)))
    clock(2026, 6, 23, 9, 4)
    again = client.get(address, headers=since)
    assert (again.status_code, again.content) == (304, b"")
    clock(2026, 6, 23, 9, 5)
    monkeypatch.setattr(calendars, "MOST_READS", 2)
    assert "Việc 1" in client.get(address, headers=since).content.decode()
    calendars.end(actor=actor_for(seat, seat.person.user))
    assert client.get(address, headers=since).status_code == 404


def test_four_people_have_four_calendars(client, world, dispute, seat_of, made, clock) -> None:
    """Own commune, parent, sister, and who has no seat."""
    clock(2026, 6, 22, 9)
    parent, sister = seat_of("province_officer", world.tinh_mau), seat_of("commune_officer", world.xa_b)
    title = f"Vụ việc số {dispute}: bắt đầu hòa giải"
    assert title in events(client, made(dispute.officer))
    assert title not in events(client, made(parent))
    assert title not in events(client, made(sister))
    client.force_login(User.objects.create_user("khong-vai"))
    assert client.get(PAGE).status_code == 302


def test_nothing_of_a_dispute_stands_in_a_calendar(client, dispute, made, clock) -> None:
    clock(2026, 6, 22, 9)
    text = client.get(made(dispute.officer)).content.decode().replace("\r\n ", "")
    assert f"Vụ việc số {dispute}" in text
    assert not [secret for secret in SECRETS if secret in text]


@pytest.mark.parametrize("secret", ["x", "0" * 43, "../" * 3])
def test_a_guessed_address_is_none(client, db, secret: str) -> None:
    assert client.get(f"/viec-den-han/lich/{secret}.ics").status_code == 404
