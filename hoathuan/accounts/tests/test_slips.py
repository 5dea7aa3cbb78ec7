"""Printed slips: who may issue them, that they open an account once, and what the refused are told."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from hoathuan.accounts.errors import AccountsError, SlipProblem
from hoathuan.accounts.models import Activation, Person, Seat, User
from hoathuan.accounts.services import activation
from hoathuan.accounts.services.slips import ALPHABET, hash_of, issue_slips
from hoathuan.accounts.services.team_seats import OnRoster, follow_roster
from hoathuan.core.dates import today
from hoathuan.core.models import AuditEntry

pytestmark = pytest.mark.django_db
PASSWORD = "bếp lửa mùa đông"


@pytest.fixture
def officer(world: Any, seat_of: Any, actor_of: Any) -> Any:
    return actor_of(seat_of("commune_officer", world.xa_a))


@pytest.fixture
def mediator(world: Any, seat_of: Any) -> Person:
    """A mediator of Xã An Mẫu without an account."""
    seat = seat_of("mediator", world.xa_a, "Lò Thị Mẫu", team_id=7)
    Person.objects.filter(pk=seat.person_id).update(user=None)
    return Person.objects.get(pk=seat.person_id)


def the_code(officer: Any, person: Person) -> Any:
    return issue_slips(people=[person], actor=officer)[0]


def test_a_slip_opens_an_account_and_signs_the_mediator_in(officer: Any, mediator: Person) -> None:
    slip = the_code(officer, mediator)
    browser = Client()
    shown = browser.post(
        "/quan-tri/kich-hoat/", {"username": slip.username, "code": slip.code.lower()}, follow=True
    )
    assert "Lò Thị Mẫu" in shown.content.decode()
    done = browser.post("/quan-tri/kich-hoat/mat-khau/", {"password": PASSWORD, "again": PASSWORD})
    assert done["Location"] == "/"
    assert browser.get("/quan-tri/chon-vai/").status_code == 200
    assert Client().login(username=slip.username, password=PASSWORD)


def test_the_square_code_of_a_slip_leads_to_the_password(officer: Any, mediator: Person) -> None:
    slip = the_code(officer, mediator)
    shown = Client().get(f"/quan-tri/kich-hoat/?ma={slip.code}", follow=True)
    assert "Lò Thị Mẫu" in shown.content.decode()


def test_names_to_sign_in_with_can_be_read_and_are_never_given_twice(
    world: Any, seat_of: Any, officer: Any
) -> None:
    people = [seat_of("mediator", world.xa_a, "Lò Thị Ẫm", team_id=7).person for _ in range(12)]
    Person.objects.filter(pk__in=[person.pk for person in people]).update(user=None)
    names = [slip.username for slip in issue_slips(people=people, actor=officer)]
    assert names[:2] == ["lothiam", "lothiam2"]
    assert len(set(names)) == 12


def test_a_code_is_stored_only_as_a_hash_and_has_no_letter_that_reads_like_another(
    officer: Any, mediator: Person
) -> None:
    slip = the_code(officer, mediator)
    stored = Activation.objects.get(user__person=mediator)
    assert slip.code.replace("-", "") not in str(vars(stored))
    assert stored.code_hash == hash_of(slip.code.lower().replace("-", " "))
    assert not set("01OI") & set(ALPHABET)
    assert stored.expires_on == today() + timedelta(days=30)
    assert not AuditEntry.objects.filter(data__icontains=slip.code).exists()


def test_a_new_slip_takes_the_force_of_the_former_one(officer: Any, mediator: Person) -> None:
    first, second = the_code(officer, mediator), the_code(officer, mediator)
    assert first.username == second.username
    with pytest.raises(SlipProblem, match="in sau"):
        activation.find_slip(first.code, first.username)
    assert activation.find_slip(second.code, second.username)


def test_a_used_slip_says_that_it_was_used(officer: Any, mediator: Person) -> None:
    slip = the_code(officer, mediator)
    activation.activate(slip=activation.find_slip(slip.code), password=PASSWORD)
    answer = Client().post("/quan-tri/kich-hoat/", {"username": slip.username, "code": slip.code})
    assert "Phiếu này đã dùng rồi" in answer.content.decode()


def test_an_old_slip_says_whom_to_ask(officer: Any, mediator: Person) -> None:
    slip = the_code(officer, mediator)
    Activation.objects.update(expires_on=today() - timedelta(days=1))
    answer = Client().post("/quan-tri/kich-hoat/", {"username": slip.username, "code": slip.code})
    assert "hết hạn" in answer.content.decode()
    assert "công chức tư pháp xã" in answer.content.decode()


def test_a_wrong_code_or_another_ones_name_opens_nothing(officer: Any, mediator: Person) -> None:
    slip = the_code(officer, mediator)
    for username, code in ((slip.username, "2222-2222"), ("nguoikhac", slip.code), ("", "")):
        answer = Client().post("/quan-tri/kich-hoat/", {"username": username, "code": code})
        assert answer.status_code == 200
    assert "Không thấy phiếu" in Client().get("/quan-tri/kich-hoat/?ma=2222-2222").content.decode()


def test_the_password_page_without_a_slip_asks_for_the_slip(client: Client) -> None:
    for method in (client.get, client.post):
        assert "Hãy gõ lại tên đăng nhập và mã" in method("/quan-tri/kich-hoat/mat-khau/").content.decode()


def test_weak_and_different_passwords_are_explained_and_use_nothing_up(
    officer: Any, mediator: Person
) -> None:
    slip = the_code(officer, mediator)
    browser = Client()
    browser.get(f"/quan-tri/kich-hoat/?ma={slip.code}")
    for typed, said in (
        (("123", "123"), "ít nhất 8"),
        (("94637284", "94637284"), "toàn số"),
        ((PASSWORD, "khác"), "khác nhau"),
    ):
        answer = browser.post("/quan-tri/kich-hoat/mat-khau/", {"password": typed[0], "again": typed[1]})
        assert said in answer.content.decode()
    assert activation.find_slip(slip.code)


def test_an_officer_cannot_take_over_the_account_of_somebody_who_also_sits_above(
    world: Any, seat_of: Any, officer: Any
) -> None:
    both = seat_of("mediator", world.xa_a, team_id=7)
    Seat.objects.create(person=both.person, kind="administrator", unit=world.tinh_mau, valid=both.valid)
    with pytest.raises(AccountsError, match="cấp trên"):
        issue_slips(people=[both.person], actor=officer)


@pytest.mark.parametrize("kind", ["commune_leader", "commune_officer", "administrator"])
def test_an_officer_issues_for_team_people_only(world: Any, seat_of: Any, officer: Any, kind: str) -> None:
    colleague = seat_of(kind, world.xa_a).person
    with pytest.raises(AccountsError):
        issue_slips(people=[colleague], actor=officer)


def test_nobody_issues_for_another_commune_or_without_the_seat_for_it(
    world: Any, seat_of: Any, actor_of: Any, mediator: Person
) -> None:
    from hoathuan.accounts.actor import NOBODY

    refused = [
        NOBODY,
        actor_of(seat_of("commune_officer", world.xa_b)),
        actor_of(seat_of("province_officer", world.tinh_mau)),
        actor_of(seat_of("administrator", world.tinh_khac)),
        actor_of(seat_of("mediator", world.xa_a, team_id=7)),
    ]
    for actor in refused:
        with pytest.raises(AccountsError):
            issue_slips(people=[mediator], actor=actor)
    assert issue_slips(people=[mediator], actor=actor_of(seat_of("administrator", world.tinh_mau)))


def test_a_new_slip_for_an_account_in_use_ends_its_sign_ins_and_password(
    world: Any, seat_of: Any, officer: Any
) -> None:
    seat = seat_of("team_head", world.xa_a, team_id=7)
    browser = Client()
    browser.post("/tai-khoan/login/", {"login": seat.person.user.username, "password": "mat-khau-thu-nghiem"})
    assert browser.get("/quan-tri/chon-vai/").status_code == 200
    the_code(officer, seat.person)
    assert "/tai-khoan/login/" in browser.get("/quan-tri/chon-vai/")["Location"]
    assert not Client().login(username=seat.person.user.username, password="mat-khau-thu-nghiem")


def test_a_closed_account_gets_no_slip_before_it_is_opened(world: Any, seat_of: Any, officer: Any) -> None:
    seat = seat_of("mediator", world.xa_a, team_id=7)
    User.objects.filter(pk=seat.person.user_id).update(is_active=False)
    with pytest.raises(AccountsError, match="đang khóa"):
        the_code(officer, seat.person)


def test_seats_of_teams_follow_the_roster(world: Any, seat_of: Any, officer: Any) -> None:
    stays, leaves = (seat_of("mediator", world.xa_a, team_id=7) for _ in range(2))
    other_team = seat_of("mediator", world.xa_a, team_id=8)
    new = Person.objects.create(full_name="Người Mới")
    roster = [OnRoster(stays.person_id, 7, head=True), OnRoster(new.pk, 7)]
    follow_roster(commune=world.xa_a, teams=[7], roster=roster, actor=officer)
    running = Seat.objects.filter(valid__contains=today())
    assert set(running.filter(team_id=7).values_list("person_id", "kind")) == {
        (stays.person_id, "team_head"),
        (new.pk, "mediator"),
    }
    assert not running.filter(pk=leaves.pk).exists()
    assert running.filter(pk=other_team.pk).exists()
    assert follow_roster(commune=world.xa_a, teams=[7], roster=roster, actor=officer) == 0


@pytest.mark.django_db(transaction=True)
def test_of_two_browsers_with_one_slip_only_one_sets_the_password(
    officer: Any, mediator: Person, race: Any
) -> None:
    slip = activation.find_slip(the_code(officer, mediator).code)
    results = race(lambda: activation.activate(slip=slip, password=PASSWORD), 2)
    assert sorted(type(result).__name__ for result in results) == ["SlipProblem", "User"]


@pytest.mark.django_db(transaction=True)
def test_two_browsers_with_two_slips_both_get_in(world: Any, seat_of: Any, officer: Any, race: Any) -> None:
    """The control of the race above: it is the slip that decides, not the haste."""
    people = [seat_of("mediator", world.xa_a, team_id=7).person for _ in range(2)]
    slips = [activation.find_slip(slip.code) for slip in issue_slips(people=people, actor=officer)]
    results = race(lambda: activation.activate(slip=slips.pop(), password=PASSWORD), 2)
    assert [type(result).__name__ for result in results] == ["User", "User"]
