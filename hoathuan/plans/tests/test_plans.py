"""Writing, issuing and drawing plans."""

from datetime import timedelta
from typing import Any

import pytest

from hoathuan.core.dates import today
from hoathuan.core.models import AuditEntry
from hoathuan.core.stale import StaleRecord
from hoathuan.plans.choices import PlanState
from hoathuan.plans.errors import NotYours, NumberTaken, PlanRefused
from hoathuan.plans.models import Plan, Target
from hoathuan.plans.services import plans, tasks

pytestmark = pytest.mark.django_db


def draft(office: Any, actor: Any, year: int, title: str = "Kế hoạch") -> Plan:
    plan = plans.create_plan(actor=actor, body=office.department, year=year, title=title)
    tasks.add_task(plan=plan, actor=actor, content="Tập huấn hòa giải viên")
    return plan


def test_a_number_is_taken_once_by_a_body_in_a_year(
    office: Any, actor_of: Any, year: int, issue_plan: Any
) -> None:
    actor = actor_of(office.officer)
    issue_plan(draft(office, actor, year), actor)
    again = draft(office, actor, year)
    with pytest.raises(NumberTaken, match="73/KH-STP"):
        issue_plan(again, actor)
    other = plans.create_plan(actor=actor, body=office.committee, year=year, title="Khác")
    tasks.add_task(plan=other, actor=actor, content="Việc")
    assert issue_plan(other, actor).state == PlanState.ISSUED


def test_a_number_drawn_here_has_a_leading_zero_and_steps_over_a_typed_one(
    office: Any, actor_of: Any, year: int
) -> None:
    actor = actor_of(office.officer)
    issued = {"actor": actor, "signed_on": today(), "signer": "Bà Mẫu", "signer_office": "Giám đốc"}
    first = plans.issue_plan(plan=draft(office, actor, year), sign="KH-STP", **issued)
    plans.issue_plan(plan=draft(office, actor, year), number="02/KH-STP", **issued)
    third = plans.issue_plan(plan=draft(office, actor, year), sign="KH-STP", **issued)
    assert (first.number, third.number) == ("01/KH-STP", "03/KH-STP")


def test_a_plan_without_tasks_or_of_tomorrow_is_not_issued(office: Any, actor_of: Any, year: int) -> None:
    actor = actor_of(office.officer)
    empty = plans.create_plan(actor=actor, body=office.department, year=year, title="Trống")
    with pytest.raises(PlanRefused, match="chưa có nhiệm vụ"):
        plans.issue_plan(plan=empty, actor=actor, signed_on=today(), number="1/KH")
    with pytest.raises(PlanRefused, match="hôm nay trở về trước"):
        plans.issue_plan(
            plan=draft(office, actor, year), actor=actor, signed_on=today() + timedelta(1), number="1/KH"
        )


def test_issuing_twice_is_refused(office: Any, actor_of: Any, year: int, issue_plan: Any) -> None:
    actor = actor_of(office.officer)
    plan = draft(office, actor, year)
    issue_plan(plan, actor)
    with pytest.raises(PlanRefused, match="vừa được người khác ban hành|đã ban hành"):
        issue_plan(plan, actor, "74/KH-STP")


def test_of_two_officers_the_second_to_save_is_told(office: Any, actor_of: Any, year: int) -> None:
    actor = actor_of(office.officer)
    plan = draft(office, actor, year)
    plans.amend_plan(plan=plan, version=1, actor=actor, title="Người thứ nhất")
    with pytest.raises(StaleRecord):
        plans.amend_plan(plan=plan, version=1, actor=actor, title="Người thứ hai")
    plan.refresh_from_db()
    assert plan.title == "Người thứ nhất"


def test_only_the_issuing_units_officers_write(office: Any, actor_of: Any, year: int) -> None:
    plan = draft(office, actor_of(office.officer), year)
    for seat in (office.leader, office.commune, office.abroad, office.body_officer):
        with pytest.raises(NotYours):
            tasks.add_task(plan=plan, actor=actor_of(seat), content="Việc lạ")
    with pytest.raises(NotYours):
        plans.create_plan(actor=actor_of(office.commune), body=office.department, year=year, title="Giả")


