"""Handing targets down, and what lower units' figures add up to."""

from datetime import date
from decimal import Decimal as D
from typing import Any

import pytest

from hoathuan.core.dates import today
from hoathuan.core.models import AuditEntry
from hoathuan.plans import weights
from hoathuan.plans.errors import NotYours, PlanRefused, SharesDiffer, WeightUnknown
from hoathuan.plans.figures import achieved
from hoathuan.plans.models import Plan, Target
from hoathuan.plans.selectors import shares_of, standing_of
from hoathuan.plans.services import handing, plans, targets
from hoathuan.stats import api as stats
from hoathuan.stats.errors import UnknownMeasure
from hoathuan.stats.registry import unregister
from hoathuan.units.models import UnitFact

pytestmark = pytest.mark.django_db


def hand(target: Target, shares: dict[Any, int], actor: Any, kept: int = 0) -> handing.Handed:
    target.refresh_from_db(fields=["version"])
    by_key = {unit.pk: D(share) for unit, share in shares.items()}
    return handing.hand_down(target=target, shares=by_key, version=target.version, actor=actor, kept=D(kept))


def test_each_commune_gets_its_share_in_a_plan_of_its_own(
    office: Any, actor_of: Any, make_target: Any
) -> None:
    world, target = office.world, make_target(25000)
    handed = hand(target, {world.xa_a: 12000, world.xa_b: 8000}, actor_of(office.officer), kept=5000)
    assert (handed.new, handed.changed, handed.unchanged) == (2, 0, 0)
    child = Target.objects.get(parent=target, unit=world.xa_a)
    assert (child.quantity, child.handed, child.task.content) == (12000, True, target.task.content)
    assert (child.task.plan.origin, child.task.plan.parent_id) == ("assigned", target.task.plan_id)


def test_handing_down_twice_changes_nothing(office: Any, actor_of: Any, make_target: Any) -> None:
    world, target, actor = office.world, make_target(100), actor_of(office.officer)
    hand(target, {world.xa_a: 60, world.xa_b: 40}, actor)
    before = list(Target.objects.order_by("pk").values())
    lines = AuditEntry.objects.count()
    handed = hand(target, {world.xa_a: 60, world.xa_b: 40}, actor)
    assert (handed.new, handed.changed, handed.withdrawn, handed.unchanged) == (0, 0, 0, 2)
    assert list(Target.objects.order_by("pk").values()) == before
    assert AuditEntry.objects.count() == lines


def test_changed_shares_replace_the_former_and_are_recorded(
    office: Any, actor_of: Any, make_target: Any
) -> None:
    world, target, actor = office.world, make_target(100), actor_of(office.officer)
    hand(target, {world.xa_a: 60, world.xa_b: 40}, actor)
    handed = hand(target, {world.xa_a: 100}, actor)
    assert (handed.new, handed.changed, handed.withdrawn, handed.unchanged) == (0, 1, 1, 0)
    assert dict(Target.objects.filter(parent=target).values_list("unit_id", "quantity")) == {
        world.xa_a.pk: 100,
        world.xa_b.pk: 0,
    }
    assert AuditEntry.objects.filter(action="plans.handed_down").count() == 2
    assert Plan.objects.filter(origin="assigned").count() == 2


def test_a_second_target_goes_into_the_same_plan_and_task(
    office: Any, actor_of: Any, make_target: Any
) -> None:
    world, target, actor = office.world, make_target(100), actor_of(office.officer)
    fields = {name: getattr(target, name) for name in ("unit_label", "starts_on", "ends_on")}
    second = targets.add_target(task=target.task, actor=actor, title="Hội nghị", quantity=D(2), **fields)
    hand(target, {world.xa_a: 100}, actor)
    hand(second, {world.xa_a: 2}, actor)
    plan = Plan.objects.get(unit=world.xa_a)
    assert plan.tasks.count() == 1
    assert plan.tasks.get().targets.count() == 2


@pytest.mark.parametrize("kept", [0, 50])
def test_a_sum_that_differs_is_refused_and_nothing_is_handed(
    office: Any, actor_of: Any, make_target: Any, kept: int
) -> None:
    target = make_target(100)
    with pytest.raises(SharesDiffer):
        hand(target, {office.world.xa_a: 99}, actor_of(office.officer), kept)
    assert not Plan.objects.filter(origin="assigned").exists()


def test_only_units_directly_below_get_a_share(office: Any, actor_of: Any, make_target: Any) -> None:
    target, actor = make_target(100), actor_of(office.officer)
    for unit in (office.world.xa_c, office.world.tinh_mau, office.world.villages["Xã An Mẫu"][0]):
        with pytest.raises(PlanRefused, match="trực thuộc"):
            hand(target, {unit: 100}, actor)


