"""A decision on a request that was wrong: taken back as long as nobody has ordered the money."""

import pytest

from hoathuan.budgets import api as budgets
from hoathuan.pay.errors import PayRefused
from hoathuan.pay.models import Line
from hoathuan.pay.services import paying
from hoathuan.pay.supports.choices import AccidentState
from hoathuan.pay.supports.errors import SupportRefused
from hoathuan.pay.supports.keys import ACCIDENT_LINE
from hoathuan.pay.supports.services import deciding

from .test_accidents import approve, ready, submit

pytestmark = pytest.mark.django_db


def test_a_wrong_decision_is_taken_back_examined_anew_and_granted_right(funded, file):
    one = approve(funded, ready(funded, file))
    wrong = Line.objects.get()
    given = {"accident": one, "version": one.version}
    for seat, words in ((funded.officer, "có trách nhiệm"), (funded.leader, "lý do")):
        with pytest.raises(SupportRefused, match=words):
            funded.act(seat, deciding.send_back, reason=" ", **given)
    one = funded.act(funded.leader, deciding.send_back, reason="Tính nhầm số ngày", **given)
    assert (one.state, one.submitted_on, one.decided_on) == (AccidentState.COMPLETE, None, None)
    wrong.refresh_from_db()
    assert wrong.state == "void"
    assert budgets.sums(funded.unit, 2026, ACCIDENT_LINE).committed == 0
    one = approve(funded, submit(funded, one, medical_cost=1_000_000, daily_income=200_000, days_lost=4))
    assert budgets.sums(funded.unit, 2026, ACCIDENT_LINE).committed == 1_600_000


def test_what_is_in_an_order_is_not_taken_back(funded, file):
    one = approve(funded, ready(funded, file))
    funded.act(funded.accountant, paying.make_batch, commune=funded.unit, lines=[Line.objects.get()])
    with pytest.raises(PayRefused, match="đã lập lệnh chi"):
        funded.act(
            funded.leader, deciding.send_back, accident=one, version=one.version, reason="Tính nhầm số ngày"
        )
    one.refresh_from_db()
    assert one.state == AccidentState.APPROVED
