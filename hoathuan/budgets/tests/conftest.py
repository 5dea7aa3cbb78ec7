"""A commune with its accountant, leader and officer; money that was allocated; records that money is about."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from hoathuan.budgets import api, services
from hoathuan.budgets.models import Estimate
from hoathuan.budgets.values import Document, Reference
from hoathuan.core.dates import today

PAY = "mediation.pay"
SUPPORT = "mediation.team_support"
YEAR = 2026
DECISION = Document("12/QĐ-UBND", date(2026, 1, 5))
LET = api.Overspend("Có vụ việc gấp, chờ giao bổ sung", Document("31/TB-UBND", date(2026, 3, 2)))


def ref(key: str = "1") -> Reference:
    return Reference("pay", key, f"Đề nghị chi {key}", "/chi-tra/1/")


@pytest.fixture
def accountant(world: Any, seat_of: Any) -> Any:
    return seat_of("commune_accountant", world.xa_a)


@pytest.fixture
def leader(world: Any, seat_of: Any) -> Any:
    return seat_of("commune_leader", world.xa_a)


@pytest.fixture
def officer(world: Any, seat_of: Any) -> Any:
    return seat_of("commune_officer", world.xa_a)


@pytest.fixture
def finance(world: Any, seat_of: Any) -> Any:
    return seat_of("province_finance", world.tinh_mau)


@pytest.fixture
def verb(accountant: Any, actor_of: Any) -> Callable[..., Any]:
    """`verb(api.commit, 400_000, ref("1"))`: as the commune's accountant, on the line of pay of 2026."""

    def run(what: Any, amount: int | None, reference: Reference | None = None, **more: Any) -> Any:
        given = {
            "actor": actor_of(more.pop("seat", accountant)),
            "unit": accountant.unit,
            "year": YEAR,
            "line": PAY,
        }
        if reference:
            given["reference"] = reference
        return what(**(given | {"amount": amount} | more))

    return run


@pytest.fixture
def give(verb: Any) -> Callable[..., Any]:
    """`give(5_000_000)`: allocate so much by a decision."""

    def allocate(amount: int, number: str = DECISION.number, **more: Any) -> Any:
        return verb(api.allocate, amount, document=Document(number, DECISION.issued_on), **more)

    return allocate


@pytest.fixture
def stands(world: Any) -> Callable[..., api.Sums]:
    return lambda **more: api.sums(**({"unit": world.xa_a, "year": YEAR, "line": PAY} | more))


@pytest.fixture
def estimate(officer: Any, actor_of: Any) -> Estimate:
    made = services.make(actor=actor_of(officer), unit=officer.unit, year=today().year)
    services.write_row(
        actor=actor_of(officer),
        estimate=made,
        typed=services.TypedRow("mediation.training", "Tập huấn", ((2, "buổi"), (30, "người")), 50_000),
    )
    return Estimate.objects.get(pk=made.pk)


@pytest.fixture
def people(
    world: Any, seat_of: Any, officer: Any, accountant: Any, leader: Any, finance: Any
) -> dict[str, Any]:
    """Own, parent, sister, another province, the nation, a team."""
    return {
        "officer": officer,
        "accountant": accountant,
        "leader": leader,
        "finance": finance,
        "parent": seat_of("province_officer", world.tinh_mau),
        "ministry": seat_of("ministry_viewer", world.country),
        "sister": seat_of("commune_accountant", world.xa_b),
        "abroad": seat_of("province_finance", world.tinh_khac),
        "mediator": seat_of("mediator", world.villages["Xã An Mẫu"][0]),
    }