def test_the_department_draws_its_plan_from_the_committees(
    office: Any, actor_of: Any, make_target: Any, year: int, issue_plan: Any
) -> None:
    """39/KH-UBND → 73/KH-STP: tasks and targets come along to be adapted, and stay tied to those above."""
    actor = actor_of(office.officer)
    target = make_target()
    Plan.objects.filter(pk=target.task.plan_id).update(body=office.committee, number="39/KH-UBND")
    above = Plan.objects.get(pk=target.task.plan_id)
    drawn = plans.draw_plan(parent=above, body=office.department, actor=actor)
    copy = Target.objects.get(task__plan=drawn)
    assert (copy.parent_id, copy.quantity, copy.handed) == (target.pk, target.quantity, False)
    assert drawn.bases.get().basis_plan == above
    again = plans.draw_plan(parent=above, body=office.department, actor=actor)
    assert again == drawn
    assert drawn.tasks.count() == 1
    with pytest.raises(PlanRefused):
        plans.draw_plan(parent=above, body=office.committee, actor=actor)


def test_a_plan_is_not_drawn_from_a_draft_nor_upwards(
    office: Any, actor_of: Any, make_target: Any, year: int, issue_plan: Any
) -> None:
    commune = actor_of(office.commune)
    unissued = make_target(issued=False).task.plan
    with pytest.raises(PlanRefused):
        plans.draw_plan(parent=unissued, body=office.commune_committee, actor=commune)
    own = plans.create_plan(actor=commune, body=office.commune_committee, year=year, title="Của xã")
    tasks.add_task(plan=own, actor=commune, content="Việc của xã")
    issue_plan(own, commune, "5/KH-UBND")
    with pytest.raises(PlanRefused):
        plans.draw_plan(parent=own, body=office.department, actor=actor_of(office.officer))


def test_legal_bases_keep_their_order_and_their_marks(office: Any, actor_of: Any, year: int) -> None:
    actor = actor_of(office.officer)
    plan = draft(office, actor, year)
    rows = [
        {"title": "Luật Hòa giải ở cơ sở", "number": "35/2013/QH13"},
        {"title": "Kế hoạch 39", "unconfirmed": True},
    ]
    plans.set_bases(plan=plan, rows=rows, version=plan.version, actor=actor)
    assert list(plan.bases.values_list("title", "unconfirmed")) == [
        ("Luật Hòa giải ở cơ sở", False),
        ("Kế hoạch 39", True),
    ]
    with pytest.raises(StaleRecord):
        plans.set_bases(plan=plan, rows=[], version=plan.version, actor=actor)


def test_a_closed_plan_is_not_written_any_more(office: Any, actor_of: Any, make_target: Any) -> None:
    actor = actor_of(office.officer)
    plan = make_target().task.plan
    plans.close_plan(plan=plan, actor=actor)
    plan.refresh_from_db()
    with pytest.raises(PlanRefused, match="kết thúc"):
        tasks.add_task(plan=plan, actor=actor, content="Muộn")
    assert AuditEntry.objects.filter(action="plans.closed").count() == 1


def test_a_task_that_is_done_has_its_day_and_the_day_is_not_tomorrow(
    office: Any, actor_of: Any, make_target: Any, task_of: Any
) -> None:
    actor, task = actor_of(office.officer), task_of(make_target())
    with pytest.raises(PlanRefused, match="ngày xong"):
        tasks.set_progress(task=task, version=1, state="done", actor=actor)
    with pytest.raises(PlanRefused, match="hôm nay"):
        tasks.set_progress(task=task, version=1, state="done", actor=actor, done_on=today() + timedelta(1))
    tasks.set_progress(task=task, version=1, state="done", actor=actor, done_on=today(), result="Đã phát")
    with pytest.raises(StaleRecord):
        tasks.set_progress(task=task, version=1, state="in_progress", actor=actor)
