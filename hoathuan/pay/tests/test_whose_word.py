"""Whose word counts, and whose money it is: calls of the commune, families, mediators of other teams."""

from datetime import date
from types import SimpleNamespace

import pytest
from django.urls import reverse

from hoathuan.cases.tests.conftest import make_mediator, make_team
from hoathuan.pay import filing
from hoathuan.pay.errors import NotYours
from hoathuan.pay.models import Payment, Proof, Receipt
from hoathuan.pay.patterns import of_claim
from hoathuan.pay.services.proving import add_proof, void_proof

from .conftest import TODAY

pytestmark = pytest.mark.django_db


def called(desk, seat, case, result="not"):
    return desk(seat, add_proof, case=case, kind="callback", on=TODAY, result=result)


def test_only_the_commune_writes_down_whom_it_called_and_takes_that_back(desk):
    case = desk.case()
    with pytest.raises(NotYours, match="gọi hỏi"):
        called(desk, "head", case, "happened")
    proof = called(desk, "officer", case)
    with pytest.raises(NotYours, match="gọi hỏi"):
        desk("head", void_proof, proof=proof)
    assert Proof.objects.get().voided_on is None
    assert desk("officer", void_proof, proof=proof).voided_on == TODAY


def test_the_head_is_not_offered_to_write_down_a_call(desk, client_for):
    url = reverse("pay:evidence-case", args=[desk.case().uuid])
    assert 'value="callback"' not in client_for(desk.seats["head"]).get(url).content.decode()
    assert 'value="callback"' in client_for(desk.seats["officer"]).get(url).content.decode()


def test_who_decides_reads_first_that_somebody_denied_the_mediation(desk, money, client_for):
    case = desk.case()
    claim = desk.sent()
    assert not [one for one in of_claim(claim) if one.key == "denied"]
    called(desk, "officer", case)
    page = client_for(desk.seats["leader"]).get(reverse("pay:step", args=[claim.uuid, "quyet-dinh"]))
    assert "người được hỏi nói không có hòa giải" in page.content.decode()


def test_entries_of_the_night_before_the_head_confirms_are_told_though_the_draft_is_older(desk, go):
    rule = SimpleNamespace(thresholds={"last_night": 3, "a_day": 99, "round_days": 99})
    desk.case()
    claim = desk.draft()
    go(date(2026, 6, 29))
    desk.case()
    desk.case()
    desk.case()
    desk.draft()
    go(date(2026, 6, 30))
    claim.refresh_from_db()
    odd = [one for one in of_claim(claim, rule) if one.key == "last_night"]
    assert [len(one.cases) for one in odd] == [3]


def test_too_many_on_one_day_are_told_though_they_stand_in_several_claims(desk):
    rule = SimpleNamespace(thresholds={"last_night": 99, "a_day": 3, "round_days": 99})
    desk.case()
    desk.sent()
    desk.case()
    desk.sent()
    desk.case(ended_on=date(2026, 6, 11))
    claim = desk.draft()
    assert not [one for one in of_claim(claim, rule) if one.key == "a_day"]
    desk.case()
    (odd,) = [one for one in of_claim(desk.draft(), rule) if one.key == "a_day"]
    assert odd.cases == ("1/2026", "2/2026", "4/2026")
    assert "3 vụ việc trong một ngày (10/06/2026)" in odd.text


def test_money_that_a_family_takes_never_goes_to_the_account_of_the_dead(desk, money, monkeypatch):
    desk.case()
    _claim, payment = desk.ordered()
    person = desk.mediators[0].person
    shown = SimpleNamespace(holder=person.full_name, bank_text="0123", bank=None)
    monkeypatch.setattr(
        filing, "accounts_for_payment", lambda actor, people, opened: {p.pk: shown for p in people}
    )
    Payment.objects.filter(pk=payment.pk).update(person=person)
    (row,) = desk("accountant", filing.rows_of, batch=payment.batch)
    assert row.account == "0123"
    Payment.objects.filter(pk=payment.pk).update(payee="Bà Vợ Mẫu")
    (row,) = desk("accountant", filing.rows_of, batch=payment.batch)
    assert (row.account, row.holder) == ("", "")
    assert row.receiver.endswith("Bà Vợ Mẫu")


def test_a_helper_of_another_team_confirms_the_own_share_and_sees_nobody_elses(
    desk, money, world, seat_of, client_for
):
    village = world.villages["Xã Bình Mẫu"][0]
    other = make_team(world.xa_b)
    helper = make_mediator(other, "Người Giúp Mẫu")
    seat = seat_of("mediator", village, "Người Giúp Mẫu", team_id=other.pk)
    stranger = seat_of("mediator", village, "Người Khác Mẫu", team_id=other.pk)
    helper.person = seat.person
    helper.save()
    case = desk.case()
    case.workers.create(mediator=helper, part="joins", from_on=case.received_on, came="book")
    _claim, payment = desk.paid()
    page = reverse("pay:payment", args=[payment.uuid])
    words = client_for(seat).get(page).content.decode()
    assert "200.000" in words
    assert "400.000" not in words
    assert desk.mediators[0].person.full_name not in words
    receive = reverse("pay:receive", args=[payment.uuid])
    assert client_for(stranger).get(page).status_code == 404
    assert client_for(stranger).post(receive).status_code == 404
    assert client_for(seat).post(receive).status_code == 302
    assert Receipt.objects.get().person == seat.person
