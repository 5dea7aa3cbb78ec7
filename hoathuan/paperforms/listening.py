"""A dispute that was struck out lets go of its form: the paper waits again, with its photographs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from hoathuan.accounts.actor import Actor
from hoathuan.cases.api import VOIDED, Case, register_listener
from hoathuan.core import audit

from .choices import DraftState
from .models import Draft


def after_change(actor: Actor, case: Case, what: str, before: Mapping[str, Any]) -> None:
    """To be typed in anew, put to another dispute, or thrown away with a reason."""
    if what != VOIDED:
        return
    for draft in Draft.objects.filter(case=case):
        waiting = {"state": DraftState.WAITING, "case": None}
        Draft.objects.filter(pk=draft.pk).update(**waiting, decided_at=None, decided_by="", decided_seat=None)
        audit.record(actor=actor, action="paperforms.reopened", data={"draft": str(draft.uuid)})


def register_all() -> None:
    register_listener("paperforms", after_change)
