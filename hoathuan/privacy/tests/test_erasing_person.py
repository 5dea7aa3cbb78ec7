"""A person asks that her data go: the administrator sees what may go, what must stay and why, and decides."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.utils import ProgrammingError
from django.utils import timezone

from hoathuan.accounts import notices
from hoathuan.accounts.acting import as_actor
from hoathuan.accounts.actor import SYSTEM, actor_for
from hoathuan.accounts.models import Body, Person, PersonContact, Recovery, Seat
from hoathuan.accounts.services.handing_over import HandOver, hand_over
from hoathuan.core import audit
from hoathuan.core.dates import today
from hoathuan.core.models import AuditEntry
from hoathuan.plans.models import Plan, Task
from hoathuan.privacy.choices import ERASED, ErasureState
from hoathuan.privacy.erasing import people, previewing, running
from hoathuan.privacy.errors import PrivacyRefused
from hoathuan.privacy.models import Erasure, Retention
from hoathuan.privacy.numbers import keeping
from hoathuan.teams.models import Mediator

pytestmark = pytest.mark.django_db
NAME = "Lò Thị Ra Đi"
REASON = {"reason": "Đơn ngày 05/06/2026, đã xem xét", "sure": "on"}


@pytest.fixture
def person(world: Any, mediator_in: Any, seat_of: Any, actor_of: Any) -> Any:
    """A mediator with account, contact, numbers and a trail, who left yesterday."""
    term = mediator_in(world.xa_a, NAME, sex="F", occupation="Giáo viên nghỉ hưu", languages=["thai"])
    seat = seat_of("mediator", world.villages["Xã An Mẫu"][0], NAME, team_id=term.team_id)
    Seat.objects.filter(pk=seat.pk).update(person=term.person)
    Person.objects.filter(pk=seat.person_id).delete()
    Person.objects.filter(pk=term.person_id).update(user=seat.person.user)
    officer = actor_of(seat_of("commune_officer", world.xa_a))
    with as_actor(officer):
        PersonContact.objects.create(
            person=term.person, phone="0912000111", now_province=world.tinh_mau, now_commune=world.xa_a
        )
        keeping.write_identity(person=term.person, kind="cccd", number="0" * 12, version=None, actor=officer)
    audit.record(actor=actor_of(Seat.objects.get(pk=seat.pk)), action="cases.recorded", data={"count": 1})
    audit.record(
        actor=officer, action="accounts.seat_given", subject=seat, data={"name": NAME, "role": "mediator"}
    )
    return Person.objects.get(pk=term.person_id)


def leave(person: Any, days: int = 1) -> None:
    gone = today() - timedelta(days=days)
    Mediator.objects.filter(person=person).update(ended_on=gone, started_on=gone - timedelta(days=5))
    Seat.objects.filter(person=person).update(valid=DateRange(None, gone + timedelta(days=1)))


def release(*keys: str) -> None:
    """A person confirmed that these need not be kept against somebody's wish."""
    for key in keys:
        Retention.objects.create(
            key=key,
            amount=1,
            unit="day",
            valid_from=today(),
            unconfirmed=False,
            confirmed_on=today(),
            confirmed_by="x",
        )


def address(person: Any) -> str:
    return f"/du-lieu-ca-nhan/nguoi/{person.uuid}/xoa/"


def test_whoever_still_sits_or_mediates_keeps_everything(
    world: Any, person: Any, seat_of: Any, client_for: Any, actor_of: Any
) -> None:
    admin = seat_of("administrator", world.xa_a)
    page = client_for(admin).get(address(person)).content.decode()
    assert "đang là hòa giải viên" in page
    assert "Không có gì được phép xóa" in page
    with as_actor(actor_of(admin)), pytest.raises(PrivacyRefused, match="phải giữ"):
        running.start_person(person=person, reason="Đơn xin xóa", actor=actor_of(admin))
    assert client_for(admin).post(address(person), REASON).status_code == 200
    assert not Erasure.objects.exists()


