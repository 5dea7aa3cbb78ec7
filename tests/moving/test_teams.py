"""Teams after a reform: names that occur twice, new rows in the commune of their day, decisions, split villages."""

from __future__ import annotations

from datetime import date

import pytest

from hoathuan.accounts.acting import as_actor
from hoathuan.accounts.actor import SYSTEM
from hoathuan.accounts.models import PersonContact, Seat
from hoathuan.cases.forms.grid import Teams
from hoathuan.teams.models import CommuneDecision, Mediator, MediatorTraining, Team, TeamStanding
from hoathuan.teams.selectors import latest_decisions
from hoathuan.teams.services import mediators
from hoathuan.teams.services.standing import restate
from hoathuan.units.changing import deciding
from hoathuan.units.selectors import area_of

from .country import DAY, TEAM, Country, actor_of, great_reform, village_of
from .test_people import after


def test_teams_of_one_name_say_where_they_come_from(made: Country) -> None:
    outcome = great_reform(made).apply()
    merged = made.unit("Xã Hợp Mẫu")
    teams = Team.objects.filter(now_commune=merged).order_by("pk")
    assert [str(team) for team in teams] == [f"{TEAM} (xã cũ: Xã An Mẫu)", f"{TEAM} (xã cũ: Xã Bình Mẫu)"]
    assert [str(team) for team in Team.objects.exclude(now_commune=merged)] == [TEAM, TEAM]
    assert {line.label: line.count for line in outcome.lines}["Tổ hòa giải trùng tên trong một xã"] == 2


def test_a_typed_team_is_one_of_two_only_with_its_former_commune(made: Country) -> None:
    great_reform(made).apply()
    known = Teams(Team.objects.filter(now_commune=made.unit("Xã Hợp Mẫu")).order_by("pk"))
    assert known.by_name("tổ hòa giải thôn 1 (xã cũ: xã bình mẫu)") == made.teams["Xã Bình Mẫu"]
    with pytest.raises(ValueError, match="Không rõ tổ nào"):
        known.by_name(TEAM)


def test_new_rows_belong_to_the_commune_of_their_day(made: Country) -> None:
    great_reform(made).apply()
    officer = actor_of(after(made.seats["Xã An Mẫu"]))
    team = Team.objects.get(pk=made.teams["Xã An Mẫu"].pk)
    one = Mediator.objects.filter(team=team).order_by("pk")[0]
    for day, commune in ((date(2025, 11, 1), "Xã An Mẫu"), (date(2026, 2, 1), "Xã Hợp Mẫu")):
        with as_actor(officer):
            mediators.record_training(mediators=[one], trained_on=day, title="Lớp", actor=officer)
            details = mediators.MediatorDetails(full_name=f"Người Mới {day:%Y}", started_on=day, sex="F")
            new = mediators.add_mediator(team=team, details=details, actor=officer)
        training = MediatorTraining.objects.get(mediator=one, trained_on=day)
        assert training.area.then_commune.name == new.area.then_commune.name == commune
        assert training.now_commune.name == new.now_commune.name == "Xã Hợp Mẫu"
    with as_actor(officer):
        earlier = mediators.MediatorDetails(
            full_name=new.person.full_name, started_on=date(2025, 8, 1), sex="F"
        )
        mediators.amend_mediator(mediator=new, version=new.version, details=earlier, actor=officer)
    new.refresh_from_db()
    assert new.area.then_commune.name == "Xã An Mẫu"


def test_the_standing_of_a_team_is_told_in_the_commune_of_each_day(made: Country) -> None:
    great_reform(made).apply()
    team = made.teams["Xã An Mẫu"]
    leaving = Mediator.objects.filter(team=team).order_by("pk").last()
    Mediator.objects.filter(pk=leaving.pk).update(ended_on=date(2026, 2, 1))
    restate([team.pk])
    rows = TeamStanding.objects.filter(team=team).order_by("started_on")
    assert [(row.composition, row.area.then_commune.name, row.now_commune.name) for row in rows] == [
        ("complete", "Xã An Mẫu", "Xã Hợp Mẫu"),
        ("incomplete", "Xã Hợp Mẫu", "Xã Hợp Mẫu"),
    ]


def test_the_decision_of_a_former_commune_does_not_bind_the_merged_one(made: Country) -> None:
    decision = CommuneDecision(number="1/QĐ-UBND", decided_on=date(2025, 8, 1), teams_count=1, team_most=4)
    decision.locate(area_of(made.world.xa_a))
    decision.save()
    assert latest_decisions([made.world.xa_a.pk])
    great_reform(made).apply()
    merged = made.unit("Xã Hợp Mẫu")
    assert CommuneDecision.objects.get().now_commune == merged
    assert latest_decisions([merged.pk]) == {}


def test_when_a_person_places_the_villages_the_team_and_its_people_go_along(made: Country) -> None:
    """A split commune whose villages nobody had placed."""
    from .country import Writer

    world = made.world
    write = Writer()
    first, second = (write.new(name, world.tinh_khac) for name in ("Xã Cao Đông", "Xã Cao Tây"))
    for new in (first, second):
        write.link(world.xa_c, new)
    write.apply()
    team = made.teams["Xã Cao Khác"]
    head = Seat.objects.get(kind="team_head", team_id=team.pk, stopped_at=None)
    assert head.unit == world.xa_c
    with as_actor(SYSTEM):
        deciding.place_villages(made.unit("Xã Cao Khác"), [village_of(world.xa_c)], made.unit("Xã Cao Đông"))
    east = made.unit("Xã Cao Đông")
    team.refresh_from_db()
    assert team.now_commune == east
    moved = after(head)
    assert (moved.unit, moved.valid.lower, moved.team_id) == (east, DAY, team.pk)
    with as_actor(SYSTEM):
        assert PersonContact.objects.filter(now_commune=east).count() == 3
