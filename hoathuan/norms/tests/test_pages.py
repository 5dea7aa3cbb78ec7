"""Pages of norms: everybody with a seat reads, keepers of the place write, and the comparison stands before saving."""

import re
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from hoathuan.norms import api, services
from hoathuan.norms.models import CalendarException, CalendarYear, NormValue
from hoathuan.norms.planning import Entry

from .conftest import NOT_PAY, PAY, START

pytestmark = pytest.mark.django_db
LIST, ENTER, MATTERS, CALENDAR = "/dinh-muc/", "/dinh-muc/nhap/", "/dinh-muc/can-xac-nhan/", "/dinh-muc/lich/"
OFFICES, SHEET, EXCEPTION = "/dinh-muc/tham-quyen/", "/dinh-muc/danh-sach.xlsx", "/dinh-muc/lich/ngoai-le/"
HISTORY = f"/dinh-muc/loai/{PAY}/"
READING = (LIST, SHEET, HISTORY, OFFICES, MATTERS, CALENDAR)
TYPED = {
    "number": "09/2026/NQ-HĐND",
    "issued_on": "10/07/2026",
    "clause": "Điều 2",
    "first": "01/08/2026",
    f"muc-{PAY}": "350.000",
    f"muc-{NOT_PAY}": "250000",
    "compared": "on",
}


def text(answer: Any) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


@pytest.fixture
def keeper(world: Any, seat_of: Any) -> Any:
    # somebody sits elsewhere too, so the province does not speak for the country
    seat_of("commune_officer", world.xa_c)
    return seat_of("administrator", world.tinh_mau)


@pytest.mark.parametrize("address", READING)
def test_every_seat_reads(world: Any, seat_of: Any, client_for: Any, address: str) -> None:
    """Own unit, parent, sister, another province, a team; without a seat or an account nobody does."""
    for kind, unit in (
        ("commune_officer", world.xa_a),
        ("province_officer", world.tinh_mau),
        ("commune_accountant", world.xa_b),
        ("administrator", world.tinh_khac),
        ("ministry_viewer", world.country),
        ("inspector", world.tinh_mau),
        ("mediator", world.villages["Xã An Mẫu"][0]),
    ):
        assert client_for(seat_of(kind, unit)).get(address).status_code == 200, kind
    assert client_for(None).get(address).status_code == 302


def test_a_seat_sees_its_own_provinces_values_and_no_others(
    world: Any, keeper: Any, enter: Any, seat_of: Any, client_for: Any
) -> None:
    enter(keeper)
    asked = {"ngay": "01/08/2026"}
    for kind, unit, there in (
        ("commune_officer", world.xa_a, True),
        ("province_officer", world.tinh_mau, True),
        ("commune_officer", world.xa_c, False),
        ("ministry_viewer", world.country, False),
    ):
        client = client_for(seat_of(kind, unit))
        assert ("350.000 đồng/vụ việc" in text(client.get(LIST, asked))) is there, unit
        assert ("350.000 đồng/vụ việc" in text(client.get(HISTORY))) is there, unit
    viewer = client_for(seat_of("ministry_viewer", world.country))
    assert "350.000 đồng/vụ việc" in text(viewer.get(LIST, asked | {"don_vi": str(world.tinh_mau.uuid)}))


def test_the_list_shows_document_and_mark_and_filters_by_it(world: Any, keeper: Any, client_for: Any) -> None:
    client = client_for(keeper)
    whole = text(client.get(LIST, {"ngay": "01/08/2026"}))
    assert "điểm a khoản 17 Điều 3, 56/2023/TT-BTC ngày 18/08/2023" in whole
    assert "chưa ai đối chiếu" in whole
    open_ones = text(client.get(LIST, {"ngay": "01/08/2026", "dau": "unconfirmed"}))
    assert "Thù lao báo cáo viên, nhiều nhất" in open_ones
    assert "Thù lao hòa giải viên, vụ việc hòa giải thành" not in open_ones
    group = text(client.get(LIST, {"ngay": "01/08/2026", "nhom": "contest"}))
    assert "Giải nhất tập thể" in group
    assert "Tờ gấp pháp luật" not in group
    assert "Không có giá trị nào khớp" in text(
        client.get(LIST, {"ngay": "01/08/2026", "nhom": "contest", "dau": "unconfirmed"})
    )


@pytest.mark.parametrize("query", [{"ngay": "32/13/2026"}, {"don_vi": "x"}, {"nhom": "x", "dau": "y"}])
def test_a_filter_that_cannot_be_read_shows_the_list(
    keeper: Any, client_for: Any, query: dict[str, str]
) -> None:
    assert client_for(keeper).get(LIST, query).status_code == 200


