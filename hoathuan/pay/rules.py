"""What the law and a commune's rule say about pay. Pure functions.

Law: Decree 15/2014/NĐ-CP Art. 14 (who is paid), procedure 2.002080; Circular 56/2023/TT-BTC Art. 3(17)(a) (rates).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from hoathuan.cases.api import Outcome

from .choices import SIGNED_BY_PARTIES, ProofKind, Sharing

RATE_KEYS: dict[str, str] = {
    Outcome.SUCCESSFUL: "mediation.pay_successful",
    Outcome.UNSUCCESSFUL: "mediation.pay_unsuccessful",
}
#: Ended by any of the three endings of Law 35 Art. 23, in the register, and the head says so: no text asks for more.
DEFAULT_RUNGS: dict[str, list[list[str]]] = {
    Outcome.SUCCESSFUL: [[ProofKind.REGISTER, ProofKind.HEAD]],
    Outcome.UNSUCCESSFUL: [[ProofKind.REGISTER, ProofKind.HEAD]],
}
#: From which number on something is pointed out to the approver; a commune may state others. Not of any text.
DEFAULT_THRESHOLDS: dict[str, int] = {
    "a_day": 3,  # disputes that one mediator ended on one day
    "last_night": 5,  # entries made on the day of the claim or the day before
    "same_text": 2,
    "same_parties": 2,
    "round_days": 5,  # endings on the 1st, 15th or last day of a month
}
DEFAULT_SAMPLE = 10


@dataclass(frozen=True)
class Worker:
    """A mediator who took part in a dispute; `sittings`: sessions held while taking part."""

    mediator_id: int
    lead: bool = False
    sittings: int = 0


def split(amount: int, workers: Sequence[Worker], sharing: str) -> dict[int, int]:
    """Share whole đồng: mediator → sum. What does not divide goes to the lead, so that all shares are the amount."""
    if not workers:
        return {}
    first = next((worker for worker in workers if worker.lead), workers[0])
    weights = _weights(workers, sharing, first)
    total = sum(weights.values())
    sign = -1 if amount < 0 else 1
    shares = {key: sign * (abs(amount) * weight // total) for key, weight in weights.items()}
    shares[first.mediator_id] += amount - sum(shares.values())
    return shares


def _weights(workers: Sequence[Worker], sharing: str, first: Worker) -> dict[int, int]:
    if sharing == Sharing.LEAD:
        return {worker.mediator_id: int(worker is first) for worker in workers}
    sat = {worker.mediator_id: worker.sittings for worker in workers}
    if sharing == Sharing.SITTINGS and any(sat.values()):
        return sat
    return dict.fromkeys(sat, 1)


@dataclass(frozen=True)
class Unlocked:
    """Which rate the proofs of a dispute unlock: the outcome whose rate it is, "" for none.

    `helps`: the fewest proofs that would unlock the rate of its own outcome.
    """

    outcome: str
    full: bool
    helps: tuple[str, ...] = ()


def unlocked(outcome: str, proofs: Collection[str], rungs: Mapping[str, Sequence[Sequence[str]]]) -> Unlocked:
    """By the commune's rule. A success whose proofs do not reach keeps the rate of one that did not succeed."""
    missing = _fewest_missing(rungs.get(outcome, ()), proofs)
    if missing == ():
        return Unlocked(outcome, full=True)
    lower = Outcome.UNSUCCESSFUL.value
    if outcome != lower and _fewest_missing(rungs.get(lower, ()), proofs) == ():
        return Unlocked(lower, full=False, helps=missing or ())
    return Unlocked("", full=False, helps=missing or ())


def _fewest_missing(lists: Sequence[Sequence[str]], proofs: Collection[str]) -> tuple[str, ...] | None:
    """() where one list is all there; None where there is no list at all."""
    lacking = [tuple(kind for kind in needed if kind not in proofs) for needed in lists]
    return min(lacking, key=len) if lacking else None


def check_rungs(rungs: Mapping[str, Sequence[Sequence[str]]]) -> str:
    """Why a rule may not stand, "" if it may: parties who will not sign do not cost the mediator the pay.

    Decree 15 Art. 14 asks that the dispute was mediated and ended, not that anybody signed.
    """
    for outcome in Outcome:
        lists = rungs.get(outcome, ())
        if not lists or not all(lists):
            return _("Ghi ít nhất một cách chứng minh cho vụ việc “%(outcome)s”.") % {
                "outcome": outcome.label.lower()
            }
        if all(set(needed) & set(SIGNED_BY_PARTIES) for needed in lists):
            return _(
                "Với vụ việc “%(outcome)s”, cách nào cũng cần chữ ký của các bên. Các bên không ký thì hòa giải viên "
                "vẫn được thù lao (Nghị định 15/2014/NĐ-CP, Điều 14): thêm một cách không cần các bên ký."
            ) % {"outcome": outcome.label.lower()}
    return ""


def difference(asked: int, settled: int, now_due: int) -> int:
    """What is still to be paid (or, negative, given back) after the register was put right, in đồng."""
    return now_due - asked - settled


def covers(have: Mapping[int, int], parts: Mapping[int, int]) -> bool:
    """Whether what mediators are to get bears these negative parts: nobody is left below nothing, somebody gets some.

    What one mediator got too much is never taken off what another has earned.
    """
    if not parts or any(have.get(key, 0) + part < 0 for key, part in parts.items()):
        return False
    return sum(have.values()) + sum(parts.values()) > 0
