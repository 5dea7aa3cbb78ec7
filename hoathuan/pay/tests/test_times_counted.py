"""The commune's days to decide and the team's to hand on, as a person counts them from the rows by hand."""

from datetime import date
from decimal import Decimal

import pytest

from hoathuan.accounts.choices import SeatKind
from hoathuan.core.windows import Window
from hoathuan.pay import services
from hoathuan.pay.models import Claim, Payment
from hoathuan.stats.api import Measure, drill_url, value

from .conftest import TODAY
from .test_paying import own_seat

pytestmark = pytest.mark.django_db
SUMMER = Window(date(2026, 6, 1), date(2026, 8, 31))


def counted(desk, key, window=SUMMER, then=False, **where):
    return value(Measure(key, where), desk.team.now_commune, window, then=then)


@pytest.fixture
def waiting(desk, money, go):
    """Of four dossiers one is decided in time, one late, one not at all although its day is over, one has time."""
    desk.case()
    desk.decided()
    for day in (TODAY, date(2026, 6, 24)):
        go(day)
        desk.case(summary=f"Ngày {day}", received_on=date(2026, 6, 2))
        desk.sent()
    late = Claim.objects.filter(state="submitted").first()
    go(date(2026, 7, 20))
    desk("leader", services.decide, claim=late)
    desk.case(summary="Vừa gửi", received_on=date(2026, 6, 3))
    desk.sent()


def test_dossiers_decided_in_time_are_divided_by_all_whose_day_has_come(desk, waiting):
    come = [one for one in Claim.objects.all() if one.decided_on or one.due_on < date(2026, 7, 20)]
    in_time = [one for one in come if one.decided_on and one.decided_on <= one.due_on]
    assert (len(in_time), len(come), Claim.objects.count()) == (1, 3, 4)
    for then in (False, True):
        assert counted(desk, "pay.answered", then=then) == 3
        assert counted(desk, "pay.answered", then=then, met="late") == 2
    assert counted(desk, "pay.answered_rate") == Decimal(1) / Decimal(3)
    assert value(Measure("pay.answered_rate"), desk.seats["sister"].unit, SUMMER) is None


def test_money_handed_on_in_time_is_divided_by_all_whose_day_has_come(desk, money, world, go):
    own_seat(desk, world, 0)
    desk.case()
    _claim, first = desk.paid()
    desk("m0", services.confirm_own, payment=first)
    desk.case(summary="Việc sau")
    _claim, second = desk.paid("UNC-02")
    assert counted(desk, "pay.handed_out") == 1, "the second has some days yet"
    go(date(2026, 7, 20))
    handed = [one for one in Payment.objects.all() if one.handed_out_on]
    assert (handed, counted(desk, "pay.handed_out", met="in_time")) == ([first], 1)
    assert (
        counted(desk, "pay.handed_out")
        == Payment.objects.filter(hand_out_by__lt=date(2026, 7, 20)).count()
        == 2
    )
    assert counted(desk, "pay.handed_out_rate") == Decimal(1) / Decimal(2)
    desk("m0", services.confirm_own, payment=second)
    assert counted(desk, "pay.handed_out", met="late") == 1


@pytest.mark.parametrize("key", ["pay.answered", "pay.handed_out"])
def test_the_records_behind_are_read_by_the_commune_and_above_and_nobody_beside(
    desk, money, client_for, seat_of, world, key
):
    own_seat(desk, world, 0)
    desk.case()
    _claim, payment = desk.paid()
    desk("m0", services.confirm_own, payment=payment)
    url = drill_url(Measure(key), desk.team.now_commune, SUMMER)
    for seat in (
        desk.seats["leader"],
        desk.seats["head"],
        seat_of(SeatKind.PROVINCE_OFFICER, world.tinh_mau),
    ):
        shown = client_for(seat).get(url).context
        assert (seat.kind, shown["number"], shown["shown"]) == (seat.kind, 1, 1)
    beside = seat_of(SeatKind.TEAM_HEAD, world.villages["Xã An Mẫu"][1], team_id=0)
    shown = client_for(beside).get(url).context
    assert (shown["number"], shown["shown"], shown["masked"]) == (1, 0, 1)
    assert client_for(desk.seats["sister"]).get(url).status_code == 404
    assert client_for(None).get(url).status_code == 302
