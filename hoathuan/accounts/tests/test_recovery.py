"""A recovered account: out everywhere, told to those of the place, and blind to disputes until somebody met it."""

from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.db import connection
from django.test import Client

from hoathuan.accounts import proving
from hoathuan.accounts.acting import as_actor, settings_of
from hoathuan.accounts.errors import AccountsError
from hoathuan.accounts.models import Notice, Person, Recovery, Seat, User
from hoathuan.accounts.services.handing_over import HandOver, hand_over
from hoathuan.accounts.services.recovery import confirm, watchers
from hoathuan.accounts.services.seats import Placing, give_seat
from hoathuan.accounts.services.slips import issue_slips
from hoathuan.core.dates import today
from hoathuan.core.models import AuditEntry

pytestmark = pytest.mark.django_db
PASSWORD = "bếp lửa mùa đông"
TEAM = 7


@pytest.fixture
def admin(world: Any, seat_of: Any) -> Seat:
    return seat_of("administrator", world.tinh_mau, "Người Quản Trị")


@pytest.fixture
def head(world: Any, seat_of: Any) -> Seat:
    return seat_of("team_head", world.xa_a, "Lò Văn Mẫu", team_id=TEAM)


@pytest.fixture
def officer(world: Any, seat_of: Any) -> Seat:
    return seat_of("commune_officer", world.xa_a, "Người Tư Pháp")


def fresh(seat: Seat) -> Seat:
    return Seat.objects.select_related("person__user", "unit").get(pk=seat.pk)


def recover(seat: Seat, actor: Any, *, use: bool = True) -> Recovery:
    """A slip for the holder, printed by the actor and used by whoever has it in hand."""
    slip = issue_slips(people=[Person.objects.get(pk=seat.person_id)], actor=actor)[0]
    if use:
        sign_in_with(slip)
    return Recovery.objects.filter(user__person=seat.person_id).latest("id")


def sign_in_with(slip: Any) -> Client:
    browser = Client()
    browser.post("/quan-tri/kich-hoat/", {"username": slip.username, "code": slip.code})
    browser.post("/quan-tri/kich-hoat/mat-khau/", {"password": PASSWORD, "again": PASSWORD})
    return browser


def content_settings(seat: Seat, actor_of: Any) -> tuple[str, str]:
    with as_actor(actor_of(fresh(seat))), connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('ht.team'), current_setting('ht.content_commune')")
        return tuple(cursor.fetchone())


def test_an_administrator_who_takes_over_a_head_reads_no_dispute(
    admin: Seat, head: Seat, actor_of: Any
) -> None:
    slip = issue_slips(people=[head.person], actor=actor_of(admin))[0]
    intruder = sign_in_with(slip)
    intruder.post("/quan-tri/chon-vai/", {"seat": str(head.uuid)})
    actor = actor_of(fresh(head))
    assert not actor.reads_content
    assert content_settings(head, actor_of) == ("", "")
    refused = intruder.get("/vu-viec/ghi/")
    assert refused.status_code == 403
    assert "gặp trực tiếp công chức tư pháp xã" in refused.content.decode()
    listed = intruder.get("/vu-viec/").content.decode()
    assert "gặp trực tiếp công chức tư pháp xã" in listed
    # nor can he vouch for himself, as the head or as the administrator
    for seat in (head, admin):
        with pytest.raises(AccountsError):
            confirm(recovery=Recovery.objects.get(), actor=actor_of(fresh(seat)))
    assert User.objects.get(pk=head.person.user_id).unproven_since is not None


def test_nor_when_he_recovers_the_officer_to_print_slips_face_to_face(
    admin: Seat, officer: Seat, head: Seat, actor_of: Any
) -> None:
    recover(officer, actor_of(admin))
    with pytest.raises(AccountsError, match="chờ xác nhận"):
        issue_slips(people=[head.person], actor=actor_of(fresh(officer)))
    recover(head, actor_of(admin))
    with pytest.raises(AccountsError):
        confirm(recovery=Recovery.objects.latest("id"), actor=actor_of(fresh(officer)))


def test_the_officer_meets_the_head_and_opens_the_content_again(
    admin: Seat, officer: Seat, head: Seat, actor_of: Any, client_for: Any
) -> None:
    recovery = recover(head, actor_of(admin))
    browser = client_for(officer)
    assert "Lò Văn Mẫu" in browser.get("/quan-tri/xac-nhan/").content.decode()
    page = f"/quan-tri/xac-nhan/{recovery.uuid}/"
    assert "Chỉ xác nhận khi đã gặp trực tiếp" in browser.post(page, {}).content.decode()
    assert browser.post(page, {"met": "on"}).status_code == 302
    assert content_settings(head, actor_of) == (str(TEAM), "")
    assert "Không có ai chờ xác nhận" in browser.get("/quan-tri/xac-nhan/").content.decode()
    assert AuditEntry.objects.filter(action="accounts.confirmed").exists()
    assert Notice.objects.filter(user=head.person.user, kind="confirmed").exists()


