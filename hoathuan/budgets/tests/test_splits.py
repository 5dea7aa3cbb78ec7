"""Communes are split, some after a merger, some in two steps: no đồng is lost, and none is given out twice."""

from datetime import date
from typing import Any

import pytest
from django.db.models import Sum
from django.urls import reverse

from hoathuan.budgets import api, selectors, services
from hoathuan.budgets.models import Balance, Budget
from hoathuan.budgets.services import following
from hoathuan.units.changing import deciding
from hoathuan.units.models import Unit
from hoathuan.units.selectors import now_of
from hoathuan.units.tests.conftest import Writer, fresh

from .conftest import DECISION, PAY, YEAR, ref

pytestmark = pytest.mark.django_db
EAST, WEST = "Xã Đông Mẫu", "Xã Tây Mẫu"


def named(name: str) -> Unit:
    return Unit.objects.get(name=name)


def split(world: Any, *communes: Any, day: date = date(2026, 3, 1)) -> tuple[Unit, Unit]:
    """All of them into the same two new ones."""
    write = Writer(day)
    news = [write.new(name, world.tinh_mau) for name in (EAST, WEST)]
    for commune in communes:
        for new in news:
            write.link(fresh(commune), new)
    write.apply()
    return named(EAST), named(WEST)


@pytest.fixture
def abroad(world: Any, seat_of: Any) -> Any:
    return seat_of("province_finance", world.tinh_khac)


@pytest.fixture
def apportion(finance: Any, actor_of: Any) -> Any:
    def run(commune: Any, to: Any, amount: int) -> Any:
        budget = Budget.objects.get(unit=commune, year=YEAR)
        return services.apportion(
            actor=actor_of(finance), budget=budget, to=to, line=PAY, amount=amount, document=DECISION
        )

    return run


def undo(*, actor: Any, **movement: Any) -> Any:
    """What was written as given back was not."""
    return api.undo_refund_many(actor=actor, movements=[api.Movement(source="state", **movement)])


def in_the_country() -> int:
    return Balance.objects.aggregate(n=Sum("allocated"))["n"]


class TestOneDecisionSharesOutTwoCommunes:
    @pytest.fixture
    def two(self, world: Any, give: Any, finance: Any) -> tuple[Unit, Unit]:
        give(5_000_000)
        give(5_000_000, unit=world.xa_b, seat=finance)
        return split(world, world.xa_a, world.xa_b)

    def test_the_new_commune_gets_both_parts(self, two: Any, world: Any, apportion: Any, stands: Any) -> None:
        apportion(world.xa_a, two[0], 5_000_000)
        apportion(world.xa_b, two[0], 5_000_000)
        assert stands(unit=two[0]).allocated == in_the_country() == 10_000_000

    def test_parts_that_differ_are_not_taken_for_one_another(
        self, two: Any, world: Any, apportion: Any, stands: Any
    ) -> None:
        apportion(world.xa_a, two[0], 2_000_000)
        apportion(world.xa_b, two[0], 3_000_000)
        assert stands(unit=two[0]).allocated == 5_000_000

    def test_what_the_decision_gives_besides_is_given_too(
        self, two: Any, world: Any, apportion: Any, stands: Any, give: Any, finance: Any
    ) -> None:
        give(5_000_000, unit=two[0], seat=finance)
        apportion(world.xa_a, two[0], 5_000_000)
        assert stands(unit=two[0]).allocated == 10_000_000

    def test_pressed_twice_it_is_given_once(self, two: Any, world: Any, apportion: Any, stands: Any) -> None:
        first = apportion(world.xa_a, two[0], 5_000_000)
        assert apportion(world.xa_a, two[0], 5_000_000) == first
        assert stands(unit=two[0]).allocated == 5_000_000


