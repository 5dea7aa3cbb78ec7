"""What was written down by mistake about money is taken back, and the book says what is true."""

from datetime import date

import pytest
from django.urls import reverse

from hoathuan.accounts.models import Seat
from hoathuan.budgets import api as budgets
from hoathuan.pay import mine, services
from hoathuan.pay.choices import LineState, PaymentState
from hoathuan.pay.errors import NotYours, PayRefused
from hoathuan.pay.models import Line, Receipt, Transfer

from .conftest import TODAY
from .test_paying import own_seat

pytestmark = pytest.mark.django_db
WHY = "Ghi nhầm số chứng từ"


def sums(desk, year=2026):
    found = budgets.sums(desk.team.now_commune, year, "mediation.pay", "state")
    return found.committed, found.spent


def strike(desk, transfer, reason=WHY):
    return desk("accountant", services.strike_transfer, transfer=transfer, reason=reason)


def record(desk, payment, code, on=TODAY):
    return desk("accountant", services.record_paid, payments=[payment], bank_reference=code, on=on)


def test_an_order_that_was_taken_back_and_that_the_bank_carried_out_is_money_to_be_returned(desk, money):
    desk.case()
    _claim, payment = desk.ordered()
    payment = desk("accountant", services.void_payment, payment=payment)
    told = record(desk, payment, "UNC-01")
    assert (told.paid, told.extra) == ([], [payment])
    assert sums(desk) == (400_000, 0), "the sum itself still waits to be paid by another order"
    assert Line.objects.get().state == LineState.OWED
    kept = Transfer.objects.get()
    assert desk("accountant", services.return_extra, transfer=kept, on=TODAY).returned_on == TODAY


def test_a_wrong_voucher_struck_out_lets_the_payment_wait_and_the_right_one_pays_it(desk, money):
    desk.case()
    _claim, payment = desk.paid("UNC-SAI")
    strike(desk, Transfer.objects.get())
    payment.refresh_from_db()
    line = Line.objects.get()
    assert (payment.state, payment.paid_on, payment.hand_out_by) == (PaymentState.PLANNED, None, None)
    assert (line.state, line.paid_on) == (LineState.PAYING, None)
    assert sums(desk) == (400_000, 0), "the money is held again, so nothing else can take it"
    record(desk, payment, "UNC-DUNG")
    payment.refresh_from_db()
    assert (payment.state, payment.paid_on, sums(desk)) == (PaymentState.PAID, TODAY, (0, 400_000))


def test_the_same_number_can_be_written_again_with_its_right_day(desk, money, go):
    desk.case()
    _claim, payment = desk.ordered()
    go(date(2026, 6, 25))
    record(desk, payment, "UNC-01", on=date(2026, 6, 25))
    strike(desk, Transfer.objects.get())
    record(desk, payment, "UNC-01", on=date(2026, 6, 24))
    payment.refresh_from_db()
    assert (payment.paid_on, Transfer.objects.filter(voided_on=None).count()) == (date(2026, 6, 24), 1)


def test_struck_out_twice_in_a_row_and_paid_each_time_the_budget_holds_one_sum(desk, money):
    desk.case()
    _claim, payment = desk.paid("UNC-1")
    for number in (1, 2):
        strike(desk, Transfer.objects.get(voided_on=None))
        assert sums(desk) == (400_000, 0)
        record(desk, payment, f"UNC-1-{number}")
        assert sums(desk) == (0, 400_000)


def test_pressed_twice_a_voucher_is_struck_out_once(desk, money):
    desk.case()
    desk.paid()
    transfer = Transfer.objects.get()
    strike(desk, transfer)
    strike(desk, transfer, "Bấm lần nữa")
    transfer.refresh_from_db()
    assert (transfer.void_reason, Line.objects.get().turn) == (WHY, 1)


def test_when_the_first_voucher_was_wrong_the_second_one_is_what_paid(desk, money):
    desk.case()
    _claim, payment = desk.paid("UNC-SAI")
    record(desk, payment, "UNC-DUNG")
    strike(desk, Transfer.objects.get(extra=False))
    payment.refresh_from_db()
    stands = Transfer.objects.get(voided_on=None)
    assert (stands.bank_reference, stands.extra, payment.state) == ("UNC-DUNG", False, PaymentState.PAID)
    assert sums(desk) == (0, 400_000)


def test_an_extra_voucher_that_was_a_mistake_leaves_the_payment_as_it_is(desk, money):
    desk.case()
    _claim, payment = desk.paid("UNC-01")
    record(desk, payment, "UNC-02")
    strike(desk, Transfer.objects.get(extra=True))
    payment.refresh_from_db()
    assert (payment.state, sums(desk)) == (PaymentState.PAID, (0, 400_000))


