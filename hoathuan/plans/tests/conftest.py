"""A province with its committee and department, two officers of it, and plans in it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from hoathuan.accounts.choices import BodyKind
from hoathuan.accounts.models import Body
from hoathuan.core.dates import today
from hoathuan.plans.models import Plan, Target, Task
from hoathuan.plans.services import handing, plans, targets, tasks


@dataclass
class Office:
    """The province's bodies and the seats that write and read its plans."""

    world: Any
    committee: Body
    department: Body
    front: Body
    commune_committee: Body
    officer: Any
    leader: Any
    commune: Any
    sister: Any
    abroad: Any
    body_officer: Any


@pytest.fixture
def office(world: Any, seat_of: Callable[..., Any]) -> Office:
    committee = _body("UBND Tỉnh Mẫu", BodyKind.PEOPLES_COMMITTEE, world.tinh_mau)
    department = _body("Sở Tư pháp Tỉnh Mẫu", BodyKind.JUSTICE_DEPARTMENT, world.tinh_mau, committee)
    front = _body("Mặt trận Tỉnh Mẫu", BodyKind.FRONT, world.tinh_mau)
    commune = _body("UBND Xã An Mẫu", BodyKind.PEOPLES_COMMITTEE, world.xa_a)
    _body("UBND Xã Bình Mẫu", BodyKind.PEOPLES_COMMITTEE, world.xa_b)
    return Office(
        world, committee, department, front, commune,
        officer=seat_of("province_officer", world.tinh_mau, body=department),
        leader=seat_of("province_leader", world.tinh_mau, body=department),
        commune=seat_of("commune_officer", world.xa_a),
        sister=seat_of("commune_officer", world.xa_b),
        abroad=seat_of("province_officer", world.tinh_khac),
        body_officer=seat_of("body_officer", world.tinh_mau, body=front),
    )  # fmt: skip


def _body(name: str, kind: str, unit: Any, superior: Body | None = None) -> Body:
    return Body.objects.create(name=name, kind=kind, unit=unit, superior=superior)


@pytest.fixture
def year() -> int:
    return today().year


@pytest.fixture
def make_target(office: Office, actor_of: Callable[..., Any], year: int) -> Callable[..., Target]:
    """A target of the department's issued plan; `issued=False` leaves it a draft."""

    def make(
        quantity: int = 25000, *, issued: bool = True, number: str = "73/KH-STP", **fields: Any
    ) -> Target:
        actor = actor_of(office.officer)
        plan = plans.create_plan(
            actor=actor, body=office.department, year=year, title="Kế hoạch hòa giải ở cơ sở"
        )
        task = tasks.add_task(
            plan=plan, actor=actor, content="Biên soạn, phát tờ gấp", section="II. Hòa giải ở cơ sở"
        )
        values = {
            "title": "Tờ gấp pháp luật", "quantity": Decimal(quantity), "unit_label": "tờ",
            "starts_on": date(year, 1, 1), "ends_on": date(year, 12, 31), "is_main": True,
        }  # fmt: skip
        target = targets.add_target(task=task, actor=actor, **(values | fields))
        if issued:
            issue(plan, actor, number)
        return Target.objects.select_related("task__plan__unit", "unit").get(pk=target.pk)

    return make


def issue(plan: Plan, actor: Any, number: str = "73/KH-STP") -> Plan:
    return plans.issue_plan(
        plan=plan, actor=actor, signed_on=today(), number=number, signer="Bà Mẫu", signer_office="Giám đốc"
    )


@pytest.fixture
def issue_plan() -> Callable[..., Plan]:
    return issue


@pytest.fixture
def task_of() -> Callable[[Target], Task]:
    return lambda target: Task.objects.select_related("plan__unit").get(pk=target.task_id)


@pytest.fixture
def counted() -> Iterator[str]:
    """An indicator of the tests' own: teams that exist on the last day."""
    from hoathuan.stats import api as stats

    yield from _teams("test.teams", stats.Kind.STOCK, end="ended_on")


@pytest.fixture
def founded() -> Iterator[str]:
    """Another: teams that were founded within the window."""
    from hoathuan.stats import api as stats

    yield from _teams("test.founded", stats.Kind.FLOW)


def _teams(key: str, kind: Any, **more: str) -> Iterator[str]:
    from hoathuan.stats import api as stats
    from hoathuan.stats.registry import unregister
    from hoathuan.teams.models import Team

    stats.register(
        stats.Indicator(
            key=key, label=f"Tổ (thử) {kind}", kind=kind, unit_label="tổ", definition="", legal_source="",
            facts=stats.RowFacts(queryset=lambda: Team.objects.all(), start="started_on", team="id", **more),
            dimensions={"name": stats.Dimension("Tên", "name", [("Tổ 1", "Tổ 1"), ("Tổ 2", "Tổ 2")])},
        )
    )  # fmt: skip
    yield key
    unregister(key)


@pytest.fixture
def team_in() -> Callable[..., Any]:
    from hoathuan.teams.models import Team
    from hoathuan.units.api import area_of

    def make(commune: Any, name: str) -> Any:
        team = Team(name=name, started_on=date(2025, 7, 1))
        team.locate(area_of(commune))
        team.save()
        return team

    return make


@pytest.fixture
def target(make_target: Callable[..., Target]) -> Target:
    return make_target(100)


@pytest.fixture
def handed(target: Target, office: Any, actor_of: Any) -> Target:
    shares = {office.world.xa_a.pk: Decimal(60), office.world.xa_b.pk: Decimal(40)}
    handing.hand_down(target=target, shares=shares, version=target.version, actor=actor_of(office.officer))
    return Target.objects.select_related("task__plan").get(parent=target, unit=office.world.xa_a)
