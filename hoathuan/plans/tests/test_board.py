"""What the home pages show of plans."""

from datetime import timedelta
from decimal import Decimal as D
from typing import Any

import pytest

from hoathuan.core.dates import today
from hoathuan.inbox.dues.reading import lines_of, tasks_of
from hoathuan.plans import api
from hoathuan.plans.errors import PlanRefused
from hoathuan.plans.models import Plan, Target

pytestmark = pytest.mark.django_db


def deeds(actor: Any) -> list[Any]:
    return tasks_of(lines_of(actor, only=["plans.task"]), "")


def hand(target: Target, office: Any, actor: Any) -> None:
    shares = {office.world.xa_a.pk: D(60), office.world.xa_b.pk: D(40)}
    api.hand_down(target=target, shares=shares, version=target.version, actor=actor)


def test_deeds_come_overdue_first_and_done_ones_are_gone(
    office: Any, actor_of: Any, make_target: Any
) -> None:
    actor, plan = actor_of(office.officer), make_target().task.plan
    for days, content in ((40, "Xa"), (-3, "Quá hạn"), (5, "Gần")):
        api.add_task(plan=plan, actor=actor, content=content, due_on=today() + timedelta(days))
    done = api.add_task(plan=plan, actor=actor, content="Đã xong", due_on=today())
    api.set_progress(task=done, version=1, state="done", actor=actor, done_on=today())
    lines = deeds(actor)
    assert [(line.title, line.state) for line in lines] == [
        ("Quá hạn", "late"),
        ("Gần", "risk"),
        ("Xa", "idle"),
    ]
    assert lines[0].state_text == "Quá hạn 3 ngày"
    assert deeds(actor_of(office.commune)) == []
    assert deeds(actor_of(office.abroad)) == []


def test_another_body_is_told_of_what_it_leads(office: Any, actor_of: Any, make_target: Any) -> None:
    actor, plan = actor_of(office.officer), make_target().task.plan
    api.add_task(plan=plan, actor=actor, content="Của Mặt trận", due_on=today(), lead_body=office.front)
    api.add_task(plan=plan, actor=actor, content="Cùng Mặt trận", due_on=today(), partners=[office.front])
    api.add_task(plan=plan, actor=actor, content="Của Sở", due_on=today(), lead_body=office.department)
    assert [x.title for x in deeds(actor_of(office.body_officer))] == [
        "Của Mặt trận",
        "Cùng Mặt trận",
    ]


def test_the_commune_sees_its_share_as_a_tile(office: Any, actor_of: Any, make_target: Any) -> None:
    target = make_target(100)
    hand(target, office, actor_of(office.officer))
    (tile,) = api.tiles(actor_of(office.commune))
    assert (tile.label, tile.total, tile.done, tile.unit) == ("Tờ gấp pháp luật", 60, None, "tờ")
    (own,) = api.tiles(actor_of(office.officer))
    assert own.total == 100
    assert api.tiles(actor_of(office.abroad)) == []


def test_a_target_that_another_body_took_over_is_shown_once(
    office: Any, actor_of: Any, make_target: Any, issue_plan: Any
) -> None:
    actor, target = actor_of(office.officer), make_target(100)
    Plan.objects.filter(pk=target.task.plan_id).update(body=office.committee)
    parent = Plan.objects.get(pk=target.task.plan_id)
    drawn = api.draw_plan(parent=parent, body=office.department, actor=actor)
    assert len(api.tiles(actor)) == 1
    issue_plan(drawn, actor, "74/KH-STP")
    assert [tile.plan for tile in api.tiles(actor)] == ["74/KH-STP"]


def test_stuck_units_stand_first(
    office: Any, actor_of: Any, make_target: Any, django_assert_max_num_queries: Any
) -> None:
    actor = actor_of(office.officer)
    target = make_target(100, starts_on=today() - timedelta(300), ends_on=today())
    hand(target, office, actor)
    for unit, amount in ((office.world.xa_a, 60), (office.world.xa_b, 1)):
        child = Target.objects.select_related("task__plan").get(parent=target, unit=unit)
        api.report_progress(
            target=child, on_date=today(), kind="total", amount=D(amount), note="BC",
            actor=actor_of(office.commune if unit == office.world.xa_a else office.sister),
        )  # fmt: skip
    with django_assert_max_num_queries(10):
        rows = api.stuck_units(actor)
    assert [row.unit.name for row in rows] == ["Xã Bình Mẫu", "Xã An Mẫu"]
    assert rows[1].state == "done"
    assert api.stuck_units(actor_of(office.commune)) == []


def test_the_year_as_a_line_holds_targets_and_other_tasks(
    office: Any, actor_of: Any, make_target: Any
) -> None:
    actor, target = actor_of(office.officer), make_target(100)
    api.add_task(plan=target.task.plan, actor=actor, content="Họp sơ kết", due_on=today())
    assert [row.label for row in api.timeline(actor)] == ["Tờ gấp pháp luật", "Họp sơ kết"]


def test_while_the_commune_rewrites_its_plan_nothing_vanishes(
    office: Any, actor_of: Any, make_target: Any
) -> None:
    actor, commune = actor_of(office.officer), actor_of(office.commune)
    target = make_target(100)
    hand(target, office, actor)
    plan = api.draw_plan(parent=target.task.plan, body=office.commune_committee, actor=commune)
    assert plan.state == "draft"
    assert len(api.tiles(commune)) == 1
    assert {row.unit.name for row in api.stuck_units(actor)} == {"Xã An Mẫu", "Xã Bình Mẫu"}


def test_a_plan_opened_from_above_is_not_closed_by_the_unit(
    office: Any, actor_of: Any, make_target: Any
) -> None:
    hand(make_target(100), office, actor_of(office.officer))
    plan = Plan.objects.get(unit=office.world.xa_a)
    with pytest.raises(PlanRefused, match="lập kế hoạch của đơn vị"):
        api.close_plan(plan=plan, actor=actor_of(office.commune))
