"""An accountant goes through a year on a phone; the province looks at all communes."""

import os
import re
from typing import Any

import pytest

from conftest import build_world
from hoathuan.budgets import api, services
from hoathuan.core.dates import today
from tests.plugins.browser import overflow

from .conftest import DECISION, LET, PAY, ref

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def sign_in(page: Any, live_server: Any, client: Any) -> None:
    cookie = client.cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": cookie, "url": live_server.url}])


def look(page: Any, name: str) -> None:
    """A picture for a person, where one is asked for."""
    if folder := os.environ.get("HT_LOOK"):
        page.screenshot(path=f"{folder}/{name}.png", full_page=True)


def written(seat_of: Any, actor_of: Any, world: Any) -> None:
    """What a commune has by the middle of a year: an estimate, a decision, something held, one line overspent."""
    leader = actor_of(seat_of("commune_leader", world.xa_a, "Hà Thị Mẫu"))
    estimate = services.make(actor=leader, unit=world.xa_a, year=today().year)
    typed = services.TypedRow(
        "mediation.training", "Tập huấn hòa giải viên", ((2, "buổi"), (30, "người")), 50_000
    )
    services.write_row(actor=leader, estimate=estimate, typed=typed)
    services.submit(actor=leader, estimate=estimate)
    given = {"actor": leader, "unit": world.xa_a, "year": today().year, "line": PAY}
    api.allocate(**given, amount=12_000_000, document=DECISION)
    api.commit(**given, amount=2_400_000, reference=ref("1"))
    api.spend(**given, amount=10_000_000, reference=ref("2"), overspend=LET)


@pytest.mark.parametrize("width", [360, 1280])
def test_a_year_of_money_on_a_phone_and_on_a_desk(
    seat_of: Any, actor_of: Any, client_for: Any, live_server: Any, open_page: Any, axe: Any, width: int
) -> None:
    world = build_world()
    written(seat_of, actor_of, world)
    page = open_page(width=width, script=width > 360)
    sign_in(page, live_server, client_for(seat_of("commune_accountant", world.xa_a, "Lò Văn Sổ")))
    page.goto(f"{live_server.url}/kinh-phi/")
    assert "vượt đến 400.000 đồng" in re.sub(r"\s+", " ", page.inner_text("main"))
    pages = {"year": "", "ledger": f"{world.xa_a.uuid}/so/", "give": f"{world.xa_a.uuid}/giao/?theo=du-toan",
             "spend": f"{world.xa_a.uuid}/chi/"}  # fmt: skip
    for name, address in pages.items():
        page.goto(f"{live_server.url}/kinh-phi/{address}")
        look(page, f"{name}-{width}")
        assert overflow(page) <= 0, address
        if width > 360:
            assert (address, axe(page)) == (address, [])
    page.select_option("[name=line]", "mediation.training")
    page.fill("[name=amount]", "1.500.000")
    page.fill("[name=label]", "In tài liệu")
    page.fill("[name=voucher]", "PC 01")
    page.fill("[name=on_date]", f"{today():%d/%m/%Y}")
    page.click("main form[method=post] button[type=submit]")
    look(page, f"refused-{width}")
    assert "thiếu 1.500.000 đồng" in page.inner_text("main")
    page.goto(f"{live_server.url}/kinh-phi/")
    page.click("text=Dự toán năm")
    look(page, f"estimate-{width}")
    assert "2 buổi × 30 người × 50.000" in page.inner_text("main")
    assert overflow(page) <= 0
    above = open_page(width=width)
    sign_in(above, live_server, client_for(seat_of("province_finance", world.tinh_mau, "Quách Thị Tài")))
    above.goto(f"{live_server.url}/kinh-phi/?xep=-con")
    look(above, f"rollup-{width}")
    assert "Xã An Mẫu" in above.inner_text("main")
    assert overflow(above) <= 0
    assert axe(above) == []
