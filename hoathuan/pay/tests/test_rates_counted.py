"""Each rate of the legal-access standard and of pay says what a person counts from the rows by hand."""

from datetime import date
from decimal import Decimal

import pytest

from hoathuan.cases import services as cases
from hoathuan.cases.choices import Ending, Field
from hoathuan.cases.entries import Entry
from hoathuan.cases.models import Case
from hoathuan.core.windows import Window
from hoathuan.pay import services
from hoathuan.pay.models import ClaimItem
from hoathuan.stats.api import Measure, value
from hoathuan.teams.models import Mediator, MediatorTraining

from .conftest import PEOPLE
from .test_paying import amend

pytestmark = pytest.mark.django_db
JUNE = Window(date(2026, 6, 1), date(2026, 6, 30))
MAY = Window(date(2026, 5, 1), date(2026, 5, 31))


def rate(desk, key, window=JUNE):
    """The rate in the team's commune; the sister commune has none."""
    found = value(Measure(key), desk.team.now_commune, window)
    assert value(Measure(key), desk.seats["sister"].unit, window) is None
    return found


def of(part, whole):
    return Decimal(part) / Decimal(whole)


def received(desk, **changes):
    entry = Entry(
        team=desk.team, field=Field.LAND, received_on=date(2026, 6, 5), people=PEOPLE, summary="Lối đi."
    )
    return desk("officer", cases.receive, entry=entry, **changes)


@pytest.fixture
def june(desk):
    """Received in June: two successes, one failure, one still open, one sent elsewhere, one struck out."""
    desk.case()
    desk.case(mediator=1)
    desk.case(ending=Ending.PARTY)
    received(desk)
    desk(
        "officer",
        cases.refer,
        case=received(desk),
        referred_on=date(2026, 6, 8),
        reason="Hình sự",
        body="Công an xã",
    )
    struck = desk.case()
    desk("officer", cases.void, case=struck, version=struck.version, reason="Ghi trùng")
    desk.case(received_on=date(2026, 5, 4), ended_on=date(2026, 5, 9))


def rows_of_june():
    return [
        case
        for case in Case.objects.all()
        if case.received_on.month == 6 and case.voided_on is None and case.referred_on is None
    ]


def test_disputes_mediated_are_divided_by_all_within_scope_that_were_received(desk, june):
    rows = rows_of_june()
    ended = [case for case in rows if case.ended_on]
    assert (len(ended), len(rows)) == (3, 4)
    assert rate(desk, "access.mediated_rate") == of(len(ended), len(rows))


def test_successes_are_divided_by_what_was_mediated(desk, june):
    ended = [case for case in rows_of_june() if case.ended_on]
    good = [case for case in ended if case.outcome == "successful"]
    assert (len(good), len(ended)) == (2, 3)
    assert rate(desk, "access.success_rate") == of(len(good), len(ended))


def test_trained_mediators_are_divided_by_all_mediators(desk, mediators):
    for day in (date(2026, 6, 2), date(2026, 6, 9)):  # twice the same person
        training = MediatorTraining(mediator=mediators[0], trained_on=day)
        training.locate(desk.team.area)
        training.save()
    trained = {row.mediator_id for row in MediatorTraining.objects.all()}
    assert (len(trained), Mediator.objects.count()) == (1, 3)
    assert rate(desk, "access.trained_rate") == of(len(trained), Mediator.objects.count())


def test_disputes_paid_in_full_are_divided_by_all_that_ended_not_by_what_was_paid(desk, money):
    """Item 3.4.4: who has not been asked for yet, or waits for money, is not paid."""
    desk.case()
    desk.case(ending=Ending.PARTY)
    desk.case(received_on=date(2026, 5, 4), ended_on=date(2026, 5, 9))
    desk.paid()
    desk.case()  # nobody asked for it yet
    ended = [case for case in Case.objects.all() if case.ended_on and case.ended_on.month == 6]
    paid = [
        item
        for item in ClaimItem.objects.select_related("line", "case")
        if item.line and item.line.state == "paid" and item.amount == item.rate and item.case in ended
    ]
    assert (len(paid), len(ended)) == (2, 3)
    assert rate(desk, "access.pay_rate") == of(len(paid), len(ended))
    assert value(Measure("access.pay_rate"), desk.team.now_commune, MAY) == 1
    assert rate(desk, "pay.full_rate") == 1, "of what was paid, in the month of the payment"


def test_a_dispute_paid_the_lower_rate_counts_again_when_the_rest_is_paid(desk, money):
    case = desk.case(ending=Ending.PARTY)
    desk.paid()
    assert rate(desk, "access.pay_rate") == 1
    amend(desk, case, ending=Ending.AGREEMENT)
    assert rate(desk, "access.pay_rate") == 0, "100.000 đồng are still owed"
    claim, _payment = desk.paid("UNC-02")
    assert claim.items.get().amount == 100_000
    assert rate(desk, "access.pay_rate") == 1


def test_a_refused_dispute_is_not_paid(desk, money):
    desk.case()
    desk("leader", services.refuse, claim=desk.sent(), reason="Chưa đủ giấy tờ")
    assert rate(desk, "access.pay_rate") == 0


def test_the_page_of_numbers_says_which_items_of_the_standard_it_does_not_count(desk, client_for):
    page = client_for(desk.seats["officer"]).get("/so-lieu/").content.decode()
    assert "3.4.4. Tỷ lệ vụ việc được chi thù lao đúng, đủ mức" in page
    assert "Chưa tính ở đây: 3.1; 3.3" in page
    assert "3.4.1, vì chưa có văn bản nêu nội dung" in page
