"""Administrators keep people, seats and bodies of their own reach, and nothing of anybody else's."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange
from django.test import Client

from hoathuan.accounts.errors import AccountsError
from hoathuan.accounts.models import Body, Person, Seat, User
from hoathuan.accounts.services.people import PersonDetails, amend_person, close_account
from hoathuan.accounts.services.seats import Placing, end_seat, give_seat
from hoathuan.core.dates import today
from hoathuan.core.stale import StaleRecord

pytestmark = pytest.mark.django_db
PAGES = [
    "/quan-tri/",
    "/quan-tri/nguoi/moi/",
    "/quan-tri/co-quan/",
    "/quan-tri/co-quan/moi/",
    "/quan-tri/nguoi/%(person)s/",
    "/quan-tri/nguoi/%(person)s/sua/",
    "/quan-tri/nguoi/%(person)s/nhat-ky/",
    "/quan-tri/nguoi/%(person)s/vai/moi/",
    "/quan-tri/vai/%(seat)s/ket-thuc/",
    "/quan-tri/co-quan/%(body)s/",
]
OF_ONE = [page for page in PAGES if "%" in page]


@pytest.fixture
def colleague(world: Any, seat_of: Any) -> Seat:
    """A justice officer of Xã An Mẫu, in its People's Committee."""
    body = Body.objects.create(name="Ủy ban nhân dân xã An Mẫu", kind="peoples_committee", unit=world.xa_a)
    return seat_of("commune_officer", world.xa_a, "Người Đồng Nghiệp", body=body)


@pytest.fixture
def admin(world: Any, seat_of: Any) -> Seat:
    return seat_of("administrator", world.tinh_mau, "Người Quản Trị")


def at(page: str, seat: Seat) -> str:
    return page % {"person": seat.person.uuid, "seat": seat.uuid, "body": seat.body.uuid}


@pytest.mark.parametrize("page", PAGES)
def test_each_page_opens_to_administrators_above_and_of_the_unit(
    world: Any, colleague: Seat, admin: Seat, seat_of: Any, client_for: Any, page: str
) -> None:
    for seat in (admin, seat_of("administrator", world.xa_a), seat_of("administrator", world.country)):
        assert client_for(seat).get(at(page, colleague)).status_code == 200


@pytest.mark.parametrize("page", OF_ONE)
def test_what_lies_in_a_sister_unit_does_not_exist(
    world: Any, colleague: Seat, seat_of: Any, client_for: Any, page: str
) -> None:
    for unit in (world.xa_b, world.tinh_khac):
        browser = client_for(seat_of("administrator", unit))
        assert browser.get(at(page, colleague)).status_code == 404
        assert browser.post(at(page, colleague), {}).status_code in (404, 405)


@pytest.mark.parametrize("page", [*PAGES, "/quan-tri/nguoi/%(person)s/tai-khoan/"])
def test_other_seats_are_refused_and_strangers_are_asked_to_sign_in(
    world: Any, colleague: Seat, seat_of: Any, client_for: Any, page: str
) -> None:
    for kind in ("province_officer", "province_leader"):
        assert client_for(seat_of(kind, world.tinh_mau)).post(at(page, colleague), {}).status_code in (
            403,
            405,
        )
    assert client_for(colleague).post(at(page, colleague), {}).status_code in (403, 405)
    nobody = client_for(None).post(at(page, colleague), {})
    assert nobody.status_code == 405 or "/tai-khoan/login/" in nobody["Location"]


def test_a_new_person_is_written_with_the_first_seat(
    world: Any, colleague: Seat, admin: Seat, client_for: Any
) -> None:
    browser = client_for(admin)
    first = browser.post("/quan-tri/nguoi/moi/", {"kind": "commune_leader", "unit": "xa an mau"})
    second = browser.post(
        first["Location"],
        {
            "full_name": "Lò Văn Mẫu",
            "phone": "0912 345 678",
            "start": "1/7/2026",
            "body": colleague.body.uuid,
        },
    )
    person = Person.objects.get(full_name="Lò Văn Mẫu")
    assert second["Location"].endswith(f"{person.uuid}/")
    seat = person.seats.get()
    assert (seat.kind, seat.unit, seat.body) == ("commune_leader", world.xa_a, colleague.body)
    assert person.user.phone == "+84912345678"
    trail = browser.get(f"/quan-tri/nguoi/{person.uuid}/nhat-ky/").content.decode()
    assert "Giao vai" in trail
    assert "Người Quản Trị" in trail


