"""What is due reaches whoever must do it, outlives every seat, and shows nobody what is not theirs."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange

from hoathuan.accounts.models import Seat
from hoathuan.core.dates import today
from hoathuan.inbox.dues.holders import holders_of
from hoathuan.inbox.dues.reading import lines_of

from .conftest import SECRETS, due_of

pytestmark = pytest.mark.django_db


def end(seat: Any) -> None:
    Seat.objects.filter(pk=seat.pk).update(valid=DateRange(date(2025, 7, 1), today()))


def titles(actor: Any) -> list[str]:
    return [str(line.due.title) for line in lines_of(actor)]


def test_a_due_is_of_the_office_whoever_sits_there(world, seat_of, actor_of, dues) -> None:
    first, second = (seat_of("commune_officer", world.xa_a) for _ in range(2))
    sister, above = seat_of("commune_officer", world.xa_b), seat_of("province_officer", world.tinh_mau)
    dues.append(due_of(world.xa_a, today()))
    assert titles(actor_of(first)) == titles(actor_of(second)) == ["Việc 1"]
    assert titles(actor_of(sister)) == titles(actor_of(above)) == []


def test_when_the_last_holder_goes_it_stands_above_and_with_the_administrator(
    world, seat_of, actor_of, dues
) -> None:
    officer = seat_of("commune_officer", world.xa_a)
    above, administrator = (
        seat_of("province_officer", world.tinh_mau),
        seat_of("administrator", world.tinh_mau),
    )
    abroad, sister = seat_of("province_officer", world.tinh_khac), seat_of("commune_officer", world.xa_b)
    dues.append(due_of(world.xa_a, today()))
    assert titles(actor_of(above)) == []
    end(officer)
    for seat in (above, administrator):
        (line,) = lines_of(actor_of(seat))
        assert line.vacant == "Xã An Mẫu chưa có người giữ vai Công chức tư pháp xã"
    assert titles(actor_of(abroad)) == titles(actor_of(sister)) == []
    new = seat_of("commune_officer", world.xa_a)
    assert titles(actor_of(new)) == ["Việc 1"]
    assert titles(actor_of(above)) == []


def test_the_page_says_that_nobody_sits_there(world, seat_of, client_for, dues) -> None:
    dues.append(due_of(world.xa_a, today()))
    page = client_for(seat_of("administrator", world.tinh_mau)).get("/viec-den-han/").content.decode()
    assert "Xã An Mẫu chưa có người giữ vai Công chức tư pháp xã" in page
    assert "không có người giữ vai được chuyển đến đây" in page


def test_who_was_named_is_told_first_and_the_office_when_she_is_gone(world, seat_of, dues) -> None:
    first, second = (seat_of("commune_officer", world.xa_a) for _ in range(2))
    due = due_of(world.xa_a, today(), person_id=second.person_id)
    assert holders_of([due]).of(due.office) == [second]
    end(second)
    assert holders_of([due]).of(due.office) == [first]
    end(first)
    leader, administrator = seat_of("commune_leader", world.xa_a), seat_of("administrator", world.tinh_mau)
    assert holders_of([due]).of(due.office) == []
    assert set(holders_of([due]).stand_in(due.office)) == {leader, administrator}


def test_the_list_goes_by_day_and_filters_by_kind_and_term(world, seat_of, client_for, dues) -> None:
    day = today()
    for key, days in (("xa", 90), ("gần", 3), ("trễ", -4)):
        dues.append(due_of(world.xa_a, day + timedelta(days), key))
    dues.append(due_of(world.xa_a, None, "chờ"))
    client = client_for(seat_of("commune_officer", world.xa_a))
    page = client.get("/viec-den-han/").content.decode()
    order = [page.index(f"Việc {key}<") for key in ("trễ", "gần", "xa", "chờ")]
    assert order == sorted(order)
    assert "Quá hạn 4 ngày" in page
    late = client.get("/viec-den-han/?han=tre").content.decode()
    assert "Việc trễ<" in late
    assert "Việc gần<" not in late
    assert "Việc chờ<" not in client.get("/viec-den-han/?han=ngay").content.decode()
    assert "Việc xa<" in client.get("/viec-den-han/?loai=thu").content.decode()
    assert "Việc xa<" in client.get("/viec-den-han/?loai=khong-co&han=x&trang=-1").content.decode()


def test_a_day_that_counts_working_days_says_so(world, seat_of, client_for, dues) -> None:
    dues.append(replace(due_of(world.xa_a, today()), day_type="working"))
    page = client_for(seat_of("commune_officer", world.xa_a)).get("/viec-den-han/").content.decode()
    assert "tính theo ngày làm việc" in page


@pytest.mark.parametrize("kind", ["commune_officer", "province_officer", "administrator"])
def test_the_page_asks_the_database_as_often_for_two_hundred_dues_as_for_none(
    kind, world, seat_of, client_for, dues, django_assert_max_num_queries
) -> None:
    unit = world.xa_a if kind == "commune_officer" else world.tinh_mau
    client = client_for(seat_of(kind, unit))
    dues += [due_of(world.xa_a, today(), str(number)) for number in range(200)]
    with django_assert_max_num_queries(20):
        assert client.get("/viec-den-han/").status_code == 200


@pytest.mark.parametrize("kind", ["commune_officer", "province_officer", "ministry_viewer", "administrator"])
def test_all_sources_together_stay_within_a_budget(
    kind, world, seat_of, client_for, django_assert_max_num_queries
) -> None:
    places = {"commune_officer": world.xa_a, "ministry_viewer": world.country}
    client = client_for(seat_of(kind, places.get(kind, world.tinh_mau)))
    with django_assert_max_num_queries(45):
        assert client.get("/viec-den-han/").status_code == 200


def test_a_dispute_to_begin_is_its_teams_and_communes_and_a_number_above(
    world, dispute, seat_of, client_for, clock
) -> None:
    clock(2026, 6, 25, 9)
    sister, above = seat_of("commune_officer", world.xa_b), seat_of("province_officer", world.tinh_mau)
    head = seat_of("team_head", world.villages["Xã An Mẫu"][0], team_id=dispute.team_id)
    beside = seat_of("team_head", world.villages["Xã An Mẫu"][0], team_id=dispute.team_id + 1)
    pages = {
        name: client_for(seat).get("/viec-den-han/").content.decode()
        for name, seat in {
            "officer": dispute.officer, "head": head, "beside": beside, "sister": sister, "above": above,
        }.items()
    }  # fmt: skip
    due = f"Vụ việc số {dispute}: bắt đầu hòa giải"
    assert [name for name, page in pages.items() if due in page] == ["officer", "head"]
    assert "Quá hạn 2 ngày" in pages["head"]
    assert "Ở các đơn vị cấp dưới" in pages["above"]
    assert "Xã An Mẫu" in pages["above"]
    assert not [secret for secret in SECRETS for page in pages.values() if secret in page]


def test_the_home_page_shows_the_same_dues(world, dispute, client_for, clock) -> None:
    clock(2026, 6, 25, 9)
    home = client_for(dispute.officer).get("/").content.decode()
    assert f"Vụ việc số {dispute}: bắt đầu hòa giải" in home
    assert 'href="/viec-den-han/"' in home


def test_who_was_not_confirmed_in_person_is_told_of_no_dispute(world, dispute, client_for, clock) -> None:
    from hoathuan.accounts.models import User

    clock(2026, 6, 25, 9)
    User.objects.filter(pk=dispute.officer.person.user_id).update(unproven_since="2026-06-24T00:00:00Z")
    assert "bắt đầu hòa giải" not in client_for(dispute.officer).get("/viec-den-han/").content.decode()


def test_a_seat_that_ends_is_due_to_the_administrator(world, seat_of, client_for) -> None:
    last = today() + timedelta(20)
    seat_of("commune_officer", world.xa_a, valid=DateRange(date(2025, 7, 1), last + timedelta(1)))
    words = "Vai Công chức tư pháp xã ở Xã An Mẫu sắp hết nhiệm kỳ"
    own = client_for(seat_of("administrator", world.tinh_mau)).get("/viec-den-han/").content.decode()
    assert words in own
    assert f"{last:%d/%m/%Y}" in own
    assert (
        words
        not in client_for(seat_of("administrator", world.tinh_khac)).get("/viec-den-han/").content.decode()
    )
    assert (
        words not in client_for(seat_of("commune_officer", world.xa_b)).get("/viec-den-han/").content.decode()
    )


def test_without_a_seat_there_is_nothing_and_without_an_account_the_sign_in(
    client, db, seat_of, world
) -> None:
    seat_of("administrator", world.tinh_mau)
    assert "/tai-khoan/login/" in client.get("/viec-den-han/")["Location"]