def test_who_may_open_the_form(world: Any, keeper: Any, seat_of: Any, client_for: Any) -> None:
    """Own administrator and director; a commune's administrator finds nothing; other seats are refused."""
    for kind, unit, status in (
        ("administrator", world.tinh_mau, 200),
        ("province_leader", world.tinh_mau, 200),
        ("administrator", world.country, 200),
        ("administrator", world.xa_a, 404),
        ("province_officer", world.tinh_mau, 403),
        ("commune_leader", world.xa_a, 403),
        ("inspector", world.tinh_mau, 403),
    ):
        client = client_for(seat_of(kind, unit))
        for address in (ENTER, EXCEPTION):
            assert client.get(address).status_code == status, (kind, address)
            assert client.post(address, TYPED).status_code == status, (kind, address)
    assert client_for(None).get(ENTER).status_code == 302
    assert not NormValue.objects.exclude(unit=None).exists()


def hidden(page: str) -> dict[str, str]:
    return dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page))


def test_a_resolution_is_compared_first_and_then_saved_at_once(
    world: Any, keeper: Any, client_for: Any
) -> None:
    client = client_for(keeper)
    page = client.post(ENTER, TYPED)
    words = text(page)
    assert "400.000 đồng/vụ việc" in words
    assert "350.000 đồng/vụ việc" in words
    assert "Chưa có gì được lưu" in words
    assert not NormValue.objects.exclude(unit=None).exists()
    carried = hidden(page.content.decode())
    carried.pop("csrfmiddlewaretoken", None)
    saved = client.post(ENTER, carried | {"luu": "1"}, follow=True)
    assert "ngày 01/08/2026" in text(saved), "the list of the day on which they hold"
    assert "09/2026/NQ-HĐND" in text(saved)
    found = api.values([PAY, NOT_PAY], on=START, unit=world.xa_a)
    assert [int(found[key].amount or 0) for key in (PAY, NOT_PAY)] == [350_000, 250_000]
    assert found[PAY].confirmed
    assert found[PAY].document.clause == "Điều 2"


def test_the_country_enters_what_it_alone_sets(
    world: Any, keeper: Any, seat_of: Any, client_for: Any
) -> None:
    """A base salary, and who is competent: all kinds stand in the country's form."""
    client = client_for(seat_of("administrator", world.country))
    typed = {
        "number": "200/2027/NĐ-CP", "issued_on": "01/06/2027", "first": "01/07/2027",
        "muc-salary.base": "2.800.000", "muc-competence.court": "Tòa án nhân dân khu vực mới",
        "muc-mediation.start_within": "5", "cach-mediation.start_within": "working", "compared": "on",
    }  # fmt: skip
    carried = hidden(client.post(ENTER, typed).content.decode())
    assert client.post(ENTER, carried | {"luu": "1"}).status_code == 302
    day = date(2027, 7, 1)
    assert api.value("salary.base", on=day).text == "2.800.000 đồng/tháng"
    assert api.value("mediation.start_within", on=day).text == "5 ngày làm việc"
    found = api.value("competence.court", on=day)
    assert (found.text, found.office_level) == ("Tòa án nhân dân khu vực mới", 1)


def test_a_province_that_works_alone_chooses_for_whom_it_enters(
    world: Any, seat_of: Any, client_for: Any
) -> None:
    client = client_for(seat_of("administrator", world.tinh_mau))
    own = client.get(ENTER).content.decode()
    assert "muc-salary.base" not in own
    assert "?place=ca-nuoc" in own
    country = client.get(ENTER, {"place": "ca-nuoc"}).content.decode()
    assert "muc-salary.base" in country
    typed = TYPED | {"place": "ca-nuoc", "first": "01/01/2028"}
    carried = hidden(client.post(ENTER, typed).content.decode())
    assert client.post(ENTER, carried | {"luu": "1"}).status_code == 302
    assert int(api.value(PAY, on=date(2028, 1, 1)).amount or 0) == 350_000


def test_going_back_keeps_what_was_typed(keeper: Any, client_for: Any) -> None:
    client = client_for(keeper)
    page = client.post(ENTER, TYPED | {"sua": "1"}).content.decode()
    assert 'value="350.000"' in page
    assert "09/2026/NQ-HĐND" in page


def test_saving_what_was_not_looked_at_shows_the_comparison_again(
    keeper: Any, enter: Any, client_for: Any
) -> None:
    client = client_for(keeper)
    typed = TYPED | {"first": "01/01/2027"}
    carried = hidden(client.post(ENTER, typed).content.decode())
    enter(keeper)
    page = text(client.post(ENTER, carried | {"luu": "1"}))
    assert "có người khác vừa nhập" in page
    assert NormValue.objects.exclude(unit=None).count() == 1


