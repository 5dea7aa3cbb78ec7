"""A proof that comes after the decision counts anew: the mediator gets the rest, once and never above the rate."""

from datetime import date

import pytest
from django.urls import reverse

from hoathuan.paperforms import services as paperforms
from hoathuan.paperforms.selectors import drafts_waiting
from hoathuan.paperforms.tests.conftest import jpeg, sheet
from hoathuan.pay import services
from hoathuan.pay.choices import DifferenceState, Source
from hoathuan.pay.models import Difference
from hoathuan.pay.services.editing import ItemChange
from hoathuan.pay.services.proving import void_proof
from hoathuan.settlements.choices import Hand
from hoathuan.settlements.models import Signature
from hoathuan.settlements.services import signing
from hoathuan.settlements.tests.conftest import AGREED, record

from .conftest import allocate
from .test_ladder import MILD, proved, ruled

pytestmark = pytest.mark.django_db


@pytest.fixture
def below(desk, money):
    """A success that was paid 300.000 đồng, for want of a witness, a signed agreement or a photo; a week ago."""
    ruled(
        desk,
        MILD | {"successful": [["register", "head", kind] for kind in ("witness", "agreement", "photo")]},
    )
    case = desk.case()
    claim, _payment = desk.paid()
    assert claim.approved_amount == 300_000
    return case


def owed():
    return [one.amount for one in Difference.objects.filter(state=DifferenceState.OPEN).exclude(amount=0)]


def rest_is_paid(desk):
    """The next claim asks for what is owed, and the commune pays it; nothing is owed any more."""
    claim = desk.decided()
    shares = [share.amount for item in claim.items.all() for share in item.shares.all()]
    assert (claim.approved_amount, shares, owed()) == (100_000, [100_000], [])


def test_a_witness_a_week_after_the_pay_brings_the_mediator_the_rest_once(desk, below, go):
    go(date(2026, 6, 30))
    proved(desk, below, "witness")
    assert owed() == [100_000]
    proved(desk, below, "witness")
    assert owed() == [100_000], "a second witness brings nothing more"
    rest_is_paid(desk)
    proved(desk, below, "village")
    proved(desk, below, "witness")
    assert owed() == []
    assert desk("officer", services.draft, teams=[desk.team]) == []


def test_the_rest_is_waited_for_on_the_page_of_the_dispute(desk, below, client_for):
    page = reverse("pay:evidence-case", args=[below.uuid])
    client = client_for(desk.seats["head"])
    assert "Mới được 300.000 đồng" in client.get(page).content.decode()
    proved(desk, below, "witness")
    words = client.get(page).content.decode()
    assert "Được 400.000 đồng" in words
    assert "xã còn thiếu 100.000 đồng" in words


def test_a_proof_that_is_taken_back_takes_back_what_it_brought(desk, below):
    proof = proved(desk, below, "witness")
    desk("officer", void_proof, proof=proof)
    assert owed() == []


def test_an_agreement_that_all_sign_after_the_pay_brings_the_rest(desk, below):
    version = desk("officer", record, case=below)
    lines = desk("officer", lambda actor: list(Signature.objects.filter(recorded=version)))
    for line in lines:
        assert owed() == []
        desk("officer", signing.sign, signature=line, hand=Hand.SIGNED, on_date=AGREED)
    assert owed() == [100_000]
    desk("officer", signing.sign, signature=lines[0], hand=Hand.SIGNED, on_date=AGREED)
    assert owed() == [100_000]
    desk("officer", signing.sign, signature=lines[0], hand=Hand.WAITING, on_date=None)
    assert owed() == [], "a signature that was taken back proves nothing"
    desk("officer", signing.sign, signature=lines[0], hand=Hand.SIGNED, on_date=AGREED)
    rest_is_paid(desk)


def test_a_photo_of_the_form_that_is_put_to_the_dispute_after_the_pay_brings_the_rest(
    desk, below, settings, tmp_path
):
    settings.MEDIA_ROOT = tmp_path
    batch = desk("officer", paperforms.print_batch, teams=[desk.team], copies=1)
    desk("officer", paperforms.send, files=[jpeg(sheet(batch.forms.get().code))])
    draft = desk("officer", lambda actor: drafts_waiting(actor).get())
    assert owed() == []
    desk("officer", paperforms.attach, draft=draft, year=below.book_year, number=below.book_number)
    assert owed() == [100_000]
    rest_is_paid(desk)


