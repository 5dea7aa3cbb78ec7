"""Which value holds for a unit on a day: its province's, its former province's, the country's; or none, in words."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange

from hoathuan.norms import api, registry, seeding
from hoathuan.norms.choices import ValueType
from hoathuan.norms.models import NormValue
from hoathuan.norms.planning import Entry, plan

from .conftest import PAY, RESOLUTION, START

pytestmark = pytest.mark.django_db
FIRST, MERGED = date(2004, 1, 1), date(2025, 7, 1)


def test_every_first_value_has_a_kind_that_fits_it(db: None) -> None:
    for row in NormValue.objects.filter(unit=None):
        kind = registry.kind(row.key)
        assert kind is not None, row.key
        assert (row.office != "") == (kind.type == ValueType.OFFICE), row.key
        assert (row.day_type != "") == (kind.type == ValueType.DEADLINE), row.key


def test_every_kind_has_a_first_value(db: None) -> None:
    known = set(NormValue.objects.values_list("key", flat=True))
    assert {kind.key for kind in registry.kinds()} - known == set()


def test_loading_the_first_values_again_adds_nothing(db: None) -> None:
    from django.apps import apps

    assert seeding.load(apps) == 0


def test_only_what_a_published_text_says_is_confirmed(db: None) -> None:
    """Marks of the domain notes: V is confirmed; K, Vi and ? are not, and say so."""
    assert api.value(PAY, on=START).confirmed
    for key in ("speaker.ceiling", "election.list_before", "plan.commune_within", "competence.accident"):
        found = api.value(key, on=START)
        assert not found.confirmed, key
        assert found.confirmed_by == ""


def test_a_dispute_of_2023_is_paid_by_the_amounts_of_2023(world: Any) -> None:
    assert int(api.value(PAY, on=date(2023, 10, 5), unit=world.xa_a).amount or 0) == 200_000
    assert int(api.value(PAY, on=date(2023, 10, 6), unit=world.xa_a).amount or 0) == 400_000


def test_who_decided_before_and_after_the_district_level_ended(world: Any) -> None:
    before, _body = api.competent("competence.accident", on=date(2025, 6, 30), unit=world.xa_a)
    after, _body = api.competent("competence.accident", on=date(2025, 7, 1), unit=world.xa_a)
    assert before.text == "Chủ tịch UBND cấp huyện"
    assert after.text == "Chủ tịch UBND cấp xã"


def test_the_competent_body_itself_is_found_where_it_is_recorded(world: Any) -> None:
    from hoathuan.accounts.models import Body

    committee = Body.objects.create(name="UBND Xã An Mẫu", kind="peoples_committee", unit=world.xa_a)
    Body.objects.create(name="UBND Xã Bình Mẫu", kind="peoples_committee", unit=world.xa_b)
    _value, body = api.competent("competence.pay_mediators", on=START, unit=world.xa_a)
    assert body == committee
    assert api.competent("competence.pay_mediators", on=START, unit=world.xa_c)[1] is None


def test_a_day_without_a_value_is_said_in_words(world: Any) -> None:
    with pytest.raises(api.NormMissing) as missing:
        api.value(PAY, on=date(2013, 1, 1), unit=world.xa_a)
    words = str(missing.value)
    assert "Thù lao hòa giải viên, vụ việc hòa giải thành" in words
    assert "Xã An Mẫu" in words
    assert "01/01/2013" in words
    with pytest.raises(api.NormMissing, match="cả nước"):
        api.value(PAY, on=date(2013, 1, 1))
    assert api.values([PAY], on=date(2013, 1, 1)) == {}


@pytest.mark.parametrize(
    ("now", "amount"),
    [
        (datetime(2026, 12, 31, 16, 59, 59, tzinfo=UTC), 400_000),
        (datetime(2026, 12, 31, 17, 0, 0, tzinfo=UTC), 350_000),
    ],
)
def test_a_value_of_the_new_year_holds_from_midnight_in_viet_nam(
    world: Any, seat_of: Any, enter: Any, monkeypatch: pytest.MonkeyPatch, now: datetime, amount: int
) -> None:
    """Midnight in Viet Nam is 17:00 of the day before in universal time."""
    enter(seat_of("administrator", world.tinh_mau), first=date(2027, 1, 1))
    monkeypatch.setattr("hoathuan.core.dates.timezone.now", lambda: now)
    assert int(api.value(PAY, unit=world.xa_a).amount or 0) == amount


def test_a_value_may_begin_on_a_leap_day(world: Any, seat_of: Any, enter: Any) -> None:
    enter(seat_of("administrator", world.tinh_mau), first=date(2028, 2, 29), last=date(2028, 2, 29))
    amounts = [
        int(api.value(PAY, on=day, unit=world.xa_a).amount or 0)
        for day in (date(2028, 2, 28), date(2028, 2, 29), date(2028, 3, 1))
    ]
    assert amounts == [400_000, 350_000, 400_000]


def test_a_deadline_is_counted_its_own_way(world: Any) -> None:
    """3 days, 5 working days and 6 months after 31/08/2026; 01/09 and 02/09 are off."""
    start = date(2026, 8, 31)
    keys = ("mediation.start_within", "pay.commune_within", "court.apply_within")
    days = [api.last_day(start, api.value(key, on=start), unit=world.xa_a) for key in keys]
    assert days == [date(2026, 9, 3), date(2026, 9, 9), date(2027, 2, 28)]


def merged(world: Any) -> Any:
    """Xã An Mẫu came, in 2025, from a commune of a province that went into Tỉnh Mẫu."""
    from hoathuan.units.choices import Level, ReformState
    from hoathuan.units.models import Placement, Reform, Succession, Unit

    days = DateRange(FIRST, MERGED)
    country = Unit.objects.get(pk=world.country.pk)
    former = Unit.objects.create(level=Level.PROVINCE, code=903, name="Tỉnh Cũ", kind="tỉnh", valid=days)
    commune = Unit.objects.create(level=Level.COMMUNE, code=90301, name="Xã Cũ", kind="xã", valid=days)
    Placement.objects.create(unit=former, parent=country, valid=days)
    Placement.objects.create(unit=commune, parent=former, valid=days)
    reform = Reform.objects.create(
        title="Sắp xếp", legal_basis="Nghị quyết thử", on_date=MERGED, state=ReformState.APPLIED
    )
    for old, new in ((former, world.tinh_mau), (commune, world.xa_a)):
        Succession.objects.create(reform=reform, from_unit=old, to_unit=new, on_date=MERGED)
    return former


def test_rates_of_a_province_that_ended_go_on_in_its_communes_until_replaced(
    world: Any, seat_of: Any, enter: Any
) -> None:
    former = merged(world)
    basis = NormValue.objects.filter(key=PAY).first().basis  # type: ignore[union-attr]
    NormValue.objects.create(
        key=PAY, unit=former, amount=Decimal(300_000), basis=basis, valid=DateRange(date(2024, 1, 1), None)
    )
    found = api.value(PAY, on=START, unit=world.xa_a)
    assert (int(found.amount or 0), found.former, found.confirmed) == (300_000, True, False)
    assert int(api.value(PAY, on=START, unit=world.xa_b).amount or 0) == 400_000
    assert int(api.value(PAY, on=START, unit=world.tinh_mau).amount or 0) == 400_000
    enter(seat_of("administrator", world.tinh_mau), entries=[Entry(PAY, Decimal(350_000))])
    assert int(api.value(PAY, on=START, unit=world.xa_a).amount or 0) == 350_000
    assert int(api.value(PAY, on=date(2026, 7, 31), unit=world.xa_a).amount or 0) == 300_000


def test_what_a_first_value_of_a_merged_province_ends_is_said_before_saving(world: Any) -> None:
    former = merged(world)
    basis = NormValue.objects.filter(key=PAY).first().basis  # type: ignore[union-attr]
    NormValue.objects.create(
        key=PAY, unit=former, amount=Decimal(300_000), basis=basis, valid=DateRange(date(2024, 1, 1), None)
    )
    made = plan(
        province=world.tinh_mau,
        document=RESOLUTION,
        first=START,
        last=None,
        entries=[Entry(PAY, Decimal(350_000))],
    )
    assert "Các xã vốn thuộc Tỉnh Cũ đang theo mức riêng 300.000 đồng/vụ việc" in made.changes[0].warnings[0]


def test_many_values_cost_as_much_as_one(world: Any, django_assert_max_num_queries: Any) -> None:
    with django_assert_max_num_queries(8):
        found = api.values(None, on=START, unit=world.xa_a)
    assert len(found) > 60


def test_many_days_at_once_say_what_each_says_alone(world: Any, django_assert_max_num_queries: Any) -> None:
    days = [date(year, month, 1) for year in (2023, 2024, 2025, 2026) for month in range(1, 13)]
    keys = [PAY, "mediation.team_support"]
    with django_assert_max_num_queries(40):
        found = api.values_on_days(keys, days, unit=world.xa_a)
    assert set(found) == set(days)
    for day in days:
        alone = api.values(keys, on=day, unit=world.xa_a)
        assert {key: one.row for key, one in found[day].items()} == {
            key: one.row for key, one in alone.items()
        }
    assert len({found[day][PAY].amount for day in days}) > 1
    assert api.values_on_days(keys, [], unit=world.xa_a) == {}