def test_what_is_wrong_is_said_beside_the_answer(keeper: Any, enter: Any, client_for: Any) -> None:
    client = client_for(keeper)
    assert "Viết số như" in text(client.post(ENTER, TYPED | {f"muc-{PAY}": "ba trăm"}))
    assert "Viết số như" in text(client.post(ENTER, TYPED | {f"muc-{PAY}": "9" * 20}))
    assert "Viết số như" in text(client.post(ENTER, TYPED | {f"muc-{PAY}": "-5"}))
    assert "ngày ban hành" in text(client.post(ENTER, TYPED | {"first": "09/07/2026"}))
    nothing = {key: value for key, value in TYPED.items() if not key.startswith("muc-")}
    assert "Ghi ít nhất một mức" in text(client.post(ENTER, nothing))
    enter(keeper)
    assert "từ 01/08/2026" in text(client.post(ENTER, TYPED))


def test_an_unconfirmed_value_is_marked_wherever_it_stands(
    world: Any, keeper: Any, seat_of: Any, client_for: Any
) -> None:
    """In the list, in its history, among competent bodies, in the form and in before → after."""
    country = client_for(seat_of("administrator", world.country))
    typed = TYPED | {"first": "01/01/2028", "muc-speaker.ceiling": "1.500.000"}
    for name, answer in (
        ("list", country.get(LIST, {"ngay": "01/08/2026"})),
        ("history", country.get("/dinh-muc/loai/speaker.ceiling/")),
        ("offices", country.get(OFFICES, {"ngay": "01/08/2026"})),
        ("form", country.get(ENTER)),
        ("before and after", country.post(ENTER, typed)),
    ):
        assert "ht-unconfirmed" in answer.content.decode(), name


def test_groups_in_which_something_is_typed_stand_open(keeper: Any, client_for: Any) -> None:
    page = (
        client_for(keeper).post(ENTER, TYPED | {"muc-contest.other": "500.000", "sua": "1"}).content.decode()
    )
    assert page.count("<details") > page.count('<details class="govuk-details" open') == 2


@pytest.mark.parametrize("deed", ["xac-nhan", "thay", "huy"])
def test_who_reaches_a_value_of_a_province(
    world: Any, keeper: Any, enter: Any, seat_of: Any, client_for: Any, deed: str
) -> None:
    address = f"/dinh-muc/gia-tri/{enter(keeper)[0].uuid}/{deed}/"
    for kind, unit, status in (
        ("administrator", world.tinh_mau, 200),
        ("province_leader", world.tinh_mau, 200),
        ("administrator", world.tinh_khac, 404),
        ("administrator", world.country, 404),
        ("administrator", world.xa_a, 404),
        ("province_officer", world.tinh_mau, 403),
    ):
        assert client_for(seat_of(kind, unit)).get(address).status_code == status, (kind, unit)
    assert client_for(None).get(address).status_code == 302


def test_a_national_value_is_changed_by_the_country_only(
    world: Any, keeper: Any, seat_of: Any, client_for: Any
) -> None:
    row = NormValue.objects.get(key="speaker.ceiling")
    country, own = client_for(seat_of("administrator", world.country)), client_for(keeper)
    for deed, status in (("xac-nhan", 200), ("thay", 404), ("huy", 404)):
        assert own.get(f"/dinh-muc/gia-tri/{row.uuid}/{deed}/").status_code == status
        assert country.get(f"/dinh-muc/gia-tri/{row.uuid}/{deed}/").status_code == 200


def test_confirming_replacing_and_taking_back_through_the_pages(
    world: Any, keeper: Any, enter: Any, client_for: Any
) -> None:
    client, row = client_for(keeper), enter(keeper, 35_000)[0]
    address = f"/dinh-muc/gia-tri/{row.uuid}/"
    wrong = {
        "amount": "350.000",
        "number": "09/2026/NQ-HĐND",
        "issued_on": "10/07/2026",
        "clause": "",
        "reason": "ab",
    }
    assert "Lý do" in text(client.post(f"{address}thay/", wrong))
    assert client.post(f"{address}thay/", wrong | {"reason": "Thiếu số 0"}).status_code == 302
    right = NormValue.objects.get(key=PAY, unit=world.tinh_mau, voided_on=None)
    address = f"/dinh-muc/gia-tri/{right.uuid}/"
    assert client.post(f"{address}xac-nhan/", {"source": "Công báo số 12"}).status_code == 302
    page = text(client.get(HISTORY))
    assert "Thiếu số 0" in page
    assert "không tính" in page
    assert client.post(f"{address}huy/", {"reason": "Nghị quyết bị bãi bỏ"}).status_code == 302
    assert int(api.value(PAY, on=START, unit=world.xa_a).amount or 0) == 400_000


