"""A commune is split between the approval and the money: each sum is paid where its team stands now."""

from datetime import date
from typing import Any

import pytest
from django.apps import apps
from django.urls import reverse

from hoathuan.budgets import api as budgets
from hoathuan.pay import moving, services
from hoathuan.pay.models import Accident, AccidentContent, Claim, Line, Payment, SupportAct, SupportMonth
from hoathuan.pay.money import reference_of
from hoathuan.pay.supports.choices import ActState, MonthState
from hoathuan.pay.supports.keys import ACCIDENT_LINE, TEAMS_LINE
from hoathuan.pay.supports.services import accidents, deciding, rounds
from hoathuan.pay.supports.services.accidents import Request
from hoathuan.teams.models import TeamVillage
from hoathuan.units.changing import deciding as splitting
from hoathuan.units.models import Located, Unit
from hoathuan.units.tests.conftest import Writer

from .conftest import TODAY, allocate

pytestmark = pytest.mark.django_db
LAW = budgets.Document("01/QĐ-UBND", date(2026, 1, 1))


def test_every_located_table_of_pay_either_goes_with_its_team_or_stays() -> None:
    """A new table has to be put into one of the two lists."""
    found = {
        one._meta.db_table for one in apps.get_app_config("pay").get_models() if issubclass(one, Located)
    }
    assert found == {*moving.WITH_TEAM, *moving.STAYING}


@pytest.fixture
def split(desk: Any, world: Any, seat_of: Any) -> Any:
    """`split()`: the team's village goes to a new commune, the rest to Bình Mẫu; returns the new commune."""
    village = world.villages["Xã An Mẫu"][0]
    TeamVillage.objects.create(team=desk.team, village=village, started_on=date(2025, 7, 1))

    def run() -> Any:
        write = Writer()
        write.link(world.xa_a, write.new("Xã An Đông Mẫu", world.tinh_mau))
        write.link(world.xa_a, world.xa_b)
        write.apply()
        east = Unit.objects.get(name="Xã An Đông Mẫu")
        splitting.place_villages(world.xa_a, [village], east)
        desk.seats["officer"] = seat_of("commune_officer", east, "Cán bộ Đông")
        desk.seats["leader"] = seat_of("commune_leader", east, "Chủ tịch Đông")
        desk.seats["accountant"] = seat_of("commune_accountant", east, "Kế toán Đông")
        desk.team.refresh_from_db()
        return east

    return run


def pay(desk: Any, commune: Any) -> None:
    lines = list(Line.objects.filter(now_commune=commune, state="owed"))
    batch = desk("accountant", services.make_batch, commune=commune, lines=lines)
    desk(
        "accountant", services.record_paid, payments=list(batch.payments.all()), bank_reference="U", on=TODAY
    )


def test_what_was_approved_is_paid_by_the_new_commune_from_what_was_held_for_it(
    desk: Any, money: Any, split: Any
) -> None:
    desk.case()
    desk.decided()
    east = split()
    assert budgets.sums(east, 2026, "mediation.pay") == budgets.Sums(400_000, 400_000)
    pay(desk, east)
    assert budgets.sums(east, 2026, "mediation.pay") == budgets.Sums(400_000, 0, 400_000)


def test_an_order_that_was_with_the_bank_is_written_down_by_the_new_commune(
    desk: Any, money: Any, split: Any
) -> None:
    desk.case()
    _claim, payment = desk.ordered()
    east = split()
    payment.refresh_from_db()
    assert payment.now_commune == east
    desk("accountant", services.record_paid, payments=[payment], bank_reference="U", on=TODAY)
    assert budgets.sums(east, 2026, "mediation.pay").spent == 400_000


def test_a_claim_that_nobody_has_decided_goes_with_its_team(desk: Any, money: Any, split: Any) -> None:
    desk.case()
    claim = desk.sent()
    east = split()
    assert Claim.objects.get().now_commune == east
    allocate(east, 1_000_000)
    desk("leader", services.decide, claim=claim)
    assert Line.objects.get().now_commune == east


def fund(desk: Any, line: str) -> None:
    desk("accountant", budgets.allocate, unit=desk.team.now_commune, year=2026, line=line, amount=50_000_000,
         document=LAW)  # fmt: skip


