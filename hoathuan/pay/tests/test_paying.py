"""The accountant pays, the team hands out, each mediator says that the money is in hand."""

from datetime import date

import pytest
from django.urls import reverse

from hoathuan.accounts.models import Seat
from hoathuan.budgets import api as budgets
from hoathuan.cases import services as cases
from hoathuan.cases.choices import Ending
from hoathuan.cases.services.amending import Amendment
from hoathuan.pay import mine, refunding, services
from hoathuan.pay.choices import DifferenceState, LineState, PaymentState
from hoathuan.pay.errors import NotYours, PayRefused
from hoathuan.pay.models import Difference, Line, Payment, Receipt, Transfer
from hoathuan.pay.services.handing_out import confirm_own, confirm_sheet
from hoathuan.pay.services.stating import write_layout

from .conftest import TODAY

pytestmark = pytest.mark.django_db


def spent(desk):
    return budgets.sums(desk.team.now_commune, 2026, "mediation.pay", "state").spent


def test_paid_to_the_team_the_money_is_spent_and_three_days_run(desk, money):
    desk.case()
    claim, payment = desk.paid()
    line = Line.objects.get()
    assert (payment.state, payment.amount, payment.hand_out_by) == ("paid", 400_000, date(2026, 6, 26))
    assert (line.state, line.paid_on, spent(desk)) == (LineState.PAID, TODAY, 400_000)


def test_one_payment_for_a_team_whose_claims_wait_together(desk, money):
    desk.case()
    desk.decided()
    desk.case()
    desk.decided()
    lines = list(Line.objects.all())
    batch = desk("accountant", services.make_batch, commune=desk.team.now_commune, lines=lines)
    assert (batch.count, batch.total, Payment.objects.get().amount) == (1, 800_000, 800_000)


def test_a_sum_is_put_into_one_batch_only(desk, money):
    desk.case()
    desk.ordered()
    with pytest.raises(PayRefused, match="đã được lập lệnh chi"):
        desk("accountant", services.make_batch, commune=desk.team.now_commune, lines=list(Line.objects.all()))


def test_a_sum_that_was_ticked_and_went_meanwhile_is_told_and_not_left_out(desk, money, client_for):
    desk.case()
    desk.decided()
    desk.case()
    desk.decided()
    first, second = Line.objects.order_by("pk")
    desk("accountant", services.make_batch, commune=desk.team.now_commune, lines=[first])
    ticked = {"chon": [str(first.uuid), str(second.uuid)], "method": "bank", "layout": ""}
    answer = client_for(desk.seats["accountant"]).post(reverse("pay:owed"), ticked)
    assert "Có khoản đã được lập lệnh chi hoặc đã bỏ" in answer.content.decode()
    assert Payment.objects.count() == 1


def test_a_batch_takes_no_layout_of_another_commune(desk, money, world, seat_of):
    desk.case()
    desk.decided()
    desk.seats["other"] = seat_of("commune_accountant", world.xa_b, "Kế toán Bình Mẫu")
    columns = [{"title": "MA", "value": "reference"}, {"title": "TIEN", "value": "amount"}]
    foreign = desk("other", write_layout, name="Kho bạc", values={"columns": columns})
    own = desk("accountant", write_layout, name="Kho bạc", values={"columns": columns})
    given = {"commune": desk.team.now_commune, "lines": list(Line.objects.all())}
    with pytest.raises(NotYours, match="của xã khác"):
        desk("accountant", services.make_batch, layout=foreign, **given)
    assert desk("accountant", services.make_batch, layout=own, **given).layout == own


def test_an_order_that_is_taken_back_lets_its_sum_wait_again(desk, money):
    desk.case()
    _claim, payment = desk.ordered()
    payment = desk("accountant", services.void_payment, payment=payment)
    assert (payment.state, Line.objects.get().state) == (PaymentState.VOID, LineState.OWED)


def test_the_same_voucher_twice_changes_nothing(desk, money):
    desk.case()
    _claim, payment = desk.paid("UNC-01")
    told = desk("accountant", services.record_paid, payments=[payment], bank_reference="UNC-01", on=TODAY)
    assert (told.paid, told.extra, told.known) == ([], [], [payment])
    assert (Transfer.objects.count(), spent(desk)) == (1, 400_000)


def test_a_lump_that_the_bank_paid_twice_is_kept_apart_to_be_returned(desk, money):
    desk.case()
    _claim, payment = desk.paid("UNC-01")
    told = desk("accountant", services.record_paid, payments=[payment], bank_reference="UNC-02", on=TODAY)
    assert told.extra == [payment]
    twice = Transfer.objects.get(extra=True)
    assert spent(desk) == 400_000
    twice = desk("accountant", services.return_extra, transfer=twice, on=TODAY)
    assert twice.returned_on == TODAY


def test_a_voucher_of_another_sum_is_not_taken(desk, money):
    desk.case()
    _claim, payment = desk.ordered()
    with pytest.raises(PayRefused, match="cộng lại"):
        desk(
            "accountant", services.record_paid, payments=[payment], bank_reference="U", on=TODAY, amount=399_999
        )  # fmt: skip


def test_only_the_communes_own_accountant_pays(desk, money):
    desk.case()
    claim = desk.decided()
    lines = [claim.items.get().line]
    for seat in ("officer", "leader", "head", "parent", "sister"):
        with pytest.raises(NotYours):
            desk(seat, services.make_batch, commune=desk.team.now_commune, lines=lines)


