"""What is due reaches whoever must do it, outlives every seat, and shows nobody what is not theirs."""

import re
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange

from hoathuan.accounts.actor import actor_for
from hoathuan.accounts.models import Body, Seat
from hoathuan.accounts.services import seats
from hoathuan.cases.dues import due_of as due_of_case
from hoathuan.core.dates import today
from hoathuan.inbox.dues.holders import holders_of, people_told
from hoathuan.inbox.dues.reading import lines_of
from hoathuan.plans.choices import PlanOrigin, PlanState
from hoathuan.plans.models import Plan, Task

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
    with django_assert_max_num_queries(49):
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


@pytest.fixture
def left_behind(world: Any, dispute: Any, seat_of: Any, actor_of: Any, clock: Any) -> Any:
    """The officer of a commune, who has a dispute and a task to see to, is ended by the administrator's own hand."""
    clock(2026, 6, 25, 9)
    committee = Body.objects.create(name="UBND Xã An Mẫu", kind="peoples_committee", unit=world.xa_a)
    plan = Plan.objects.create(
        unit=world.xa_a,
        body=committee,
        year=2026,
        title="Kế hoạch mẫu",
        number="01/KH-UBND",
        number_year=2026,
        signed_on=date(2026, 1, 5),
        state=PlanState.ISSUED,
        origin=PlanOrigin.OWN,
    )
    Task.objects.create(
        plan=plan,
        content="Sơ kết công tác hòa giải mẫu",
        due_on=date(2026, 6, 20),
        person=dispute.officer.person,
    )
    administrator = seat_of("administrator", world.tinh_mau)
    seat = Seat.objects.get(pk=dispute.officer.pk)
    seats.end_seat(seat=seat, until=date(2026, 6, 24), version=seat.version, actor=actor_of(administrator))
    return administrator


def test_a_seat_that_ends_with_open_to_dos_leaves_them_to_who_can_see_to_them(
    world: Any, dispute: Any, left_behind: Any, seat_of: Any, client_for: Any
) -> None:
    """What the officer had stands with the administrator and one level up, and with nobody beside."""
    titles_left = {f"Vụ việc số {dispute}: bắt đầu hòa giải", "Sơ kết công tác hòa giải mẫu"}
    above, sister = seat_of("province_officer", world.tinh_mau), seat_of("commune_officer", world.xa_b)
    pages = {
        name: client_for(seat).get("/viec-den-han/").content.decode()
        for name, seat in {"administrator": left_behind, "above": above, "sister": sister}.items()
    }
    for title in titles_left:
        assert [name for name, page in pages.items() if title in page] == ["administrator", "above"]
    for name in ("administrator", "above"):
        assert "Xã An Mẫu chưa có người giữ vai Công chức tư pháp xã" in pages[name]
    new = seat_of("commune_officer", world.xa_a)
    own = client_for(new).get("/viec-den-han/").content.decode()
    assert [title for title in titles_left if title not in own] == []
    assert not titles_left & set(titles(actor_for(above, above.person.user)))


def test_who_stands_in_is_led_to_no_page_that_is_closed_to_them(
    world: Any, dispute: Any, left_behind: Any, seat_of: Any, client_for: Any
) -> None:
    for seat in (left_behind, seat_of("province_officer", world.tinh_mau)):
        client = client_for(seat)
        page = client.get("/viec-den-han/").content.decode()
        assert f"/vu-viec/{dispute.uuid}" not in page
        table = page.split("<tbody>")[1].split("</tbody>")[0]
        for address in re.findall(r'<a [^>]*href="([^"#]+)', table):
            assert client.get(address).status_code == 200, address
        assert ("Giao vai" in table) is (seat.kind == "administrator")


def test_a_team_without_accounts_is_its_justice_officers_and_then_the_leaders(
    world: Any, dispute: Any, seat_of: Any
) -> None:
    """Most teams write nothing themselves: no administrator is asked to seat every mediator."""
    leader = seat_of("commune_leader", world.xa_a)
    due = due_of_case(dispute)
    holders = holders_of([due])
    assert holders.of(due.office) == [dispute.officer]
    assert holders.over(due.office) == [leader]
    head = seat_of("team_head", world.villages["Xã An Mẫu"][0], team_id=dispute.team_id)
    holders = holders_of([due])
    assert holders.of(due.office) == [head]
    assert holders.over(due.office) == [dispute.officer]
    assert people_told([due]) == {due.key: sorted([head.person.user_id, dispute.officer.person.user_id])}


def test_a_body_without_an_officer_is_seen_to_by_the_justice_officer_of_its_unit(
    world: Any, seat_of: Any, dues: Any
) -> None:
    body = Body.objects.create(name="Hội Phụ nữ xã An Mẫu", kind="association", unit=world.xa_a)
    due = due_of(world.xa_a, today(), kinds=("body_officer",), body_id=body.pk)
    officer, above = seat_of("commune_officer", world.xa_a), seat_of("province_officer", world.tinh_mau)
    assert holders_of([due]).stand_in(due.office) == [officer]
    end(officer)
    assert holders_of([due]).stand_in(due.office) == [above]
    holder = seat_of("body_officer", world.xa_a, body=body)
    assert holders_of([due]).of(due.office) == [holder]


def test_papers_without_their_signed_copy_wait_with_their_office(
    world: Any, seat_of: Any, client_for: Any, monkeypatch: Any
) -> None:
    asked: list[Any] = []
    monkeypatch.setattr("hoathuan.inbox.below.documents.unsigned", lambda actor: asked.append(actor) or 3)
    officer = seat_of("commune_officer", world.xa_a)
    page = client_for(officer).get("/viec-den-han/").content.decode()
    assert "3 văn bản đã ban hành, chờ bản ký" in page
    assert asked[0].commune_id == world.xa_a.pk
    asked.clear()
    client_for(seat_of("administrator", world.tinh_mau)).get("/viec-den-han/")
    assert asked == []
