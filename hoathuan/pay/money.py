"""What pay does in the budget: each line due is committed, and spent when it is paid."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from functools import cache
from uuid import UUID

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from hoathuan.accounts.actor import Actor
from hoathuan.budgets import api as budgets
from hoathuan.budgets.api import Overspend, Reference
from hoathuan.core.writing import write_changed

from .errors import PayRefused
from .models import Line

#: The cost line of mediators' pay (Circular 56/2023/TT-BTC Art. 3(17)(a)).
PAY = "mediation.pay"


def reference_of(line: Line) -> Reference:
    """The record that an entry of the ledger is about: each turn of a line is one."""
    key = f"{line.uuid}/{line.turn}" if line.turn else str(line.uuid)
    return Reference("pay", key, line.label, _address().replace(str(_ANY), str(line.uuid)))


_ANY = UUID(int=0)


@cache
def _address() -> str:
    """Of the page of any line: to ask for that of each of thousands took a tenth of their payment."""
    return reverse("pay:line", args=[_ANY])


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
    write_changed(lines, ["turn"])


def _movement(line: Line, year: int, amount: int | None, on: date | None = None) -> budgets.Movement:
    if line.now_commune is None:
        words = _("Chưa biết xã nào chi khoản này sau khi sắp xếp. Nhờ người quản trị xếp tổ vào xã trước.")
        raise PayRefused(words)
    return budgets.Movement(
        line.now_commune, year, line.cost_line, amount, line.source, reference_of(line), on=on
    )


def spent_for(lines: Iterable[Line]) -> dict[int, int]:
    """Line → what the budget has spent for it, less what came back."""
    chains = {line.pk: reference_of(line) for line in lines}
    spent = budgets.spent_for(chains.values())
    return {key: spent.get(of.chain, 0) for key, of in chains.items()}


def refund(actor: Actor, parts: Iterable[tuple[Line, int]], key: str, reason: str, on: date) -> None:
    """Money of lines came back, each into the year that it was spent from; `key` names this, once until undone."""
    budgets.refund_many(
        actor=actor, movements=[_back(line, amount, key, reason, on) for line, amount in parts]
    )


def _back(line: Line, amount: int, key: str, reason: str, on: date) -> budgets.Movement:
    of = reference_of(line)
    undone = _about(line, key).filter(kind=budgets.EntryKind.SPENDING).count()
    name = f"{line.uuid}/{key}.{undone}" if undone else f"{line.uuid}/{key}"
    back = _movement(line, budgets.year_spent(of) or line.year, amount, on)
    return replace(back, reference=Reference("pay", name, line.label, of.url), of=of, reason=reason)


def undo_refund(actor: Actor, lines: Iterable[Line], key: str, reason: str) -> None:
    """What was written under `key` as come back did not: it is spent as before, of the same year."""
    movements = [one for line in lines for one in _not_back(line, key, reason)]
    budgets.undo_refund_many(actor=actor, movements=movements)


def _not_back(line: Line, key: str, reason: str) -> list[budgets.Movement]:
    entries = _about(line, key)
    undone = entries.filter(kind=budgets.EntryKind.SPENDING).values("key")
    return [
        replace(
            _movement(line, back.year, back.amount),
            reference=Reference("pay", back.key, line.label, back.url), of=reference_of(line), reason=reason,
        )
        for back in entries.filter(kind=budgets.EntryKind.REFUND).exclude(key__in=undone)
    ]  # fmt: skip


def _about(line: Line, key: str) -> QuerySet[budgets.Entry]:
    """What was written under a key of a line; each time that it was undone it has the next number."""
    stem = f"{line.uuid}/{key}"
    return budgets.Entry.objects.filter(Q(key=stem) | Q(key__startswith=f"{stem}."), context="pay")
