"""A seat and what its holder answers for pass on in one act: by whom, to whom, and by one person only."""

import threading
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from conftest import build_world
from hoathuan.accounts import handover
from hoathuan.accounts.acting import as_actor
from hoathuan.accounts.actor import actor_for
from hoathuan.accounts.choices import BodyKind
from hoathuan.accounts.errors import AccountsError
from hoathuan.accounts.models import Body, Notice, Person, Seat
from hoathuan.accounts.selectors import not_over
from hoathuan.accounts.services import handing_over
from hoathuan.accounts.services.handing_over import HandOver, hand_over
from hoathuan.core.dates import today
from hoathuan.core.imports.models import ImportSession
from hoathuan.core.jobs.models import Job
from hoathuan.core.models import AuditEntry
from hoathuan.plans.models import Plan, Task

pytestmark = pytest.mark.django_db
LIST = "/quan-tri/ban-giao/"


@pytest.fixture
def admin(world: Any, seat_of: Any) -> Seat:
    return seat_of("administrator", world.tinh_mau, "Người Quản Trị")


@pytest.fixture
def officer(world: Any, seat_of: Any) -> Seat:
    return seat_of("commune_officer", world.xa_a, "Lò Văn Cũ")


@pytest.fixture
def colleague(world: Any, seat_of: Any) -> Seat:
    return seat_of("reporter", world.xa_a, "Hà Thị Mới")


@pytest.fixture
def under_way(world: Any, officer: Seat) -> Task:
    """A task, a list half brought in and work that waits: all of the officer."""
    body = Body.objects.create(name="UBND xã", kind=BodyKind.PEOPLES_COMMITTEE, unit=world.xa_a)
    plan = Plan.objects.create(unit=world.xa_a, body=body, year=2026, title="Kế hoạch năm")
    who = {"seat_id": officer.pk, "user_id": officer.person.user_id}
    ImportSession.objects.create(kind="x", file_name="so.xlsx", file_hash="", file_size=1, **who)
    Job.objects.create(title="Lập danh sách", work="x.y", heartbeat=timezone.now(), **who)
    return Task.objects.create(plan=plan, content="Tập huấn hòa giải viên", person=officer.person)


def everything() -> tuple[str, ...]:
    return tuple(handover._duties)


def pages(seat: Seat) -> str:
    return f"/quan-tri/vai/{seat.uuid}/ban-giao/"


def sent(seat: Seat, **more: Any) -> dict[str, Any]:
    return {"who": "known", "day": f"{today():%d/%m/%Y}", "version": seat.version} | more


def test_the_seat_and_all_its_duties_pass_in_one_press(
    admin: Seat, officer: Seat, colleague: Seat, under_way: Task, client_for: Any, actor_of: Any
) -> None:
    browser, his = client_for(admin), client_for(officer)
    shown = browser.get(pages(officer)).content.decode()
    for words in ("Tập huấn hòa giải viên", "so.xlsx", "Lập danh sách"):
        assert words in shown
    assert his.get("/vu-viec/").status_code == 200
    keys = ["plans.tasks", "core.imports", "core.jobs"]
    done = browser.post(pages(officer), sent(officer, name="ha thi moi", duties=keys))
    assert done.status_code == 302
    new = Seat.objects.get(person=colleague.person, kind="commune_officer")
    under_way.refresh_from_db()
    assert under_way.person == colleague.person
    owner = (new.pk, colleague.person.user_id)
    assert ImportSession.objects.values_list("seat_id", "user_id").get() == owner
    assert Job.objects.values_list("seat_id", "user_id").get() == owner
    assert his.get("/vu-viec/").status_code == 302
    assert actor_of(new).commune_id == new.unit_id
    told = dict(Notice.objects.values_list("user_id", "kind"))
    assert told == {officer.person.user_id: "handed_over", colleague.person.user_id: "taken_over"}
    line = AuditEntry.objects.get(action="accounts.handed_over")
    assert line.data["passed"] == {"core.imports": 1, "core.jobs": 1, "plans.tasks": 1}