def test_a_draft_is_not_handed_down_and_strangers_do_not_hand_down(
    office: Any, actor_of: Any, make_target: Any
) -> None:
    with pytest.raises(NotYours):
        hand(make_target(100, issued=False), {office.world.xa_a: 100}, actor_of(office.officer))
    target = make_target(100)
    for seat in (office.leader, office.commune, office.abroad, office.body_officer):
        with pytest.raises(NotYours):
            hand(target, {office.world.xa_a: 100}, actor_of(seat))


def test_of_two_officers_who_hand_down_the_second_is_told(
    office: Any, actor_of: Any, make_target: Any
) -> None:
    world, target, actor = office.world, make_target(100), actor_of(office.officer)
    shares = {world.xa_a.pk: D(100)}
    handing.hand_down(target=target, shares=shares, version=1, actor=actor)
    with pytest.raises(PlanRefused, match="người khác"):
        handing.hand_down(target=target, shares={world.xa_b.pk: D(100)}, version=1, actor=actor)


def test_population_is_asked_for_where_it_is_unknown(office: Any, make_target: Any) -> None:
    world, target = office.world, make_target(100)
    units = [world.xa_a, world.xa_b]
    _people(world.xa_a, 9000)
    with pytest.raises(WeightUnknown, match="Xã Bình Mẫu"):
        handing.propose(target, units, "population")
    _people(world.xa_b, 3000)
    assert handing.propose(target, units, "population") == {world.xa_a.pk: 75, world.xa_b.pk: 25}


def _people(unit: Any, value: int) -> None:
    UnitFact.objects.create(unit=unit, kind="population", value=value, on_date="2026-01-01", source="Thử")


def test_other_contexts_bring_weights(office: Any, make_target: Any) -> None:
    world = office.world
    weights.register_weight(
        "thu", "Thử", lambda units, on: {unit.pk: D(unit.pk == world.xa_a.pk) for unit in units}
    )
    shares = handing.propose(make_target(7), [world.xa_a, world.xa_b], "thu")
    assert shares == {world.xa_a.pk: 7, world.xa_b.pk: 0}


def test_a_percentage_is_the_same_for_everyone(office: Any, actor_of: Any, make_target: Any) -> None:
    world = office.world
    target = make_target(85, is_share=True, unit_label="%")
    shares = handing.propose(target, [world.xa_a, world.xa_b], "even")
    assert set(shares.values()) == {85}
    hand(target, {world.xa_a: 85, world.xa_b: 90}, actor_of(office.officer))


def report(target: Target, amount: int, actor: Any, **fields: Any) -> Any:
    values = {"on_date": today(), "kind": "increment", "note": "BC số 1", "amount": D(amount)}
    return targets.report_progress(target=target, actor=actor, **(values | fields))


def test_what_communes_report_rolls_up_and_is_counted_once(
    office: Any, actor_of: Any, make_target: Any
) -> None:
    world, target, actor = office.world, make_target(100), actor_of(office.officer)
    above = Target.objects.create(
        task=target.task, unit=target.unit, title="Trên", quantity=100, unit_label="tờ",
        starts_on=target.starts_on, ends_on=target.ends_on,
    )  # fmt: skip
    Target.objects.filter(pk=target.pk).update(parent=above)
    hand(target, {world.xa_a: 60, world.xa_b: 30}, actor, kept=10)
    child = Target.objects.get(parent=target, unit=world.xa_a)
    report(target, 4, actor)
    report(child, 20, actor_of(office.commune))
    found = achieved(list(Target.objects.select_related("unit")), today())
    assert found[child.pk] == 20
    assert found[target.pk] == 24
    assert found[above.pk] == 24
    assert found[Target.objects.get(parent=target, unit=world.xa_b).pk] is None


def test_a_correction_takes_the_place_of_what_was_wrong(office: Any, actor_of: Any, make_target: Any) -> None:
    target, actor = make_target(100), actor_of(office.officer)
    wrong = report(target, 900, actor)
    report(target, 9, actor, corrects=wrong)
    assert standing_of(target, today()).achieved == 9
    assert target.reports.count() == 2
    with pytest.raises(PlanRefused, match="vừa được đính chính"):
        report(target, 8, actor, corrects=wrong)


def test_a_report_needs_evidence_and_a_day_within_the_target(
    office: Any, actor_of: Any, make_target: Any, year: int
) -> None:
    target, actor = make_target(100), actor_of(office.officer)
    with pytest.raises(PlanRefused, match="minh chứng"):
        report(target, 1, actor, note="")
    with pytest.raises(PlanRefused, match="thời gian của chỉ tiêu"):
        report(target, 1, actor, on_date=today().replace(year=year - 1, day=1))
    with pytest.raises(PlanRefused, match="âm"):
        report(target, -1, actor)
    with pytest.raises(NotYours):
        report(target, 1, actor_of(office.commune))


