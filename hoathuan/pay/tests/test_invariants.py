"""Whatever order people do things in: sums agree, nothing is paid twice, the budget is never below what was allowed."""

from datetime import date
from typing import Any

import pytest
from django.db import transaction
from django.db.models import Q, Sum
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from hoathuan.budgets import api as budgets
from hoathuan.cases import services as cases
from hoathuan.cases.api import Case, State
from hoathuan.cases.choices import Ending
from hoathuan.core.errors import DomainError
from hoathuan.pay import correcting, refunding, services
from hoathuan.pay.choices import ClaimState, DifferenceState, ItemKind, ItemState, LineState, Source
from hoathuan.pay.models import Claim, ClaimItem, Difference, Line, Payment, Share
from hoathuan.pay.services.editing import ItemChange

from .conftest import TODAY, allocate
from .test_paying import amend

pytestmark = pytest.mark.django_db

GIVEN = {Source.STATE: 900_000, Source.DONATED: 2_000_000}


def _case(desk: Any) -> None:
    desk.case(ending=Ending.PARTY if Case.objects.count() % 2 else Ending.AGREEMENT)


def _amend(desk: Any) -> None:
    """The newest dispute that was paid, else the newest, ended otherwise."""
    case = _last(Case.objects.filter(voided_on=None, pay_items__line__state=LineState.PAID)) or _last(
        Case.objects.filter(voided_on=None)
    )
    amend(desk, case, ending=Ending.PARTY if case.outcome == "successful" else Ending.AGREEMENT)


def _void(desk: Any) -> None:
    case = _last(Case.objects.filter(voided_on=None))
    desk("officer", cases.void, case=case, version=case.version, reason="Ghi trùng")


def _reopen(desk: Any) -> None:
    case = _last(Case.objects.filter(voided_on=None, outcome="unsuccessful"))
    desk("officer", cases.reopen, case=case, on_date=TODAY)


def _refund(desk: Any) -> None:
    one = _last(Difference.objects.filter(state=DifferenceState.OPEN, amount__lt=0))
    desk("accountant", refunding.refund, one=one, on=TODAY)


def _undo_refund(desk: Any) -> None:
    one = _last(Difference.objects.filter(state=DifferenceState.REFUNDED))
    desk("accountant", refunding.undo_refund, one=one, reason="Ghi nhầm")


def _donated(desk: Any) -> None:
    """Somebody gives more than the rate for the newest dispute of a draft."""
    item = _last(ClaimItem.objects.filter(state=ItemState.OPEN, kind=ItemKind.PAY))
    new = ItemChange(500_000, Source.DONATED, {desk.mediators[0].pk: 500_000})
    desk("head", services.change_item, claim=item.claim, item_id=item.pk, new=new)


def _order(desk: Any) -> None:
    owed = list(Line.objects.filter(state=LineState.OWED))
    desk("accountant", services.make_batch, commune=desk.team.now_commune, lines=owed)


def _pay(desk: Any) -> None:
    payment = _last(Payment.objects.all())
    desk("accountant", services.record_paid, payments=[payment], bank_reference="U", on=TODAY)


def _overspend(desk: Any) -> None:
    more = budgets.Overspend("Chi theo luật, bổ sung sau", budgets.Document("05/UBND", date(2026, 6, 20)))
    desk("leader", services.decide, claim=_claim(), overspend=more)


def _part(desk: Any) -> None:
    """One of the disputes is refused, the rest approved."""
    item = _last(ClaimItem.objects.filter(claim=_claim(), state=ItemState.OPEN))
    desk("leader", services.decide, claim=item.claim, refusals={item.pk: "Ngoài phạm vi"})


def _claim() -> Any:
    return _last(Claim.objects.all())


def _last(rows: Any) -> Any:
    """The newest; where there is none, nobody does this."""
    found = rows.order_by("-pk").first()
    if found is None:
        raise DomainError("nothing there")
    return found


