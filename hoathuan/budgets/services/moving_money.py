"""The same verbs for one record: each gives back the entry that stands for it, written now or before."""

from collections.abc import Sequence
from typing import Any

from hoathuan.accounts.actor import Actor
from hoathuan.budgets.choices import EntryKind, Source
from hoathuan.budgets.models import Entry
from hoathuan.budgets.values import Movement, Overspend

from .many import commit_many, refund_many, release_many, spend_many


def commit(*, actor: Actor, overspend: Overspend | None = None, **movement: Any) -> Entry:
    """Hold money for a record that was approved. The rest is what `Movement` has: unit, year, line, amount, …"""
    one = _one(movement)
    return _standing(
        one, EntryKind.COMMITMENT, commit_many(actor=actor, movements=[one], overspend=overspend)
    )


def release(*, actor: Actor, **movement: Any) -> Entry:
    """Hold no longer what was held: all of it (`amount` None), or so much."""
    one = _one(movement)
    return _standing(one, EntryKind.RELEASE, release_many(actor=actor, movements=[one]))


def spend(*, actor: Actor, overspend: Overspend | None = None, **movement: Any) -> Entry:
    """Money went out; what was committed for `of` (else for the record itself) is used first."""
    one = _one(movement)
    return _standing(one, EntryKind.SPENDING, spend_many(actor=actor, movements=[one], overspend=overspend))


def refund(*, actor: Actor, reason: str, **movement: Any) -> Entry:
    """Money that had gone out came back; why."""
    one = _one(movement | {"reason": reason})
    return _standing(one, EntryKind.REFUND, refund_many(actor=actor, movements=[one]))


def _one(movement: dict[str, Any]) -> Movement:
    return Movement(**({"source": Source.STATE, "amount": None} | movement))


def _standing(one: Movement, kind: EntryKind, written: Sequence[Entry]) -> Entry:
    if written:
        return written[0]
    return Entry.objects.get(
        context=one.reference.context, key=one.reference.key, kind=kind, line=one.line, source=one.source,
        year=one.year,
    )  # fmt: skip