def test_a_signed_agreement_and_a_photo_each_unlock_the_rate_before_the_claim(
    desk, below, settings, tmp_path
):
    settings.MEDIA_ROOT = tmp_path
    signed, shown, bare = (desk.case() for _one in range(3))
    version = desk("officer", record, case=signed)
    for line in desk("officer", lambda actor: list(Signature.objects.filter(recorded=version))):
        desk("officer", signing.sign, signature=line, hand=Hand.FINGERPRINT, on_date=AGREED)
    batch = desk("officer", paperforms.print_batch, teams=[desk.team], copies=1)
    desk("officer", paperforms.send, files=[jpeg(sheet(batch.forms.get().code))])
    draft = desk("officer", lambda actor: drafts_waiting(actor).get())
    desk("officer", paperforms.attach, draft=draft, year=shown.book_year, number=shown.book_number)
    rates = {item.case_id: item.amount for item in desk.draft().items.all()}
    assert rates == {signed.pk: 400_000, shown.pk: 400_000, bare.pk: 300_000}


def test_a_proof_that_comes_while_the_commune_has_the_claim_counts_when_it_is_decided(desk, money):
    ruled(desk, MILD)
    case = desk.case()
    claim = desk.sent()
    proved(desk, case, "witness")
    assert not Difference.objects.exists()
    assert desk("leader", services.decide, claim=claim).approved_amount == 300_000
    assert owed() == [100_000]
    rest_is_paid(desk)


def test_what_the_team_asked_less_than_the_rate_stays_as_asked(desk, money):
    ruled(desk, MILD)
    case = desk.case()
    claim = desk.draft()
    share = {desk.mediators[0].pk: 200_000}
    new = ItemChange(200_000, Source.STATE, share)
    desk("head", services.change_item, claim=claim, item_id=claim.items.get().pk, new=new)
    desk("leader", services.decide, claim=desk("head", services.confirm, claim=claim))
    proved(desk, case, "witness")
    assert owed() == []


def test_donated_money_stays_as_it_was_given(desk, world):
    allocate(world.xa_a, 10_000_000, source="donated")
    ruled(desk, MILD)
    case = desk.case()
    claim = desk.draft()
    new = ItemChange(350_000, Source.DONATED, {desk.mediators[0].pk: 350_000})
    desk("head", services.change_item, claim=claim, item_id=claim.items.get().pk, new=new)
    desk("leader", services.decide, claim=desk("head", services.confirm, claim=claim))
    proved(desk, case, "witness")
    assert owed() == []


def test_a_rule_that_is_stated_after_the_claim_was_sent_changes_nothing_of_it(desk, money, go):
    case = desk.case()
    claim = desk.sent()
    go(date(2026, 6, 23), 15)
    ruled(desk, MILD)
    desk("leader", services.decide, claim=claim)
    go(date(2026, 6, 30))
    proved(desk, case, "village")
    proved(desk, case, "witness")
    assert owed() == []


@pytest.fixture
def by_agreement(desk, money):
    """The full rate for a signed agreement or the village head's word, and a success whose agreement is signed."""
    ruled(desk, MILD | {"successful": [["register", "head", "agreement"], ["register", "head", "village"]]})
    case = desk.case()
    _all_sign(desk, desk("officer", record, case=case))
    return case


def _all_sign(desk, version):
    for line in desk("officer", lambda actor: list(Signature.objects.filter(recorded=version))):
        desk("officer", signing.sign, signature=line, hand=Hand.SIGNED, on_date=AGREED)


def _correct(desk, case):
    """A corrected version that nobody has signed yet."""
    return desk(
        "officer", record, case=case, seen=1, reason="Ghi nhầm ngày", solution="Dời rào trước ngày 30/7."
    )


def test_a_corrected_agreement_takes_nothing_away_whatever_else_happens_to_its_proofs(desk, by_agreement):
    desk.paid()
    _correct(desk, by_agreement)
    desk("officer", void_proof, proof=proved(desk, by_agreement, "witness"))
    assert owed() == []


def test_a_claim_goes_its_way_while_a_corrected_agreement_waits_for_its_signatures(desk, by_agreement):
    claim = desk.draft()
    _correct(desk, by_agreement)
    claim = desk("head", services.confirm, claim=claim)
    assert desk("leader", services.decide, claim=claim).approved_amount == 400_000


def test_a_signature_that_proves_false_after_the_pay_is_owed_back(desk, by_agreement):
    desk.paid()
    line = desk("officer", lambda actor: Signature.objects.first())
    desk("officer", signing.sign, signature=line, hand=Hand.WOULD_NOT, on_date=AGREED)
    assert owed() == [-100_000]
    desk("officer", signing.sign, signature=line, hand=Hand.SIGNED, on_date=AGREED)
    assert owed() == []