def test_a_unit_is_found_without_accents_and_only_in_reach(world: Any, admin: Seat, client_for: Any) -> None:
    browser = client_for(admin)
    many = browser.post("/quan-tri/nguoi/moi/", {"kind": "commune_leader", "unit": "mau"})
    assert "chọn một đơn vị" in many.content.decode()
    assert "Xã Bình Mẫu" in many.content.decode()
    chosen = browser.post(
        "/quan-tri/nguoi/moi/", {"kind": "commune_leader", "unit": "mau", "which": world.xa_b.uuid}
    )
    assert str(world.xa_b.uuid) in chosen["Location"]
    outside = browser.post("/quan-tri/nguoi/moi/", {"kind": "commune_leader", "unit": "Xã Cao Khác"})
    assert "Không thấy đơn vị" in outside.content.decode()
    wrong_level = browser.post("/quan-tri/nguoi/moi/", {"kind": "commune_leader", "unit": "Tỉnh Mẫu"})
    assert "Vai này không có ở" in wrong_level.content.decode()


@pytest.mark.parametrize(
    ("kind", "place"),
    [("commune_officer", "xa_c"), ("ministry_viewer", "country"), ("mediator", "xa_a"), ("province_leader", "xa_a"),
     ("khong-co", "xa_a")],
)  # fmt: skip
def test_a_forged_seat_is_refused(
    world: Any, colleague: Seat, admin: Seat, actor_of: Any, client_for: Any, kind: str, place: str
) -> None:
    unit = getattr(world, place)
    with pytest.raises(AccountsError):
        give_seat(person=colleague.person, placing=Placing(kind, unit, today()), actor=actor_of(admin))
    forged = f"/quan-tri/nguoi/{colleague.person.uuid}/vai/moi/?vai={kind}&don_vi={unit.uuid}"
    client_for(admin).post(forged, {"start": "1/7/2026"})
    assert colleague.person.seats.count() == 1


def test_a_seat_has_a_body_of_its_own_unit_and_an_end_after_its_start(
    world: Any, colleague: Seat, admin: Seat, actor_of: Any
) -> None:
    for placing in (
        Placing("commune_leader", world.xa_b, today(), body=colleague.body),
        Placing("commune_leader", world.xa_a, today(), until=today() - timedelta(days=1)),
        Placing("commune_officer", world.xa_a, today(), body=colleague.body),
    ):
        with pytest.raises(AccountsError):
            give_seat(person=colleague.person, placing=placing, actor=actor_of(admin))


def test_who_proposes_and_approves_at_one_place_is_pointed_out(
    world: Any, colleague: Seat, admin: Seat, client_for: Any
) -> None:
    browser = client_for(admin)
    page = f"/quan-tri/nguoi/{colleague.person.uuid}/"
    assert "vừa trình" not in browser.get(page).content.decode()
    address = f"{page}vai/moi/?vai=commune_leader&don_vi={world.xa_a.uuid}"
    browser.post(address, {"start": "1/7/2026"})
    assert "vừa trình" in browser.get(page).content.decode()


def test_a_seat_that_ended_yesterday_has_no_rights_at_the_next_click(
    world: Any, colleague: Seat, admin: Seat, client_for: Any
) -> None:
    theirs = client_for(colleague)
    assert theirs.get("/phieu-kich-hoat/").status_code == 200
    yesterday = today() - timedelta(days=1)
    client_for(admin).post(
        f"/quan-tri/vai/{colleague.uuid}/ket-thuc/",
        {"when": "after", "until": f"{yesterday:%d/%m/%Y}", "version": "1"},
    )
    assert theirs.get("/phieu-kich-hoat/")["Location"] == "/quan-tri/chon-vai/"


def test_two_administrators_on_one_seat_the_second_is_told(
    world: Any, colleague: Seat, admin: Seat, actor_of: Any, client_for: Any
) -> None:
    end_seat(seat=colleague, until=date(2030, 1, 1), version=1, actor=actor_of(admin))
    with pytest.raises(StaleRecord):
        end_seat(seat=colleague, until=date(2029, 1, 1), version=1, actor=actor_of(admin))
    again = client_for(admin).post(
        f"/quan-tri/vai/{colleague.uuid}/ket-thuc/", {"when": "after", "until": "1/1/2029", "version": "1"}
    )
    assert "Người khác vừa lưu" in again.content.decode()
    colleague.refresh_from_db()
    assert colleague.valid.upper == date(2030, 1, 2)


def test_an_administrator_does_not_cut_off_her_own_branch(admin: Seat, actor_of: Any) -> None:
    with pytest.raises(AccountsError):
        end_seat(seat=admin, until=today(), version=1, actor=actor_of(admin))
    with pytest.raises(AccountsError):
        close_account(person=admin.person, actor=actor_of(admin))


