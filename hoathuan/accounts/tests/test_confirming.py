"""Who is met by whom before an account reads: inspectors, those above the communes, accounts from one hand."""

from typing import Any

import pytest

from hoathuan.accounts import proving
from hoathuan.accounts.acting import settings_of
from hoathuan.accounts.errors import AccountsError
from hoathuan.accounts.models import Notice, Recovery, Seat, User
from hoathuan.accounts.notices import sentence
from hoathuan.accounts.services.recovery import confirm
from hoathuan.accounts.services.seats import Placing, give_seat
from hoathuan.accounts.services.slips import issue_slips
from hoathuan.core.dates import today

from .test_recovery import TEAM, fresh, recover

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(world: Any, seat_of: Any) -> Seat:
    return seat_of("administrator", world.tinh_mau, "Người Quản Trị")


@pytest.fixture
def officer(world: Any, seat_of: Any) -> Seat:
    return seat_of("commune_officer", world.xa_a, "Người Tư Pháp")


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("inspector", "vai đọc nội dung vụ việc"),
        ("commune_officer", "vai đọc nội dung vụ việc"),
        ("commune_accountant", "vai duyệt, ký, chi hoặc quản trị"),
        ("province_leader", "vai duyệt, ký, chi hoặc quản trị"),
        ("administrator", "vai duyệt, ký, chi hoặc quản trị"),
    ],
)
def test_nobody_gives_himself_what_reads_signs_or_pays(
    kind: str, words: str, world: Any, admin: Seat, actor_of: Any
) -> None:
    where = world.tinh_mau if kind == "province_leader" else world.xa_a
    with pytest.raises(AccountsError, match=words):
        give_seat(person=admin.person, placing=Placing(kind, where, today()), actor=actor_of(admin))
    assert Seat.objects.count() == 1


def test_an_account_in_use_that_becomes_an_inspector_waits_for_the_provinces_leader(
    world: Any, admin: Seat, seat_of: Any, actor_of: Any
) -> None:
    known = seat_of("reporter", world.tinh_mau)
    leader = seat_of("province_leader", world.tinh_mau)
    placing = Placing("inspector", world.tinh_mau, today())
    seat = fresh(give_seat(person=known.person, placing=placing, actor=actor_of(admin)))
    assert settings_of(actor_of(seat))["ht.seat"] == ""
    confirm(recovery=Recovery.objects.get(), actor=actor_of(leader))
    assert settings_of(actor_of(fresh(seat)))["ht.seat"] == str(seat.pk)


def test_a_slip_for_the_provinces_inspector_is_confirmed_on_the_page_by_its_leader(
    world: Any, admin: Seat, seat_of: Any, actor_of: Any, client_for: Any
) -> None:
    inspector = seat_of("inspector", world.tinh_mau, "Thanh Tra Mẫu")
    recovery = recover(inspector, actor_of(admin))
    page = f"/quan-tri/xac-nhan/{recovery.uuid}/"
    refused = client_for(admin).post(page, {"met": "on"}).content.decode()
    assert "Người đã in phiếu không xác nhận được" in refused
    browser = client_for(seat_of("province_leader", world.tinh_mau))
    assert "Thanh Tra Mẫu" in browser.get("/quan-tri/xac-nhan/").content.decode()
    assert browser.post(page, {"met": "on"}).status_code == 302
    assert not actor_of(fresh(inspector)).unproven


def test_somebody_of_the_country_is_confirmed_by_another_administrator_of_the_country(
    world: Any, seat_of: Any, actor_of: Any
) -> None:
    giver, other = (seat_of("administrator", world.country) for _one in range(2))
    viewer = seat_of("ministry_viewer", world.country)
    recovery = recover(viewer, actor_of(giver))
    with pytest.raises(AccountsError, match="Người đã in phiếu"):
        confirm(recovery=recovery, actor=actor_of(giver))
    confirm(recovery=recovery, actor=actor_of(other))
    assert not actor_of(fresh(viewer)).unproven