def test_a_round_that_was_approved_is_paid_where_its_team_stands_and_a_proposed_one_is_drawn_up_again(
    desk: Any, split: Any, client_for: Any
) -> None:
    fund(desk, TEAMS_LINE)
    first = desk("officer", rounds.propose, first=date(2026, 1, 1), last=date(2026, 2, 1))
    desk("leader", rounds.approve, act=first, version=first.version)
    desk("officer", rounds.propose, first=date(2026, 3, 1), last=date(2026, 4, 1))
    east = split()
    states = SupportAct.objects.order_by("id").values_list("state", flat=True)
    assert list(states) == [ActState.APPROVED, ActState.VOIDED]
    assert set(SupportMonth.objects.values_list("now_commune", flat=True)) == {east.pk}
    _read_where_the_round_is_not(desk, client_for)
    pay(desk, east)
    assert set(SupportMonth.objects.filter(act=first).values_list("state", flat=True)) == {MonthState.PAID}
    again = desk("officer", rounds.propose, first=date(2026, 3, 1), last=date(2026, 4, 1))
    assert (again.now_commune, again.month_count) == (east, 2)


def _read_where_the_round_is_not(desk: Any, client_for: Any) -> None:
    """The commune that pays the sum reads it in words: the round stays with the other part of the former one."""
    client = client_for(desk.seats["accountant"])
    line = Line.objects.get()
    owed = client.get(reverse("pay:owed")).content.decode()
    assert line.label in owed
    assert "Xem hồ sơ" not in owed
    told = client.get(reverse("pay:line", args=[line.uuid]), follow=True)
    assert told.status_code == 200
    assert line.label in told.content.decode()


def granted(desk: Any) -> Any:
    """A request of the team's second mediator that the leader has granted."""
    fund(desk, ACCIDENT_LINE)
    asked = Request(
        mediator=desk.mediators[1], harm="injury", situation="going", happened_on=date(2026, 6, 1), place="dốc",
        account="Ngã xe.", insured="no", asker="self", filed_on=date(2026, 6, 3), treated=False, income_asked=True,
        stable_income=False,
    )  # fmt: skip
    one = desk("officer", accidents.file_request, request=asked)
    one = desk("officer", accidents.certify, accident=one, version=one.version, certified_on=date(2026, 6, 4),
               certified_by="Người Ký")  # fmt: skip
    desk("officer", accidents.add_paper, accident=one, kind="minutes", seen_on=date(2026, 6, 5))
    one = desk("officer", accidents.complete, accident=one, version=one.version, complete_on=date(2026, 6, 5))
    proved = deciding.Proved(daily_income=100_000, days_lost=10)
    one = desk("officer", deciding.submit, accident=one, version=one.version, submitted_on=date(2026, 6, 8),
               proved=proved)  # fmt: skip
    return desk("leader", deciding.approve, accident=one, version=one.version, decided_on=date(2026, 6, 9))


def test_a_granted_request_is_read_and_paid_where_the_team_of_the_mediator_stands(
    desk: Any, split: Any, acting: Any
) -> None:
    one = granted(desk)
    assert Line.objects.get().team is None
    east = split()
    assert {Accident.objects.get().now_commune, Line.objects.get().now_commune} == {east}
    with acting(desk.seats["officer"]):
        assert AccidentContent.objects.get().amount == 1_000_000
    pay(desk, east)
    one.refresh_from_db()
    assert (one.state, Payment.objects.get().now_commune) == ("paid", east)


def test_before_the_village_is_placed_nobody_pays_and_nothing_is_lost(
    desk: Any, money: Any, world: Any
) -> None:
    """The control: without the villages nothing follows, and what is held waits."""
    desk.case()
    desk.decided()
    write = Writer()
    write.link(world.xa_a, write.new("Xã An Đông Mẫu", world.tinh_mau))
    write.link(world.xa_a, world.xa_b)
    write.apply()
    assert Line.objects.get().now_commune is None
    held = reference_of(Line.objects.get())
    assert budgets.years_held([held]) == {held.chain: 2026}