def test_what_binds_stays_with_its_reason_and_the_rest_goes(
    world: Any, person: Any, seat_of: Any, client_for: Any
) -> None:
    leave(person)
    client = client_for(seat_of("administrator", world.xa_a))
    page = client.get(address(person)).content.decode()
    assert "Chưa hết thời hạn phải giữ" in page
    answer = client.post(address(person), REASON)
    erasure = Erasure.objects.get()
    assert answer["Location"] == erasure.get_absolute_url()
    assert erasure.state == ErasureState.DONE
    person.refresh_from_db()
    assert person.full_name == NAME, "the register of mediators still needs it"
    assert person.user.username.startswith("da-xoa-")
    assert not person.user.is_active
    with as_actor(SYSTEM):
        assert not PersonContact.objects.filter(person=person).exists()
        assert not people._with_numbers(Person.objects.filter(pk=person.pk)).exists()
    stays = {line.eraser for line in erasure.lines.all() if line.stays}
    bound = {
        "accounts.people", "teams.mediators", "cases.events", "cases.corrections", "cases.booknotes",
        "settlements.events", "paperforms.names", "documents.papers",
    }  # fmt: skip
    assert stays == bound & {line.eraser for line in erasure.lines.all()}
    assert "Đơn ngày 05/06/2026" in client.get(erasure.get_absolute_url()).content.decode()


def test_once_nothing_binds_the_name_goes_everywhere_and_counts_stay(
    world: Any, person: Any, seat_of: Any, client_for: Any, actor_of: Any
) -> None:
    leave(person)
    release("accounts.people", "teams.mediators", "cases.events")
    term = Mediator.objects.get(person=person)
    other = {"name": "Người Cùng Tổ", "on": "2026-01-02"}
    for subject, data in (
        (term, {"name": NAME}),
        (term.team, {"name": NAME, "on": "2026-01-02"}),
        (term.team, other),
    ):
        audit.record(actor=SYSTEM, action="teams.mediator_added", subject=subject, data=data)
    terms = list(Mediator.objects.values_list("sex", "minority", "started_on", "ended_on"))
    client = client_for(seat_of("administrator", world.xa_a))
    assert client.post(address(person), REASON).status_code == 302
    term = Mediator.objects.get(person=person)
    assert (term.person.full_name, term.person.birth_year, term.occupation, term.languages) == (
        ERASED,
        None,
        "",
        [],
    )
    assert list(Mediator.objects.values_list("sex", "minority", "started_on", "ended_on")) == terms
    lines = AuditEntry.objects.exclude(action__startswith="privacy.erasure")
    assert NAME not in str(list(lines.values()))
    about_team = lines.filter(subject_type="teams.team", subject_id=str(term.team_id)).order_by("id")
    assert [line.data for line in about_team] == [{"name": None, "on": "2026-01-02"}, other]
    given = lines.get(action="accounts.seat_given", subject_id=str(person.seats.get().pk))
    assert given.data == {"name": None, "role": "mediator"}
    assert lines.get(action="cases.recorded").actor_label.startswith(f"{ERASED} · Hòa giải viên")
    assert everywhere(NAME) == []


def named_elsewhere(world: Any, person: Any, seat_of: Any, actor_of: Any) -> None:
    """She handed a seat over, recovered an account, began an erasure and confirmed a period: others' rows name her."""
    admin = actor_of(seat_of("administrator", world.tinh_mau))
    own = Seat.objects.create(
        person=person, kind="reporter", unit=world.xa_a, valid=DateRange(today() - timedelta(days=9), None)
    )
    body = Body.objects.create(name="UBND xã", kind="peoples_committee", unit=world.xa_a)
    plan = Plan.objects.create(unit=world.xa_a, body=body, year=2026, title="Kế hoạch năm")
    Task.objects.create(plan=plan, content="Tập huấn", person=person)
    heir = seat_of("storekeeper", world.xa_a)
    to_heir = HandOver(day=today(), person=heir.person, duties=["plans.tasks"])
    with as_actor(admin):
        hand_over(seat=own, version=1, plan=to_heir, actor=admin)
    chair = Seat.objects.filter(person=person).first()
    her = actor_for(Seat.objects.get(pk=seat_of("administrator", world.xa_a).pk))
    Seat.objects.filter(pk=her.seat_id).update(person=person)
    her = actor_for(Seat.objects.get(pk=her.seat_id), person.user)
    notices.tell([heir.person.user_id], "recovered", by=her, about=heir.person)
    Recovery.objects.create(user=heir.person.user, at=timezone.now(), by=chair, by_label=her.label)
    Erasure.objects.create(
        kind="person",
        person=heir.person,
        as_of=today(),
        state="done",
        asked_by=her.label,
        asked_by_seat=chair.pk,
    )
    Retention.objects.create(
        key="x",
        valid_from=today(),
        recorded_by=her.label,
        recorded_by_seat=chair.pk,
        unconfirmed=False,
        confirmed_on=today(),
        confirmed_by=her.label,
    )
    gone = DateRange(None, today())
    Seat.objects.filter(person=person).update(valid=gone, stopped_at=timezone.now() - timedelta(days=3))


