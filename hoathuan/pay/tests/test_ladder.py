"""What proofs unlock: in a draft, in what is put right later, in đồng on the page."""

import pytest
from django.urls import reverse

from hoathuan.cases.choices import Ending
from hoathuan.pay import services
from hoathuan.pay.choices import ItemState, Source
from hoathuan.pay.errors import PayRefused
from hoathuan.pay.models import Claim, ClaimItem, Difference
from hoathuan.pay.services.editing import ItemChange
from hoathuan.pay.services.proving import add_proof, void_proof
from hoathuan.pay.services.stating import Statement, state_rule

from .conftest import TODAY
from .test_paying import amend

pytestmark = pytest.mark.django_db

#: A success needs a witness besides, the rest the word of the village head.
STRICT = {
    "successful": [["register", "head", "witness"]],
    "unsuccessful": [["register", "head", "village"]],
}
#: A success needs a witness besides, the rest only what every dispute has.
MILD = STRICT | {"unsuccessful": [["register", "head"]]}


def ruled(desk, rungs):
    new = Statement(TODAY, "12/QĐ-UBND", TODAY, rungs=rungs)
    desk("leader", state_rule, new=new)


def proved(desk, case, kind):
    return desk("officer", add_proof, case=case, kind=kind, on=TODAY, who="Bà Chứng Mẫu")


def standing(claim):
    return [(item.amount, item.unlocked) for item in claim.items.filter(state=ItemState.OPEN)]


def test_a_dispute_whose_proofs_unlock_nothing_stays_out_until_it_is_proved(desk):
    ruled(desk, STRICT)
    case = desk.case()
    assert desk("officer", services.draft, teams=[desk.team]) == []
    assert not Claim.objects.exists()
    proved(desk, case, "village")
    assert standing(desk.draft()) == [(300_000, False)]


def test_what_stayed_out_is_said_when_the_button_is_pressed(desk, client_for):
    ruled(desk, STRICT)
    desk.case()
    page = client_for(desk.seats["head"]).post(reverse("pay:draft"), {"since": "01/01/2026"}, follow=True)
    assert "1 vụ việc chưa đủ chứng cứ nên chưa đưa vào" in page.content.decode()


def test_a_proof_that_comes_while_the_draft_waits_is_taken_before_the_head_confirms(desk):
    ruled(desk, MILD)
    case = desk.case()
    claim = desk.draft()
    assert standing(claim) == [(300_000, False)]
    proof = proved(desk, case, "witness")
    with pytest.raises(PayRefused, match="chứng cứ đã thay đổi"):
        desk("head", services.confirm, claim=claim)
    assert standing(desk("head", services.refresh, claim=claim)) == [(400_000, True)]
    desk("officer", void_proof, proof=proof)
    with pytest.raises(PayRefused, match="chứng cứ đã thay đổi"):
        desk("head", services.confirm, claim=claim)


def test_a_draft_whose_last_proof_is_taken_back_lets_the_dispute_go(desk):
    ruled(desk, STRICT)
    case = desk.case()
    proof = proved(desk, case, "witness")
    claim = desk.draft()
    desk("officer", void_proof, proof=proof)
    claim = desk("head", services.refresh, claim=claim)
    assert (standing(claim), claim.amount) == ([], 0)


def test_nobody_asks_for_nothing(desk):
    desk.case()
    claim = desk.draft()
    item = claim.items.get()
    with pytest.raises(PayRefused, match="lớn hơn 0 đồng"):
        desk("head", services.change_item, claim=claim, item_id=item.pk, new=ItemChange(0, Source.STATE, {}))
    item.shares.all().delete()
    ClaimItem.objects.filter(pk=item.pk).update(amount=0)
    with pytest.raises(PayRefused, match="đề nghị 0 đồng"):
        desk("head", services.confirm, claim=claim)


def test_a_refused_dispute_without_proof_is_not_asked_for_again_and_is_told_what_helps(desk):
    case = desk.case()
    desk("leader", services.refuse, claim=desk.sent(), reason="Chưa rõ")
    ruled(desk, STRICT)
    proved(desk, desk.case(), "witness")
    with pytest.raises(PayRefused, match="Thêm: Người làm chứng xác nhận"):
        desk("officer", services.ask_again, claim=desk.draft(), case=case)


def test_put_right_to_a_success_without_its_proof_nothing_more_is_owed_until_it_comes(desk, money):
    ruled(desk, MILD)
    case = desk.case(ending=Ending.PARTY)
    desk.paid()
    amend(desk, case, ending=Ending.AGREEMENT)
    assert not Difference.objects.exists()
    proof = proved(desk, case, "witness")
    assert Difference.objects.get().amount == 100_000
    desk("officer", void_proof, proof=proof)
    assert Difference.objects.get().amount == 0


def test_the_page_says_in_dong_what_is_there_and_what_one_more_thing_adds(desk, client_for):
    ruled(desk, STRICT)
    case = desk.case()
    client = client_for(desk.seats["head"])
    page = reverse("pay:evidence")
    assert (
        "Chưa được chi. Thêm Người làm chứng xác nhận thì được 400.000 đồng."
        in client.get(page).content.decode()
    )
    proved(desk, case, "village")
    words = "Mới được 300.000 đồng. Thêm Người làm chứng xác nhận thì được 400.000 đồng."
    assert words in client.get(page).content.decode()
    proved(desk, case, "witness")
    one = client.get(reverse("pay:evidence-case", args=[case.uuid])).content.decode()
    assert "Được 400.000 đồng" in one


def test_a_difference_is_left_out_of_a_draft_on_its_page_and_never_changed_by_hand(desk, money, client_for):
    case = desk.case(ending=Ending.PARTY)
    desk.paid()
    amend(desk, case, ending=Ending.AGREEMENT)
    claim = desk.draft()
    item = claim.items.get()
    with pytest.raises(PayRefused, match="tính theo sổ"):
        desk("head", services.change_item, claim=claim, item_id=item.pk, new=ItemChange(1, Source.STATE, {}))
    client = client_for(desk.seats["head"])
    url = reverse("pay:item", args=[claim.uuid, item.pk])
    assert url in client.get(reverse("pay:claim", args=[claim.uuid])).content.decode()
    assert "xã trả thiếu 100.000 đồng, lần này trả thêm" in client.get(url).content.decode()
    assert client_for(desk.seats["sister_officer"]).post(url, {"bo": "1"}).status_code == 404
    assert client.post(url, {"bo": "1"}).status_code == 302
    item.refresh_from_db()
    assert (item.state, Difference.objects.get().state) == ("dropped", "open")