def test_a_counted_target_moves_with_the_facts(
    office: Any,
    actor_of: Any,
    make_target: Any,
    counted: str,
    team_in: Any,
    django_assert_max_num_queries: Any,
) -> None:
    world, actor = office.world, actor_of(office.officer)
    target = make_target(4, indicator=counted, where={"name": ["Tổ 1", "Tổ 2"]}, unit_label="tổ")
    hand(target, {world.xa_a: 2, world.xa_b: 2}, actor)
    team_in(world.xa_a, "Tổ 1")
    team_in(world.xa_a, "Tổ 2")
    team_in(world.xa_b, "Tổ 9")
    assert standing_of(target, today()).achieved == 2
    with django_assert_max_num_queries(5):
        rows = shares_of(target, today())
    assert [(row.target.unit.name, row.achieved) for row in rows] == [("Xã Bình Mẫu", 0), ("Xã An Mẫu", 2)]
    assert rows[1].state == "done"
    with pytest.raises(PlanRefused, match="tự đếm"):
        report(target, 1, actor)


def test_a_handed_share_is_not_changed_below(office: Any, actor_of: Any, make_target: Any) -> None:
    world, target = office.world, make_target(100)
    hand(target, {world.xa_a: 100}, actor_of(office.officer))
    child = Target.objects.select_related("task__plan").get(parent=target)
    fields = {name: getattr(child, name) for name in ("title", "unit_label", "starts_on", "ends_on")}
    with pytest.raises(PlanRefused, match="cấp trên giao"):
        targets.amend_target(target=child, version=1, actor=actor_of(office.commune), quantity=D(1), **fields)
    with pytest.raises(PlanRefused, match="Giao chỉ tiêu"):
        targets.amend_target(
            target=target, version=2, actor=actor_of(office.officer), quantity=D(1), **fields
        )


def test_the_commune_makes_the_plan_that_was_opened_for_it_its_own(
    office: Any, actor_of: Any, make_target: Any, issue_plan: Any
) -> None:
    world, target, commune = office.world, make_target(100), actor_of(office.commune)
    hand(target, {world.xa_a: 60, world.xa_b: 40}, actor_of(office.officer))
    drawn = plans.draw_plan(parent=target.task.plan, body=office.commune_committee, actor=commune)
    assert Plan.objects.filter(unit=world.xa_a).count() == 1
    assert drawn.tasks.get().targets.get().quantity == 60
    issue_plan(drawn, commune, "8/KH-UBND")
    hand(target, {world.xa_a: 50, world.xa_b: 50}, actor_of(office.officer))
    assert drawn.tasks.get().targets.get().quantity == 50
    drawn.refresh_from_db()
    assert (drawn.origin, drawn.number) == ("own", "8/KH-UBND")


@pytest.mark.django_db(transaction=True)
def test_of_two_hand_downs_at_the_same_moment_one_wins_and_the_other_is_told(
    office: Any, actor_of: Any, make_target: Any, race: Any
) -> None:
    target, actor = make_target(100), actor_of(office.officer)
    units = iter([office.world.xa_a.pk, office.world.xa_b.pk])

    def call() -> handing.Handed:
        shares = {next(units): D(100)}
        return handing.hand_down(target=target, shares=shares, version=target.version, actor=actor)

    results = race(call, 2)
    assert sorted(type(found).__name__ for found in results) == ["Handed", "PlanRefused"]
    assert sum(child.quantity for child in Target.objects.filter(parent=target)) == 100


def test_a_share_that_nobody_reports_on_is_late_and_not_forgotten(
    office: Any, actor_of: Any, make_target: Any, year: int
) -> None:
    target = make_target(100)
    Target.objects.filter(pk=target.pk).update(starts_on=date(year - 1, 1, 1), ends_on=date(year - 1, 12, 31))
    target.refresh_from_db()
    standing = standing_of(target, today())
    assert (standing.achieved, standing.state) == (None, "late")


def test_a_rate_is_read_as_a_percentage(
    office: Any, actor_of: Any, make_target: Any, counted: str, team_in: Any
) -> None:
    """One of three teams: 33,3 % and not 0,333; without any team nothing is claimed."""
    measure = stats.Measure
    stats.register(
        stats.Formula(
            "test.rate",
            "Tỷ lệ (thử)",
            [measure(counted, {"name": ("Tổ 1",)})],
            "",
            "",
            denominator=measure(counted),
        )
    )
    target = make_target(85, indicator="test.rate", is_share=True, unit_label="%")
    assert (standing_of(target, today()).achieved, standing_of(target, today()).state) == (None, "idle")
    for name in ("Tổ 1", "Tổ 2", "Tổ 3"):
        team_in(office.world.xa_a, name)
    standing = standing_of(target, today())
    unregister("test.rate")
    assert standing.shown == D("33.3")
    assert standing.state == "late"


def test_a_target_is_bound_to_what_can_be_counted_only(
    office: Any, actor_of: Any, make_target: Any, counted: str
) -> None:
    with pytest.raises(UnknownMeasure):
        make_target(4, indicator="khong.co")
    with pytest.raises(UnknownMeasure):
        make_target(4, indicator=counted, where={"la": ["x"]})
    with pytest.raises(PlanRefused, match="phần trăm"):
        make_target(4, indicator=counted, is_share=True)