def test_the_name_goes_from_what_others_keep_too(
    world: Any, person: Any, seat_of: Any, client_for: Any, actor_of: Any
) -> None:
    leave(person)
    release("accounts.people", "teams.mediators", "cases.events")
    named_elsewhere(world, person, seat_of, actor_of)
    kept = {"accounts_notice", "accounts_recovery", "privacy_erasure", "privacy_retention"}
    assert kept <= set(everywhere(NAME))
    client = client_for(seat_of("administrator", world.xa_a))
    assert client.post(address(person), REASON).status_code == 302
    assert everywhere(NAME) == []
    assert Recovery.objects.get().by_label.startswith(f"{ERASED} · Quản trị")
    handed = AuditEntry.objects.get(action="plans.task_handed_over")
    assert handed.data["former"] == person.pk


def everywhere(text: str) -> list[str]:
    """Tables in which the text still stands, as the application sees them; the trail of the erasure has no name."""
    found = []
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"
            " AND has_table_privilege(oid, 'SELECT')"
        )
        for (table,) in cursor.fetchall():
            cursor.execute(f"SELECT EXISTS (SELECT FROM {table} t WHERE t::text LIKE %s)", [f"%{text}%"])
            if cursor.fetchone() == (True,):
                found.append(table)
    return found


def test_a_second_run_finds_nothing_more(world: Any, person: Any, seat_of: Any, actor_of: Any) -> None:
    leave(person)
    release("accounts.people", "teams.mediators", "cases.events")
    admin = actor_of(seat_of("administrator", world.xa_a))
    with as_actor(admin):
        running.start_person(person=person, reason="Đơn xin xóa", actor=admin)
        with pytest.raises(PrivacyRefused, match="Không có gì"):
            running.start_person(person=person, reason="Đơn xin xóa", actor=admin)
    assert not any(part.found for part in previewing.of_person(person))


@pytest.mark.parametrize("dies_in", ["accounts.contacts", "accounts.people", "teams.mediators"])
def test_a_person_is_erased_wholly_or_not_at_all(
    world: Any, person: Any, seat_of: Any, actor_of: Any, monkeypatch: Any, dies_in: str
) -> None:
    leave(person)
    release("accounts.people", "teams.mediators", "cases.events")
    admin = actor_of(seat_of("administrator", world.xa_a))
    monkeypatch.setattr(running, "_queue", lambda erasure: None)
    with as_actor(admin):
        erasure = running.start_person(person=person, reason="Đơn xin xóa", actor=admin)
    usual = running._step

    def step(erasure: Any, line: Any, size: int) -> None:
        usual(erasure, line, size)
        if line.eraser == dies_in:
            raise SystemError("the power went")

    with monkeypatch.context() as cut:
        cut.setattr(running, "_step", step)
        with pytest.raises(SystemError), as_actor(SYSTEM):
            running.carry_on(erasure.uuid)
    assert Person.objects.get(pk=person.pk).full_name == NAME
    with as_actor(SYSTEM):
        assert PersonContact.objects.filter(person=person).exists()
        assert running.carry_on(erasure.uuid) is False
        assert not PersonContact.objects.filter(person=person).exists()
    assert Person.objects.get(pk=person.pk).full_name == ERASED


def test_people_who_left_long_ago_go_by_their_period(world: Any, person: Any, mediator_in: Any) -> None:
    active = mediator_in(world.xa_b, "Người Còn Làm").person
    leave(person, days=500)
    for key in (
        "accounts.people",
        "teams.mediators",
        "accounts.contacts",
        "accounts.accounts",
        "privacy.numbers",
    ):
        Retention.objects.create(
            key=key, amount=12, unit="month", valid_from=today(), switched_on=True, unconfirmed=False,
            confirmed_on=today(), confirmed_by="x",
        )  # fmt: skip
    with as_actor(SYSTEM):
        running.start_due(SYSTEM)
    person.refresh_from_db(), active.refresh_from_db()
    assert person.full_name == ERASED
    assert active.full_name == "Người Còn Làm"
    assert everywhere(NAME) == []


