"""Who sees which form, and what a page, a workbook and a PDF show of it."""

from __future__ import annotations

import io
from datetime import date

import openpyxl
import pypdf
import pytest
from django.urls import reverse

from hoathuan.accounts.choices import SeatKind

from .conftest import BIEU_12

PAGES = ("form", "xlsx", "pdf")


def address(page, unit=None, **more):
    query = {"ky": "nam", "nam": "2026"} | ({"don_vi": str(unit.uuid)} if unit else {}) | more
    return reverse(f"reports:{page}", args=[BIEU_12]), query


def content(response):
    return b"".join(response.streaming_content) if response.streaming else response.content


@pytest.mark.parametrize("page", PAGES)
def test_the_own_commune_and_its_province_see_a_form(world, seat_of, client_for, page):
    for kind, unit in ((SeatKind.COMMUNE_OFFICER, world.xa_a), (SeatKind.PROVINCE_OFFICER, world.tinh_mau)):
        url, query = address(page, world.xa_a)
        assert client_for(seat_of(kind, unit)).get(url, query).status_code == 200


@pytest.mark.parametrize("page", [*PAGES, "cell"])
def test_a_sister_commune_and_another_province_get_404(world, seat_of, client_for, page):
    url, query = address(page, world.xa_a, dong="total", cot="1")
    for kind, unit in ((SeatKind.COMMUNE_OFFICER, world.xa_b), (SeatKind.PROVINCE_OFFICER, world.tinh_khac)):
        assert client_for(seat_of(kind, unit)).get(url, query).status_code == 404


@pytest.mark.parametrize("page", [*PAGES, "cell"])
def test_without_a_seat_one_is_asked_to_sign_in_and_a_mediator_is_refused(world, seat_of, client_for, page):
    url, query = address(page, world.xa_a)
    assert client_for(None).get(url, query).status_code == 302
    assert client_for(seat_of(SeatKind.MEDIATOR, world.xa_a)).get(url, query).status_code == 403
    assert client_for(None).get(reverse("reports:list")).status_code == 302


def test_a_commune_does_not_see_its_province_and_a_province_not_the_country(world, seat_of, client_for):
    commune, province = (
        client_for(seat_of(SeatKind.COMMUNE_OFFICER, world.xa_a)),
        client_for(seat_of(SeatKind.PROVINCE_OFFICER, world.tinh_mau)),
    )
    assert commune.get(*address("form", world.tinh_mau)).status_code == 404
    assert province.get(*address("form", world.country)).status_code == 404
    assert province.get(*address("form", world.villages["Xã An Mẫu"][0])).status_code == 404


def test_the_ministry_sees_the_country_by_province_and_goes_down(world, seat_of, client_for):
    client = client_for(seat_of(SeatKind.MINISTRY_VIEWER, world.country))
    page = client.get(*address("form")).content.decode()
    assert "Tỉnh Mẫu" in page
    assert str(world.tinh_mau.uuid) in page
    assert client.get(*address("form", world.xa_c)).status_code == 200


@pytest.mark.parametrize("uuid", ["x", "00000000-0000-0000-0000-000000000000"])
def test_an_unknown_unit_or_form_is_a_404(world, seat_of, client_for, uuid):
    client = client_for(seat_of(SeatKind.PROVINCE_OFFICER, world.tinh_mau))
    url, query = address("form")
    assert client.get(url, query | {"don_vi": uuid}).status_code == 404
    assert client.get(reverse("reports:form", args=["khong-co"])).status_code == 404


def test_a_period_that_ends_before_it_begins_is_explained_and_nothing_is_downloaded(
    world, seat_of, client_for
):
    client = client_for(seat_of(SeatKind.COMMUNE_OFFICER, world.xa_a))
    wrong = {"ky": "ngay", "tu": "05/07/2026", "den": "01/07/2026"}
    url, query = address("form", **wrong)
    page = client.get(url, query).content.decode()
    assert "Ngày cuối phải từ ngày đầu trở đi." in page
    assert "ht-sheet" not in page
    for kind in ("xlsx", "pdf"):
        answer = client.get(*address(kind, **wrong))
        assert answer.status_code == 302
        assert answer.url.startswith(url)


