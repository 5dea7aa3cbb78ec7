"""Who may open and write what: the own unit, those above and below, a sister unit, another body, nobody."""

from typing import Any

import pytest
from django.urls import reverse

from hoathuan.core.dates import today
from hoathuan.plans.models import Plan, Target, TargetReport, Task
from hoathuan.plans.services import tasks

pytestmark = pytest.mark.django_db

PDF = b"%PDF-1.4\n%mau\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


READ = ["plan", "drawn", "progress-sheet", "tasks-sheet"]
WRITE = ["amend", "bases", "issue", "close", "task-add"]


def status(client: Any, name: str, pk: Any, **data: Any) -> int:
    return int(client.get(reverse(f"plans:{name}", args=[pk])).status_code)


@pytest.mark.parametrize("name", READ)
def test_an_issued_plan_is_read_by_its_unit_the_units_below_and_nobody_else(
    name: str, target: Target, office: Any, client_for: Any
) -> None:
    plan = target.task.plan
    seen = {
        seat: status(client_for(getattr(office, seat)), name, plan.uuid)
        for seat in ("officer", "leader", "commune")
    }
    assert set(seen.values()) == {200}
    assert status(client_for(office.abroad), name, plan.uuid) == 404
    assert status(client_for(office.body_officer), name, plan.uuid) == 404
    assert status(client_for(None), name, plan.uuid) == 302


@pytest.mark.parametrize("name", WRITE)
def test_a_plan_is_written_by_its_own_unit_only(
    name: str, target: Target, office: Any, client_for: Any
) -> None:
    plan = target.task.plan
    assert status(client_for(office.officer), name, plan.uuid) == 200
    assert status(client_for(office.leader), name, plan.uuid) == 403
    assert status(client_for(office.commune), name, plan.uuid) == 403
    assert status(client_for(office.abroad), name, plan.uuid) == 404
    assert status(client_for(None), name, plan.uuid) == 302


@pytest.mark.parametrize("name", ["task-amend", "task-progress", "target-add"])
def test_a_task_is_written_by_its_own_unit_only(
    name: str, target: Target, office: Any, client_for: Any
) -> None:
    assert status(client_for(office.officer), name, target.task.uuid) == 200
    assert status(client_for(office.commune), name, target.task.uuid) == 403
    assert status(client_for(office.abroad), name, target.task.uuid) == 404
    assert status(client_for(None), name, target.task.uuid) == 302


@pytest.mark.parametrize("name", ["target-amend", "hand-down", "report"])
def test_a_target_is_written_by_its_own_unit_only(
    name: str, target: Target, office: Any, client_for: Any
) -> None:
    assert status(client_for(office.officer), name, target.uuid) == 200
    assert status(client_for(office.commune), name, target.uuid) == 403
    assert status(client_for(office.abroad), name, target.uuid) == 404
    assert status(client_for(None), name, target.uuid) == 302


@pytest.mark.parametrize("name", ["target", "units-sheet"])
def test_a_handed_target_is_read_by_its_unit_and_those_above(
    name: str, handed: Target, office: Any, client_for: Any
) -> None:
    assert status(client_for(office.commune), name, handed.uuid) == 200
    assert status(client_for(office.officer), name, handed.uuid) == 200
    assert status(client_for(office.sister), name, handed.uuid) == 404
    assert status(client_for(office.abroad), name, handed.uuid) == 404
    assert status(client_for(None), name, handed.uuid) == 302


def test_a_sister_commune_sees_neither_the_plan_nor_the_share(
    handed: Target, office: Any, client_for: Any
) -> None:
    client = client_for(office.sister)
    assert status(client, "plan", handed.task.plan.uuid) == 404
    page = client.get(reverse("plans:target", args=[handed.parent.uuid])).content.decode()
    assert "Xã An Mẫu" not in page
    assert "Xã An Mẫu" not in client.get(reverse("plans:list")).content.decode()


def test_a_draft_is_not_seen_below(make_target: Any, office: Any, client_for: Any) -> None:
    plan = make_target(issued=False).task.plan
    assert status(client_for(office.commune), "plan", plan.uuid) == 404
    assert status(client_for(office.leader), "plan", plan.uuid) == 200