@pytest.mark.parametrize(
    ("who", "where", "may"),
    [
        ("province_leader", "tinh_mau", True),
        ("administrator", "tinh_mau", True),
        ("province_leader", "tinh_khac", False),
        ("administrator", "country", False),
        ("administrator", "xa_a", False),
        ("province_officer", "tinh_mau", False),
        ("commune_officer", "xa_a", False),
    ],
)
def test_who_confirms_those_of_a_province(
    who: str, where: str, may: bool, world: Any, seat_of: Any, actor_of: Any
) -> None:
    other = actor_of(seat_of(who, getattr(world, where)))
    assert proving.fits(other, [seat_of("inspector", world.tinh_mau)]) is may
    assert proving.fits(other, [seat_of("province_officer", world.tinh_mau)]) is may


def test_an_inspector_who_works_on_disputes_too_is_not_opened_by_an_administrator(
    world: Any, admin: Seat, officer: Seat, seat_of: Any, actor_of: Any
) -> None:
    inspector = seat_of("inspector", world.tinh_mau)
    leader = seat_of("province_leader", world.tinh_mau)
    for_both = [officer, inspector]
    assert not proving.fits(actor_of(admin), for_both)
    assert not proving.fits(actor_of(seat_of("commune_leader", world.xa_a)), for_both)
    assert proving.fits(actor_of(leader), for_both)


def test_a_leader_and_an_officer_from_one_hand_do_not_open_one_another(
    world: Any, admin: Seat, officer: Seat, seat_of: Any, actor_of: Any, client_for: Any
) -> None:
    leader = seat_of("commune_leader", world.xa_a)
    User.objects.update(password="!")
    recover(leader, actor_of(admin))
    recovery = recover(officer, actor_of(admin))
    assert not recovery.again
    with pytest.raises(AccountsError, match="cùng một người mở"):
        confirm(recovery=recovery, actor=actor_of(fresh(leader)))
    page = f"/quan-tri/xac-nhan/{recovery.uuid}/"
    assert page not in client_for(fresh(leader)).get("/quan-tri/xac-nhan/").content.decode()
    # the province has met the leader; now the leader opens the officer's account
    above = actor_of(seat_of("province_officer", world.tinh_mau))
    confirm(recovery=Recovery.objects.get(user=leader.person.user), actor=above)
    confirm(recovery=recovery, actor=actor_of(fresh(leader)))
    assert actor_of(fresh(officer)).reads_content


def test_from_two_hands_the_leader_opens_the_officers_account(
    world: Any, admin: Seat, officer: Seat, seat_of: Any, actor_of: Any
) -> None:
    leader = seat_of("commune_leader", world.xa_a)
    other = seat_of("administrator", world.tinh_mau)
    User.objects.update(password="!")
    recover(leader, actor_of(other))
    recovery = recover(officer, actor_of(admin))
    confirm(recovery=recovery, actor=actor_of(fresh(leader)))
    assert actor_of(fresh(officer)).reads_content


def test_the_place_hears_when_what_reads_is_opened_for_the_first_time(
    world: Any, admin: Seat, officer: Seat, seat_of: Any, actor_of: Any
) -> None:
    new = [seat_of("mediator", world.xa_a, f"Hòa Giải {n}", team_id=TEAM).person for n in (1, 2)]
    second = seat_of("commune_officer", world.xa_a, "Người Mới")
    plain = seat_of("reporter", world.xa_a)
    province = seat_of("province_officer", world.tinh_mau)
    fresh_accounts = [*new, second.person, plain.person]
    User.objects.filter(person__in=fresh_accounts).update(password="!")
    issue_slips(people=fresh_accounts, actor=actor_of(admin))
    told = sorted(Notice.objects.values_list("user_id", "kind"))
    assert told == sorted(
        [
            (officer.person.user_id, "opened"),
            (officer.person.user_id, "opened_many"),
            (second.person.user_id, "opened_many"),
            (province.person.user_id, "opened"),
        ]
    )
    words = [sentence(one) for one in Notice.objects.filter(kind="opened_many")]
    assert "Hòa Giải 1 và 1 người khác" in words[0]