def test_what_is_not_chosen_stays_and_a_kept_seat_stays_too(
    admin: Seat, officer: Seat, colleague: Seat, under_way: Task, client_for: Any
) -> None:
    client_for(admin).post(pages(officer), sent(officer, name="Hà Thị Mới", keep="on", duties=["core.jobs"]))
    under_way.refresh_from_db()
    assert under_way.person == officer.person
    held = Seat.objects.filter(not_over(), kind="commune_officer").values_list("person", flat=True)
    assert set(held) == {officer.person_id, colleague.person_id}


def test_to_somebody_new_who_gets_an_account_to_be_activated(
    admin: Seat, officer: Seat, client_for: Any
) -> None:
    client_for(admin).post(pages(officer), sent(officer, who="new", name="Người  Vừa Đến", birth_year="1990"))
    person = Person.objects.get(full_name="Người Vừa Đến")
    assert person.user is not None
    assert not person.user.has_usable_password()
    assert person.seats.get().kind == "commune_officer"


def test_of_two_with_one_name_the_page_asks_which(
    world: Any, admin: Seat, officer: Seat, colleague: Seat, seat_of: Any, client_for: Any
) -> None:
    other = seat_of("reporter", world.xa_b, "Hà Thị Mới")
    browser = client_for(admin)
    asked = browser.post(pages(officer), sent(officer, name="Hà Thị Mới")).content.decode()
    question = asked.split("Là người nào?", 1)[1].split("</legend>", 1)[0]
    assert "không bắt buộc" not in question, "without an answer nothing is handed over"
    assert "Xã Bình Mẫu" in asked
    again = browser.post(pages(officer), sent(officer, name="Hà Thị Mới"))
    assert "Là người nào?" in again.content.decode()
    assert not Seat.objects.filter(person__full_name="Hà Thị Mới", kind="commune_officer").exists()
    browser.post(pages(officer), sent(officer, name="Hà Thị Mới", which=str(other.person.uuid)))
    assert Seat.objects.filter(person=other.person, kind="commune_officer").exists()
    assert (
        "Không thấy người này"
        in browser.post(pages(colleague), sent(colleague, name="Không Ai Cả")).content.decode()
    )