class TestSharedOutWrong:
    """A million waits; a zero too many went to the eastern commune."""

    @pytest.fixture
    def east(self, world: Any, give: Any) -> Unit:
        give(1_000_000)
        return split(world, world.xa_a)[0]

    @pytest.fixture
    def wrong(self, east: Unit, world: Any, apportion: Any) -> Any:
        return apportion(world.xa_a, east, 900_000)

    @pytest.fixture
    def take_back(self, finance: Any, actor_of: Any, wrong: Any) -> Any:
        def run(seat: Any = finance) -> Any:
            return services.take_back_apportioned(actor=actor_of(seat), entry=wrong, reason="nhầm số 0")

        return run

    def test_both_sides_are_as_before_and_the_decision_is_written_again_as_it_is(
        self, east: Unit, world: Any, take_back: Any, apportion: Any, stands: Any
    ) -> None:
        first = take_back()
        assert take_back() == first
        waits = Balance.objects.get(budget__unit=world.xa_a)
        assert (waits.allocated, stands(unit=east)) == (1_000_000, api.Sums())
        again = apportion(world.xa_a, east, 90_000)
        assert (stands(unit=east).allocated, in_the_country()) == (90_000, 1_000_000)
        assert again.reason == "Phân bổ từ Xã An Mẫu"

    def test_what_the_commune_has_used_meanwhile_is_not_taken_from_it(
        self, east: Unit, take_back: Any, verb: Any, seat_of: Any
    ) -> None:
        verb(api.commit, 200_000, ref("mới"), unit=east, seat=seat_of("commune_accountant", east))
        with pytest.raises(api.BudgetRefused, match="chỉ còn 700.000 đồng. Giao thêm cho đơn vị còn thiếu"):
            take_back()

    def test_only_the_province_shares_out_and_takes_back(
        self, east: Unit, world: Any, take_back: Any, seat_of: Any, actor_of: Any, abroad: Any
    ) -> None:
        accountant = seat_of("commune_accountant", east)
        budget = Budget.objects.get(unit=world.xa_a, year=YEAR)
        for seat in (accountant, abroad):
            with pytest.raises(api.BudgetRefused, match="kế toán hoặc lãnh đạo"):
                take_back(seat)
            with pytest.raises(api.BudgetRefused, match="kế toán hoặc lãnh đạo"):
                services.apportion(
                    actor=actor_of(seat), budget=budget, to=east, line=PAY, amount=1, document=DECISION
                )

    def test_the_province_has_a_button_in_the_ledger_of_the_commune(
        self, east: Unit, wrong: Any, finance: Any, seat_of: Any, client_for: Any, stands: Any
    ) -> None:
        ledger, address = (
            f"{reverse('budgets:ledger', args=[east.uuid])}?nam={YEAR}",
            reverse("budgets:take-back", args=[wrong.uuid]),
        )
        own = client_for(seat_of("commune_accountant", east))
        assert address not in own.get(ledger).content.decode()
        assert own.get(address).status_code == 404
        province = client_for(finance)
        assert address in province.get(ledger).content.decode()
        assert "Rút lại lần phân bổ nhầm" in province.get(address).content.decode()
        assert province.post(address, {"reason": "nhầm số 0"}).status_code == 302
        assert stands(unit=east).allocated == 0


def test_a_commune_that_did_not_come_after_it_gets_nothing(
    world: Any, give: Any, apportion: Any, stands: Any
) -> None:
    give(5_000_000)
    split(world, world.xa_a)
    with pytest.raises(api.BudgetRefused):
        apportion(world.xa_a, world.xa_b, 1_000_000)
    assert stands(unit=world.xa_b).allocated == 0


class TestGivenBackBeforeTheSplit:
    """200.000 of a million was paid and written down as given back; then the commune was split."""

    @pytest.fixture
    def east(self, world: Any, give: Any, verb: Any) -> Unit:
        give(1_000_000)
        verb(api.spend, 200_000, ref("cũ"))
        verb(api.refund, 200_000, ref("cũ/lại"), of=ref("cũ"), reason="Chi thừa")
        return split(world, world.xa_a)[0]

    @pytest.fixture
    def not_back(self, east: Unit, verb: Any, seat_of: Any) -> Any:
        seat = seat_of("commune_accountant", east)
        return lambda: verb(
            undo, 200_000, ref("cũ/lại"), of=ref("cũ"), reason="Ghi nhầm", unit=east, seat=seat
        )

    def test_what_waits_to_be_shared_out_is_less_by_it(
        self, east: Unit, world: Any, not_back: Any, stands: Any
    ) -> None:
        not_back()
        waits = Balance.objects.get(budget__unit=world.xa_a)
        assert (waits.allocated, waits.spent) == (1_000_000, 200_000)
        assert stands(unit=east) == api.Sums()

    def test_when_the_province_has_shared_it_out_the_accountant_reads_whom_to_ask(
        self, east: Unit, world: Any, not_back: Any, apportion: Any
    ) -> None:
        apportion(world.xa_a, east, 900_000)
        with pytest.raises(api.BudgetRefused, match="Xã An Mẫu, nay còn 100.000 đồng. Nhờ tỉnh"):
            not_back()


