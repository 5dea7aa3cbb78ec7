"""The door of settlements for other contexts.

`agreement_of(case)` is days and numbers, never words; `proofs_of(case)` what a dispute can show for itself, readable
for seats that may not read its content; `is_signed(case)` whether everybody has signed the version in force.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from hoathuan.cases.api import Case

from .models import Agreement
from .selectors import agreement_of


@dataclass(frozen=True)
class Proofs:
    """What there is: a recorded version, signatures, scans of it, promises and how many were kept."""

    written: bool = False
    recorded_on: date | None = None
    signers: int = 0
    signed: int = 0
    scans: int = 0
    promises: int = 0
    kept: int = 0

    @property
    def all_signed(self) -> bool:
        return bool(self.signers) and self.signed == self.signers


def proofs_of(case: Case) -> Proofs:
    """Counts and days alone; nothing of an agreement that is no longer in force."""
    agreement = agreement_of(case)
    if agreement is None or not agreement.in_force:
        return Proofs()
    version = agreement.versions.filter(number=agreement.newest).first()
    promises = agreement.promises.exclude(standing="dropped")
    return Proofs(
        written=version is not None,
        recorded_on=version.recorded_on if version else None,
        signers=agreement.signers,
        signed=agreement.signed,
        scans=version.scans.count() if version else 0,
        promises=promises.count(),
        kept=promises.filter(standing__in=("kept", "kept_late")).count(),
    )


def is_signed(case: Case) -> bool:
    """Whether the parties and the mediator have all signed, or given their fingerprint, on the version in force."""
    agreement = agreement_of(case)
    return agreement is not None and agreement.in_force and agreement.signed_on is not None


def signed_among(cases: Sequence[Case]) -> set[int]:
    """The keys of those among these disputes whose agreement in force everybody has signed, in one of its versions.

    One question for all.
    """
    found = Agreement.objects.filter(case__in=cases, ended_on=None, proved=True)
    return set(found.values_list("case_id", flat=True))


__all__ = ["Agreement", "Proofs", "agreement_of", "is_signed", "proofs_of", "signed_among"]
