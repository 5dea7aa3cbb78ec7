"""What the own commune has written about money: an estimate with a row, and a decision that allocates."""

from datetime import date
from decimal import Decimal
from typing import Any

from hoathuan.accounts.acting import as_actor
from hoathuan.budgets import services
from hoathuan.budgets.values import Document
from hoathuan.core.dates import today


def money(made: Any) -> None:
    """Of this year, as the commune's officer and accountant write it."""
    with as_actor(made.actor("officer")):
        actor = made.actor("officer")
        estimate = services.make(actor=actor, unit=made.units.xa_a, year=today().year)
        typed = services.TypedRow("mediation.training", "Tập huấn", ((Decimal(2), "buổi"),), 500_000)
        made.things["estimate_row"] = services.write_row(actor=actor, estimate=estimate, typed=typed)
        made.things["estimate"] = estimate
    with as_actor(made.actor("accountant")):
        made.things["allocation"] = services.allocate(
            actor=made.actor("accountant"), unit=made.units.xa_a, year=today().year, line="mediation.training",
            amount=1_000_000, document=Document("12/QĐ-UBND", date(2026, 1, 5)),
        )  # fmt: skip
