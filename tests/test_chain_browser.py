"""The whole chain in a real browser: a plan's target, a roster from a workbook, a dispute, the number, the form."""

import io
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from conftest import build_world
from hoathuan.accounts.acting import as_actor
from hoathuan.accounts.actor import actor_for
from hoathuan.accounts.models import Body
from hoathuan.core.dates import today
from hoathuan.plans import api as plans
from hoathuan.reports.services import load_forms
from tests.plugins.browser import overflow

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

HEADING = ["STT", "Tổ hòa giải", "Họ và tên", "Năm sinh", "Giới tính", "Dân tộc", "Chức danh trong tổ"]


def roster(path: Path) -> Path:
    """Ten mediators of one team, as a commune keeps them: a title above, the head named."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["DANH SÁCH HÒA GIẢI VIÊN XÃ AN MẪU"])
    sheet.append(HEADING)
    for number in range(1, 11):
        role = "Tổ trưởng" if number == 1 else "Hòa giải viên"
        sex = "Nữ" if number % 2 else "Nam"
        name = f"Mẫu Văn {'Một Hai Ba Bốn Năm Sáu Bảy Tám Chín Mười'.split()[number - 1]}"
        sheet.append([number, "Tổ hòa giải thôn 1", name, 1960 + number, sex, "Kinh", role])
    book.save(path)
    return path


@pytest.fixture
def officer(seat_of: Callable[..., Any]) -> Any:
    """A commune's justice officer, whose committee has issued a plan with one target."""
    world = build_world()
    load_forms()
    body = Body.objects.create(name="Ủy ban nhân dân xã An Mẫu", kind="peoples_committee", unit=world.xa_a)
    seat = seat_of("commune_officer", world.xa_a, body=body)
    actor, year = actor_for(seat, seat.person.user), today().year
    with as_actor(actor):
        plan = plans.create_plan(actor=actor, body=body, year=year, title="Hòa giải ở cơ sở của xã")
        task = plans.add_task(plan=plan, actor=actor, content="Hòa giải các vụ việc trong năm")
        plans.add_target(
            task=task, actor=actor, title="Vụ hòa giải thành", quantity=Decimal(2), unit_label="vụ",
            indicator="cases.ended", where={"outcome": ["successful"]}, is_main=True,
            starts_on=today().replace(month=1, day=1), ends_on=today().replace(month=12, day=31),
        )  # fmt: skip
        plans.issue_plan(plan=plan, signed_on=today(), number="12/KH-UBND", actor=actor)
    return seat


def bring_in(page: Any, file: Path) -> None:
    page.set_input_files("input[type=file]", file)
    page.get_by_role("button", name="Tải tệp lên").click()
    page.get_by_role("button", name="Đọc và kiểm tra tệp").click()
    page.get_by_role("button", name="Nhập 10 dòng").click()
    page.wait_for_selector("text=Đã nhập xong")


@pytest.mark.parametrize("width", [360, 1280])
def test_a_dispute_moves_the_plan_and_the_form(
    live_server: Any,
    open_page: Any,
    axe: Any,
    client_for: Any,
    officer: Any,
    tmp_path: Path,
    settings: Any,
    width: int,
) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"
    page = open_page(width=width)
    cookie = client_for(officer).cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": cookie, "url": live_server.url}])

    def visit(address: str) -> None:
        page.goto(live_server.url + address)
        look(address)

    def look(where: str) -> None:
        assert overflow(page) == 0, where
        assert axe(page) == [], where

    visit("/")
    assert page.locator(".ht-tile__number").first.inner_text().startswith("0")

    visit("/nhap-tep/roster/")
    bring_in(page, roster(tmp_path / "danh-sach.xlsx"))
    visit("/to-hoa-giai/hoa-giai-vien/")
    assert page.get_by_role("link", name="Mẫu Văn Mười").is_visible()

    visit("/vu-viec/ghi/")
    page.get_by_label("Ngày kết thúc hòa giải").fill(f"{today():%d/%m/%Y}")
    page.get_by_label("Tổ hòa giải", exact=True).select_option(label="Tổ hòa giải thôn 1")
    page.get_by_label("Các bên").first.fill("Thử Thị A\nThử Văn B")
    page.get_by_label("Mâu thuẫn về việc gì?").select_option(label="Đất đai, ranh giới")
    page.get_by_label("Hòa giải thành", exact=False).first.check()
    page.get_by_role("button", name="Lưu vào sổ").click()
    page.wait_for_url("**/da-luu/")
    look("saved")

    visit("/")
    assert page.locator(".ht-tile__number").first.inner_text().startswith("1")
    visit("/ke-hoach/")
    page.get_by_role("link", name="Hòa giải ở cơ sở của xã").first.click()
    page.wait_for_selector("text=Vụ hòa giải thành")
    look("plan")

    visit(f"/bao-cao/20-2013-bieu-12/?ky=nam&nam={today().year}")
    assert "Tổ hòa giải thôn 1" in page.locator("main").inner_text()
    with page.expect_download() as download:
        page.locator("a[href*='/xlsx/']").click()
    cells = cells_of(Path(download.value.path()).read_bytes())
    assert "Tổ hòa giải thôn 1" in cells
    assert 1 in cells


def cells_of(workbook: bytes) -> list[Any]:
    book = openpyxl.load_workbook(io.BytesIO(workbook))
    return [cell for row in book.active.iter_rows(values_only=True) for cell in row]
