"""Money is allocated, committed, spent and given back; every đồng is in an entry that nobody changes."""

from datetime import date
from typing import Any

import pytest
from django.db import ProgrammingError, connection, transaction

from hoathuan.budgets import api
from hoathuan.budgets.models import Balance, Entry
from hoathuan.core.models import AuditEntry

from .conftest import DECISION, LET, PAY, YEAR, ref

pytestmark = pytest.mark.django_db


def test_what_is_left_is_what_was_allocated_less_held_less_spent(give: Any, verb: Any, stands: Any) -> None:
    give(5_000_000)
    verb(api.commit, 1_200_000, ref("1"))
    verb(api.spend, 800_000, ref("2"), of=ref("1"))
    verb(api.spend, 300_000, ref("3"))
    assert stands() == api.Sums(5_000_000, 400_000, 1_100_000)
    assert stands().remaining == 3_500_000


def test_allocations_of_a_year_add_up_and_may_take_back(give: Any, stands: Any) -> None:
    give(5_000_000)
    give(1_000_000, "40/QĐ-UBND")
    give(-500_000, "55/QĐ-UBND")
    assert stands().allocated == 5_500_000


def test_less_is_not_allocated_than_is_held_already(give: Any, verb: Any) -> None:
    give(1_000_000)
    verb(api.commit, 800_000, ref())
    with pytest.raises(api.OverBudget, match="thiếu 300.000 đồng"):
        give(-500_000, "55/QĐ-UBND")


def test_more_than_what_is_left_is_refused_in_words(give: Any, verb: Any, stands: Any) -> None:
    give(1_000_000)
    verb(api.commit, 700_000, ref("1"))
    with pytest.raises(api.OverBudget) as refused:
        verb(api.commit, 400_000, ref("2"))
    assert "còn 300.000 đồng, cần 400.000 đồng, thiếu 100.000 đồng" in str(refused.value)
    assert refused.value.short == 100_000
    assert stands().committed == 700_000


def test_a_leader_lets_more_be_spent_with_reason_and_document(
    give: Any, verb: Any, stands: Any, leader: Any
) -> None:
    give(1_000_000)
    verb(api.spend, 1_100_000, ref("1"), overspend=LET, seat=leader)
    assert stands() == api.Sums(1_000_000, 0, 1_100_000, 100_000)
    act = Entry.objects.get(kind="overspend")
    assert (act.amount, act.reason, act.number) == (100_000, LET.reason, "31/TB-UBND")
    assert act.made_by.startswith(leader.person.full_name)
    with pytest.raises(api.OverBudget):
        verb(api.spend, 1, ref("2"))


def test_nobody_but_a_leader_lets_more_be_spent(give: Any, verb: Any, stands: Any) -> None:
    give(1_000_000)
    with pytest.raises(api.BudgetRefused, match="chỉ lãnh đạo"):
        verb(api.spend, 1_100_000, ref("1"), overspend=LET)
    assert stands().spent == 0
    assert not Entry.objects.filter(kind="overspend").exists()


def test_a_leader_who_presses_twice_has_let_it_through_once(verb: Any, stands: Any, leader: Any) -> None:
    for _twice in range(2):
        verb(api.allow_overspend, 100_000, overspend=LET, seat=leader, token="một lần")
    assert stands().allowed == 100_000
    verb(api.allow_overspend, 100_000, overspend=LET, seat=leader, token="lần khác")
    assert stands().allowed == 200_000


def test_what_was_let_through_is_spent_once_and_not_again_when_money_comes(
    give: Any, verb: Any, stands: Any, leader: Any
) -> None:
    give(1_000_000)
    verb(api.spend, 1_100_000, ref("1"), overspend=LET, seat=leader)
    give(300_000, "40/QĐ-UBND")
    assert stands() == api.Sums(1_300_000, 0, 1_100_000)
    with pytest.raises(api.OverBudget):
        verb(api.spend, 300_000, ref("2"))


def test_what_was_let_through_and_never_used_is_there_still(
    give: Any, verb: Any, stands: Any, leader: Any
) -> None:
    verb(api.allow_overspend, 300_000, overspend=LET, seat=leader)
    verb(api.spend, 100_000, ref("1"))
    verb(api.refund, 40_000, ref("1"), reason="Chi thừa")
    assert stands() == api.Sums(0, 0, 60_000, 260_000)
    give(100_000)
    assert stands().allowed == 200_000


