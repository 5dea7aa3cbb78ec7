"""From the register to the commune: a claim in one click, shares, the head's word."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from hoathuan.cases.choices import Ending
from hoathuan.cases.tests.conftest import make_mediator, make_team
from hoathuan.pay import services
from hoathuan.pay.api import parts_that_count
from hoathuan.pay.choices import ClaimState, ItemState, Source
from hoathuan.pay.errors import NotYours, PayRefused
from hoathuan.pay.models import Claim, ClaimItem, Share
from hoathuan.pay.services.deciding import refuse
from hoathuan.pay.services.editing import ItemChange
from hoathuan.teams.models import Mediator

pytestmark = pytest.mark.django_db


def amounts(claim):
    return [(str(item.case), item.amount) for item in claim.items.exclude(state=ItemState.DROPPED)]


def test_one_click_takes_every_ended_dispute_at_the_rate_of_its_outcome_and_day(desk):
    desk.case()
    desk.case(ending=Ending.MEDIATOR)
    desk.case(ended_on=None, ending="")
    claim = desk.draft()
    assert amounts(claim) == [("1/2026", 400_000), ("2/2026", 300_000)]
    assert claim.amount == 700_000
    first = claim.items.first()
    assert "56/2023/TT-BTC" in first.rate_document
    assert first.shares.get().mediator == desk.mediators[0]


def test_the_rate_is_that_of_the_day_on_which_the_dispute_ended(desk):
    desk.case(received_on=date(2023, 9, 1), ended_on=date(2023, 9, 30), team=_old(desk))
    desk("officer", services.draft, teams=[desk.team], since=date(2023, 1, 1))
    item = ClaimItem.objects.get()
    assert (item.rate, item.rate_confirmed) == (200_000, False)
    assert "100/2014" in item.rate_document


def _old(desk):
    desk.team.started_on = date(2020, 1, 1)
    desk.team.save()
    return desk.team


def test_a_second_press_makes_nothing_new(desk):
    desk.case()
    assert desk.draft() == desk.draft()
    assert (Claim.objects.count(), ClaimItem.objects.count()) == (1, 1)


def test_a_dispute_that_is_asked_for_or_paid_is_not_offered_again(desk, money):
    desk.case()
    desk.decided()
    assert desk("officer", services.draft, teams=[desk.team]) == []
    desk.case()
    assert amounts(desk.draft()) == [("2/2026", 400_000)]


def test_the_shares_close_to_the_dong_and_the_rest_goes_to_the_lead(desk):
    case = desk.case()
    for mediator in desk.mediators[1:]:
        case.workers.create(mediator=mediator, part="joins", from_on=case.received_on, came="book")
    claim = desk.draft()
    shares = {share.mediator: share.amount for share in claim.items.get().shares.all()}
    assert shares == {desk.mediators[0]: 133_334, desk.mediators[1]: 133_333, desk.mediators[2]: 133_333}


def test_who_handed_the_dispute_on_before_any_session_gets_nothing_and_who_sat_gets_a_share(desk):
    case = desk.case()
    first, second, third = desk.mediators
    gone = {"from_on": date(2026, 6, 1), "until_on": date(2026, 6, 4), "came": "named", "went": "reassigned"}
    case.workers.create(mediator=second, part="lead", **gone)
    case.workers.create(mediator=third, part="joins", **gone | {"until_on": date(2026, 6, 8), "went": "left"})
    case.sessions.create(held_on=date(2026, 6, 7))
    counted = parts_that_count().filter(case=case)
    assert set(counted.values_list("mediator", flat=True)) == {first.pk, third.pk}
    shares = {share.mediator: share.amount for share in desk.draft().items.get().shares.all()}
    assert shares == {first: 200_000, third: 200_000}


def test_shared_again_by_another_way_the_whole_goes_to_the_lead(desk):
    case = desk.case()
    case.workers.create(mediator=desk.mediators[1], part="joins", from_on=case.received_on, came="book")
    claim = desk("head", services.share_again, claim=desk.draft(), sharing="lead")
    shares = {share.mediator: share.amount for share in claim.items.get().shares.filter(amount__gt=0)}
    assert shares == {desk.mediators[0]: 400_000}
    assert claim.sharing_note


def test_state_money_above_the_rate_is_refused_with_the_clause_and_donated_money_is_not(desk):
    desk.case()
    claim = desk.draft()
    item = claim.items.get()
    above = ItemChange(500_000, Source.STATE, {desk.mediators[0].pk: 500_000})
    with pytest.raises(PayRefused, match="khoản 1 Điều 5"):
        desk("head", services.change_item, claim=claim, item_id=item.pk, new=above)
    donated = ItemChange(500_000, Source.DONATED, {desk.mediators[0].pk: 500_000})
    claim = desk("head", services.change_item, claim=claim, item_id=item.pk, new=donated)
    assert (claim.amount, claim.items.get().source) == (500_000, Source.DONATED)


def test_pay_goes_to_the_team_and_to_who_worked_on_the_dispute_and_to_nobody_else(desk, world):
    case = desk.case()
    claim = desk.draft()
    item = claim.items.get()
    stranger = make_mediator(make_team(world.xa_b), "Người Xã Khác")
    new = ItemChange(400_000, Source.STATE, {stranger.pk: 400_000})
    with pytest.raises(PayRefused, match="không phải hòa giải viên của tổ"):
        desk("officer", services.change_item, claim=claim, item_id=item.pk, new=new)
    case.workers.create(mediator=stranger, part="joins", from_on=case.received_on, came="book")
    claim = desk("officer", services.change_item, claim=claim, item_id=item.pk, new=new)
    assert [share.mediator for share in claim.items.get().shares.all()] == [stranger]


def test_shares_that_do_not_add_up_are_refused(desk):
    desk.case()
    claim = desk.draft()
    new = ItemChange(400_000, Source.STATE, {desk.mediators[0].pk: 399_999})
    with pytest.raises(PayRefused, match="khớp"):
        desk("head", services.change_item, claim=claim, item_id=claim.items.get().pk, new=new)


def test_a_claim_without_a_mediator_is_not_sent(desk):
    desk.case(mediator=None)
    claim = desk.draft()
    with pytest.raises(PayRefused, match="phần chia"):
        desk("head", services.confirm, claim=claim)


def test_the_head_confirms_and_the_commune_has_five_working_days(desk):
    desk.case()
    claim = desk.sent()
    # from Tuesday 23/06: Wednesday, Thursday, Friday, Monday, Tuesday
    assert (claim.state, claim.due_on) == (ClaimState.SUBMITTED, date(2026, 6, 30))


def test_the_officer_confirms_for_a_head_without_account_only_with_the_signed_paper(desk, scan):
    desk.case()
    claim = desk.draft()
    with pytest.raises(PayRefused, match="có chữ ký"):
        desk("officer", services.confirm, claim=claim)
    claim = desk("officer", services.confirm, claim=claim, on=date(2026, 6, 20), paper=scan())
    assert (claim.confirmed_on, claim.received_on) == (date(2026, 6, 20), date(2026, 6, 23))


def test_a_returned_claim_is_completed_and_its_days_begin_anew(desk, go):
    desk.case()
    claim = desk("leader", services.send_back, claim=desk.sent(), reason="Chưa ghi ai hòa giải")
    assert claim.state == ClaimState.RETURNED
    go(date(2026, 6, 25))
    claim = desk("head", services.confirm, claim=claim)
    assert (claim.received_on, claim.due_on) == (date(2026, 6, 25), date(2026, 7, 2))


def test_nobody_outside_the_team_and_its_commune_takes_a_step(desk):
    desk.case()
    claim = desk.draft()
    with pytest.raises(NotYours):
        desk("sister_officer", services.draft, teams=[desk.team])
    with pytest.raises(NotYours):
        desk("sister_officer", services.confirm, claim=claim)
    sent = desk("head", services.confirm, claim=claim)
    for seat in ("sister", "officer", "parent", "head"):
        with pytest.raises(NotYours):
            desk(seat, services.decide, claim=sent)


def test_a_refused_dispute_is_asked_for_again_only_by_itself(desk):
    case = desk.case()
    desk("leader", refuse, claim=desk.sent(), reason="Sổ chưa ghi nội dung")
    assert desk("officer", services.draft, teams=[desk.team]) == []
    from hoathuan.pay.services.drafting import open_draft

    (kept,) = desk("officer", open_draft, team=desk.team)
    claim = desk("officer", services.ask_again, claim=kept, case=case)
    assert amounts(claim) == [("1/2026", 400_000)]


def test_the_database_itself_refuses_a_second_request_for_a_dispute(desk):
    desk.case()
    claim = desk.draft()
    item = claim.items.get()
    other = Claim(team=desk.team, book=claim.book, book_year=2026, book_number=99, made_on=claim.made_on)
    other.locate(claim.area)
    other.save()
    with pytest.raises(IntegrityError, match="item_case_once"), transaction.atomic():
        ClaimItem.objects.create(
            claim=other, case=item.case, ended_on=item.ended_on, outcome=item.outcome, rate=1, amount=1
        )


def test_the_database_itself_refuses_shares_above_the_amount(desk):
    desk.case()
    item = desk.draft().items.get()
    with pytest.raises(IntegrityError, match="more than its amount"), transaction.atomic():
        Share.objects.create(item=item, case=item.case, mediator=desk.mediators[1], amount=1)
    with pytest.raises(IntegrityError, match="has shares of"), transaction.atomic():
        ClaimItem.objects.filter(pk=item.pk).update(amount=399_999)


def test_a_claim_takes_no_dispute_of_another_team_and_none_that_goes_on(desk, world):
    other = make_team(world.xa_a, "Tổ Bên Mẫu")
    Mediator.objects.filter(pk=desk.mediators[2].pk).update(team=other)
    foreign = desk.case(team=other, mediator=2)
    going_on = desk.case(ended_on=None, ending="")
    desk.case()
    claim = desk.draft()
    assert amounts(claim) == [("2/2026", 400_000)]
    for case in (foreign, going_on):
        with pytest.raises(PayRefused, match="không đề nghị được"):
            desk("officer", services.ask_again, claim=claim, case=case)
        with pytest.raises(IntegrityError, match="not an ended one of its team"), transaction.atomic():
            ClaimItem.objects.create(
                claim=claim, case=case, ended_on=claim.made_on, outcome="successful", rate=1, amount=1
            )


def test_donated_money_above_the_rate_is_flagged_to_who_asks_and_who_decides(desk, client_for):
    desk.case()
    claim = desk.draft()
    new = ItemChange(500_000, Source.DONATED, {desk.mediators[0].pk: 500_000})
    desk("head", services.change_item, claim=claim, item_id=claim.items.get().pk, new=new)
    flag = "500.000 đồng cao hơn mức 400.000 đồng/vụ việc"
    page = client_for(desk.seats["head"]).get(reverse("pay:claim", args=[claim.uuid])).content.decode()
    assert flag in page
    assert "mức 400.000" in page.split(flag)[0]
    desk("head", services.confirm, claim=claim)
    leader = client_for(desk.seats["leader"])
    assert flag in leader.get(reverse("pay:claim", args=[claim.uuid])).content.decode()
    assert flag in leader.get(reverse("pay:step", args=[claim.uuid, "quyet-dinh"])).content.decode()


def both_teams(desk, world):
    """A dispute of the team which another team mediated too; the lead sits in both teams."""
    other = make_mediator(make_team(world.xa_a, "Tổ thôn 2"), "Tên khác")
    Mediator.objects.filter(pk=other.pk).update(person=desk.mediators[0].person)
    case = desk.case()
    case.workers.create(mediator=other, part="joint", from_on=case.received_on, came="head")
    case.workers.create(mediator=desk.mediators[1], part="joint", from_on=case.received_on, came="head")
    return case, other


def test_who_sits_in_both_teams_of_a_dispute_gets_one_share_of_it(desk, world):
    both_teams(desk, world)
    item = desk.draft().items.get()
    shares = {share.mediator_id: share.amount for share in item.shares.all()}
    assert shares == {desk.mediators[0].pk: 200_000, desk.mediators[1].pk: 200_000}


def test_nobody_writes_two_shares_of_a_dispute_for_one_person(desk, world):
    _case, other = both_teams(desk, world)
    claim = desk.draft()
    item = claim.items.get()
    item.shares.create(case=item.case, mediator=other, amount=0)  # as it may stand from before
    twice = ItemChange(400_000, Source.STATE, {desk.mediators[0].pk: 200_000, other.pk: 200_000})
    with pytest.raises(PayRefused, match="hai phần của một vụ việc"):
        desk("head", services.change_item, claim=claim, item_id=item.pk, new=twice)
    once = ItemChange(400_000, Source.STATE, {other.pk: 400_000})
    desk("head", services.change_item, claim=claim, item_id=item.pk, new=once)


def test_the_database_too_refuses_a_person_a_second_share_of_a_dispute(desk, world):
    case, other = both_teams(desk, world)
    item = desk.draft().items.get()
    item.shares.filter(mediator=desk.mediators[1]).delete()
    with pytest.raises(IntegrityError, match="second one of a person"), transaction.atomic():
        item.shares.create(case=case, mediator=other, amount=100_000)
    item.shares.create(case=case, mediator=desk.mediators[2], amount=100_000)
