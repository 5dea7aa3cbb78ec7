"""Plans as the units were then and as they are now; what stopped with its unit is not late."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from python_calamine import CalamineWorkbook

from conftest import _commune
from hoathuan.accounts.acting import as_actor
from hoathuan.accounts.actor import SYSTEM
from hoathuan.core.dates import today
from hoathuan.plans.choices import TaskState
from hoathuan.plans.figures import standings
from hoathuan.plans.models import Plan, Target, Task
from hoathuan.plans.selectors import not_allocated, open_tasks, plan_rows, shares_of, standing_of, task_rows
from hoathuan.plans.services import handing, targets
from hoathuan.units.changing.applying import apply
from hoathuan.units.choices import Level
from hoathuan.units.models import Reform, ReformLink, ReformUnit, Unit
from hoathuan.units.placing import place_areas
from hoathuan.units.services import rebuild_reach

from .test_then import DAY, merge

LAST = DAY - timedelta(days=1)
SWITCH = {"khi_do": "1"}


@pytest.fixture
def shared(office: Any, actor_of: Any, make_target: Any) -> Target:
    """100 leaflets: 60 to one commune, 40 to the other; 20 and 30 are reported before the reform."""
    target = make_target(100, starts_on=date(2026, 1, 1), ends_on=date(2026, 12, 31))
    hand_down(target, office, actor_of)
    return target


def hand_down(target: Target, office: Any, actor_of: Any) -> None:
    world = office.world
    shares = {world.xa_a.pk: Decimal(60), world.xa_b.pk: Decimal(40)}
    handing.hand_down(target=target, shares=shares, version=target.version, actor=actor_of(office.officer))
    for commune, seat, amount in ((world.xa_a, office.commune, 20), (world.xa_b, office.sister, 30)):
        child = Target.objects.select_related("task__plan__unit", "unit").get(parent=target, unit=commune)
        Task.objects.filter(pk=child.task_id).update(due_on=date(2026, 9, 30))
        if child.by_hand:
            report(child, seat, amount, date(2026, 3, 1), actor_of)


def report(target: Target, seat: Any, amount: int, day: date, actor_of: Any) -> None:
    targets.report_progress(
        target=target, on_date=day, kind="increment", amount=Decimal(amount), actor=actor_of(seat), note="Sổ"
    )


def split(world: Any) -> None:
    """Xã An Mẫu goes to Xã Bình Mẫu and to a new one; nobody has placed its villages."""
    reform = Reform.objects.create(title="Chia xã", legal_basis="Thử", on_date=DAY)
    new = ReformUnit.objects.create(reform=reform, level=Level.COMMUNE, name="Xã Mới", parent=world.tinh_mau)
    ReformLink.objects.create(reform=reform, from_unit=world.xa_a, to_unit=world.xa_b)
    ReformLink.objects.create(reform=reform, from_unit=world.xa_a, to_new=new)
    with as_actor(SYSTEM):
        apply(reform)


def again(target: Target) -> Target:
    return Target.objects.select_related("unit", "task__plan").get(pk=target.pk)


def page_of(client: Client, name: str, *args: Any, **query: str) -> str:
    answer = client.get(reverse(f"plans:{name}", args=args), query)
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_plan_that_ended_with_its_split_commune_is_not_late(
    office: Any, shared: Target, client_for: Any
) -> None:
    split(office.world)
    child = again(shared.children.get(unit=office.world.xa_a))
    (row,) = plan_rows([Plan.objects.get(pk=child.task.plan_id)], today())
    assert (row.state, row.late, row.targets["late"]) == ("idle", 0, 0)
    assert row.words == "Dừng cùng đơn vị ngày 30/04/2026"
    assert row.note == "đơn vị kết thúc ngày 30/04/2026, về Xã Bình Mẫu, Xã Mới"
    standing = standing_of(child, today())
    assert (standing.state, standing.achieved, standing.stopped_on) == ("idle", 20, LAST)
    client = client_for(office.officer)
    listed = page_of(client, "list")
    line = listed.split("Xã An Mẫu")[1].split("</tr>")[0]
    assert "Dừng cùng đơn vị" in line
    assert "Chậm" not in line
    page = page_of(client, "plan", child.task.plan.uuid)
    assert "về Xã Bình Mẫu, Xã Mới" in page
    assert "Quá hạn" not in page
    table = page_of(client, "target", shared.uuid).split("<table")[1]
    assert "Dừng cùng đơn vị" in table.split("Xã An Mẫu")[1].split("</tr>")[0]
    assert "không tính là chậm" in page, "the rule stands on the page"


@pytest.mark.parametrize(
    ("due", "state", "target_state"),
    [(LAST, "late", "late"), (DAY, "idle", "idle"), (None, "idle", "idle")],
)
def test_what_was_due_while_the_unit_stood_is_judged_as_ever(
    office: Any, shared: Target, actor_of: Any, due: date | None, state: str, target_state: str
) -> None:
    child = shared.children.get(unit=office.world.xa_a)
    Task.objects.filter(pk=child.task_id).update(due_on=due)
    Target.objects.filter(pk=child.pk).update(ends_on=due or date(2026, 12, 31))
    split(office.world)
    (row,) = task_rows(
        actor_of(office.officer), child.task.plan.__class__.objects.get(pk=child.task.plan_id), today()
    )
    assert (row.standing.state, row.targets[0].state) == (state, target_state)


def test_what_was_done_before_the_unit_ended_stays_done(office: Any, shared: Target, actor_of: Any) -> None:
    child = again(shared.children.get(unit=office.world.xa_a))
    report(child, office.commune, 40, date(2026, 4, 1), actor_of)
    Task.objects.filter(pk=child.task_id).update(state=TaskState.DONE, done_on=date(2026, 4, 1))
    split(office.world)
    assert standing_of(again(child), today()).state == "done"
    assert plan_rows([child.task.plan], today())[0].state == "done"


def test_then_each_unit_has_its_own_share_and_now_they_are_one(
    office: Any, shared: Target, actor_of: Any
) -> None:
    merged = merge(office.world)
    child = again(shared.children.get(unit=merged))
    report(child, _officer_of(merged), 7, date(2026, 6, 1), actor_of)
    (now,) = shares_of(again(shared), today())
    assert (now.unit, now.quantity, now.achieved) == (merged, 100, 57)
    then = {row.unit.name: row for row in shares_of(again(shared), today(), then=True)}
    assert {name: (row.quantity, row.achieved) for name, row in then.items()} == {
        "Xã An Mẫu": (60, 20),
        "Xã Bình Mẫu": (40, 30),
    }
    assert then["Xã An Mẫu"].words == "Xã Chung Mẫu làm tiếp từ 01/05/2026"
    assert then["Xã Bình Mẫu"].words == "Đơn vị tiếp nhận làm tiếp"
    whole = standing_of(again(shared), today(), then=True)
    assert whole.achieved == 57
    assert not_allocated(again(shared), whole, then.values(), today()) == 7, (
        "the rows and the rest are the whole"
    )


def _officer_of(unit: Unit) -> Any:
    from hoathuan.accounts.models import Seat

    return Seat.objects.select_related("person__user", "unit").filter(unit=unit, kind="commune_officer")[0]


def test_then_a_counted_target_reads_what_stood_in_the_former_unit(
    office: Any, counted: str, make_target: Any, team_in: Callable[..., Any], actor_of: Any
) -> None:
    for commune, name in (
        (office.world.xa_a, "Tổ 1"),
        (office.world.xa_b, "Tổ 1"),
        (office.world.xa_b, "Tổ 2"),
    ):
        team_in(commune, name)
    target = make_target(100, indicator=counted, starts_on=date(2026, 1, 1), ends_on=date(2026, 12, 31))
    hand_down(target, office, actor_of)
    merge(office.world)
    (now,) = shares_of(again(target), today())
    assert (now.achieved, "khi_do" in now.url) == (3, False)
    then = shares_of(again(target), today(), then=True)
    assert {row.unit.name: row.achieved for row in then} == {"Xã An Mẫu": 1, "Xã Bình Mẫu": 2}
    assert all("khi_do=1" in row.url for row in then)
    alone = standings([row.target for row in then], today(), by_then=True)
    assert {row.unit.name: row.achieved for row in alone.values()} == {"Xã An Mẫu": 1, "Xã Bình Mẫu": 2}


def test_a_task_whose_target_was_added_to_another_is_not_late(
    office: Any, shared: Target, actor_of: Any
) -> None:
    gone = shared.children.get(unit=office.world.xa_b)
    merged = merge(office.world)
    plan = Plan.objects.get(pk=gone.task.plan_id)
    officer = actor_of(_officer_of(merged))
    (row,) = task_rows(officer, plan, today())
    assert (row.standing.state, row.standing.text) == ("idle", "Đã cộng vào kế hoạch khác")
    (listed,) = plan_rows([plan], today())
    assert (listed.late, listed.total, listed.carried, listed.state) == (0, 0, 1, "idle")
    assert listed.words == "Đã cộng vào kế hoạch khác"
    Task.objects.filter(pk=gone.task_id).update(state=TaskState.DONE, done_on=LAST)
    (listed,) = plan_rows([plan], today())
    assert (listed.done, listed.total, listed.words) == (1, 1, "Đã cộng vào kế hoạch khác")
    assert list(open_tasks(officer).values_list("plan", flat=True)) == [
        shared.children.get(unit=merged).task.plan_id
    ]


def test_the_pages_offer_the_switch_to_four_people(
    office: Any, shared: Target, client_for: Any, actor_of: Any
) -> None:
    """Own unit, parent, sister, no seat."""
    child = shared.children.get(unit=office.world.xa_a)
    merged = merge(office.world)
    plan = child.task.plan
    own, parent = client_for(_officer_of(merged)), client_for(office.officer)
    for client in (own, parent):
        listed = page_of(client, "list", **SWITCH)
        assert "Xã An Mẫu" in listed
        assert "Xã Chung Mẫu làm tiếp từ 01/05/2026" in listed
        shown = page_of(client, "plan", plan.uuid, **SWITCH)
        assert "/ 60 tờ" in shown
        assert 'value="1" selected' in shown
        assert "/ 100 tờ" in page_of(client, "plan", plan.uuid)
        assert "Xã An Mẫu" in page_of(client, "target", child.uuid, **SWITCH)
    then = page_of(parent, "target", shared.uuid, **SWITCH)
    assert "Xã Bình Mẫu" in then
    assert "Xã Bình Mẫu" not in page_of(parent, "target", shared.uuid, ten="Bình")
    assert "Xã Bình Mẫu" in page_of(parent, "target", shared.uuid, ten="Bình", **SWITCH)
    assert "Kế hoạch của các đơn vị cũ" in page_of(own, "list", **SWITCH)
    assert "Kế hoạch của các đơn vị cũ" not in page_of(own, "list")
    for address in ("plan", "drawn"):
        for seat, answer in ((office.abroad, 404), (None, 302)):
            path = reverse(f"plans:{address}", args=[plan.uuid])
            assert client_for(seat).get(path, SWITCH).status_code == answer
    assert "Xã An Mẫu" not in page_of(client_for(office.abroad), "list", **SWITCH)


def test_a_former_unit_is_found_by_its_name_in_the_list(office: Any, shared: Target, client_for: Any) -> None:
    merge(office.world)
    client = client_for(office.officer)
    assert "Không có kế hoạch nào khớp" in page_of(client, "list", ten="An Mẫu")
    found = page_of(client, "list", ten="An Mẫu", **SWITCH)
    assert "Xã An Mẫu" in found
    assert "Xã Bình Mẫu" not in found


def test_without_a_reform_in_the_year_there_is_no_switch(
    office: Any, shared: Target, client_for: Any
) -> None:
    client = client_for(office.officer)
    child = shared.children.get(unit=office.world.xa_a)
    for page in (page_of(client, "list"), page_of(client, "plan", child.task.plan.uuid, **SWITCH)):
        assert 'name="khi_do"' not in page
    merge(office.world)
    assert 'name="khi_do"' in page_of(client, "list", nam="2026")
    assert 'name="khi_do"' not in page_of(client, "list", nam="2027")
    Plan.objects.filter(pk=shared.task.plan_id).update(year=2027)
    assert 'name="khi_do"' not in page_of(client, "plan", shared.task.plan.uuid)


def test_papers_say_by_the_units_of_when(office: Any, shared: Target, client_for: Any) -> None:
    merge(office.world)
    client = client_for(office.officer)
    answer = client.get(reverse("plans:units-sheet", args=[shared.uuid]), SWITCH)
    rows = (
        CalamineWorkbook.from_filelike(BytesIO(b"".join(answer.streaming_content)))
        .get_sheet_by_index(0)
        .to_python()
    )
    text = " ".join(str(cell) for row in rows for cell in row)
    assert "theo đơn vị khi đó" in text
    assert "Xã An Mẫu" in text
    assert "Xã Bình Mẫu" in text
    answer = client.get(reverse("plans:progress-sheet", args=[shared.task.plan.uuid]), SWITCH)
    assert answer["Content-Type"] == "application/pdf"


def test_the_list_of_then_costs_the_same_however_many_plans(
    office: Any, shared: Target, make_target: Any, actor_of: Any, client_for: Any
) -> None:
    merged, client = merge(office.world), client_for(office.officer)

    def cost() -> int:
        with CaptureQueriesContext(connection) as asked:
            page_of(client, "list", **SWITCH)
        return len(asked)

    page_of(client, "list", **SWITCH)  # what is read once for the process
    few = cost()
    for n in range(3):
        more, by = make_target(10, number=f"{n}/KH-STP"), actor_of(office.officer)
        handing.hand_down(target=more, shares={merged.pk: Decimal(10)}, version=more.version, actor=by)
    for model in (Plan, Target):
        model.objects.filter(unit=merged, former_unit=None).update(former_unit=office.world.xa_a)
    assert cost() == few


def test_shares_of_units_merged_twice_still_add_up(office: Any, make_target: Any, actor_of: Any) -> None:
    """Two communes become one, which goes into a third one in the same year: 50, 30 and 20 are 100 as then."""
    world = office.world
    third, target = _commune(90109, "Xã Đông Mẫu", world.tinh_mau), make_target(100)
    place_areas()
    rebuild_reach()
    shares = {world.xa_a.pk: Decimal(50), world.xa_b.pk: Decimal(30), third.pk: Decimal(20)}
    handing.hand_down(target=target, shares=shares, version=target.version, actor=actor_of(office.officer))
    first = merge(world)
    again_merged = Reform.objects.create(title="Nhập tiếp", legal_basis="Thử", on_date=date(2026, 8, 1))
    ReformLink.objects.create(reform=again_merged, from_unit=first, to_unit=third)
    with as_actor(SYSTEM):
        apply(again_merged)
    (now,) = shares_of(again(target), today())
    assert (now.unit, now.quantity) == (third, 100)
    then = {row.unit.name: row.quantity for row in shares_of(again(target), today(), then=True)}
    assert then == {"Xã An Mẫu": 50, "Xã Bình Mẫu": 30, "Xã Đông Mẫu": 20}