def test_what_a_leader_lets_through_is_for_spending_and_not_for_giving_away(
    give: Any, verb: Any, leader: Any, actor_of: Any, accountant: Any
) -> None:
    given = give(1_000_000, year=2025)
    verb(api.allow_overspend, 500_000, overspend=LET, seat=leader, year=2025)
    with pytest.raises(api.OverBudget):
        give(-1_000_001, "55/QĐ-UBND", year=2025)
    with pytest.raises(api.OverBudget):
        verb(api.carry_over, 1_000_001, document=DECISION, year=2025)
    verb(api.spend, 1, ref(), year=2025)
    with pytest.raises(api.OverBudget):
        api.take_back_allocation(actor=actor_of(accountant), entry=given, reason="nhập nhầm")


def test_what_was_not_spent_after_all_is_held_again_also_where_too_much_was_spent(
    give: Any, verb: Any, stands: Any, leader: Any, accountant: Any, actor_of: Any
) -> None:
    give(1_000_000)
    verb(api.spend, 1_100_000, ref("1"), overspend=LET, seat=leader)
    again = api.Movement(
        accountant.unit, YEAR, PAY, 1_100_000, "state", ref("1/2"), of=ref("1"), reason="nhầm"
    )
    for _twice in range(2):
        api.hold_again_many(actor=actor_of(accountant), movements=[again])
    assert stands() == api.Sums(1_000_000, 1_100_000, 0, 100_000)
    verb(api.spend, 1_100_000, ref("1/2"))
    assert stands() == api.Sums(1_000_000, 0, 1_100_000, 100_000)


def test_the_year_of_a_spending_is_known_until_it_has_come_back(give: Any, verb: Any) -> None:
    give(1_000_000)
    verb(api.spend, 400_000, ref())
    assert api.year_spent(ref()) == YEAR
    verb(api.refund, 400_000, ref("2"), of=ref(), reason="Nộp lại")
    assert api.year_spent(ref()) is None


@pytest.mark.parametrize("reason", ["", "  vượt "])
def test_over_spending_without_a_reason_is_refused(give: Any, verb: Any, leader: Any, reason: str) -> None:
    give(1_000_000)
    with pytest.raises(api.BudgetRefused, match="Ghi lý do"):
        verb(api.spend, 2_000_000, ref(), overspend=api.Overspend(reason, LET.document), seat=leader)


def test_the_same_record_twice_is_written_once(give: Any, verb: Any, stands: Any) -> None:
    give(5_000_000)
    first = verb(api.commit, 400_000, ref())
    assert verb(api.commit, 400_000, ref()) == first
    assert verb(api.spend, 400_000, ref()) == verb(api.spend, 400_000, ref())
    assert stands() == api.Sums(5_000_000, 0, 400_000)
    with pytest.raises(api.EnteredOtherwise, match="400.000"):
        verb(api.commit, 300_000, ref())


def test_what_is_held_no_longer_may_be_used_again(give: Any, verb: Any, stands: Any) -> None:
    give(1_000_000)
    verb(api.commit, 1_000_000, ref("1"))
    verb(api.release, None, ref("1"))
    verb(api.commit, 1_000_000, ref("2"))
    assert stands().committed == 1_000_000
    with pytest.raises(api.BudgetRefused, match="Chỉ còn giữ 0 đồng"):
        verb(api.release, 1, ref("3"), of=ref("1"))


def test_a_lump_paid_twice_comes_back_once(give: Any, verb: Any, stands: Any) -> None:
    give(1_000_000)
    verb(api.spend, 400_000, ref("1"))
    verb(api.spend, 400_000, ref("2"))
    verb(api.refund, 400_000, ref("2"), reason="Ngân hàng chuyển hai lần")
    assert stands().remaining == 600_000
    with pytest.raises(api.BudgetRefused, match="Đã chi 0 đồng"):
        verb(api.refund, 400_000, ref("3"), of=ref("2"), reason="Nhầm")


