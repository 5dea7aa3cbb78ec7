"""Seats, bodies and contacts after a reform."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from django.utils import timezone

from hoathuan.accounts.acting import as_actor
from hoathuan.accounts.actor import SYSTEM
from hoathuan.accounts.errors import AccountsError
from hoathuan.accounts.models import Body, Notice, PersonContact, Seat
from hoathuan.accounts.notices import sentence
from hoathuan.accounts.reach import unit_in_reach
from hoathuan.accounts.selectors import people_in_reach
from hoathuan.accounts.services.bodies import BodyDetails, save_body
from hoathuan.accounts.services.handing_over import HandOver, hand_over
from hoathuan.accounts.services.seats import Placing, give_seat
from hoathuan.core import dates
from hoathuan.core.jobs import results, starting
from hoathuan.core.jobs.models import Job, ResultFile, State
from hoathuan.units.changing import gate
from hoathuan.units.models import ReformUnit

from .country import DAY, Writer, actor_of, great_reform, seat

LAST = DAY - timedelta(days=1)


def after(one: Any) -> Seat:
    """The seat that a seat went on as."""
    found = Seat.objects.select_related("moved_to__unit", "moved_to__body").get(pk=one.pk)
    assert found.moved_to is not None
    return found.moved_to


def test_a_seat_ends_with_its_commune_and_goes_on_in_the_merged_one(made: Any) -> None:
    former = made.seats["Xã An Mẫu"]
    great_reform(made).apply()
    merged = made.unit("Xã Hợp Mẫu")
    new = after(former)
    former.refresh_from_db()
    assert (former.valid.upper, former.stopped_at is None) == (DAY, False)
    assert (new.kind, new.person_id, new.unit, new.valid.lower) == (
        former.kind,
        former.person_id,
        merged,
        DAY,
    )
    assert actor_of(former).seat is None
    assert actor_of(new).commune_id == merged.pk
    assert new.body.name == "Ủy ban nhân dân xã Hợp Mẫu"
    assert after(made.seats["Xã Bình Mẫu"]).body == new.body
    told = Notice.objects.get(user=former.person.user)
    assert "Xã An Mẫu nhập vào Xã Hợp Mẫu" in sentence(told)


def test_a_notice_tells_a_commune_from_the_former_one_of_its_name(made: Any) -> None:
    former = made.seats["Xã An Mẫu"]
    reform = great_reform(made)
    ReformUnit.objects.filter(name="Xã Hợp Mẫu").update(name="Xã An Mẫu")
    reform.apply()
    told = sentence(Notice.objects.get(user=former.person.user))
    assert "Xã An Mẫu cũ (Tỉnh Mẫu) nhập vào Xã An Mẫu: vai" in told
    assert "nay ở Xã An Mẫu." in told
    other = sentence(Notice.objects.get(user=made.seats["Xã Bình Mẫu"].person.user))
    assert "Xã Bình Mẫu nhập vào Xã An Mẫu: vai" in other


def test_bodies_are_merged_renamed_and_closed(made: Any) -> None:
    great_reform(made).apply()
    former = Body.objects.get(name="Ủy ban nhân dân xã Phú Khác")
    assert (former.closed_on, former.moved_to.name) == (DAY, "Ủy ban nhân dân phường Phú Khác")
    departments = Body.objects.filter(kind="justice_department", closed_on=None)
    assert [one.name for one in departments] == ["Sở Tư pháp tỉnh Gộp"]
    split = Body.objects.get(name="Ủy ban nhân dân xã Cao Khác")
    assert (split.closed_on, split.moved_to) == (DAY, None)


def test_of_a_split_commune_seats_wait_for_a_person_and_team_seats_stay(made: Any) -> None:
    officer = made.seats["Xã Cao Khác"]
    outcome = great_reform(made).apply()
    officer.refresh_from_db()
    assert (officer.valid.upper, officer.moved_to) == (DAY, None)
    assert officer.stopped_at
    assert "kết thúc từ ngày 01/01/2026" in sentence(Notice.objects.get(user=officer.person.user))
    lines = {line.label: line.count for line in outcome.lines}
    assert lines["Vai kết thúc, cần người quản trị giao lại"] == 1
    assert lines["Nơi có từ hai người cùng giữ một vai chính"] == 1
    assert lines["Vai chuyển sang đơn vị mới"] == 10
    head = Seat.objects.get(kind="team_head", team_id=made.teams["Xã Cao Khác"].pk, stopped_at=None)
    assert head.valid.upper is None


def test_a_team_head_keeps_the_team(made: Any) -> None:
    team = made.teams["Xã An Mẫu"]
    great_reform(made).apply()
    head = Seat.objects.get(kind="team_head", team_id=team.pk, stopped_at=None)
    assert head.unit == made.unit("Xã Hợp Mẫu")
    assert actor_of(head).team_id == team.pk


def test_who_sat_in_two_merged_communes_sits_once(made: Any) -> None:
    first = made.seats["Xã An Mẫu"]
    second = seat("commune_officer", made.world.xa_b, body=made.seats["Xã Bình Mẫu"].body)
    Seat.objects.filter(pk=second.pk).update(person=first.person)
    great_reform(made).apply()
    assert after(first) == after(second)
    assert Seat.objects.filter(person=first.person, stopped_at=None).count() == 1


def test_terms_that_were_over_or_had_an_end_stay_as_they_were(made: Any) -> None:
    from django.db.backends.postgresql.psycopg_any import DateRange

    over, ending = seat("commune_officer", made.world.xa_a), seat("commune_officer", made.world.xa_a)
    Seat.objects.filter(pk=over.pk).update(valid=DateRange(date(2025, 7, 1), date(2025, 9, 1)))
    Seat.objects.filter(pk=ending.pk).update(valid=DateRange(date(2025, 7, 1), date(2026, 9, 1)))
    great_reform(made).apply()
    over.refresh_from_db()
    assert over.moved_to is None
    assert after(ending).valid.upper == date(2026, 9, 1)


def test_contacts_follow_their_commune_and_show_to_its_people_only(made: Any) -> None:
    great_reform(made).apply()
    merged, renamed = made.unit("Xã Hợp Mẫu"), made.unit("Phường Phú Khác")
    with as_actor(SYSTEM):
        places = list(PersonContact.objects.values_list("now_commune", "now_province"))
    province = made.unit("Tỉnh Gộp").pk
    assert {found for _commune, found in places} == {province}
    assert places.count((merged.pk, province)) == 6
    assert places.count((renamed.pk, province)) == 3
    actor = actor_of(after(made.seats["Xã An Mẫu"]))
    with as_actor(actor):
        assert PersonContact.objects.count() == 6


def test_a_closed_unit_is_in_reach_of_what_it_became(made: Any) -> None:
    great_reform(made).apply()
    officer = actor_of(after(made.seats["Xã An Mẫu"]))
    sister = actor_of(after(made.seats["Xã Phú Khác"]))
    above = actor_of(after(made.seats["Tỉnh Khác"]))
    for one in (made.world.xa_b, made.world.xa_c):
        one.refresh_from_db()
    assert unit_in_reach(officer, made.world.xa_b)
    assert not unit_in_reach(sister, made.world.xa_b)
    assert unit_in_reach(above, made.world.xa_b)
    assert unit_in_reach(above, made.world.xa_c), "split: the province decides"
    assert not unit_in_reach(officer, made.world.xa_c)


def work(progress: Any, actor: Any) -> str:
    """Job: the reform that moves the seat of who applies it."""
    from hoathuan.units.changing import applying
    from hoathuan.units.models import Reform

    applying.apply(Reform.objects.get())
    return "Đã xong"


def test_the_job_of_somebody_whose_own_seat_moves_finishes(made: Any) -> None:
    mover = seat("administrator", made.world.tinh_mau)
    great_reform(made)
    job = starting.start(work, title="Sắp xếp", actor=actor_of(mover))
    assert (job.state, job.message) == (State.DONE, "Đã xong")
    assert after(mover).unit.name == "Tỉnh Gộp"


def test_a_job_that_waited_during_the_reform_acts_as_the_seat_of_after(made: Any) -> None:
    former = made.seats["Xã An Mẫu"]
    asked = actor_of(former)
    great_reform(made).apply()
    job = starting.start("tests.moving.test_people.say", title="Thử", actor=asked)
    assert job.message == "Xã Hợp Mẫu"
    split = made.seats["Xã Cao Khác"]
    job = starting.start("tests.moving.test_people.say", title="Thử", actor=_former_actor(split))
    assert Job.objects.get(pk=job.pk).state == State.FAILED


def _former_actor(one: Seat) -> Any:
    from hoathuan.accounts.actor import Actor

    return Actor(user=one.person.user, seat=one)


def say(progress: Any, actor: Any) -> str:
    return str(actor.seat.unit.name)


def test_a_session_goes_on_in_the_seat_of_after(made: Any, client_for: Any) -> None:
    former = made.seats["Xã An Mẫu"]
    other = seat("commune_accountant", made.world.xa_a)
    Seat.objects.filter(pk=other.pk).update(person=former.person)
    client = client_for(former)
    great_reform(made).apply()
    page = client.get("/")
    assert page.wsgi_request.actor.seat == after(former)


def test_a_preview_changes_and_tells_nothing(made: Any) -> None:
    before = list(Seat.objects.order_by("pk").values_list("pk", "valid", "stopped_at", "unit"))
    outcome = great_reform(made).preview()
    assert outcome.lines
    assert list(Seat.objects.order_by("pk").values_list("pk", "valid", "stopped_at", "unit")) == before
    assert not Notice.objects.exists()


@pytest.mark.parametrize("target", [None, "Xã Bình Mẫu"])
def test_a_correction_takes_people_to_where_their_commune_went(made: Any, target: str | None) -> None:
    """The commune had not been merged after all, or into another one."""
    former = made.seats["Xã An Mẫu"]
    wrong = Writer()
    wrong.link(made.world.xa_a, made.world.xa_b if target is None else made.xa_f)
    wrong.apply()
    mend = Writer(corrects=wrong.reform)
    mend.link(made.world.xa_a, made.unit(target) if target else None)
    mend.apply()
    running = Seat.objects.get(person=former.person, stopped_at=None)
    assert running.unit.name == (target or "Xã An Mẫu")
    assert running.body.name == f"Ủy ban nhân dân {running.unit.name.replace('Xã', 'xã')}"
    assert Body.objects.get(pk=running.body_id).closed_on is None


def test_who_lost_the_only_seat_is_found_by_the_administrator_above(made: Any) -> None:
    above = seat("administrator", made.world.tinh_khac)
    elsewhere = seat("administrator", made.world.tinh_mau)
    lost = made.seats["Xã Cao Khác"].person
    write = Writer()
    for name in ("Xã Cao Đông", "Xã Cao Tây"):
        write.link(made.world.xa_c, write.new(name, made.world.tinh_khac))
    write.apply()
    assert people_in_reach(actor_of(above)).filter(pk=lost.pk).exists()
    assert not people_in_reach(actor_of(elsewhere)).filter(pk=lost.pk).exists()


def test_a_file_that_a_job_made_is_still_fetched_in_the_seat_of_after(made: Any) -> None:
    former = made.seats["Xã An Mẫu"]
    job = Job.objects.create(title="Xuất sổ", work="x.y", user_id=former.person.user_id, seat_id=former.pk)
    ResultFile.objects.create(
        job=job, user_id=former.person.user_id, seat_id=former.pk, digest="0" * 64, size=1, name="so.xlsx",
        content_type="x", expires_at=timezone.now() + timedelta(days=1),
    )  # fmt: skip
    great_reform(made).apply()
    assert results.of_actor(actor_of(after(former))).count() == 1


def give(unit: Any, actor: Any) -> None:
    give_seat(
        person=seat("reporter", unit).person, placing=Placing("storekeeper", unit, dates.today()), actor=actor
    )


def add_body(unit: Any, actor: Any) -> None:
    save_body(body=None, details=BodyDetails("Trường mới", "school", unit), actor=actor)


@pytest.mark.parametrize("write", [give, add_body])
def test_who_chose_a_unit_before_a_reform_is_told_that_it_ended(made: Any, write: Any) -> None:
    """The form was opened before: its unit looks open and lies in reach through what it became."""
    chosen = made.world.xa_b
    great_reform(made).apply()
    assert chosen.valid.upper is None, "as the form read it"
    with pytest.raises(AccountsError, match="không còn sau sắp xếp"):
        write(chosen, actor_of(made.seats["admin"]))


def pass_on(unit: Any, actor: Any) -> None:
    plan = HandOver(day=dates.today(), person=seat("reporter", unit).person)
    hand_over(seat=seat("storekeeper", unit), version=1, plan=plan, actor=actor)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("write", [give, add_body, pass_on])
def test_no_reform_begins_while_somebody_writes_under_a_unit(made: Any, write: Any) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        write(made.xa_f, actor_of(made.seats["admin"]))
        cursor.execute(
            "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND mode = 'ShareLock'"
            " AND pid = pg_backend_pid() AND (classid::bigint << 32) + objid::bigint = %s",
            [gate.LOCK],
        )
        assert cursor.fetchone()[0] == 1