def test_a_closed_account_is_out_everywhere_at_once_and_may_come_back(
    colleague: Seat, admin: Seat, client_for: Any
) -> None:
    theirs = Client()
    sign_in = {"login": colleague.person.user.username, "password": "mat-khau-thu-nghiem"}
    theirs.post("/tai-khoan/login/", sign_in)
    page = f"/quan-tri/nguoi/{colleague.person.uuid}/tai-khoan/"
    client_for(admin).post(page, {"viec": "khoa"})
    assert "/tai-khoan/login/" in theirs.get("/quan-tri/chon-vai/")["Location"]
    assert theirs.post("/tai-khoan/login/", sign_in)["Location"] == "/tai-khoan/inactive/"
    client_for(admin).post(page, {"viec": "mo"})
    assert theirs.post("/tai-khoan/login/", sign_in)["Location"] == "/"


def test_a_commune_does_not_touch_the_account_of_somebody_who_also_sits_above(
    world: Any, colleague: Seat, seat_of: Any, actor_of: Any, client_for: Any
) -> None:
    local = seat_of("administrator", world.xa_a)
    Seat.objects.create(
        person=colleague.person, kind="province_officer", unit=world.tinh_mau, valid=DateRange(today(), None)
    )
    for act in (
        lambda: close_account(person=colleague.person, actor=actor_of(local)),
        lambda: amend_person(
            person=colleague.person, version=1, details=PersonDetails("Tên Khác"), actor=actor_of(local)
        ),
    ):
        with pytest.raises(AccountsError, match="cấp trên"):
            act()
    shown = client_for(local).get(f"/quan-tri/nguoi/{colleague.person.uuid}/").content.decode()
    assert "Khóa tài khoản" not in shown


def test_an_e_mail_or_phone_of_somebody_else_is_not_taken(
    colleague: Seat, admin: Seat, actor_of: Any
) -> None:
    User.objects.filter(pk=admin.person.user_id).update(email="a@mau.example", phone="+84912345678")
    for details in (PersonDetails("A B", email="A@mau.example"), PersonDetails("A B", phone="+84912345678")):
        with pytest.raises(AccountsError, match="tài khoản khác"):
            amend_person(person=colleague.person, version=1, details=details, actor=actor_of(admin))


def test_of_two_who_amend_a_person_the_second_sees_both_versions(
    colleague: Seat, admin: Seat, client_for: Any
) -> None:
    page = f"/quan-tri/nguoi/{colleague.person.uuid}/sua/"
    one, other = client_for(admin), client_for(admin)
    assert one.post(page, {"full_name": "Tên Một", "version": 1}).status_code == 302
    told = other.post(page, {"full_name": "Tên Hai", "version": 1}).content.decode()
    assert "Người khác vừa lưu" in told
    assert "Tên Một" in told
    assert "Tên Hai" in told
    assert other.post(page, {"full_name": "Tên Hai", "version": 2}).status_code == 302
    assert Person.objects.get(pk=colleague.person_id).full_name == "Tên Hai"


def test_people_are_found_without_accents(colleague: Seat, admin: Seat, client_for: Any) -> None:
    browser = client_for(admin)
    assert "Người Đồng Nghiệp" in browser.get("/quan-tri/?ten=dong nghiep").content.decode()
    assert "Người Đồng Nghiệp" not in browser.get("/quan-tri/?ten=dong nghiep xa").content.decode()
    assert "Người Đồng Nghiệp" not in browser.get("/quan-tri/?vai=commune_leader").content.decode()


def test_bodies_are_written_once_at_a_unit(world: Any, colleague: Seat, admin: Seat, client_for: Any) -> None:
    browser = client_for(admin)
    new = {"name": "Hội Phụ nữ xã An Mẫu", "kind": "association", "unit": "Xã An Mẫu"}
    assert browser.post("/quan-tri/co-quan/moi/", new).status_code == 302
    assert "đã có cơ quan tên này" in browser.post("/quan-tri/co-quan/moi/", new).content.decode()
    moved = {"name": colleague.body.name, "kind": "peoples_committee", "unit": "Xã Bình Mẫu"}
    refused = browser.post(f"/quan-tri/co-quan/{colleague.body.uuid}/", moved)
    assert "không chuyển" in refused.content.decode()


def test_lists_cost_few_questions_however_long(
    world: Any, admin: Seat, seat_of: Any, client_for: Any, django_assert_max_num_queries: Any
) -> None:
    for number in range(30):
        seat = seat_of("commune_leader", world.xa_a, f"Người Mẫu {number}")
        Body.objects.create(name=f"Cơ quan {number}", kind="other", unit=world.xa_a)
    browser = client_for(admin)
    for page in ("/quan-tri/", "/quan-tri/co-quan/", f"/quan-tri/nguoi/{seat.person.uuid}/"):
        with django_assert_max_num_queries(20):
            browser.get(page)
    second = browser.get("/quan-tri/").context["page"].next
    assert len(browser.get(f"/quan-tri/{second}").context["page"].rows) == 6
