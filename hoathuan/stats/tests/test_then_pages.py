"""Then or now on the pages: who may ask for a former unit, and that a number leads to its own records."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from hoathuan.core.windows import Window
from hoathuan.stats import api
from hoathuan.stats.api import Measure
from hoathuan.stats.cells.filling import rebuild
from hoathuan.stats.tests import histories
from hoathuan.stats.tests.facts import fact
from hoathuan.units.choices import Level, ReformState
from hoathuan.units.models import Reform, Unit

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("counted")]
DAY = date(2026, 7, 1)
YEAR = Window.year(2026)
BEGUN = Measure("test.begun")


@pytest.fixture
def merged(world: Any) -> Unit:
    """Xã An Mẫu and Xã Bình Mẫu became one commune; each had a fact before, the new one has one."""
    fact(world.xa_a, date(2026, 2, 3))
    fact(world.xa_b, date(2026, 3, 3))
    assert histories.reform(histories.merge, DAY, [0, 1, 2])
    Reform.objects.update(state=ReformState.APPLIED)
    rebuild()
    made = Unit.objects.get(level=Level.COMMUNE, valid__startswith=DAY)
    fact(made, date(2026, 9, 1))
    return made


def then_url(unit: Unit) -> str:
    return api.drill_url(BEGUN, unit, YEAR, then=True)


def test_a_former_unit_is_read_by_who_holds_today_what_it_was(
    world: Any, merged: Unit, seat_of: Any, client_for: Any
) -> None:
    own = client_for(seat_of("commune_officer", merged))
    parent = client_for(seat_of("province_officer", world.tinh_mau))
    sister = client_for(seat_of("commune_officer", world.xa_c))
    other = client_for(seat_of("province_officer", world.tinh_khac))
    for url in (then_url(world.xa_a), then_url(world.xa_a).replace("?", "xlsx/?"),
                f"/so-lieu/?don_vi={world.xa_a.uuid}"):  # fmt: skip
        assert [client.get(url).status_code for client in (own, parent, sister, other)] == [
            200,
            200,
            404,
            404,
        ]
        assert client_for(None).get(url).status_code == 302
    assert own.get(then_url(world.xa_a)).context["number"] == 1


def test_every_number_of_then_leads_to_as_many_records(
    world: Any, merged: Unit, seat_of: Any, client_for: Any
) -> None:
    officer = client_for(seat_of("province_officer", world.tinh_mau))
    shown = officer.get(then_url(world.tinh_mau))
    assert shown.context["number"] == 3
    for part in shown.context["by_row"].parts:
        behind = officer.get(part.url)
        assert (behind.context["number"], behind.context["shown"]) == (part.value, part.value) == (1, 1)


def test_the_switch_stands_where_it_makes_a_difference(
    world: Any, merged: Unit, seat_of: Any, client_for: Any
) -> None:
    officer = client_for(seat_of("province_officer", world.tinh_mau))
    page = officer.get("/so-lieu/", {"tu": "2026-01-01", "den": "2026-12-31"})
    assert "khi_do" in page.context["form"].fields
    assert "Xã An Mẫu (đến 30/06/2026)" in page.content.decode()
    later = officer.get("/so-lieu/", {"tu": "2026-08-01", "den": "2026-12-31"})
    assert "khi_do" not in later.context["form"].fields
    assert "Đơn vị cũ" not in later.content.decode()


def test_what_was_chosen_can_be_chosen_anew(world: Any, merged: Unit, seat_of: Any, client_for: Any) -> None:
    officer = client_for(seat_of("commune_officer", merged))
    query = {"don_vi": merged.uuid, "tu": "01/01/2026", "den": "31/12/2026", "khi_do": "1", "trong": ""}
    form = officer.get("/so-lieu/", query).context["form"]
    assert [bound.name for bound in form.visible_fields()] == ["don_vi", "tu", "den", "khi_do"]
    assert [bound.name for bound in form.hidden_fields()] == ["trong"]


def test_a_former_unit_is_counted_as_then_without_being_told(
    world: Any, merged: Unit, seat_of: Any, client_for: Any
) -> None:
    own = client_for(seat_of("commune_officer", merged))
    page = own.get(f"/so-lieu/test.begun/?don_vi={world.xa_b.uuid}&tu=2026-01-01&den=2026-12-31")
    assert page.context["number"] == 1
    assert page.context["asked"].scope.then


@pytest.mark.parametrize("query", ["khi_do=x", "trong=x", "trong=00000000-0000-0000-0000-000000000000"])
def test_what_cannot_be_read_is_not_found(merged: Unit, seat_of: Any, client_for: Any, query: str) -> None:
    own = client_for(seat_of("commune_officer", merged))
    assert own.get(f"/so-lieu/test.begun/?{query}").status_code == 404
