"""From a number to its records: who may look where, and that the records add up to the number."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from typing import Any

import pytest
from django.urls import reverse
from python_calamine import CalamineWorkbook

from hoathuan.core.windows import Window
from hoathuan.stats import api
from hoathuan.stats.api import Measure
from hoathuan.stats.tests.facts import fact

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("counted")]
YEAR = Window(date(2026, 1, 1), date(2026, 12, 31))
BEGUN = Measure("test.begun")


def page(client: Any, measure: Measure, unit: Any) -> Any:
    return client.get(api.drill_url(measure, unit, YEAR))


def test_own_unit_parent_unit_sister_unit_and_nobody(world: Any, seat_of: Any, client_for: Any) -> None:
    fact(world.xa_a, date(2026, 2, 3))
    own = client_for(seat_of("commune_officer", world.xa_a))
    parent = client_for(seat_of("province_officer", world.tinh_mau))
    sister = client_for(seat_of("commune_officer", world.xa_b))
    assert page(own, BEGUN, world.xa_a).context["number"] == 1
    assert page(parent, BEGUN, world.xa_a).context["number"] == 1
    assert page(sister, BEGUN, world.xa_a).status_code == 404
    assert page(client_for(None), BEGUN, world.xa_a).status_code == 302


@pytest.mark.parametrize("name", ["stats:index", "stats:export"])
def test_the_list_and_the_workbook_have_the_same_four_people(
    world: Any, seat_of: Any, client_for: Any, name: str
) -> None:
    url = reverse(name, args=["test.begun"] if name == "stats:export" else [])
    query = {"don_vi": world.xa_a.uuid}
    expected = [("commune_officer", world.xa_a, 200), ("province_officer", world.tinh_mau, 200),
                ("commune_officer", world.xa_b, 404), ("province_officer", world.tinh_khac, 404)]  # fmt: skip
    for kind, unit, status in expected:
        assert client_for(seat_of(kind, unit)).get(url, query).status_code == status
    assert client_for(None).get(url, query).status_code == 302


def test_a_commune_does_not_see_its_province_nor_the_country(
    world: Any, seat_of: Any, client_for: Any
) -> None:
    own = client_for(seat_of("commune_officer", world.xa_a))
    assert page(own, BEGUN, world.tinh_mau).status_code == 404
    assert page(own, BEGUN, world.country).status_code == 404


def test_the_ministry_sees_the_country(world: Any, seat_of: Any, client_for: Any) -> None:
    fact(world.xa_a, date(2026, 2, 3))
    fact(world.xa_c, date(2026, 2, 3))
    ministry = client_for(seat_of("ministry_viewer", world.country))
    assert page(ministry, BEGUN, world.country).context["number"] == 2


@pytest.mark.parametrize("query", ["don_vi=x", "don_vi=00000000-0000-0000-0000-000000000000", "to=x", "to=1"])
def test_what_nobody_knows_is_not_found(world: Any, seat_of: Any, client_for: Any, query: str) -> None:
    own = client_for(seat_of("commune_officer", world.xa_a))
    assert own.get(f"/so-lieu/test.begun/?{query}").status_code == 404


def test_an_unknown_indicator_and_a_village_are_not_found(world: Any, seat_of: Any, client_for: Any) -> None:
    own = client_for(seat_of("commune_officer", world.xa_a))
    assert own.get("/so-lieu/test.nothing/").status_code == 404
    village = world.villages["Xã An Mẫu"][0]
    assert own.get(f"/so-lieu/test.begun/?don_vi={village.uuid}").status_code == 404


def test_days_that_cannot_be_read_are_told_and_this_year_is_shown(
    world: Any, seat_of: Any, client_for: Any
) -> None:
    own = client_for(seat_of("commune_officer", world.xa_a))
    shown = own.get("/so-lieu/test.begun/?tu=31/02/2026&den=30/06/2026").content.decode()
    assert "Không có ngày 31/02/2026" in shown
    turned = own.get("/so-lieu/test.begun/?tu=01/07/2026&den=30/06/2026").content.decode()
    assert "Ngày cuối phải từ ngày đầu trở đi" in turned


def test_days_are_typed_as_people_write_them(world: Any, seat_of: Any, client_for: Any) -> None:
    fact(world.xa_a, date(2026, 2, 3))
    own = client_for(seat_of("commune_officer", world.xa_a))
    assert own.get("/so-lieu/test.begun/?tu=3/2/26&den=03/02/2026").context["number"] == 1
    assert own.get("/so-lieu/test.begun/?tu=4/2/26&den=05/02/2026").context["number"] == 0


@pytest.mark.parametrize("key", ["test.begun", "test.standing", "test.open", "test.plain", "test.subjects"])
def test_the_records_behind_a_number_are_as_many_as_it_says(
    world: Any, seat_of: Any, client_for: Any, key: str
) -> None:
    first = fact(world.xa_a, date(2026, 2, 3), colour="red")
    for index in range(30):
        fact(world.xa_a, date(2026, 1, 5), date(2026, 12, 31) if index % 2 else None, subject_id=first.pk)
    own = client_for(seat_of("commune_officer", world.xa_a))
    shown = page(own, Measure(key), world.xa_a)
    assert shown.context["number"] > 0
    assert shown.context["shown"] + shown.context["masked"] == shown.context["number"]
    assert shown.context["masked"] == 0


def test_a_formula_leads_to_its_parts(world: Any, seat_of: Any, client_for: Any) -> None:
    fact(world.xa_a, date(2026, 2, 3), colour="red")
    fact(world.xa_a, date(2026, 2, 3), colour="blue")
    own = client_for(seat_of("commune_officer", world.xa_a))
    shown = page(own, Measure("test.share"), world.xa_a)
    assert "50,0%" in shown.content.decode()
    assert [own.get(part.url).context["number"] for part in shown.context["parts"]] == [1, 2]


def test_every_share_of_a_breakdown_leads_to_its_own_records(
    world: Any, seat_of: Any, client_for: Any
) -> None:
    for colour, large in (("red", True), ("red", False), ("blue", False), ("", True)):
        fact(world.xa_a, date(2026, 2, 3), colour=colour, large=large)
    own = client_for(seat_of("commune_officer", world.xa_a))
    shown = page(own, BEGUN, world.xa_a)
    assert [str(breakdown.label) for breakdown in shown.context["breakdowns"]] == ["Màu", "Cỡ"]
    for breakdown in shown.context["breakdowns"]:
        assert sum(part.value for part in breakdown.parts) == 4
        for part in breakdown.parts:
            assert own.get(part.url).context["number"] == part.value


def test_the_pages_do_not_ask_more_when_there_is_more(
    world: Any, seat_of: Any, client_for: Any, django_assert_max_num_queries: Any
) -> None:
    for _index in range(40):
        fact(world.xa_a, date(2026, 2, 3), colour="red")
    officer = client_for(seat_of("province_officer", world.tinh_mau))
    with django_assert_max_num_queries(20):
        assert page(officer, BEGUN, world.tinh_mau).status_code == 200
    with django_assert_max_num_queries(12 + len(api.all_indicators())):
        assert officer.get("/so-lieu/").status_code == 200


def test_the_workbook_holds_the_records_and_the_total(world: Any, seat_of: Any, client_for: Any) -> None:
    for number in range(1, 4):
        fact(world.xa_a, date(2026, 2, number))
    own = client_for(seat_of("commune_officer", world.xa_a))
    url = reverse("stats:export", args=["test.begun"])
    answer = own.get(url, {"tu": "2026-01-01", "den": "2026-12-31"})
    book = CalamineWorkbook.from_filelike(BytesIO(b"".join(answer.streaming_content)))
    rows = book.get_sheet_by_index(0).to_python()
    assert [row[0] for row in rows if isinstance(row[0], date)] == [date(2026, 2, n) for n in (3, 2, 1)]
    assert rows[-1][0] == "Tổng số: 3"


def test_a_province_goes_on_to_its_communes(world: Any, seat_of: Any, client_for: Any) -> None:
    fact(world.xa_a, date(2026, 2, 3))
    officer = client_for(seat_of("province_officer", world.tinh_mau))
    rows = page(officer, BEGUN, world.tinh_mau).context["by_row"].parts
    assert [(row.label, officer.get(row.url).context["number"]) for row in rows] == [
        ("Xã An Mẫu", 1),
        ("Xã Bình Mẫu", 0),
    ]


def test_what_is_not_allocated_to_a_commune_has_its_own_records(
    world: Any, seat_of: Any, client_for: Any
) -> None:
    lost = fact(world.xa_a, date(2026, 2, 3))
    type(lost).objects.update(now_commune=None)
    fact(world.xa_a, date(2026, 2, 3))
    officer = client_for(seat_of("province_officer", world.tinh_mau))
    rest = page(officer, BEGUN, world.tinh_mau).context["by_row"].parts[-1]
    assert (rest.value, officer.get(rest.url).context["shown"]) == (1, 1)