class TestAMergedCommuneIsSplit:
    @pytest.fixture
    def merged(
        self, world: Any, give: Any, verb: Any, finance: Any, seat_of: Any, monkeypatch: pytest.MonkeyPatch
    ) -> tuple[Unit, Unit]:
        """The merged commune has spent 600.000 of what its two parts brought, 300.000 of it held before."""
        give(1_000_000)
        give(500_000, unit=world.xa_b, seat=finance)
        verb(api.commit, 300_000, ref("cũ"))
        write = Writer()
        write.merge([world.xa_a, world.xa_b], "Xã Mới Mẫu")
        write.apply()
        new = now_of(fresh(world.xa_a))
        assert new is not None
        seat = seat_of("commune_accountant", new)
        verb(api.spend, 300_000, ref("cũ"), seat=seat, unit=new)
        verb(api.spend, 300_000, ref("mới"), seat=seat, unit=new)
        monkeypatch.setattr(following, "_whereabouts", {})
        api.register_whereabouts("pay", lambda keys: {key: named(EAST) for key in keys})
        return split(world, new, day=date(2026, 5, 1))

    def test_the_province_shares_out_to_those_that_came_after_it(
        self, merged: Any, world: Any, apportion: Any, stands: Any
    ) -> None:
        assert selectors.came_after(world.xa_a) == list(merged)
        apportion(world.xa_a, merged[0], 900_000)
        assert stands(unit=merged[0]).remaining == 900_000

    def test_what_was_spent_is_not_handed_out_again(self, merged: Any, world: Any, apportion: Any) -> None:
        apportion(world.xa_b, merged[0], 900_000)
        with pytest.raises(api.BudgetRefused, match="chỉ còn 0 đồng"):
            apportion(world.xa_a, merged[1], 1)

    def test_nothing_is_held_for_what_was_paid_long_ago(self, merged: Any, stands: Any) -> None:
        assert stands(unit=merged[0]) == api.Sums()
        assert following.follow_records() == 0


class TestTheRestIsPlaced:
    """The commune had paid 200.000; its team went east, the rest to Bình Mẫu."""

    @pytest.fixture
    def east(self, world: Any, give: Any, verb: Any) -> Unit:
        give(1_000_000)
        verb(api.spend, 200_000, ref("cũ"))
        write = Writer()
        write.link(world.xa_a, write.new(EAST, world.tinh_mau))
        write.link(world.xa_a, world.xa_b)
        write.apply()
        deciding.place_villages(world.xa_a, world.villages["Xã An Mẫu"][:1], named(EAST))
        deciding.place_rest(world.xa_a, world.xa_b)
        return named(EAST)

    @pytest.fixture
    def strike(self, seat_of: Any, actor_of: Any) -> Any:
        def run(unit: Unit) -> None:
            again = api.Movement(unit, YEAR, PAY, 200_000, "state", ref("cũ/1"), of=ref("cũ"), reason="nhầm")
            actor = actor_of(seat_of("commune_accountant", unit))
            api.hold_again_many(actor=actor, movements=[again])

        return run

    def test_a_wrong_voucher_of_before_is_put_right_where_the_team_is(
        self, east: Unit, world: Any, strike: Any, stands: Any
    ) -> None:
        strike(east)
        assert stands(unit=east) == api.Sums(200_000, 200_000)
        assert stands(unit=world.xa_b) == api.Sums(800_000)

    def test_what_is_given_back_comes_to_the_commune_that_keeps_the_rest(
        self, east: Unit, world: Any, verb: Any, stands: Any, seat_of: Any
    ) -> None:
        seat = seat_of("commune_accountant", east)
        verb(api.refund, 200_000, ref("cũ/lại"), of=ref("cũ"), reason="Chi thừa", seat=seat, unit=east)
        assert stands(unit=world.xa_b) == api.Sums(1_000_000)

    def test_what_was_not_given_back_after_all_is_spent_where_the_money_had_come_back_to(
        self, east: Unit, world: Any, verb: Any, stands: Any, seat_of: Any
    ) -> None:
        given: dict[str, Any] = {"of": ref("cũ"), "reason": "Chi thừa", "unit": east}
        given["seat"] = seat_of("commune_accountant", east)
        verb(api.refund, 200_000, ref("cũ/lại"), **given)
        verb(undo, 200_000, ref("cũ/lại"), **given)
        assert stands(unit=world.xa_b) == api.Sums(1_000_000, 0, 200_000)
        assert stands(unit=east) == api.Sums()

    def test_it_is_put_right_after_a_merger_too(
        self, east: Unit, world: Any, strike: Any, stands: Any
    ) -> None:
        write = Writer(date(2026, 5, 1))
        write.merge([east, world.xa_c], "Xã Gộp Mẫu")
        write.apply()
        strike(named("Xã Gộp Mẫu"))
        assert stands(unit=named("Xã Gộp Mẫu")) == api.Sums(200_000, 200_000)