def test_pages_for_four_people(world: Any, person: Any, seat_of: Any, client_for: Any) -> None:
    for seat, answers in (
        (seat_of("administrator", world.xa_a), (200, 200)),
        (seat_of("administrator", world.tinh_mau), (200, 200)),
        (seat_of("administrator", world.xa_b), (200, 404)),
        (seat_of("commune_officer", world.xa_a), (403, 403)),
        (None, (302, 302)),
    ):
        client = client_for(seat)
        found = tuple(client.get(page).status_code for page in ("/du-lieu-ca-nhan/nguoi/", address(person)))
        assert found == answers
        if answers[1] != 200:
            assert client.post(address(person), REASON).status_code == answers[1]
    assert not Erasure.objects.exists()


def test_the_search_finds_a_mediator_without_a_seat(
    world: Any, seat_of: Any, client_for: Any, mediator_in: Any, django_assert_max_num_queries: Any
) -> None:
    mediator_in(world.xa_a, "Hà Thị Không Vai")
    client = client_for(seat_of("administrator", world.xa_a))
    with django_assert_max_num_queries(24):
        assert "Hà Thị Không Vai" in client.get("/du-lieu-ca-nhan/nguoi/?ten=khong+vai").content.decode()
    sister = client_for(seat_of("administrator", world.xa_b))
    assert "Hà Thị Không Vai" not in sister.get("/du-lieu-ca-nhan/nguoi/?ten=khong+vai").content.decode()


def test_what_the_asker_may_not_read_goes_too(world: Any, person: Any, seat_of: Any, actor_of: Any) -> None:
    """Her contact stands at a commune where she no longer sits: a count under row security would not find it."""
    leave(person)
    with as_actor(SYSTEM):
        PersonContact.objects.filter(person=person).update(
            now_province=world.tinh_khac, now_commune=world.xa_c
        )
    admin = actor_of(seat_of("administrator", world.xa_a))
    with as_actor(admin):
        assert not PersonContact.objects.filter(person=person).exists()
        erasure = running.start_person(person=person, reason="Đơn xin xóa", actor=admin)
    with as_actor(SYSTEM):
        assert not PersonContact.objects.filter(person=person).exists()
    line = erasure.lines.get(eraser="accounts.contacts")
    assert (line.found, line.done) == (1, 1)


def test_what_is_written_between_decision_and_job_goes_too(
    world: Any, person: Any, seat_of: Any, actor_of: Any, monkeypatch: Any
) -> None:
    leave(person)
    with as_actor(SYSTEM):
        PersonContact.objects.filter(person=person).delete()
    admin = actor_of(seat_of("administrator", world.xa_a))
    monkeypatch.setattr(running, "_queue", lambda erasure: None)
    with as_actor(admin):
        erasure = running.start_person(person=person, reason="Đơn xin xóa", actor=admin)
    with as_actor(SYSTEM):
        PersonContact.objects.create(person=person, phone="0912000222", now_province=world.tinh_mau)
        running.carry_on(erasure.uuid)
        assert not PersonContact.objects.filter(person=person).exists()


def test_a_seat_given_after_the_decision_stops_the_erasure_in_words(
    world: Any, person: Any, seat_of: Any, actor_of: Any, monkeypatch: Any
) -> None:
    leave(person)
    admin = actor_of(seat_of("administrator", world.xa_a))
    monkeypatch.setattr(running, "_queue", lambda erasure: None)
    with as_actor(admin):
        erasure = running.start_person(person=person, reason="Đơn xin xóa", actor=admin)
    Seat.objects.create(person=person, kind="reporter", unit=world.xa_a, valid=DateRange(today(), None))
    with as_actor(SYSTEM):
        assert running.carry_on(erasure.uuid) is False
        assert PersonContact.objects.filter(person=person).exists()
    erasure.refresh_from_db()
    assert erasure.state == ErasureState.DONE
    assert "đang giữ vai" in erasure.lines.get(eraser="accounts.contacts").stays
    assert not any(line.done for line in erasure.lines.all())


def test_numbers_go_in_no_other_way_than_by_an_erasure(world: Any, person: Any) -> None:
    with pytest.raises(ProgrammingError, match="erasure alone"), as_actor(SYSTEM):
        people._wipe_numbers([person.pk])


def test_an_erasure_of_all_that_is_due_takes_no_numbers_of_who_still_serves(world: Any, person: Any) -> None:
    Erasure.objects.create(kind="due", as_of=today())
    with pytest.raises(ProgrammingError, match="erasure alone"), as_actor(SYSTEM):
        people._wipe_numbers([person.pk])