def test_replacing_an_office_asks_for_office_and_level(world: Any, seat_of: Any, client_for: Any) -> None:
    client = client_for(seat_of("administrator", world.country))
    row = NormValue.objects.get(key="competence.accident", valid__contains=START)
    address = f"/dinh-muc/gia-tri/{row.uuid}/thay/"
    page = client.get(address).content.decode()
    assert 'name="amount"' not in page
    typed = {
        "office": "UBND cấp xã", "office_level": "3", "office_body": "peoples_committee", "clause": "Điều 9",
        "number": "120/2025/NĐ-CP", "issued_on": "11/06/2025", "reason": "Đã đọc Nghị định", "compared": "on",
    }  # fmt: skip
    assert client.post(address, typed).status_code == 302
    found = api.value("competence.accident", on=START, unit=world.xa_a)
    assert (found.text, found.confirmed) == ("UBND cấp xã", True)


def test_the_calendar_shows_a_year_with_its_exceptions(world: Any, keeper: Any, client_for: Any) -> None:
    client = client_for(keeper)
    typed = {
        "day": "06/07/2026", "working": "0", "reason": "Nghỉ phòng bão",
        "number": "12/QĐ-UBND", "issued_on": "04/07/2026",
    }  # fmt: skip
    looked = client.post(EXCEPTION, typed)
    assert "Chưa có gì được lưu" in text(looked)
    assert not CalendarException.objects.exists()
    assert client.post(EXCEPTION, typed | {"luu": "1"}).status_code == 302
    page = text(client.get(CALENDAR, {"nam": "2026"}))
    assert "Nghỉ phòng bão" in page
    assert "Làm bù" in page
    assert "Quốc khánh" in page
    assert "không cần ngoại lệ" in text(client.post(EXCEPTION, typed | {"day": "05/07/2026"}))
    found = CalendarException.objects.get()
    assert "12/QĐ-UBND" in text(client.get(f"{EXCEPTION}{found.uuid}/"))
    assert client.post(f"{EXCEPTION}{found.uuid}/huy/", {"reason": "Bão không vào"}).status_code == 302
    assert "Bão không vào" in text(client.get(f"{EXCEPTION}{found.uuid}/"))


def test_who_sees_and_takes_back_an_exception(
    world: Any, keeper: Any, seat_of: Any, actor_of: Any, client_for: Any
) -> None:
    document = api.Document("12/QĐ-UBND", date(2026, 7, 4))
    services.put_exception(
        actor=actor_of(keeper), province=world.tinh_mau, day=date(2026, 7, 6), working=False,
        reason="Nghỉ phòng bão", document=document,
    )  # fmt: skip
    address = f"{EXCEPTION}{CalendarException.objects.get().uuid}/"
    for kind, unit, sees, takes in (
        ("administrator", world.tinh_mau, 200, 200),
        ("commune_officer", world.xa_a, 200, 403),
        ("administrator", world.xa_a, 200, 404),
        ("administrator", world.tinh_khac, 404, 404),
        ("ministry_viewer", world.country, 200, 403),
        ("administrator", world.country, 200, 404),
    ):
        client = client_for(seat_of(kind, unit))
        assert client.get(address).status_code == sees, (kind, unit)
        assert client.get(f"{address}huy/").status_code == takes, (kind, unit)
    assert client_for(None).get(address).status_code == 302


def test_the_country_confirms_a_year(world: Any, keeper: Any, seat_of: Any, client_for: Any) -> None:
    address = "/dinh-muc/lich/xac-nhan/?nam=2026"
    assert client_for(keeper).get(address).status_code == 404
    client = client_for(seat_of("administrator", world.country))
    assert client.post(address, {"source": "Thông báo nghỉ lễ 2026"}).status_code == 302
    assert CalendarYear.objects.get(year=2026).confirmed_by
    assert "đã đối chiếu" in text(client.get(CALENDAR, {"nam": "2026"}))


def test_offices_of_a_day_before_and_after_the_district_level(
    world: Any, keeper: Any, client_for: Any
) -> None:
    client = client_for(keeper)
    assert "Chủ tịch UBND cấp huyện" in text(client.get(OFFICES, {"ngay": "30/06/2025"}))
    assert "Chủ tịch UBND cấp huyện" not in text(client.get(OFFICES, {"ngay": "01/07/2025"}))


def test_a_kind_that_does_not_exist_is_not_found(keeper: Any, client_for: Any) -> None:
    assert client_for(keeper).get("/dinh-muc/loai/khong.co/").status_code == 404


@pytest.mark.parametrize("address", READING)
def test_pages_ask_few_questions(
    keeper: Any, enter: Any, client_for: Any, django_assert_max_num_queries: Any, address: str
) -> None:
    """However many kinds and values there are."""
    client = client_for(keeper)
    enter(
        keeper,
        entries=[Entry("leaflet.piece", Decimal(1_000_000)), Entry("leaflet.story", Decimal(1_000_000))],
    )
    client.get(address)
    with django_assert_max_num_queries(22):
        client.get(address)
    with django_assert_max_num_queries(22):
        client.get(ENTER)