def test_a_voucher_is_not_struck_out_while_somebody_has_the_money(desk, money, world):
    own_seat(desk, world, 0)
    desk.case()
    _claim, payment = desk.paid()
    desk("m0", services.confirm_own, payment=payment)
    with pytest.raises(PayRefused, match="Bỏ các xác nhận"):
        strike(desk, Transfer.objects.get())
    assert Line.objects.get().state == LineState.PAID


def test_only_the_own_accountant_strikes_a_voucher_out_and_says_why(desk, money):
    desk.case()
    desk.paid()
    transfer = Transfer.objects.get()
    for seat in ("officer", "leader", "head", "parent", "sister"):
        with pytest.raises(NotYours):
            desk(seat, services.strike_transfer, transfer=transfer, reason=WHY)
    with pytest.raises(PayRefused, match="Ghi rõ vì sao"):
        strike(desk, transfer, " ")


def test_a_voucher_of_the_last_day_of_the_year_is_struck_out_in_the_year_that_it_was_spent_in(
    desk, money, go
):
    go(date(2026, 12, 31), 23)
    desk.case(received_on=date(2026, 12, 1), ended_on=date(2026, 12, 10))
    _claim, payment = desk.ordered()
    record(desk, payment, "UNC-31", on=date(2026, 12, 31))
    go(date(2027, 1, 1), 0)
    strike(desk, Transfer.objects.get())
    assert (sums(desk), sums(desk, 2027)) == ((400_000, 0), (0, 0))
    record(desk, payment, "UNC-31", on=date(2026, 12, 31))
    assert (sums(desk), sums(desk, 2027)) == ((0, 400_000), (0, 0))


def got(desk, world):
    own_seat(desk, world, 0)
    desk.case()
    _claim, payment = desk.paid()
    return payment, desk("m0", services.confirm_own, payment=payment)


def test_the_officer_takes_a_word_back_and_the_mediator_is_owed_again(desk, money, world, actor_of):
    payment, receipt = got(desk, world)
    desk("officer", services.void_receipt, receipt=receipt, reason="Bấm nhầm, tổ chưa trả")
    payment.refresh_from_db()
    assert (payment.handed_out_on, Receipt.objects.count(), Receipt.every.count()) == (None, 0, 1)
    standing = mine.money_of(actor_of(desk.seats["m0"]))
    assert (standing.waiting, standing.received) == (400_000, 0)
    desk("m0", services.confirm_own, payment=payment)
    payment.refresh_from_db()
    assert (payment.handed_out_on, Receipt.objects.count()) == (TODAY, 1)


def test_who_pressed_by_mistake_takes_the_own_word_back(desk, money, world):
    payment, receipt = got(desk, world)
    desk("m0", services.void_receipt, receipt=receipt, reason="Tôi bấm nhầm")
    assert not payment.receipts.exists()


def test_nobody_else_takes_a_word_back(desk, money, world):
    _payment, receipt = got(desk, world)
    own_seat(desk, world, 1)
    for seat in ("head", "m1", "accountant", "leader", "parent", "sister_officer"):
        with pytest.raises(NotYours):
            desk(seat, services.void_receipt, receipt=receipt, reason="Không phải việc của mình")
    assert Receipt.objects.count() == 1


def test_a_mediator_does_not_take_back_what_was_signed_on_a_sheet(desk, money, world, scan):
    own_seat(desk, world, 0)
    desk.case()
    _claim, payment = desk.paid()
    people = [desk.mediators[0].person_id]
    (receipt,) = desk(
        "officer", services.confirm_sheet, payment=payment, people=people, on=TODAY, sheet=scan()
    )
    with pytest.raises(NotYours):
        desk("m0", services.void_receipt, receipt=receipt, reason="Tôi chưa nhận")


def test_on_the_pages_the_accountant_strikes_out_and_the_officer_takes_a_word_back(
    desk, money, world, client_for
):
    payment, receipt = got(desk, world)
    page = reverse("pay:payment", args=[payment.uuid])
    back = reverse("pay:receipt-void", args=[payment.uuid, receipt.uuid])
    strike_url = reverse("pay:transfer-void", args=[payment.uuid, Transfer.objects.get().pk])
    officer, accountant = client_for(desk.seats["officer"]), client_for(desk.seats["accountant"])
    assert back in officer.get(page).content.decode()
    assert strike_url in accountant.get(page).content.decode()
    for seat in ("sister_officer", "head"):
        assert client_for(desk.seats[seat]).get(back).status_code == 404
    assert client_for(desk.seats["sister"]).get(strike_url).status_code == 403
    refused = accountant.post(strike_url, {"reason": WHY})
    assert "Bỏ các xác nhận" in refused.content.decode()
    assert officer.post(back, {"reason": "Bấm nhầm"}).status_code == 302
    assert accountant.post(strike_url, {"reason": WHY}).status_code == 302
    assert f"ghi nhầm, đã bỏ 23/06/2026: {WHY}" in accountant.get(page).content.decode()
    assert Seat.objects.filter(pk=Receipt.every.get().voided_by_seat).get().kind == "commune_officer"