DEEDS = {
    "case": _case,
    "draft": lambda desk: desk("officer", services.draft, teams=[desk.team]),
    "refresh": lambda desk: desk("head", services.refresh, claim=_claim()),
    "confirm": lambda desk: desk("head", services.confirm, claim=_claim()),
    "return": lambda desk: desk("leader", services.send_back, claim=_claim(), reason="Thiếu"),
    "approve": lambda desk: desk("leader", services.decide, claim=_claim()),
    "part": _part,
    "refuse": lambda desk: desk("leader", services.refuse, claim=_claim(), reason="Sai"),
    "drop": lambda desk: desk("head", services.drop, claim=_claim()),
    "order": _order,
    "pay": _pay,
    "amend": _amend,
    "void": _void,
    "reopen": _reopen,
    "refund": _refund,
    "undo refund": _undo_refund,
    "donated": _donated,
    "overspend": _overspend,
}
#: What is done together most often, so that a short list of deeds comes far.
DAYS = [
    *([name] for name in DEEDS),
    ["draft", "confirm", "approve"],
    ["draft", "donated", "confirm", "approve"],
    ["draft", "confirm", "overspend", "order", "pay"],
    ["draft", "confirm", "approve", "order", "pay", "amend"],
]
#: A team gave back what it had too much, its register was put right again, and the giving back was a mistake.
NOT_GIVEN_BACK = [
    ["draft", "confirm", "approve", "order", "pay", "amend"],
    ["refund", "amend", "draft", "undo refund", "draft", "confirm", "approve", "undo refund"],
]


def _total(rows: Any, column: str = "amount") -> int:
    return rows.aggregate(total=Sum(column))["total"] or 0


def _claims_hold() -> None:
    """What each claim says of itself is what its disputes add up to; asked = approved + refused + not decided."""
    for claim in Claim.objects.exclude(state=ClaimState.DROPPED):
        items = claim.items.exclude(state=ItemState.DROPPED)
        parts = {state: _total(items.filter(state=state)) for state in ItemState}
        decided = claim.state == ClaimState.DECIDED
        assert claim.amount == parts["approved"] + parts["refused"] + parts["open"]
        assert claim.approved_amount == parts["approved"]
        assert parts["open" if decided else "approved"] == 0
        paid = _total(Line.objects.filter(subject=str(claim.uuid), state=LineState.PAID))
        assert paid <= claim.approved_amount


def _budget_holds(desk: Any, source: str) -> None:
    lines = Line.objects.exclude(state=LineState.VOID).filter(source=source)
    owed, paid = _total(lines), _total(lines.filter(state=LineState.PAID))
    assert owed == _total(ClaimItem.objects.filter(state=ItemState.APPROVED, source=source))
    back = Difference.objects.filter(state=DifferenceState.REFUNDED, item__source=source)
    sums = budgets.sums(desk.team.now_commune, 2026, "mediation.pay", source)
    assert (sums.spent, sums.committed) == (paid + _total(back), owed - paid)
    assert sums.remaining == GIVEN[source] - owed - _total(back)  # type: ignore[index]
    assert sums.remaining + sums.allowed >= 0


def _items_hold() -> None:
    for item in ClaimItem.objects.filter(state__in=[ItemState.OPEN, ItemState.APPROVED]):
        assert _total(Share.objects.filter(item=item, live=True)) == item.amount
        assert item.source == Source.DONATED or item.kind == ItemKind.DIFFERENCE or item.amount <= item.rate
        if item.kind == ItemKind.PAY and item.state == ItemState.APPROVED:
            _differences_hold(item)
    waiting = Difference.objects.filter(state=DifferenceState.SETTLED).exclude(amount=0)
    assert not waiting.filter(settled_by__state=ItemState.DROPPED).exists()


def _differences_hold(item: ClaimItem) -> None:
    """Of one dispute one difference waits at most; with it, what was approved is what is due by the register."""
    asked = Q(state=DifferenceState.SETTLED, settled_by__state=ItemState.OPEN)
    assert item.differences.filter(Q(state=DifferenceState.OPEN) | asked).count() <= 1
    if item.case.voided_on or item.case.state == State.ENDED:
        now_due, _document = correcting._now_due(item, item.case)
        assert item.amount + _total(item.differences.all()) == now_due


@example(NOT_GIVEN_BACK)
@given(st.lists(st.sampled_from([*DAYS, *NOT_GIVEN_BACK]), min_size=3, max_size=10))
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_sums_agree_whatever_the_order_of_deeds(desk: Any, days: list[list[str]]) -> None:
    with transaction.atomic():
        for source, amount in GIVEN.items():
            allocate(desk.team.now_commune, amount, source=source)
        for deed in ["case", "draft", *(deed for day in days for deed in day)]:
            try:
                with transaction.atomic():
                    DEEDS[deed](desk)
            except DomainError:
                pass
            _claims_hold()
            _items_hold()
            for source in GIVEN:
                _budget_holds(desk, source)
        transaction.set_rollback(True)