def test_a_mediator_has_no_plans(world: Any, seat_of: Any, client_for: Any) -> None:
    assert (
        client_for(seat_of("mediator", world.xa_a, team_id=1)).get(reverse("plans:list")).status_code == 403
    )


def test_another_body_sees_the_tasks_that_it_takes_part_in_and_reports_those_that_it_leads(
    target: Target, office: Any, client_for: Any, actor_of: Any
) -> None:
    actor = actor_of(office.officer)
    led = tasks.add_task(
        plan=target.task.plan, actor=actor, content="Việc của Mặt trận", lead_body=office.front
    )
    client = client_for(office.body_officer)
    page = client.get(reverse("plans:plan", args=[target.task.plan.uuid])).content.decode()
    assert "Việc của Mặt trận" in page
    assert target.task.content not in page
    assert status(client, "task-progress", target.task.uuid) == 404
    assert status(client, "target", target.uuid) == 404
    answer = client.post(
        reverse("plans:task-progress", args=[led.uuid]),
        {"state": "done", "done_on": f"{today():%d/%m/%Y}", "result": "Xong", "version": led.version},
    )
    led.refresh_from_db()
    assert (answer.status_code, led.state) == (302, "done")
    assert status(client, "task-amend", led.uuid) == 403


@pytest.mark.parametrize("name", ["amend", "bases", "issue", "close", "attach", "task-add", "draw"])
def test_a_forged_post_of_a_stranger_changes_nothing(
    name: str, make_target: Any, office: Any, client_for: Any
) -> None:
    plan = make_target(issued=False).task.plan
    before = Plan.objects.values().get(pk=plan.pk)
    for seat in (office.leader, office.commune, office.abroad):
        answer = client_for(seat).post(
            reverse(f"plans:{name}", args=[plan.uuid]), {"title": "Giả", "version": "1"}
        )
        assert answer.status_code in (403, 404)
    assert Plan.objects.values().get(pk=plan.pk) == before
    assert Plan.objects.count() == 1


def test_a_forged_hand_down_of_another_provinces_commune_is_refused(
    target: Target, office: Any, client_for: Any
) -> None:
    client = client_for(office.officer)
    stranger = office.world.xa_c.uuid
    answer = client.post(
        reverse("plans:hand-down", args=[target.uuid]),
        {
            "how": "by_hand",
            "version": target.version,
            "giao": [stranger],
            f"so-{stranger}": "100",
            "confirm": "1",
        },
    )
    assert answer.status_code == 200
    assert not Target.objects.filter(handed=True).exists()


@pytest.mark.parametrize("name", ["task-amend", "task-progress", "task-remove", "target-add"])
@pytest.mark.parametrize("who", ["leader", "commune", "abroad", "body_officer"])
def test_a_forged_post_on_a_task_changes_nothing(
    name: str, who: str, make_target: Any, office: Any, client_for: Any
) -> None:
    task = make_target().task
    before = list(Task.objects.values())
    data = {"content": "Giả", "state": "done", "done_on": f"{today():%d/%m/%Y}", "version": str(task.version)}
    answer = client_for(getattr(office, who)).post(reverse(f"plans:{name}", args=[task.uuid]), data)
    assert answer.status_code in (403, 404)
    assert list(Task.objects.values()) == before
    assert Target.objects.count() == 1


@pytest.mark.parametrize("name", ["target-amend", "hand-down", "report"])
@pytest.mark.parametrize("who", ["leader", "sister", "abroad", "body_officer"])
def test_a_forged_post_on_a_target_changes_nothing(
    name: str, who: str, target: Target, office: Any, client_for: Any
) -> None:
    unit = office.world.xa_b.uuid
    data = {
        "title": "Giả", "quantity": "1", "version": str(target.version), "how": "even", "giao": [unit],
        f"so-{unit}": "100", "confirm": "1", "on_date": f"{today():%d/%m/%Y}", "kind": "total", "amount": "99",
        "note": "giả",
    }  # fmt: skip
    answer = client_for(getattr(office, who)).post(reverse(f"plans:{name}", args=[target.uuid]), data)
    assert answer.status_code in (403, 404)
    assert (Target.objects.count(), TargetReport.objects.count()) == (1, 0)
    assert Target.objects.get().version == target.version