def own_seat(desk, world, number):
    """The mediator's own seat."""
    mediator = desk.mediators[number]
    from hoathuan.accounts.models import User

    mediator.person.user = User.objects.create_user(f"hgv{number}", password="mat-khau-thu-nghiem")
    mediator.person.save()
    village = world.villages["Xã An Mẫu"][0]
    desk.seats[f"m{number}"] = Seat.objects.create(
        person=mediator.person,
        kind="mediator",
        unit=village,
        team_id=desk.team.pk,
        valid=desk.seats["head"].valid,
    )


def test_a_mediator_says_that_the_money_is_in_hand_and_sees_it(desk, money, world, actor_of):
    own_seat(desk, world, 0)
    desk.case()
    claim, payment = desk.paid()
    waiting = mine.money_of(actor_of(desk.seats["m0"]))
    assert (waiting.paid, waiting.waiting, waiting.received) == (400_000, 400_000, 0)
    desk("m0", confirm_own, payment=payment)
    desk("m0", confirm_own, payment=payment)
    payment.refresh_from_db()
    assert (Receipt.objects.count(), payment.handed_out_on) == (1, TODAY)
    assert mine.money_of(actor_of(desk.seats["m0"])).received == 400_000


def test_a_mediator_without_a_part_cannot_say_so(desk, money, world):
    own_seat(desk, world, 1)
    desk.case()
    _claim, payment = desk.paid()
    with pytest.raises(NotYours):
        desk("m1", confirm_own, payment=payment)


def test_one_signed_sheet_closes_the_payment_only_with_its_scan(desk, money, scan):
    case = desk.case()
    case.workers.create(mediator=desk.mediators[1], part="joins", from_on=case.received_on, came="book")
    _claim, payment = desk.paid()
    people = [mediator.person_id for mediator in desk.mediators]
    with pytest.raises(PayRefused, match="bản chụp"):
        desk("officer", confirm_sheet, payment=payment, people=people, on=TODAY, sheet=None)
    got = desk("officer", confirm_sheet, payment=payment, people=people, on=TODAY, sheet=scan())
    payment.refresh_from_db()
    assert sorted(receipt.amount for receipt in got) == [200_000, 200_000]
    assert payment.handed_out_on == TODAY


def test_a_mediator_who_ceased_or_died_before_the_pay_still_has_it_paid_to_the_family(desk, money, scan):
    desk.case()
    desk.decided()
    mediator = desk.mediators[0]
    mediator.ended_on, mediator.end_reason = date(2026, 6, 20), "died"
    mediator.save()
    line = Line.objects.get()
    desk("accountant", services.make_batch, commune=desk.team.now_commune, lines=[line])
    payment = Payment.objects.get()
    desk("accountant", services.record_paid, payments=[payment], bank_reference="U", on=TODAY)
    (got,) = desk(
        "officer", confirm_sheet, payment=payment, people=[mediator.person_id], on=TODAY, sheet=scan(),
        by_other="Vợ: bà Mẫu",
    )  # fmt: skip
    assert (got.amount, got.by_other) == (400_000, "Vợ: bà Mẫu")


def amend(desk, case, **changes):
    case.refresh_from_db()
    new = Amendment(
        **({"received_on": case.received_on, "field": case.field, "ended_on": case.ended_on, "ending": case.ending,
            "mediator_id": case.mediator_id} | changes)
    )  # fmt: skip
    return desk("officer", cases.amend, case=case, version=case.version, new=new)


def test_an_outcome_put_right_after_the_pay_is_a_difference_taken_off_the_next_claim(desk, money):
    case = desk.case()
    desk.paid()
    amend(desk, case, ending=Ending.PARTY)
    one = Difference.objects.get()
    assert (one.amount, one.before["amount"], one.item.amount) == (-100_000, 400_000, 400_000)
    desk.case()
    claim = desk.draft()
    assert [item.amount for item in claim.items.all()] == [400_000, -100_000]
    one.refresh_from_db()
    assert (claim.amount, one.state) == (300_000, DifferenceState.SETTLED)
    claim = desk("leader", services.decide, claim=desk("head", services.confirm, claim=claim))
    assert (claim.approved_amount, Line.objects.order_by("-id").first().amount) == (300_000, 300_000)


def test_a_difference_that_is_owed_is_added_to_the_next_claim(desk, money):
    case = desk.case(ending=Ending.PARTY)
    desk.paid()
    amend(desk, case, ending=Ending.AGREEMENT)
    claim = desk.draft()
    assert [(item.kind, item.amount) for item in claim.items.all()] == [("difference", 100_000)]


def test_a_voided_dispute_that_was_paid_is_given_back(desk, money):
    case = desk.case()
    desk.paid()
    case.refresh_from_db()
    desk("officer", cases.void, case=case, version=case.version, reason="Ghi trùng")
    one = Difference.objects.get()
    assert one.amount == -400_000
    desk("accountant", refunding.refund, one=one, on=TODAY)
    one.refresh_from_db()
    assert (one.state, spent(desk)) == (DifferenceState.REFUNDED, 0)


def test_put_right_and_back_again_nothing_is_left_to_settle(desk, money):
    case = desk.case()
    desk.paid()
    amend(desk, case, ending=Ending.PARTY)
    amend(desk, case, ending=Ending.AGREEMENT)
    assert not Difference.objects.filter(state=DifferenceState.OPEN).exists()


def test_nothing_that_was_paid_is_overwritten(desk, money):
    case = desk.case()
    claim, _payment = desk.paid()
    before = list(claim.items.values())
    amend(desk, case, ending=Ending.PARTY)
    assert list(claim.items.values()) == before
