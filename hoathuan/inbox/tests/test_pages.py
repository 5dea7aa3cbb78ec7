"""How one is told, and what could not be sent: each person their own, each administrator the own reach."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from hoathuan.accounts import notices
from hoathuan.accounts.models import User
from hoathuan.core.models import AuditEntry
from hoathuan.inbox.choices import State
from hoathuan.inbox.models import Delivery, Preference

pytestmark = pytest.mark.django_db
TELLING, FAILURES = "/viec-den-han/nhan-tin/", "/viec-den-han/chua-gui/"


def stuck(seat: Any, state: str = State.FAILED, error: str = "Máy chủ thư từ chối địa chỉ này") -> Delivery:
    user = seat.person.user
    User.objects.filter(pk=user.pk).update(email=f"{user.username}@example.com")
    notices.tell([user.pk], "sessions_ended")
    delivery = Delivery.objects.latest("id")
    Delivery.objects.filter(pk=delivery.pk).update(state=state, last_error=error, attempts=3)
    return delivery


def test_a_person_says_how_to_be_told_and_it_stays(world, seat_of, client_for) -> None:
    seat = seat_of("commune_officer", world.xa_a)
    User.objects.filter(pk=seat.person.user_id).update(email="toi@example.com")
    client = client_for(seat)
    assert "toi@example.com" in client.get(TELLING).content.decode()
    answer = client.post(TELLING, {"told": ["dues"], "digest": "weekly"})
    assert answer.status_code == 302
    wish = Preference.objects.get(user=seat.person.user)
    assert (wish.email, wish.digest, wish.muted) == (False, "weekly", ["directions", "work"])


def test_what_cannot_be_sent_is_not_asked(world, seat_of, client_for) -> None:
    page = client_for(seat_of("mediator", world.xa_a)).get(TELLING).content.decode()
    assert "chưa có địa chỉ thư điện tử" in page
    assert "Bản tóm tắt" not in page
    assert "Gửi tin nhắn điện thoại" not in page


def test_the_administrator_sees_what_is_stuck_in_reach_and_lets_it_go_again(
    world, seat_of, client_for
) -> None:
    officer = seat_of("commune_officer", world.xa_a, "Bà Mẫu Nhận Thư")
    own, sister = seat_of("administrator", world.tinh_mau), seat_of("administrator", world.xa_b)
    abroad = seat_of("administrator", world.tinh_khac)
    delivery = stuck(officer)
    page = client_for(own).get(FAILURES).content.decode()
    assert "Bà Mẫu Nhận Thư" in page
    assert "Máy chủ thư từ chối địa chỉ này" in page
    address = f"{FAILURES}{delivery.uuid}/gui-lai/"
    for other in (sister, abroad):
        assert "Bà Mẫu Nhận Thư" not in client_for(other).get(FAILURES).content.decode()
        assert client_for(other).post(address).status_code == 404
    assert client_for(officer).get(FAILURES).status_code == 403
    assert client_for(officer).post(address).status_code == 403
    client_for(own).post(address)
    delivery.refresh_from_db()
    assert (delivery.state, delivery.attempts) == (State.WAITING, 0)
    assert delivery.next_try <= timezone.now()
    # the second click finds nothing that is stuck
    assert client_for(own).post(address).status_code == 404


def test_without_an_account_and_without_a_seat(client, world, seat_of) -> None:
    seat_of("administrator", world.tinh_mau)
    for address in (TELLING, FAILURES):
        assert "/tai-khoan/login/" in client.get(address)["Location"]
    client.force_login(User.objects.create_user("khong-vai"))
    assert client.get(TELLING).status_code == 200
    assert client.get(FAILURES).status_code == 302


def test_the_list_of_failures_asks_as_often_for_many_as_for_one(
    world, seat_of, client_for, django_assert_max_num_queries
) -> None:
    for _ in range(12):
        stuck(seat_of("commune_officer", world.xa_a))
    client = client_for(seat_of("administrator", world.tinh_mau))
    with django_assert_max_num_queries(14):
        client.get(FAILURES)


def test_erasing_a_person_takes_wishes_machines_and_deliveries_along(world, seat_of) -> None:
    from hoathuan.privacy import registry

    seat = seat_of("commune_officer", world.xa_a)
    stuck(seat)
    Preference.objects.create(user=seat.person.user)
    for name in ("inbox.deliveries", "inbox.wishes"):
        eraser = registry.eraser(name)
        assert eraser.of_person(seat.person) == 1
        assert eraser.erase_person(seat.person) >= 1
        assert eraser.of_person(seat.person) == 0
    assert not Preference.objects.exists()
    assert not Delivery.objects.exists()


AGAIN_ALL = f"{FAILURES}gui-lai-het/"


def test_when_the_server_is_back_everything_that_surely_did_not_go_goes_at_once(
    world, seat_of, client_for
) -> None:
    """What may have arrived stays: that is asked for one by one."""
    officer, stranger = seat_of("commune_officer", world.xa_a), seat_of("commune_officer", world.xa_c)
    failed, waiting = stuck(officer), stuck(officer, State.WAITING)
    unsure, abroad = stuck(officer, State.UNSURE), stuck(stranger)
    later = timezone.now() + timedelta(hours=4)
    Delivery.objects.filter(pk=waiting.pk).update(next_try=later)
    own = client_for(seat_of("administrator", world.tinh_mau))
    assert "Gửi lại ngay 2 lần" in own.get(FAILURES).content.decode()
    assert own.post(AGAIN_ALL).status_code == 302
    for one in (failed, waiting):
        one.refresh_from_db()
        assert (one.state, one.attempts) == (State.WAITING, 0)
        assert one.next_try <= timezone.now()
    for one, state in ((unsure, State.UNSURE), (abroad, State.FAILED)):
        one.refresh_from_db()
        assert one.state == state
    assert "Gửi lại ngay" not in own.get(FAILURES).content.decode()
    assert AuditEntry.objects.filter(action="inbox.all_sent_again").count() == 1
    own.post(AGAIN_ALL)
    assert AuditEntry.objects.filter(action="inbox.all_sent_again").count() == 1


def test_what_nothing_tries_again_stands_among_the_administrators_to_dos(world, seat_of, client_for) -> None:
    officer, own = (
        seat_of("commune_officer", world.xa_a),
        client_for(seat_of("administrator", world.tinh_mau)),
    )
    stuck(officer, State.WAITING)
    assert "tin báo chưa gửi được" not in own.get("/viec-den-han/").content.decode()
    stuck(officer)
    assert "1 tin báo chưa gửi được" in own.get("/viec-den-han/").content.decode()
    abroad = client_for(seat_of("administrator", world.tinh_khac))
    assert "tin báo chưa gửi được" not in abroad.get("/viec-den-han/").content.decode()


def test_what_is_stuck_of_somebody_without_a_seat_is_the_countrys_administrators_to_see(
    world, seat_of, client_for
) -> None:
    notices.tell([User.objects.create_user("khong-vai", email="khong.vai@example.com").pk], "sessions_ended")
    delivery = Delivery.objects.latest("id")
    Delivery.objects.filter(pk=delivery.pk).update(state=State.FAILED)
    country = client_for(seat_of("administrator", world.country))
    assert "khong-vai" in country.get(FAILURES).content.decode()
    assert "1 tin báo chưa gửi được" in country.get("/viec-den-han/").content.decode()
    for kind, unit, status in (
        ("administrator", world.tinh_mau, 404),
        ("administrator", world.xa_a, 404),
        ("commune_officer", world.xa_a, 403),
    ):
        other = client_for(seat_of(kind, unit))
        assert other.post(f"{FAILURES}{delivery.uuid}/gui-lai/").status_code == status
        assert "khong-vai" not in other.get(FAILURES).content.decode()
    assert country.post(f"{FAILURES}{delivery.uuid}/gui-lai/").status_code == 302
    delivery.refresh_from_db()
    assert delivery.state == State.WAITING


def test_only_administrators_let_everything_go_again(world, seat_of, client_for) -> None:
    delivery = stuck(seat_of("commune_officer", world.xa_a))
    for kind, unit, status in (
        ("province_officer", world.tinh_mau, 403),
        ("commune_officer", world.xa_a, 403),
        ("administrator", world.xa_b, 302),
        ("administrator", world.tinh_khac, 302),
    ):
        assert client_for(seat_of(kind, unit)).post(AGAIN_ALL).status_code == status
    assert client_for(None).post(AGAIN_ALL).status_code == 302
    delivery.refresh_from_db()
    assert delivery.state == State.FAILED


@pytest.mark.parametrize(
    "kind", ["commune_officer", "province_officer", "province_leader", "ministry_viewer"]
)
def test_from_home_what_is_due_norms_and_papers_are_one_click_away(kind, world, seat_of, client_for) -> None:
    """Also where nothing waits: the calendar and the ways of being told are behind that page."""
    places = {"commune_officer": world.xa_a, "ministry_viewer": world.country}
    client = client_for(seat_of(kind, places.get(kind, world.tinh_mau)))
    home = client.get("/").content.decode()
    for address in ("/viec-den-han/", "/dinh-muc/", "/van-ban/"):
        assert f'href="{address}"' in home, address
    assert f'href="{TELLING}"' in client.get("/viec-den-han/").content.decode()
    assert 'href="/dinh-muc/can-xac-nhan/"' in client.get("/dinh-muc/").content.decode()


def test_an_administrator_and_a_team_reach_them_in_two(world, seat_of, client_for) -> None:
    people = client_for(seat_of("administrator", world.tinh_mau)).get("/quan-tri/").content.decode()
    seat = seat_of("team_head", world.villages["Xã An Mẫu"][0], team_id=1)
    head = client_for(seat).get("/cua-toi/viec/").content.decode()
    for page in (people, head):
        for address in ("/viec-den-han/", "/dinh-muc/"):
            assert f'href="{address}"' in page