def test_a_slip_that_nobody_has_used_yet_is_not_confirmed(
    admin: Seat, officer: Seat, head: Seat, actor_of: Any
) -> None:
    recovery = recover(head, actor_of(admin), use=False)
    with pytest.raises(AccountsError, match="chưa dùng phiếu"):
        confirm(recovery=recovery, actor=actor_of(officer))


def test_a_confirmation_of_the_former_slip_does_not_open_the_newer_one(
    admin: Seat, officer: Seat, head: Seat, actor_of: Any
) -> None:
    former = recover(head, actor_of(admin))
    recover(head, actor_of(admin))
    with pytest.raises(AccountsError, match="phiếu in sau"):
        confirm(recovery=former, actor=actor_of(officer))


def test_a_slip_from_the_officers_own_hand_is_the_confirmation(
    officer: Seat, head: Seat, actor_of: Any
) -> None:
    recovery = recover(head, actor_of(officer))
    assert (recovery.again, recovery.confirmed_by) == (True, officer)
    assert actor_of(fresh(head)).reads_content


@pytest.mark.parametrize(
    ("who", "where", "team", "may"),
    [
        ("commune_leader", "xa_a", None, True),
        ("commune_officer", "xa_a", None, True),
        ("commune_leader", "xa_b", None, False),
        ("team_head", "xa_a", TEAM, False),
        ("province_officer", "tinh_mau", None, False),
        ("administrator", "tinh_mau", None, False),
    ],
)
def test_who_confirms_the_officer(
    who: str, where: str, team: int | None, may: bool, world: Any, officer: Seat, seat_of: Any, actor_of: Any
) -> None:
    other = seat_of(who, getattr(world, where), team_id=team)
    assert proving.fits(actor_of(other), [officer]) is may


@pytest.mark.parametrize(
    ("who", "where", "team", "may"),
    [
        ("team_head", "xa_a", TEAM, True),
        ("team_head", "xa_a", 8, False),
        ("mediator", "xa_a", TEAM, False),
        ("commune_officer", "xa_a", None, True),
        ("commune_officer", "xa_b", None, False),
        ("commune_leader", "xa_a", None, False),
    ],
)
def test_who_confirms_a_mediator(
    who: str, where: str, team: int | None, may: bool, world: Any, seat_of: Any, actor_of: Any
) -> None:
    mediator = seat_of("mediator", world.xa_a, team_id=TEAM)
    other = seat_of(who, getattr(world, where), team_id=team)
    assert proving.fits(actor_of(other), [mediator]) is may


def test_a_head_who_is_officer_too_is_confirmed_as_the_officer_he_is(
    world: Any, head: Seat, officer: Seat, seat_of: Any, actor_of: Any
) -> None:
    second = Seat.objects.create(
        person=head.person, kind="commune_officer", unit=world.xa_a, valid=officer.valid
    )
    other_head = seat_of("team_head", world.xa_a, team_id=TEAM)
    assert not proving.fits(actor_of(other_head), [head, second])
    assert proving.fits(actor_of(officer), [head, second])


def test_everything_of_the_former_holder_ends_with_the_slip(
    admin: Seat, head: Seat, actor_of: Any, client_for: Any
) -> None:
    browser = client_for(head)
    assert browser.get("/vu-viec/").status_code == 200
    Authenticator.objects.create(user=head.person.user, type="totp", data={})
    issue_slips(people=[head.person], actor=actor_of(admin))
    assert browser.get("/vu-viec/").status_code == 302
    assert not Authenticator.objects.exists()
    assert not Client().login(username=head.person.user.username, password="mat-khau-thu-nghiem")


def test_the_holder_hears_of_it_at_each_sign_in(admin: Seat, head: Seat, actor_of: Any) -> None:
    recover(head, actor_of(admin))
    browser = Client()
    for _again in range(2):
        signed = browser.post(
            "/tai-khoan/login/", {"login": head.person.user.username, "password": PASSWORD}, follow=True
        )
        assert "Tài khoản này đã được khôi phục bằng phiếu mới: Người Quản Trị" in signed.content.decode()
        browser.post("/tai-khoan/logout/")