def test_an_error_in_one_duty_leaves_everything_as_it_was(
    admin: Seat,
    officer: Seat,
    colleague: Seat,
    under_way: Task,
    actor_of: Any,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def broken(old: Seat, new: Seat, actor: Any) -> int:
        raise RuntimeError

    bad = handover.Duty("last", "", lambda seat: 0, lambda seat: [], broken)
    monkeypatch.setitem(handover._duties, "last", bad)
    plan = HandOver(day=today(), person=colleague.person, duties=everything())
    with pytest.raises(RuntimeError):
        hand_over(seat=officer, version=1, plan=plan, actor=actor_of(admin))
    under_way.refresh_from_db()
    assert under_way.person == officer.person
    assert Seat.objects.get(kind="commune_officer").valid == officer.valid
    assert not Notice.objects.exists()


@pytest.mark.parametrize(("days", "words"), [(1, "hôm nay trở về trước"), (-5000, "phải từ ngày đó trở đi")])
def test_the_day_is_a_day_of_the_term_that_has_come(
    days: int, words: str, admin: Seat, officer: Seat, colleague: Seat, actor_of: Any
) -> None:
    plan = HandOver(day=today() + timedelta(days=days), person=colleague.person)
    with pytest.raises(AccountsError, match=words):
        hand_over(seat=officer, version=1, plan=plan, actor=actor_of(admin))


def test_nobody_hands_a_seat_to_himself_nor_to_who_holds_it(
    world: Any, admin: Seat, officer: Seat, seat_of: Any, actor_of: Any
) -> None:
    for person in (admin.person, officer.person):
        with pytest.raises(AccountsError):
            hand_over(seat=officer, version=1, plan=HandOver(today(), person), actor=actor_of(admin))
    twin = seat_of("commune_officer", world.xa_a)
    with pytest.raises(AccountsError, match="đã giữ vai này"):
        hand_over(seat=officer, version=1, plan=HandOver(today(), twin.person), actor=actor_of(admin))


@pytest.mark.parametrize(
    ("kind", "where", "may"),
    [
        ("reporter", "xa_a", True),
        ("village_head", "xa_a", True),
        ("commune_leader", "xa_a", False),
        ("commune_accountant", "xa_a", False),
        ("commune_officer", "xa_a", False),
        ("administrator", "xa_a", False),
        ("inspector", "xa_a", False),
        ("appraiser", "xa_a", False),
        ("body_officer", "xa_a", False),
        ("reporter", "xa_b", False),
        ("reporter", "tinh_mau", False),
    ],
)
def test_a_justice_officer_hands_over_what_neither_signs_nor_pays_nor_reads(
    kind: str, where: str, may: bool, world: Any, officer: Seat, seat_of: Any, client_for: Any
) -> None:
    seat = seat_of(kind, getattr(world, where))
    assert client_for(officer).get(pages(seat)).status_code == (200 if may else 404)


def test_four_people_before_the_pages(
    world: Any, admin: Seat, officer: Seat, colleague: Seat, seat_of: Any, client_for: Any
) -> None:
    page = pages(colleague)
    assert client_for(officer).get(page).status_code == 200
    assert client_for(admin).get(page).status_code == 200
    sister = client_for(seat_of("commune_officer", world.xa_b))
    data = sent(colleague, name="Lò Văn Cũ")
    assert (sister.get(page).status_code, sister.post(page, data).status_code) == (404, 404)
    parent = client_for(seat_of("province_officer", world.tinh_mau))
    assert (parent.get(LIST).status_code, parent.post(page, data).status_code) == (403, 403)
    assert client_for(None).get(page).status_code == 302
    assert "Hà Thị Mới" in client_for(officer).get(LIST).content.decode()
    assert "Hà Thị Mới" not in sister.get(LIST).content.decode()
    assert "Hà Thị Mới" in client_for(admin).get(LIST + "?ten=moi").content.decode()
    assert Seat.objects.get(pk=colleague.pk).valid == colleague.valid


def test_the_administrators_own_seat_is_handed_over_by_somebody_else(admin: Seat, client_for: Any) -> None:
    assert client_for(admin).get(pages(admin)).status_code == 404


def test_a_seat_that_is_over_says_so(admin: Seat, officer: Seat, colleague: Seat, client_for: Any) -> None:
    browser = client_for(admin)
    browser.post(pages(officer), sent(officer, name="Hà Thị Mới"))
    again = browser.post(pages(officer), sent(officer, name="Hà Thị Mới"), follow=True)
    assert "người khác vừa bàn giao" in again.content.decode()


def test_the_list_costs_the_same_for_many(
    world: Any, admin: Seat, seat_of: Any, client_for: Any, django_assert_max_num_queries: Any
) -> None:
    for _one in range(15):
        seat_of("reporter", world.xa_a)
    browser = client_for(admin)
    with django_assert_max_num_queries(14):
        browser.get(LIST)


class TestRace:
    """Two people hand over the same seat in the same moment, each to somebody else."""

    pytestmark = pytest.mark.django_db(transaction=True)

    def outcome(self, seat_of: Any, race: Any) -> list[Any]:
        world = build_world()
        seat = seat_of("commune_officer", world.xa_a, "Lò Văn Cũ")
        chances = iter(
            (
                seat_of("administrator", world.tinh_mau),
                seat_of("reporter", world.xa_a, f"Người Nhận {number}").person,
            )
            for number in (1, 2)
        )
        pairs = list(chances)

        def once() -> Seat:
            admin, person = pairs.pop()
            actor = actor_for(admin, admin.person.user)
            with as_actor(actor):
                return hand_over(seat=seat, version=1, plan=HandOver(today(), person), actor=actor)

        return race(once, 2)

    def test_one_wins_and_the_other_is_told(self, seat_of: Any, race: Any) -> None:
        results = self.outcome(seat_of, race)
        assert sorted(type(result).__name__ for result in results) == ["AccountsError", "Seat"]
        assert any("Người khác vừa bàn giao" in str(result) for result in results)
        assert Seat.objects.filter(not_over(), kind="commune_officer").count() == 1

    def test_without_the_guard_both_would_follow(
        self, seat_of: Any, race: Any, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        both = threading.Barrier(2)
        monkeypatch.setattr(handing_over, "_claim", lambda seat, version: None)
        # nobody has written before both have looked
        looked = handing_over._successor
        monkeypatch.setattr(handing_over, "_successor", lambda *args: (looked(*args), both.wait())[0])
        self.outcome(seat_of, race)
        assert Seat.objects.filter(not_over(), kind="commune_officer").count() == 2
