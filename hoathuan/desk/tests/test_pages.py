"""Home pages: each role gets its own, within its reach, in few queries."""

from datetime import date

import openpyxl
import pytest
from django.utils import timezone

from hoathuan.accounts.models import Recovery, User
from hoathuan.teams.models import Team
from hoathuan.units.selectors import area_of


@pytest.fixture
def team(world):
    team = Team(name="Tổ hòa giải thôn 1", started_on=date(2025, 7, 1))
    team.locate(area_of(world.xa_a))
    team.save()
    return team


def test_a_visitor_is_told_what_this_is_and_whom_to_call(client, world, seat_of):
    seat_of("administrator", world.tinh_mau)  # before there is anyone, the first administrator is asked for
    page = client.get("/").content.decode()
    assert "Đăng nhập" in page
    assert "113" in page


@pytest.mark.parametrize(
    "kind", ["province_officer", "province_leader", "commune_officer", "commune_leader", "body_officer"]
)
def test_every_office_has_a_home(kind, world, seat_of, client_for, django_assert_max_num_queries):
    unit = world.xa_a if kind.startswith("commune") else world.tinh_mau
    client = client_for(seat_of(kind, unit))
    with django_assert_max_num_queries(58):
        page = client.get("/").content.decode()
    assert "Cần làm ngay" in page
    assert "Đã đạt được" in page


@pytest.mark.parametrize("kind", ["team_head", "mediator"])
def test_a_team_has_one_large_deed(kind, world, team, seat_of, client_for):
    village = world.villages["Xã An Mẫu"][0]
    page = client_for(seat_of(kind, village, team_id=team.pk)).get("/").content.decode()
    assert "Ghi vụ việc" in page
    assert team.name in page


def test_a_province_sees_its_communes_and_no_others(world, team, seat_of, client_for):
    page = client_for(seat_of("province_officer", world.tinh_mau)).get("/").content.decode()
    assert "Xã An Mẫu" in page
    assert "Xã Bình Mẫu" in page
    assert "Xã Cao Khác" not in page


def test_a_commune_sees_its_teams_and_a_sister_does_not(world, team, seat_of, client_for):
    own = client_for(seat_of("commune_officer", world.xa_a)).get("/").content.decode()
    sister = client_for(seat_of("commune_officer", world.xa_b)).get("/").content.decode()
    assert team.name in own
    assert team.name not in sister


@pytest.mark.parametrize("address", ["/theo-don-vi.xlsx"])
def test_without_an_account_there_is_only_the_sign_in(address, client, db):
    answer = client.get(address)
    assert answer.status_code == 302
    assert "/tai-khoan/login/" in answer["Location"]


def test_the_table_comes_as_a_workbook_with_the_same_rows(world, team, seat_of, client_for, tmp_path):
    answer = client_for(seat_of("province_officer", world.tinh_mau)).get("/theo-don-vi.xlsx?ten=an")
    path = tmp_path / "bang.xlsx"
    path.write_bytes(b"".join(answer.streaming_content))
    cells = [c for row in openpyxl.load_workbook(path).active.iter_rows(values_only=True) for c in row]
    assert "Xã An Mẫu" in cells
    assert "Xã Bình Mẫu" not in cells


def test_nonsense_in_the_address_gives_the_usual_page(world, seat_of, client_for):
    client = client_for(seat_of("province_officer", world.tinh_mau))
    assert client.get("/?ky=x&tien_do=y&trang=-3").status_code == 200


def test_a_team_seat_may_not_take_the_table_of_communes(world, team, seat_of, client_for):
    seat = seat_of("mediator", world.villages["Xã An Mẫu"][0], team_id=team.pk)
    assert client_for(seat).get("/theo-don-vi.xlsx").status_code == 403


def test_nobody_is_asked_to_confirm_himself(world, seat_of, client_for):
    """A recovered officer waits for the leader; only whoever may confirm somebody is told that she waits."""
    officer, leader = seat_of("commune_officer", world.xa_a), seat_of("commune_leader", world.xa_a)
    sister, above = seat_of("commune_officer", world.xa_b), seat_of("province_officer", world.tinh_mau)
    now = timezone.now()
    User.objects.filter(pk=officer.person.user_id).update(unproven_since=now)
    Recovery.objects.create(user=officer.person.user, at=now, by_label="Quản trị", again=True)
    asked = "chờ gặp trực tiếp để xác nhận"
    assert asked in client_for(leader).get("/").content.decode()
    for seat in (officer, sister, above):
        assert asked not in client_for(seat).get("/").content.decode()
