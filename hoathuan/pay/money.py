"""What pay does in the budget: each line due is committed, and spent when it is paid."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from hoathuan.accounts.actor import Actor
from hoathuan.budgets import api as budgets
from hoathuan.budgets.api import Overspend, Reference

from .errors import PayRefused
from .models import Line

#: The cost line of mediators' pay (Circular 56/2023/TT-BTC Art. 3(17)(a)).
PAY = "mediation.pay"


def reference_of(line: Line) -> Reference:
    """The record that an entry of the ledger is about: each turn of a line is one."""
    key = f"{line.uuid}/{line.turn}" if line.turn else str(line.uuid)
    return Reference("pay", key, line.label, reverse("pay:line", args=[line.uuid]))


def commit_many(actor: Actor, lines: Sequence[Line], *, overspend: Overspend | None = None) -> None:
    """Keep money for what has become due. Raises budgets.OverBudget where too little is left."""
    movements = [_movement(line, line.year, line.amount, line.since) for line in lines]
    budgets.commit_many(actor=actor, movements=movements, overspend=overspend)


def release_many(actor: Actor, lines: Sequence[Line]) -> None:
    """What was kept for these is free again."""
    years = budgets.years_held(reference_of(line) for line in lines)
    held = [(line, years.get(reference_of(line).chain)) for line in lines]
    movements = [_movement(line, year, None) for line, year in held if year is not None]
    budgets.release_many(actor=actor, movements=movements)


def spend_many(actor: Actor, lines: Sequence[Line], on: date) -> None:
    """These were paid: of the year in whose budget their money is held, whatever the day on which the bank paid."""
    years = budgets.years_held(reference_of(line) for line in lines)
    movements = [
        _movement(line, years.get(reference_of(line).chain, line.year), line.amount, on) for line in lines
    ]
    budgets.spend_many(actor=actor, movements=movements)


def unspend_many(actor: Actor, lines: Sequence[Line], reason: str) -> None:
    """These were not paid after all: their money is held for them again, in the year in which it was spent."""
    movements = []
    for line in lines:
        spent = reference_of(line)
        line.turn += 1
        again = _movement(line, budgets.year_spent(spent) or line.year, line.amount)
        movements.append(replace(again, of=spent, reason=reason))
    budgets.hold_again_many(actor=actor, movements=movements)
    Line.objects.bulk_update(lines, ["turn"], batch_size=2_000)


def _movement(line: Line, year: int, amount: int | None, on: date | None = None) -> budgets.Movement:
    if line.now_commune is None:
        words = _("Chưa biết xã nào chi khoản này sau khi sắp xếp. Nhờ người quản trị xếp tổ vào xã trước.")
        raise PayRefused(words)
    return budgets.Movement(
        line.now_commune, year, line.cost_line, amount, line.source, reference_of(line), on=on
    )


def refund(actor: Actor, line: Line, amount: int, key: str, reason: str, on: date) -> None:
    """Money of a line came back into the year that it was spent from; `key` names this once."""
    of = reference_of(line)
    year = budgets.year_spent(of) or line.year
    reference = Reference("pay", f"{line.uuid}/{key}", line.label, of.url)
    budgets.refund(
        **(_of(actor, line) | {"reference": reference, "year": year}),
        amount=amount,
        of=of,
        reason=reason,
        on=on,
    )


def _of(actor: Actor, line: Line) -> dict[str, Any]:
    return {
        "actor": actor, "unit": line.now_commune, "year": line.year, "line": line.cost_line,
        "source": line.source, "reference": reference_of(line),
    }  # fmt: skip