def test_money_of_donors_stands_apart(give: Any, verb: Any, stands: Any) -> None:
    give(1_000_000)
    give(2_000_000, "Biên bản 1", source="donated", donor="Hội đồng hương")
    verb(api.spend, 1_500_000, ref(), source="donated")
    assert stands().remaining == 1_000_000
    assert stands(source="donated").remaining == 500_000
    with pytest.raises(api.BudgetRefused, match="ai đóng góp"):
        give(1, "Biên bản 2", source="donated")


def test_an_allocation_typed_wrong_is_taken_back_by_another_entry(
    give: Any, stands: Any, accountant: Any, actor_of: Any
) -> None:
    wrong = give(50_000_000)
    for _again in range(2):
        api.take_back_allocation(actor=actor_of(accountant), entry=wrong, reason="nhập nhầm số 0")
    give(5_000_000)
    assert stands().allocated == 5_000_000
    assert Entry.objects.count() == 3


def test_each_movement_leaves_a_line_in_the_trail(give: Any, verb: Any) -> None:
    give(1_000_000)
    verb(api.commit, 400_000, ref())
    done = AuditEntry.objects.filter(action__startswith="budgets.").values_list("action", flat=True)
    assert list(done.order_by("id")) == ["budgets.allocation", "budgets.commitment"]


@pytest.mark.parametrize("amount", [0, -5])
def test_nothing_and_less_is_no_amount(verb: Any, amount: int) -> None:
    with pytest.raises(api.BudgetRefused, match="lớn hơn 0"):
        verb(api.commit, amount, ref())


def test_a_line_that_nobody_knows_is_refused(verb: Any) -> None:
    with pytest.raises(api.BudgetRefused, match="Không có khoản chi này"):
        verb(api.commit, 1, ref(), line="khong-co")


@pytest.mark.parametrize("day", [date(2025, 12, 31), date(2027, 1, 1)])
def test_the_year_is_the_one_that_was_named_whatever_the_day(
    give: Any, verb: Any, stands: Any, day: date
) -> None:
    give(1_000_000)
    verb(api.spend, 400_000, ref(), on=day)
    assert stands().spent == 400_000
    assert stands(year=day.year).spent == 0
    assert api.year_of(day) == day.year


@pytest.mark.parametrize("kind", ["commune_officer", "province_officer", "team_head"])
def test_who_neither_keeps_the_money_nor_leads_moves_none(
    give: Any, verb: Any, seat_of: Any, world: Any, kind: str
) -> None:
    give(1_000_000)
    unit = world.tinh_mau if kind == "province_officer" else world.xa_a
    with pytest.raises(api.BudgetRefused):
        verb(api.commit, 1, ref(), seat=seat_of(kind, unit))


def test_the_accountant_of_a_sister_commune_moves_none(
    give: Any, verb: Any, seat_of: Any, world: Any
) -> None:
    give(1_000_000)
    with pytest.raises(api.BudgetRefused):
        verb(api.commit, 1, ref(), seat=seat_of("commune_accountant", world.xa_b))


def test_the_province_allocates_to_its_communes_and_to_no_others(
    give: Any, stands: Any, finance: Any, seat_of: Any, world: Any
) -> None:
    give(1_000_000, seat=finance)
    assert stands().allocated == 1_000_000
    with pytest.raises(api.BudgetRefused):
        give(1_000_000, "2/QĐ", seat=seat_of("province_finance", world.tinh_khac))


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE budgets_entry SET amount = 1",
        "DELETE FROM budgets_entry",
        "UPDATE budgets_balance SET spent = 0",
        "DELETE FROM budgets_balance",
        "DELETE FROM budgets_budget",
    ],
)
def test_the_application_cannot_change_what_was_written(give: Any, statement: str) -> None:
    give(1_000_000)
    with (
        pytest.raises(ProgrammingError, match="permission denied"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


def test_the_sums_are_those_of_the_entries(give: Any, verb: Any) -> None:
    give(9_000_000)
    give(1_000_000, line="mediation.team_support")
    verb(api.commit, 400_000, ref())
    assert Balance.objects.count() == 2
    balance = Balance.objects.get(line=PAY, budget__year=YEAR)
    assert (balance.allocated, balance.committed) == (9_000_000, 400_000)
