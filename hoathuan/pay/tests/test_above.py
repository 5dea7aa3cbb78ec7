"""Above the commune: sums alone. No names, no reasons, nothing of what happened; whose accident it was least of all."""

import pytest
from django.urls import reverse

from hoathuan.pay import services
from hoathuan.pay.models import Line, Payment
from hoathuan.pay.selectors import lines_seen, payments_seen

pytestmark = pytest.mark.django_db


def test_the_province_reads_a_claims_sums_and_the_commune_its_names_and_reasons(desk, money, client_for):
    desk.case()
    desk.case()
    sent = desk.sent()
    refused = sent.items.last()
    claim = desk("leader", services.decide, claim=sent, refusals={refused.pk: "Bà Mẫu nói không có"})
    url = reverse("pay:claim", args=[claim.uuid])
    own = client_for(desk.seats["leader"]).get(url).content.decode()
    above = client_for(desk.seats["parent"]).get(url).content.decode()
    private = [
        desk.mediators[0].person.full_name, "Bà Mẫu nói không có", claim.confirmed_by, claim.decided_by, "Diễn biến",
        reverse("cases:detail", args=[refused.case.uuid]),
    ]  # fmt: skip
    assert [words for words in private if words not in own] == []
    assert [words for words in private if words in above] == []
    assert "400.000" in above
    assert "800.000" in above


def test_what_is_due_or_paid_to_one_person_is_read_by_the_communes_own_offices_alone(
    desk, money, client_for, acting
):
    desk.case()
    _claim, payment = desk.ordered()
    person = desk.mediators[0].person
    Line.objects.update(person=person)
    Payment.objects.update(person=person)
    line = Line.objects.get()
    pages = [reverse("pay:line", args=[line.uuid]), reverse("pay:payment", args=[payment.uuid])]
    assert [client_for(desk.seats["parent"]).get(page).status_code for page in pages] == [404, 404]
    assert [client_for(desk.seats["head"]).get(page).status_code for page in pages] == [404, 404]
    answers = [client_for(desk.seats["accountant"]).get(page).status_code for page in pages]
    assert 404 not in answers
    for seat, seen in (("parent", 0), ("accountant", 1)):
        with acting(desk.seats[seat]) as actor:
            assert (lines_seen(actor).count(), payments_seen(actor).count()) == (seen, seen)
