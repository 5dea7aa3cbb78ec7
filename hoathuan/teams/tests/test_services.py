"""Changing the registry: who may, what is refused in which words, nobody twice."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange

from hoathuan.accounts.actor import SYSTEM
from hoathuan.accounts.models import Person, PersonContact, Seat
from hoathuan.core.dates import today
from hoathuan.core.models import AuditEntry
from hoathuan.core.stale import StaleRecord
from hoathuan.teams.errors import NotYours, SamePerson, TeamsError
from hoathuan.teams.models import CommuneDecision, Mediator, MediatorTraining, Team, TeamHead
from hoathuan.teams.services.communes import add_villages, record_decision
from hoathuan.teams.services.heads import appoint_head
from hoathuan.teams.services.mediators import (
    MediatorDetails,
    add_mediator,
    amend_mediator,
    end_mediator,
    record_training,
)
from hoathuan.teams.services.teams import TeamDetails, amend_team, create_team
from hoathuan.units.selectors import villages_of

from .registry import START, complete_team, mediator_in, team_in

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("kind", ["commune_leader", "province_officer", "team_head", "administrator"])
def test_only_the_communes_justice_officer_keeps_its_registry(
    world: Any, seat_of: Any, acting: Any, kind: str
) -> None:
    seat = seat_of(kind, world.tinh_mau if kind == "province_officer" else world.xa_a)
    with acting(seat) as actor, pytest.raises(NotYours):
        create_team(commune=world.xa_a, details=TeamDetails("Tổ 1", START), actor=actor)


def test_the_officer_of_a_sister_commune_is_refused(world: Any, seat_of: Any, acting: Any) -> None:
    team = team_in(world.xa_a)
    with acting(seat_of("commune_officer", world.xa_b)) as actor, pytest.raises(NotYours):
        add_mediator(team=team, details=MediatorDetails("Người Mẫu", START), actor=actor)


def test_a_new_team_is_written_with_its_villages_and_an_audit_line(
    world: Any, seat_of: Any, acting: Any
) -> None:
    villages = world.villages["Xã An Mẫu"]
    with acting(seat_of("commune_officer", world.xa_a)) as actor:
        team = create_team(
            commune=world.xa_a,
            details=TeamDetails("Tổ hòa giải thôn 1", START),
            villages=villages,
            actor=actor,
        )
    assert team.now_commune == world.xa_a
    assert team.team_villages.count() == 2
    assert (
        AuditEntry.objects.get(subject_id=str(team.pk), subject_type="teams.team").action == "teams.created"
    )


def test_refusals_say_what_is_wrong(world: Any) -> None:
    team_in(world.xa_a)
    with pytest.raises(TeamsError, match="đã có tổ tên"):
        team_in(world.xa_a, "TỔ HÒA GIẢI THÔN 1")
    with pytest.raises(TeamsError, match="tương lai"):
        team_in(world.xa_a, "Tổ 2", started_on=today() + timedelta(days=1))
    with pytest.raises(TeamsError, match="không thuộc xã"):
        team_in(world.xa_a, "Tổ 3", villages=world.villages["Xã Bình Mẫu"])
    assert Team.objects.count() == 1


def test_somebody_known_in_the_commune_is_asked_about_and_not_entered_twice(world: Any) -> None:
    first, second = team_in(world.xa_a), team_in(world.xa_a, "Tổ hòa giải thôn 2")
    known = mediator_in(first, "Nguyễn Văn Mẫu", birth_year=1960)
    details = MediatorDetails("NGUYỄN  VĂN MẪU", START, birth_year=1960)
    with pytest.raises(SamePerson) as asked:
        add_mediator(team=second, details=details, actor=SYSTEM)
    assert asked.value.people == [known.person]
    same = add_mediator(team=second, details=details, actor=SYSTEM, person=known.person)
    assert same.person == known.person
    with pytest.raises(TeamsError, match="đang là hòa giải viên"):
        add_mediator(team=second, details=details, actor=SYSTEM, person=known.person)
    add_mediator(team=second, details=details, actor=SYSTEM, another=True)
    assert Person.objects.filter(folded="nguyen van mau").count() == 2


def test_a_person_of_another_commune_is_not_offered(world: Any) -> None:
    mediator_in(team_in(world.xa_b), "Nguyễn Văn Mẫu", birth_year=1960)
    details = MediatorDetails("Nguyễn Văn Mẫu", START, birth_year=1960)
    add_mediator(team=team_in(world.xa_a), details=details, actor=SYSTEM)
    assert Person.objects.filter(folded="nguyen van mau").count() == 2


def test_phone_and_address_stand_behind_the_second_wall(world: Any, seat_of: Any, acting: Any) -> None:
    team = team_in(world.xa_a)
    with acting(seat_of("commune_officer", world.xa_a)) as actor:
        details = MediatorDetails("Người Mẫu", START, phone="+84912345678", address="Thôn 1")
        add_mediator(team=team, details=details, actor=actor)
        assert PersonContact.objects.get().phone == "+84912345678"
    with acting(seat_of("commune_officer", world.xa_b)):
        assert not PersonContact.objects.exists()


def test_an_amended_mediator_keeps_person_and_columns_equal(world: Any) -> None:
    mediator = mediator_in(team_in(world.xa_a), "Người Mẫu")
    details = MediatorDetails("Lò Thị Mẫu", START, sex="F", ethnicity="03", birth_date=date(1970, 3, 2))
    amend_mediator(mediator=mediator, version=1, details=details, actor=SYSTEM)
    mediator.refresh_from_db()
    assert (mediator.sex, mediator.minority, mediator.folded) == ("F", "other", "lo thi mau")
    assert (mediator.person.birth_year, mediator.person.ethnicity) == (1970, "03")


def test_an_officer_renames_nobody_who_serves_or_sits_elsewhere(
    world: Any, seat_of: Any, actor_of: Any
) -> None:
    mediator = mediator_in(team_in(world.xa_a), "Người Mẫu")
    officer = actor_of(seat_of("commune_officer", world.xa_a))
    amend_mediator(mediator=mediator, version=1, details=MediatorDetails("Người Mới", START), actor=officer)
    away = Mediator(person=mediator.person, team=team_in(world.xa_b), started_on=START)
    away.locate(away.team.area)
    away.save()
    mediator.refresh_from_db()
    with pytest.raises(TeamsError, match="người quản trị của tỉnh"):
        amend_mediator(
            mediator=mediator, version=2, details=MediatorDetails("Tên Khác", START), actor=officer
        )
    amend_mediator(
        mediator=mediator,
        version=2,
        details=MediatorDetails("Người Mới", START, occupation="nông dân"),
        actor=officer,
    )
    Mediator.objects.filter(pk=away.pk).update(ended_on=START)
    seat_of("reporter", world.tinh_mau, valid=DateRange(START, None))
    Seat.objects.filter(unit=world.tinh_mau).update(person=mediator.person)
    mediator.refresh_from_db()
    with pytest.raises(TeamsError, match="người quản trị của tỉnh"):
        amend_mediator(
            mediator=mediator, version=3, details=MediatorDetails("Tên Khác", START), actor=officer
        )


def test_the_second_to_save_is_told(world: Any) -> None:
    team = team_in(world.xa_a)
    details = TeamDetails("Tổ hòa giải thôn Một", START)
    amend_team(team=team, version=1, details=details, villages=[], actor=SYSTEM)
    with pytest.raises(StaleRecord):
        amend_team(team=team, version=1, details=details, villages=[], actor=SYSTEM)


def test_an_end_before_the_start_is_refused(world: Any) -> None:
    mediator = mediator_in(team_in(world.xa_a), "Người Mẫu")
    with pytest.raises(TeamsError, match="trước ngày bắt đầu"):
        end_mediator(
            mediator=mediator, version=1, ended_on=date(2025, 6, 1), reason="wish", decision="1", actor=SYSTEM
        )


def test_a_head_is_an_active_mediator_of_the_team(world: Any) -> None:
    team, other = complete_team(world.xa_a), team_in(world.xa_a, "Tổ 2")
    stranger = mediator_in(other, "Người Khác")
    with pytest.raises(TeamsError, match="không phải là hòa giải viên của tổ"):
        appoint_head(team=team, mediator=stranger, started_on=date(2026, 1, 1), actor=SYSTEM)
    woman = Mediator.objects.get(team=team, sex="F")
    appoint_head(team=team, mediator=woman, started_on=date(2026, 1, 1), actor=SYSTEM)
    assert TeamHead.objects.get(team=team, ended_on=None).mediator == woman
    assert TeamHead.objects.get(team=team, ended_on=date(2025, 12, 31))


def test_training_of_one_day_is_written_once(world: Any) -> None:
    team = complete_team(world.xa_a)
    people = list(team.mediators.all())
    for expected in (3, 0):
        new = record_training(mediators=people, trained_on=date(2026, 3, 3), title="Lớp 1", actor=SYSTEM)
        assert new == expected
    assert MediatorTraining.objects.count() == 3


def test_pasted_villages_are_added_once(world: Any) -> None:
    assert add_villages(commune=world.xa_a, names=["THÔN 1", "Bản Mẫu", "Bản  Mẫu"], actor=SYSTEM) == 1
    assert villages_of(world.xa_a).filter(folded="ban mau").get().kind == "bản"
    with pytest.raises(TeamsError, match="ít nhất một thôn"):
        add_villages(commune=world.xa_a, names=[" "], actor=SYSTEM)


def test_the_chairs_decision_is_kept_once(world: Any) -> None:
    fields = {"number": "12/QĐ-UBND", "decided_on": START, "teams_count": 5, "team_least": 3, "upload": None}
    record_decision(commune=world.xa_a, team_most=7, actor=SYSTEM, **fields)
    with pytest.raises(TeamsError, match="đã được ghi"):
        record_decision(commune=world.xa_a, team_most=7, actor=SYSTEM, **fields)
    with pytest.raises(TeamsError, match="nhỏ hơn"):
        record_decision(commune=world.xa_a, team_most=2, actor=SYSTEM, **fields | {"number": "13"})
    assert CommuneDecision.objects.get().now_commune == world.xa_a


@pytest.mark.django_db(transaction=True)
def test_two_officers_who_enter_one_person_at_once_make_one(race: Any) -> None:
    from conftest import build_world

    world = build_world()
    team = team_in(world.xa_a)
    details = MediatorDetails("Nguyễn Văn Mẫu", START, birth_year=1960)
    results = race(lambda: add_mediator(team=team, details=details, actor=SYSTEM), 3)
    assert sum(isinstance(one, Mediator) for one in results) == 1
    assert sum(isinstance(one, SamePerson) for one in results) == 2
    assert Person.objects.filter(folded="nguyen van mau").count() == 1