def test_the_period_on_a_form_is_vietnamese_in_every_interface(world, seat_of, client_for):
    client = client_for(seat_of(SeatKind.COMMUNE_OFFICER, world.xa_a))
    client.cookies["django_language"] = "en"
    page = client.get(*address("form", ky="nua-1")).content.decode()
    assert "View printable copy" in page
    assert "Kỳ báo cáo: 6 tháng đầu năm 2026 (từ ngày" in page


def test_every_rendering_says_that_the_form_is_no_longer_in_force(world, seat_of, client_for):
    client = client_for(seat_of(SeatKind.COMMUNE_OFFICER, world.xa_a))
    assert "hết hiệu lực" in client.get(reverse("reports:list")).content.decode()
    assert "hết hiệu lực" in client.get(*address("form")).content.decode()
    sheet = openpyxl.load_workbook(io.BytesIO(content(client.get(*address("xlsx"))))).active
    assert any("hết hiệu lực" in str(cell.value) for row in sheet.iter_rows() for cell in row)
    paper = pypdf.PdfReader(io.BytesIO(content(client.get(*address("pdf")))))
    assert "hết hiệu lực" in " ".join(paper.pages[0].extract_text().split())


def test_the_workbook_has_the_merged_head_and_the_numbers(world, seat_of, client_for, team_in, case_in):
    team = team_in(world.xa_a, "=1+1")
    case_in(team, date(2026, 3, 1), ended=date(2026, 3, 2))
    client = client_for(seat_of(SeatKind.COMMUNE_OFFICER, world.xa_a))
    sheet = openpyxl.load_workbook(io.BytesIO(content(client.get(*address("xlsx"))))).active
    letters = next(row for row in sheet.iter_rows() if row[0].value == "A")
    first = letters[0].row
    assert [cell.value for cell in letters] == ["A", *map(str, range(1, 12))]
    assert sheet.cell(first - 3, 2).value == "Số vụ việc tiếp nhận hòa giải"
    spans = {str(one) for one in sheet.merged_cells.ranges}
    assert {f"A{first - 3}:A{first - 1}", f"B{first - 3}:E{first - 3}"} <= spans
    assert [sheet.cell(first + 1, c).value for c in range(2, 13)] == [1, 1, 0, 0, 1, 1, 0, 0, 0, 0, 0]
    assert sheet.cell(first + 2, 1).value == "=1+1"
    assert sheet.cell(first + 2, 1).data_type == "s"


def test_a_number_leads_to_its_records_and_a_composed_one_to_its_parts(
    world, seat_of, client_for, team_in, case_in
):
    team = team_in(world.xa_a)
    case_in(team, date(2025, 12, 1), assigned=date(2025, 12, 5), ended=date(2026, 3, 2))
    case_in(team, date(2026, 1, 1), matter="a")
    client = client_for(seat_of(SeatKind.COMMUNE_OFFICER, world.xa_a))
    page = client.get(*address("form"))
    cells = {cell.name: cell for row in page.context["rows"] for cell in row.cells}
    whole = cells["Cột 1, Tổng số trên địa bàn xã"]
    parts = client.get(whole.url).context["parts"]
    assert whole.value == 2
    assert [(part["sign"], part["value"]) for part in parts] == [
        ("Cộng", 1),
        ("Cộng", 0),
        ("Cộng", 1),
        ("Trừ", 0),
    ]
    for cell in cells.values():
        answer = client.get(cell.url)
        shown = answer.context["number"] if "number" in answer.context else answer.context["value"]
        assert shown == cell.value, cell.name


def test_a_province_form_needs_few_statements_whatever_its_size(
    world, seat_of, client_for, team_in, case_in, django_assert_max_num_queries
):
    for number, commune in enumerate((world.xa_a, world.xa_b)):
        case_in(team_in(commune), date(2026, number + 1, 1))
    client = client_for(seat_of(SeatKind.PROVINCE_OFFICER, world.tinh_mau))
    with django_assert_max_num_queries(28):
        client.get(*address("form"))
    with django_assert_max_num_queries(12):
        client.get(reverse("reports:list"))
