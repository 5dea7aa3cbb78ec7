"""What somebody signs for is what they have read: a claim that changed meanwhile is read again first."""

from datetime import date

import pytest
from django.urls import reverse

from hoathuan.cases.choices import Ending
from hoathuan.pay import services
from hoathuan.pay.choices import ClaimState, Source
from hoathuan.pay.errors import PayRefused
from hoathuan.pay.models import Claim, Line
from hoathuan.pay.services.editing import ItemChange
from hoathuan.pay.services.proving import add_proof, void_proof
from hoathuan.pay.services.stating import Statement, state_rule

from .conftest import TODAY
from .test_pages import read
from .test_paying import amend

pytestmark = pytest.mark.django_db
CHANGED = "đã thay đổi sau khi ông/bà mở xem"


def step(claim, word):
    return reverse("pay:step", args=[claim.uuid, word])


def shares_changed(desk, claim):
    """The second mediator gets what the first one was to get."""
    item = claim.items.first()
    new = ItemChange(item.amount, Source.STATE, {desk.mediators[1].pk: item.amount})
    return desk("head", services.change_item, claim=claim, item_id=item.pk, new=new)


def test_shares_changed_after_the_head_opened_the_page_are_not_confirmed_unread(desk, client_for):
    desk.case()
    claim = desk.draft()
    opened = read(claim, true="on", duties="on")
    shares_changed(desk, claim)
    head = client_for(desk.seats["head"])
    assert CHANGED in head.post(step(claim, "xac-nhan"), opened).content.decode()
    claim.refresh_from_db()
    assert claim.state == ClaimState.DRAFT
    assert head.post(step(claim, "xac-nhan"), read(claim, true="on", duties="on")).status_code == 302


def test_the_way_from_the_claim_to_the_step_leads_back_when_the_claim_has_changed(desk, client_for):
    desk.case()
    claim = desk.draft()
    head = client_for(desk.seats["head"])
    way = f"{step(claim, 'xac-nhan')}?ban={claim.version}"
    assert way in head.get(reverse("pay:claim", args=[claim.uuid])).content.decode()
    assert head.get(way).status_code == 200
    shares_changed(desk, claim)
    assert CHANGED in head.get(way, follow=True).content.decode()


def test_a_dispute_added_to_the_draft_meanwhile_is_not_confirmed_unread(desk):
    desk.case()
    claim = desk.draft()
    desk.case()
    more = desk.draft()
    assert more.pk == claim.pk
    with pytest.raises(PayRefused, match=CHANGED):
        desk("head", services.confirm, claim=claim, version=claim.version)
    assert desk("head", services.confirm, claim=more, version=more.version).state == ClaimState.SUBMITTED


def test_pressed_again_with_nothing_new_a_draft_stays_as_it_was_read(desk):
    desk.case()
    assert desk.draft().version == desk.draft().version


@pytest.mark.parametrize("word", ["quyet-dinh", "tu-choi"])
def test_sent_back_and_sent_again_a_claim_is_not_decided_from_the_old_page(word, desk, money, client_for):
    desk.case()
    claim = desk.sent()
    opened = read(claim, ground="other", reason="Chưa rõ")
    claim = desk("leader", services.send_back, claim=claim, reason="Ghi ai hòa giải")
    desk("head", services.confirm, claim=shares_changed(desk, claim))
    answer = client_for(desk.seats["leader"]).post(step(claim, word), opened)
    assert CHANGED in answer.content.decode()
    claim.refresh_from_db()
    assert (claim.state, Line.objects.count()) == (ClaimState.SUBMITTED, 0)


def test_a_sum_that_a_correction_has_changed_is_read_again_before_it_is_approved(desk, money):
    case = desk.case()
    desk.paid()
    amend(desk, case, ending=Ending.PARTY)
    desk.case()
    claim = desk.sent()
    amend(desk, case, ending=Ending.AGREEMENT)
    with pytest.raises(PayRefused, match=CHANGED):
        desk("leader", services.decide, claim=claim, version=claim.version)


def test_many_claims_at_once_are_each_decided_as_they_were_read(desk, money):
    desk.case()
    first = desk.sent()
    desk.case()
    second = desk.sent()
    seen = {first.pk: first.version, second.pk: second.version - 1}
    with pytest.raises(PayRefused, match=CHANGED):
        desk("leader", services.decide_many, claims=[first, second], seen=seen)
    seen[second.pk] += 1
    assert len(desk("leader", services.decide_many, claims=[first, second], seen=seen)) == 2


@pytest.fixture
def witnessed(desk):
    """The commune wants a witness for a success; one dispute has one, and is sent at the higher rate."""
    rule = Statement(
        document_number="12/QĐ-UBND", document_on=date(2026, 6, 1), from_on=TODAY, sharing="equal",
        rungs={"successful": [["register", "head", "witness"]], "unsuccessful": [["register", "head"]]},
    )  # fmt: skip
    desk("leader", state_rule, new=rule)
    proof = desk("officer", add_proof, case=desk.case(), kind="witness", on=TODAY, who="Bà Chứng Mẫu")
    return desk.sent(), proof


def test_a_proof_struck_out_after_the_sending_stops_the_approval_and_the_page_says_so(
    witnessed, desk, money, client_for
):
    claim, proof = witnessed
    page = reverse("pay:claim", args=[claim.uuid])
    leader = client_for(desk.seats["leader"])
    assert "sổ hoặc chứng cứ đã đổi" not in leader.get(page).content.decode()
    desk("officer", void_proof, proof=proof)
    assert "sổ hoặc chứng cứ đã đổi" in leader.get(page).content.decode()
    with pytest.raises(PayRefused, match="chứng cứ đã bỏ sau khi tổ đề nghị"):
        desk("leader", services.decide, claim=claim)
    claim = desk("leader", services.send_back, claim=claim, reason="Chứng cứ đã bỏ")
    claim = desk("head", services.confirm, claim=desk("head", services.refresh, claim=claim))
    assert desk("leader", services.decide, claim=claim).approved_amount == 300_000


def test_a_proof_struck_out_that_another_one_stands_for_stops_nothing(witnessed, desk, money):
    claim, proof = witnessed
    desk("officer", add_proof, case=proof.case, kind="witness", on=TODAY, who="Ông Chứng Mẫu")
    desk("officer", void_proof, proof=proof)
    assert desk("leader", services.decide, claim=claim).approved_amount == 400_000
    assert Claim.objects.get().state == ClaimState.DECIDED
