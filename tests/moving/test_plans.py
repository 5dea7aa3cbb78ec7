"""Plans through a reform: who goes on with them, and what was shared out still adds up."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from hoathuan.accounts.models import Body, Seat
from hoathuan.core.dates import today
from hoathuan.plans.choices import PlanState, ReportKind
from hoathuan.plans.figures import standings
from hoathuan.plans.models import Plan, Target, TargetReport
from hoathuan.plans.rights import may_carry_out, may_write, plans_seen
from hoathuan.plans.services import handing, plans, targets, tasks

from .country import Country, Writer, actor_of, great_reform, seat
from .test_people import after

KEPT = Decimal(5)


@pytest.fixture
def shared(made: Country) -> Target:
    """150 leaflets of Tỉnh Mẫu: 60 to one commune, 85 to the other, 5 kept; both have reported."""
    target = own_target(made.seats["Tỉnh Mẫu"], Decimal(150))
    shares = {made.world.xa_a.pk: Decimal(60), made.world.xa_b.pk: Decimal(85)}
    officer = actor_of(made.seats["Tỉnh Mẫu"])
    handing.hand_down(target=target, shares=shares, version=target.version, actor=officer, kept=KEPT)
    for name, amount in (("Xã An Mẫu", 20), ("Xã Bình Mẫu", 30)):
        report(child_of(target, name), made.seats[name], amount, date(2026, 3, 1))
    return target


def own_target(officer: Seat, quantity: Decimal, **fields: Any) -> Target:
    actor = actor_of(officer)
    plan = plans.create_plan(actor=actor, body=officer.body, year=2026, title="Kế hoạch hòa giải")
    task = tasks.add_task(plan=plan, actor=actor, content="Phát tờ gấp", lead_body=officer.body)
    values = {"title": "Tờ gấp", "quantity": quantity, "unit_label": "tờ", "starts_on": date(2026, 1, 1),
              "ends_on": date(2026, 12, 31), "is_main": True}  # fmt: skip
    target = targets.add_target(task=task, actor=actor, **(values | fields))
    plans.issue_plan(plan=plan, actor=actor, signed_on=today(), number="73/KH", signer="A", signer_office="B")
    return Target.objects.select_related("task__plan__unit", "unit").get(pk=target.pk)


def child_of(target: Target, name: str) -> Target:
    return Target.objects.select_related("task__plan", "unit").get(
        parent=target, unit__name=name, handed=True
    )


def report(target: Target, officer: Seat, amount: int, day: date, kind: str = ReportKind.TOTAL) -> None:
    targets.report_progress(
        target=target, on_date=day, kind=kind, amount=Decimal(amount), actor=actor_of(officer), note="Sổ"
    )


def reached(target: Target) -> Decimal | None:
    fresh = Target.objects.select_related("unit").get(pk=target.pk)
    return standings([fresh], today())[fresh.pk].achieved


def adds_up(target: Target) -> bool:
    target.refresh_from_db()
    handed = target.children.filter(handed=True).values_list("quantity", flat=True)
    return sum(handed, target.kept) == target.quantity


def test_shares_of_merged_communes_become_one_and_still_add_up(made: Country, shared: Target) -> None:
    assert reached(shared) == 50
    great_reform(made).apply()
    one = child_of(shared, "Xã Hợp Mẫu")
    assert (one.quantity, shared.children.filter(handed=True).count()) == (145, 1)
    assert adds_up(shared)
    assert shared.unit.name == "Tỉnh Gộp"
    gone = Target.objects.get(merged_into=one)
    assert (gone.unit.name, gone.quantity, gone.parent) == ("Xã Bình Mẫu", 85, None)
    assert TargetReport.objects.count() == 2
    assert reached(shared) == reached(one) == 50


def test_a_total_of_the_merged_commune_holds_what_its_parts_had_reported(
    made: Country, shared: Target
) -> None:
    great_reform(made).apply()
    one, officer = child_of(shared, "Xã Hợp Mẫu"), after(made.seats["Xã An Mẫu"])
    report(one, officer, 7, date(2026, 4, 1), ReportKind.INCREMENT)
    assert reached(shared) == 57
    report(one, officer, 70, date(2026, 5, 1))
    assert reached(shared) == 70


def test_the_province_shares_out_anew_among_the_communes_of_after(made: Country, shared: Target) -> None:
    great_reform(made).apply()
    officer = actor_of(after(made.seats["Tỉnh Mẫu"]))
    shares = {made.unit("Xã Hợp Mẫu").pk: Decimal(100), made.unit("Phường Phú Khác").pk: Decimal(50)}
    target = Target.objects.get(pk=shared.pk)
    handing.hand_down(target=target, shares=shares, version=target.version, actor=officer)
    assert adds_up(shared)
    assert shared.children.filter(handed=True).count() == 2


def test_the_successor_goes_on_with_the_plans_and_others_do_not(made: Country, shared: Target) -> None:
    own = own_target(made.seats["Xã An Mẫu"], Decimal(10))
    great_reform(made).apply()
    plan = Plan.objects.get(pk=own.task.plan_id)
    assert (plan.unit.name, plan.former_unit.name, plan.state) == (
        "Xã Hợp Mẫu",
        "Xã An Mẫu",
        PlanState.ISSUED,
    )
    assert plan.body.name == "Ủy ban nhân dân xã An Mẫu", "who signed it stays"
    task = plan.tasks.get()
    assert task.lead_body.name == "Ủy ban nhân dân xã Hợp Mẫu"
    both = [actor_of(after(made.seats[name])) for name in ("Xã An Mẫu", "Xã Bình Mẫu")]
    assert all(may_write(actor, plan) and may_carry_out(actor, task) for actor in both)
    sister = actor_of(after(made.seats["Xã Phú Khác"]))
    assert not plans_seen(sister).filter(pk=plan.pk).exists()
    above = actor_of(after(made.seats["Tỉnh Khác"]))
    assert plans_seen(above).filter(pk=plan.pk).exists()
    assert not may_write(above, plan)


def test_plans_of_a_split_commune_wait_where_the_province_sees_them(made: Country) -> None:
    own = own_target(made.seats["Xã Cao Khác"], Decimal(10))
    outcome = great_reform(made).apply()
    plan = Plan.objects.get(pk=own.task.plan_id)
    assert plan.unit == made.world.xa_c
    assert plans_seen(actor_of(after(made.seats["Tỉnh Khác"]))).filter(pk=plan.pk).exists()
    lines = {line.label: line.count for line in outcome.lines}
    assert lines["Kế hoạch chờ người quyết định nơi tiếp nhận"] == 1


def test_plans_of_years_before_stay_history_that_can_be_read(made: Country) -> None:
    own = own_target(made.seats["Xã An Mẫu"], Decimal(10))
    Plan.objects.filter(pk=own.task.plan_id).update(year=2025)
    great_reform(made).apply()
    plan = Plan.objects.get(pk=own.task.plan_id)
    assert (plan.unit, plan.former_unit) == (made.world.xa_a, None)
    officer = actor_of(after(made.seats["Xã An Mẫu"]))
    assert plans_seen(officer).filter(pk=plan.pk).exists()
    assert not may_write(officer, plan)


def test_two_plans_of_one_number_stay_two(made: Country) -> None:
    """Both provinces signed a plan 73/KH."""
    both = [own_target(made.seats[name], Decimal(10)).task.plan_id for name in ("Tỉnh Mẫu", "Tỉnh Khác")]
    great_reform(made).apply()
    found = Plan.objects.filter(pk__in=both).order_by("pk")
    assert {plan.unit.name for plan in found} == {"Tỉnh Gộp"}
    assert [plan.former_unit.name for plan in found] == ["Tỉnh Mẫu", "Tỉnh Khác"]


def test_the_officer_of_another_body_goes_on_with_what_it_issued(made: Country) -> None:
    front = Body.objects.create(name="Mặt trận tỉnh Mẫu", kind="front", unit=made.world.tinh_mau)
    officer = seat("body_officer", made.world.tinh_mau, body=front)
    own = own_target(officer, Decimal(3))
    great_reform(made).apply()
    actor = actor_of(after(officer))
    plan = Plan.objects.get(pk=own.task.plan_id)
    assert plans_seen(actor).get() == plan
    assert may_write(actor, plan)


@pytest.mark.parametrize("target_name", [None, "Xã Phú Khác"])
def test_a_correction_parts_the_shares_again(made: Country, shared: Target, target_name: str | None) -> None:
    wrong = Writer()
    wrong.link(made.world.xa_a, made.world.xa_b)
    wrong.apply()
    assert child_of(shared, "Xã Bình Mẫu").quantity == 145
    mend = Writer(corrects=wrong.reform)
    mend.link(made.world.xa_a, made.unit(target_name) if target_name else None)
    mend.apply()
    assert child_of(shared, target_name or "Xã An Mẫu").quantity == 60
    assert child_of(shared, "Xã Bình Mẫu").quantity == 85
    assert adds_up(shared)


def test_pages_say_what_came_from_which_former_unit(made: Country, shared: Target, client_for: Any) -> None:
    great_reform(made).apply()
    client = client_for(after(made.seats["Xã An Mẫu"]))
    one = child_of(shared, "Xã Hợp Mẫu")
    page = client.get(f"/ke-hoach/chi-tieu/{one.uuid}/").content.decode()
    assert "Gồm chỉ tiêu trước khi nhập của" in page
    assert "Xã Bình Mẫu" in page
    gone = one.merged.get()
    assert "Đã cộng vào" in client.get(f"/ke-hoach/chi-tieu/{gone.uuid}/").content.decode()
    assert "của Xã An Mẫu trước khi nhập" in client.get("/ke-hoach/").content.decode()
    assert client.get(f"/ke-hoach/{one.task.plan.uuid}/").status_code == 200
    sister = client_for(after(made.seats["Xã Phú Khác"]))
    assert sister.get(f"/ke-hoach/chi-tieu/{one.uuid}/").status_code == 404
