"""Which proofs a dispute has, which rate they unlock, and what one more would help (bậc thang chứng cứ)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from hoathuan.cases.api import Case

from . import rules
from .choices import CallResult, ClaimState, ItemState, ProofKind
from .models import ClaimItem, Proof
from .standing import Stated

#: Why a proof that was written down proves nothing.
_PROVES_NOT = (CallResult.NOT, CallResult.UNREACHED)


@dataclass(frozen=True)
class Ladder:
    """The proofs of one dispute and what they unlock under the commune's rule (`stated`)."""

    case: Case
    proofs: frozenset[str]
    unlocked: rules.Unlocked
    stated: Stated
    contradicted: bool = False

    @property
    def helps(self) -> list[str]:
        """What one more thing would help, in words."""
        return [str(ProofKind(kind).label) for kind in self.unlocked.helps]

    @property
    def there(self) -> list[str]:
        return [str(kind.label) for kind in ProofKind if kind in self.proofs]


def proofs_of_many(cases: Sequence[Case], *, confirmed: bool = False) -> tuple[dict[int, set[str]], set[int]]:
    """Dispute → kinds of proof that are there, and the disputes that somebody denied when called.

    `confirmed`: the head is about to confirm them. A few questions for any number of disputes.
    """
    keys = [case.pk for case in cases]
    found: dict[int, set[str]] = {key: {ProofKind.REGISTER} for key in keys}
    denied: set[int] = set()
    for case_id, kind, result in Proof.objects.filter(case__in=keys, voided_on=None).values_list(
        "case_id", "kind", "result"
    ):
        if result == CallResult.NOT:
            denied.add(case_id)
        if result not in _PROVES_NOT:
            found[case_id].add(kind)
    for kind, those in _found_elsewhere(cases):
        for key in those:
            found[key].add(kind)
    said = keys if confirmed else _confirmed(keys)
    for key in said:
        found[key].add(ProofKind.HEAD)
    return found, denied


def _confirmed(keys: Iterable[int]) -> Iterable[int]:
    sent = ClaimItem.objects.filter(case__in=list(keys), claim__confirmed_on__isnull=False)
    sent = sent.exclude(state=ItemState.DROPPED).exclude(claim__state=ClaimState.DROPPED)
    return sent.values_list("case_id", flat=True)


def _found_elsewhere(cases: Sequence[Case]) -> list[tuple[str, set[int]]]:
    """Signed agreements and photos of the book, as the contexts that keep them say."""
    from . import neighbours

    return [
        (ProofKind.AGREEMENT, neighbours.with_signed_agreement(cases)),
        (ProofKind.PHOTO, neighbours.with_photo(cases)),
    ]


def ladders(cases: Sequence[Case], stated: Stated, *, confirmed: bool = False) -> dict[int, Ladder]:
    """The ladder of each dispute."""
    proofs, denied = proofs_of_many(cases, confirmed=confirmed)
    return {case.pk: ladder_of(case, proofs[case.pk], stated, case.pk in denied) for case in cases}


def ladder_of(case: Any, proofs: Iterable[str], stated: Stated, denied: bool = False) -> Ladder:
    kinds = frozenset(proofs)
    return Ladder(case, kinds, rules.unlocked(case.outcome, kinds, stated.rungs), stated, denied)
