"""Targets and tasks among what is due: their office answers, and what is reached is due no more."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from functools import partial
from typing import Any

import pytest

from hoathuan.core.dates import today
from hoathuan.core.lists import in_slices
from hoathuan.inbox.dues.reading import counts_below, lines_of
from hoathuan.inbox.dues.registry import Asked
from hoathuan.plans import api, dues
from hoathuan.plans.dues import targets, tasks

pytestmark = pytest.mark.django_db


def titles(actor: Any, *only: str) -> list[str]:
    return [str(line.due.title) for line in lines_of(actor, only=only)]


def near(make_target: Callable[..., Any], **fields: Any) -> Any:
    return make_target(10, starts_on=today() - timedelta(60), ends_on=today() + timedelta(5), **fields)


def test_a_target_by_hand_is_due_until_it_is_reached(office: Any, actor_of: Any, make_target: Any) -> None:
    target, actor = near(make_target), actor_of(office.officer)
    assert titles(actor, "plans.target") == ["Ghi kết quả chỉ tiêu “Tờ gấp pháp luật”"]
    api.report_progress(
        target=target, on_date=today(), kind="total", amount=Decimal(10), actor=actor, note="1/BC"
    )
    assert titles(actor, "plans.target") == []


@pytest.mark.parametrize("kind", ["commune_accountant", "inspector"])
def test_who_carries_no_plan_out_is_not_asked_to(
    office: Any, actor_of: Any, make_target: Any, seat_of: Any, kind: str
) -> None:
    near(make_target)
    other = seat_of(kind, office.officer.unit)
    assert titles(actor_of(other), "plans.target", "plans.task") == []


def test_nobody_is_reminded_of_what_counts_by_itself(office: Any, actor_of: Any, make_target: Any) -> None:
    near(make_target, indicator="teams.active", where={})
    asked = Asked(until=today() + timedelta(7), since=today() - timedelta(30))
    assert list(targets(asked)) == []
    assert titles(actor_of(office.officer), "plans.target") == ["Chỉ tiêu “Tờ gấp pháp luật” chưa đạt"]


def test_everybody_is_reminded_however_many_targets_a_page_shows(
    make_target: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dues, "_MOST", 1)
    monkeypatch.setattr(dues, "in_slices", partial(in_slices, size=1))
    made = [near(make_target, number=f"{one}/KH-STP") for one in (73, 74)]
    asked = Asked(until=today() + timedelta(7), since=today() - timedelta(30))
    assert sorted(due.key for due in targets(asked)) == sorted(f"plans.target:{one.pk}" for one in made)


def test_the_body_that_leads_is_told_first_and_then_the_plans_unit(
    office: Any, actor_of: Any, make_target: Any
) -> None:
    from hoathuan.inbox.dues.holders import holders_of

    plan = make_target().task.plan
    api.add_task(
        plan=plan,
        actor=actor_of(office.officer),
        content="Của Mặt trận",
        due_on=today(),
        lead_body=office.front,
    )
    (due,) = [one for one in tasks(Asked(until=today())) if one.title == "Của Mặt trận"]
    assert holders_of([due]).of(due.office) == [office.body_officer]
    type(office.body_officer).objects.filter(pk=office.body_officer.pk).update(
        stopped_at="2026-01-01T00:00:00Z"
    )
    assert holders_of([due]).of(due.office) == [office.officer]
    assert holders_of([due]).over(due.office) == [office.leader]


def test_a_province_sees_how_much_is_late_in_each_commune(
    office: Any, actor_of: Any, world: Any, django_assert_max_num_queries: Any
) -> None:
    year = today().year
    actor = actor_of(office.commune)
    plan = api.create_plan(actor=actor, body=office.commune_committee, year=year, title="Kế hoạch xã")
    for days in (-3, 4):
        api.add_task(plan=plan, actor=actor, content=f"Việc {days}", due_on=today() + timedelta(days))
    api.issue_plan(
        plan=plan,
        actor=actor,
        signed_on=date(year, 1, 1),
        number="1/KH",
        signer="Bà Mẫu",
        signer_office="Chủ tịch",
    )
    with django_assert_max_num_queries(12):
        (row,) = counts_below(actor_of(office.officer))
    assert (row.unit, row.open, row.late) == (world.xa_a, 2, 1)
    assert counts_below(actor_of(office.abroad)) == []
    assert counts_below(actor_of(office.commune)) == []