def test_a_recovery_of_a_head_is_shown_to_the_officer_and_one_of_the_officer_to_the_province(
    world: Any, admin: Seat, officer: Seat, head: Seat, seat_of: Any, actor_of: Any
) -> None:
    province = seat_of("province_officer", world.tinh_mau)
    sister = seat_of("commune_officer", world.xa_b)
    other_admin = seat_of("administrator", world.tinh_mau)
    assert watchers(head.person) == {officer.person.user_id}
    assert watchers(officer.person) >= {province.person.user_id, other_admin.person.user_id}
    assert sister.person.user_id not in watchers(officer.person)
    recover(officer, actor_of(admin))
    told = set(Notice.objects.filter(kind="recovered").values_list("user_id", flat=True))
    assert told == {province.person.user_id, other_admin.person.user_id}


def test_four_people_before_the_page_of_confirmations(
    world: Any, admin: Seat, officer: Seat, head: Seat, seat_of: Any, actor_of: Any, client_for: Any
) -> None:
    recovery = recover(head, actor_of(admin))
    page = f"/quan-tri/xac-nhan/{recovery.uuid}/"
    province = client_for(seat_of("province_officer", world.tinh_mau))
    sister = client_for(seat_of("commune_officer", world.xa_b))
    assert client_for(officer).get(page).status_code == 200
    assert province.get(page).status_code == 404
    assert sister.get(page).status_code == 404
    assert sister.post(page, {"met": "on"}).status_code == 404
    assert "Lò Văn Mẫu" not in sister.get("/quan-tri/xac-nhan/?xem=het").content.decode()
    assert client_for(None).get(page).status_code == 302
    assert client_for(seat_of("reporter", world.xa_a)).get(page).status_code == 403


def test_the_list_costs_the_same_for_many(
    world: Any,
    admin: Seat,
    officer: Seat,
    seat_of: Any,
    actor_of: Any,
    client_for: Any,
    django_assert_max_num_queries: Any,
) -> None:
    people = [seat_of("mediator", world.xa_a, team_id=TEAM).person for _ in range(12)]
    issue_slips(people=people, actor=actor_of(admin))
    browser = client_for(officer)
    with django_assert_max_num_queries(16):
        shown = browser.get("/quan-tri/xac-nhan/")
    assert shown.content.decode().count("/quan-tri/xac-nhan/") >= 12


def test_settings_of_an_unproven_officer_are_empty(world: Any, officer: Seat, actor_of: Any) -> None:
    assert settings_of(actor_of(officer))["ht.content_commune"] == str(world.xa_a.pk)
    User.objects.filter(pk=officer.person.user_id).update(unproven_since="2026-01-01T00:00:00Z")
    actor = actor_of(fresh(officer))
    assert settings_of(actor)["ht.content_commune"] == ""
    assert settings_of(actor)["ht.commune"] == str(world.xa_a.pk)


def test_one_reads_the_own_notices_and_only_those(
    officer: Seat, admin: Seat, head: Seat, actor_of: Any, client_for: Any
) -> None:
    recover(head, actor_of(admin))
    mine, others = client_for(officer), client_for(admin)
    assert "khôi phục tài khoản của Lò Văn Mẫu" in mine.get("/quan-tri/tin-bao/").content.decode()
    assert "Lò Văn Mẫu" not in others.get("/quan-tri/tin-bao/").content.decode()
    others.post("/quan-tri/tin-bao/")
    assert Notice.objects.filter(user=officer.person.user, read_at=None).exists()
    mine.post("/quan-tri/tin-bao/")
    assert not Notice.objects.filter(read_at=None).exists()
    assert Client().get("/quan-tri/tin-bao/").status_code == 302


def test_two_administrators_do_not_make_one_another_readers(
    world: Any, admin: Seat, seat_of: Any, actor_of: Any
) -> None:
    """The second one, perhaps invented by the first, gives him the seat; a leader of the commune meets him first."""
    second = seat_of("administrator", world.tinh_mau)
    leader = seat_of("commune_leader", world.xa_a)
    placing = Placing("commune_officer", world.xa_a, today())
    seat = fresh(give_seat(person=admin.person, placing=placing, actor=actor_of(second)))
    assert actor_of(seat).content_closed
    for voucher in (second, admin):
        with pytest.raises(AccountsError):
            confirm(recovery=Recovery.objects.get(), actor=actor_of(voucher))
    confirm(recovery=Recovery.objects.get(), actor=actor_of(leader))
    assert actor_of(fresh(seat)).reads_content


def test_nor_does_a_hand_over_make_a_reader_whom_nobody_met(
    world: Any, admin: Seat, officer: Seat, seat_of: Any, actor_of: Any
) -> None:
    follower = seat_of("reporter", world.xa_a)
    plan = HandOver(day=today(), person=follower.person)
    seat = fresh(hand_over(seat=officer, version=1, plan=plan, actor=actor_of(admin)))
    assert actor_of(seat).content_closed
    assert not actor_of(fresh(follower)).content_closed
