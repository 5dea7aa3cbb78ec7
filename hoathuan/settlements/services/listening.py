"""What becomes of an agreement when its dispute is put right, struck out or taken up again: it is kept and marked."""

from collections.abc import Mapping
from typing import Any

from hoathuan.accounts.actor import Actor
from hoathuan.cases.api import AMENDED, REOPENED, VOIDED, Case
from hoathuan.core.dates import today
from hoathuan.documents.api import check_of, void_check
from hoathuan.settlements.choices import EndedWhy
from hoathuan.settlements.models import Agreement
from hoathuan.settlements.selectors import in_force

_WHY = {VOIDED: EndedWhy.VOIDED, REOPENED: EndedWhy.REOPENED, AMENDED: EndedWhy.AMENDED}


def follow_case(actor: Actor, case: Case, what: str, before: Mapping[str, Any]) -> None:
    """End the agreement of a dispute that is no success any more; say that one was put right after it."""
    agreement = Agreement.objects.select_for_update().filter(case=case).first()
    if agreement is None:
        return
    if not in_force(case):
        if agreement.in_force:
            _end(agreement, _WHY.get(what, EndedWhy.AMENDED), actor)
    elif not agreement.in_force:
        _revive(agreement, case)
    elif what == AMENDED:
        _mark(agreement, case)


def _revive(agreement: Agreement, case: Case) -> None:
    """A success again. Without a paper its promises hold again; a paper holds again with a new version alone."""
    if agreement.newest or agreement.erased_on:
        return
    agreement.ended_on, agreement.ended_why = None, ""
    agreement.agreed_on = case.ended_on or agreement.agreed_on
    agreement.version += 1
    agreement.save()


def _mark(agreement: Agreement, case: Case) -> None:
    """Without a paper the day of the agreement is that of the dispute's ending; a paper bears a day of its own."""
    agreement.changed_on = today()
    if not agreement.newest and case.ended_on:
        agreement.agreed_on = case.ended_on
    agreement.version += 1
    agreement.save()


def _end(agreement: Agreement, why: str, actor: Actor) -> None:
    agreement.ended_on, agreement.ended_why = today(), why
    agreement.version += 1
    agreement.save()
    for version in agreement.versions.all():
        if check_of(version) is not None:
            void_check(version, actor=actor)
