"""Money goes on over the end of a year by an explicit act, over a merger by itself, over a split by the province."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.urls import reverse

from hoathuan.budgets import api, rollup, services
from hoathuan.budgets.models import Budget
from hoathuan.budgets.services import following
from hoathuan.core.dates import today
from hoathuan.units.choices import Level
from hoathuan.units.models import Unit
from hoathuan.units.selectors import now_of
from hoathuan.units.tests.conftest import Writer, fresh

from .conftest import DECISION, LET, PAY, YEAR, ref

pytestmark = pytest.mark.django_db
LETTER = api.Document("7/CV-STC", date(2026, 1, 10))


def test_what_remains_of_a_year_goes_into_the_next_once(give: Any, verb: Any, stands: Any) -> None:
    give(1_000_000, year=2025)
    verb(api.spend, 400_000, ref(), year=2025)
    for _twice in range(2):
        verb(services.carry_over, 500_000, year=2025, document=LETTER)
    assert stands(year=2025).remaining == 100_000
    assert stands(year=2026).remaining == 500_000
    with pytest.raises(api.OverBudget):
        verb(services.carry_over, 200_000, year=2025, document=api.Document("8/CV", date(2026, 1, 11)))


def test_what_is_still_held_goes_on_held_and_is_spent_in_the_new_year(
    give: Any, verb: Any, stands: Any, accountant: Any, actor_of: Any
) -> None:
    give(1_000_000, year=2025)
    verb(api.commit, 400_000, ref(), year=2025)
    given = {
        "actor": actor_of(accountant),
        "unit": accountant.unit,
        "year": 2025,
        "line": PAY,
        "document": LETTER,
    }
    services.carry_commitments(**given)
    assert services.carry_commitments(**given) == []
    assert stands(year=2025) == api.Sums(600_000)
    assert stands(year=2026) == api.Sums(400_000, 400_000)
    assert api.years_held([ref()]) == {ref().chain: 2026}
    verb(api.spend, 400_000, ref(), year=2026)
    assert stands(year=2026) == api.Sums(400_000, 0, 400_000)


def test_a_year_that_runs_is_not_carried_over_until_midnight_in_viet_nam(
    give: Any, verb: Any, stands: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """17:00 in Greenwich on the 31st of December is the new year here."""
    give(1_000_000, year=2026)
    for hour, taken in ((16, False), (17, True)):
        monkeypatch.setattr(
            "django.utils.timezone.now", lambda h=hour: datetime(2026, 12, 31, h, 30, tzinfo=UTC)
        )
        if taken:
            verb(services.carry_over, 300_000, year=2026, document=LETTER)
        else:
            with pytest.raises(api.BudgetRefused, match="chưa hết"):
                verb(services.carry_over, 300_000, year=2026, document=LETTER)
        assert api.year_of(today()) == (2027 if taken else 2026)
    assert stands(year=2027).allocated == 300_000


@pytest.fixture
def merged(world: Any, give: Any, verb: Any, seat_of: Any, finance: Any) -> Any:
    """A commitment of each of two communes that are merged; the accountant of the new one."""
    give(1_000_000)
    give(500_000, seat=finance, unit=world.xa_b)
    verb(api.commit, 300_000, ref("cũ"))
    write = Writer()
    write.merge([world.xa_a, world.xa_b], "Xã Mới Mẫu")
    write.apply()
    return seat_of("commune_accountant", now_of(fresh(world.xa_a)))


def test_the_commune_that_took_over_spends_what_was_held_before(
    merged: Any, verb: Any, stands: Any, world: Any
) -> None:
    assert stands(unit=merged.unit) == api.Sums(1_500_000, 300_000)
    verb(api.spend, 300_000, ref("cũ"), seat=merged, unit=fresh(world.xa_a))
    verb(api.commit, 1_200_000, ref("mới"), seat=merged, unit=merged.unit)
    assert stands(unit=merged.unit) == api.Sums(1_500_000, 1_200_000, 300_000)
    with pytest.raises(api.OverBudget):
        verb(api.commit, 1, ref("nữa"), seat=merged, unit=merged.unit)


def test_a_merged_commune_is_one_row_now_and_its_parts_then(
    merged: Any, verb: Any, world: Any, finance: Any, client_for: Any
) -> None:
    verb(api.spend, 300_000, ref("cũ"), seat=merged, unit=merged.unit)
    now = rollup.of_province(world.tinh_mau, YEAR)
    then = rollup.of_province(world.tinh_mau, YEAR, then=True)
    assert {row.name: row.allocated for row in now.rows if row.allocated} == {"Xã Mới Mẫu": 1_500_000}
    found = {row.name: (row.allocated, row.spent) for row in then.rows}
    assert found["Xã An Mẫu (cũ)"] == (1_000_000, 0)
    assert found["Xã Bình Mẫu (cũ)"] == (500_000, 0)
    assert found["Xã Mới Mẫu"] == (0, 300_000)
    assert (now.total.remaining, then.total.remaining) == (1_200_000, 1_200_000)
    page = client_for(finance).get(reverse("budgets:rollup"), {"nam": YEAR, "khi_do": "1"}).content.decode()
    assert "Xã An Mẫu (cũ)" in page


@pytest.fixture
def split(world: Any, give: Any, villages: Any) -> list[Any]:
    """The commune is split into two; nobody has said whose its money is."""
    give(1_000_000)
    write = Writer()
    for village, name in zip(villages(world.xa_a), ("Xã Đông Mẫu", "Xã Tây Mẫu"), strict=True):
        write.link(world.xa_a, write.new(name, world.tinh_mau), [village])
    write.apply()
    return list(Unit.objects.filter(name__in=["Xã Đông Mẫu", "Xã Tây Mẫu"]).order_by("name"))


@pytest.fixture
def villages() -> Any:
    return lambda commune: list(
        Unit.objects.filter(placements__parent=commune, level=Level.VILLAGE).distinct().order_by("sort")
    )


def test_money_of_a_split_commune_waits_until_the_province_shares_it_out(
    split: Any, world: Any, verb: Any, finance: Any, actor_of: Any, stands: Any, client_for: Any, seat_of: Any
) -> None:
    rows = {row.name: row.allocated for row in rollup.of_province(world.tinh_mau, YEAR).rows}
    assert rows["Chưa phân bổ"] == 1_000_000
    with pytest.raises(api.BudgetRefused, match="chưa phân bổ"):
        verb(api.commit, 1, ref(), unit=fresh(world.xa_a), seat=finance)
    client, budget = client_for(finance), Budget.objects.get(unit=world.xa_a)
    address = reverse("budgets:apportion", args=[budget.uuid])
    assert address in client.get(reverse("budgets:rollup"), {"nam": YEAR}).content.decode()
    assert client_for(seat_of("province_finance", world.tinh_khac)).get(address).status_code == 404
    typed = {"to": str(split[0].uuid), "line": PAY, "source": "state", "amount": "100.000", "number": "1/QĐ",
             "issued_on": "05/01/2026"}  # fmt: skip
    assert client.post(address, typed).status_code == 302
    given = {"actor": actor_of(finance), "budget": Budget.objects.get(unit=world.xa_a), "line": PAY}
    for unit, amount in zip(split, (500_000, 400_000), strict=True):
        services.apportion(**given, to=unit, amount=amount, document=DECISION)
    with pytest.raises(api.BudgetRefused, match="chỉ còn 0 đồng"):
        services.apportion(**given, to=split[0], amount=1, document=LETTER)
    assert [stands(unit=unit).allocated for unit in split] == [600_000, 400_000]
    found = rollup.of_province(world.tinh_mau, YEAR)
    assert {row.name: row.allocated for row in found.rows}["Chưa phân bổ"] == 0
    assert found.total.allocated == 1_000_000


@pytest.fixture
def split_with_records(
    world: Any, give: Any, verb: Any, villages: Any, monkeypatch: pytest.MonkeyPatch
) -> Any:
    """Split in two after 300.000 were held for a record of the east and 200.000 were spent; one record is lost."""
    monkeypatch.setattr(following, "_whereabouts", {})
    api.register_whereabouts(
        "pay", lambda keys: {key: Unit.objects.get(name="Xã Đông Mẫu") for key in keys if key == "đông"}
    )
    give(1_000_000)
    verb(api.commit, 300_000, ref("đông"))
    verb(api.commit, 50_000, ref("lạc"))
    verb(api.spend, 200_000, ref("cũ"))
    write = Writer()
    for village, name in zip(villages(world.xa_a), ("Xã Đông Mẫu", "Xã Tây Mẫu"), strict=True):
        write.link(world.xa_a, write.new(name, world.tinh_mau), [village])
    write.apply()
    return Unit.objects.get(name="Xã Đông Mẫu")


def test_what_was_held_before_a_split_goes_with_its_money_to_where_the_record_stands(
    split_with_records: Any, verb: Any, stands: Any, seat_of: Any
) -> None:
    east = split_with_records
    assert stands(unit=east) == api.Sums(300_000, 300_000)
    old = Budget.objects.get(unit__name="Xã An Mẫu")
    left = old.balances.get()
    assert (left.allocated, left.committed, left.spent) == (700_000, 50_000, 200_000)
    accountant = seat_of("commune_accountant", east)
    verb(api.spend, 300_000, ref("đông"), seat=accountant, unit=east)
    assert stands(unit=east) == api.Sums(300_000, 0, 300_000)
    assert following.follow_records() == 0, "it has gone once"


def test_what_was_spent_before_a_split_comes_back_to_where_it_was_spent(
    split_with_records: Any, verb: Any, stands: Any, seat_of: Any, world: Any
) -> None:
    east = split_with_records
    given = {"of": ref("cũ"), "reason": "Chi thừa", "seat": seat_of("commune_accountant", east), "unit": east}
    verb(api.refund, 200_000, ref("cũ/lại"), **given)
    assert Budget.objects.get(unit__name="Xã An Mẫu").balances.get().spent == 0
    assert stands(unit=east).spent == 0
    stranger = given | {"seat": seat_of("commune_accountant", world.xa_b), "unit": world.xa_b}
    with pytest.raises(api.BudgetRefused, match="Đã chi 0 đồng"):
        verb(api.refund, 1, ref("nữa"), **stranger)


def test_what_a_split_commune_had_not_spent_after_all_is_held_where_the_record_stands(
    split_with_records: Any, verb: Any, stands: Any, seat_of: Any, actor_of: Any
) -> None:
    east = split_with_records
    accountant = seat_of("commune_accountant", east)
    again = api.Movement(east, YEAR, PAY, 200_000, "state", ref("cũ/1"), of=ref("cũ"), reason="ghi nhầm")
    api.hold_again_many(actor=actor_of(accountant), movements=[again])
    left = Budget.objects.get(unit__name="Xã An Mẫu").balances.get()
    assert (left.allocated, left.committed, left.spent) == (500_000, 50_000, 0)
    assert stands(unit=east) == api.Sums(500_000, 500_000)
    verb(api.spend, 200_000, ref("cũ/1"), seat=accountant, unit=east)


def test_what_followed_a_split_is_carried_over_the_new_year_too(
    world: Any, split_with_records: Any, verb: Any, stands: Any, seat_of: Any, actor_of: Any,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    east = split_with_records
    accountant = seat_of("commune_accountant", east)
    monkeypatch.setattr("django.utils.timezone.now", lambda: datetime(2027, 1, 9, 2, tzinfo=UTC))
    api.carry_commitments(actor=actor_of(accountant), unit=east, year=YEAR, line=PAY, document=LETTER)
    assert api.years_held([ref("đông")]) == {ref("đông").chain: YEAR + 1}
    verb(api.spend, 300_000, ref("đông"), seat=accountant, unit=east, year=YEAR + 1)
    assert stands(unit=east, year=YEAR + 1) == api.Sums(300_000, 0, 300_000)


def test_the_table_adds_up_by_line_and_source_whoever_reads_it(
    give: Any, verb: Any, world: Any, finance: Any, leader: Any, client_for: Any, seat_of: Any,
    django_assert_max_num_queries: Any,
) -> None:  # fmt: skip
    give(2_000_000)
    give(900_000, line="mediation.training")
    give(500_000, "9/BB", source="donated", donor="Hội đồng hương")
    give(400_000, unit=world.xa_b, seat=finance)
    verb(api.spend, 2_100_000, ref(), overspend=LET, seat=leader)
    assert rollup.of_province(world.tinh_mau, YEAR).total.allocated == 3_800_000
    assert rollup.of_province(world.tinh_mau, YEAR, line=PAY, source="state").total.allocated == 2_400_000
    nation = rollup.of_country(YEAR)
    assert {row.name: row.allocated for row in nation.rows} == {"Tỉnh Mẫu": 3_800_000, "Tỉnh Khác": 0}
    rows = rollup.ordered(rollup.of_province(world.tinh_mau, YEAR).rows, "-chi")
    assert rows[0].name == "Xã An Mẫu"
    reader = client_for(seat_of("ministry_viewer", world.country))
    with django_assert_max_num_queries(12):
        reader.get(
            reverse("budgets:rollup"), {"nam": YEAR, "don_vi": str(world.tinh_mau.uuid), "xep": "-con"}
        )
    sheet = client_for(finance).get(reverse("budgets:rollup-sheet"), {"nam": YEAR})
    assert sheet.status_code == 200
    assert reader.get(reverse("budgets:rollup"), {"don_vi": str(world.xa_a.uuid)}).status_code == 404


def test_many_are_committed_and_spent_at_once_or_none(
    give: Any, accountant: Any, actor_of: Any, stands: Any
) -> None:
    give(1_000_000)
    actor = actor_of(accountant)

    def moved(amount: int, keys: range) -> list[api.Movement]:
        return [api.Movement(accountant.unit, YEAR, PAY, amount, "state", ref(str(key))) for key in keys]

    assert len(api.commit_many(actor=actor, movements=moved(100_000, range(8)))) == 8
    assert len(api.commit_many(actor=actor, movements=moved(100_000, range(9)))) == 1
    with pytest.raises(api.OverBudget):
        api.commit_many(actor=actor, movements=moved(100_000, range(9, 12)))
    with pytest.raises(api.EnteredOtherwise):
        api.commit_many(actor=actor, movements=moved(90_000, range(2)))
    api.spend_many(actor=actor, movements=moved(100_000, range(5)))
    everything = [api.Movement(accountant.unit, YEAR, PAY, None, "state", ref("8"))]
    api.release_many(actor=actor, movements=everything)
    assert stands() == api.Sums(1_000_000, 300_000, 500_000)


def test_the_page_carries_over_what_remains_and_what_is_held(
    give: Any, verb: Any, stands: Any, accountant: Any, client_for: Any
) -> None:
    give(1_000_000, year=2025)
    verb(api.commit, 400_000, ref(), year=2025)
    client, address = (
        client_for(accountant),
        reverse("budgets:carry", args=[accountant.unit.uuid]) + "?nam=2025",
    )
    typed = {"line": PAY, "source": "state", "number": "7/CV-STC", "issued_on": "10/01/2026"}
    assert "Ghi số tiền, hoặc chọn" in client.post(address, typed).content.decode()
    assert client.post(address, typed | {"amount": "500.000", "held": "on"}).status_code == 302
    assert stands(year=2025) == api.Sums(100_000)
    assert stands(year=2026) == api.Sums(900_000, 400_000)
