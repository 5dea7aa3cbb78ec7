"""What the printed papers say: the request that the head confirms, the written refusal, the sheet to be signed."""

import io

import pytest
from pypdf import PdfReader

from hoathuan.cases.choices import Ending
from hoathuan.pay import papers, services
from hoathuan.pay.services.handing_out import receivers_of

pytestmark = pytest.mark.django_db


def said(content):
    """All words of a paper in one line."""
    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages).split())


def test_the_request_names_team_sum_disputes_mediators_and_leaves_room_for_both_signatures(desk, money):
    one = desk.case()
    other = desk.case(mediator=1, ending=Ending.PARTY)
    text = said(papers.request_pdf(desk.draft()))
    for words in (
        "GIẤY ĐỀ NGHỊ", "Thanh toán thù lao hòa giải viên (số 1/2026)", "Kính gửi: Ủy ban nhân dân xã An Mẫu",
        f"Tên tổ hòa giải: {desk.team.name}", "700.000 đồng, cho 2 vụ việc", str(one), str(other),
        "Hòa giải thành", "Hòa giải không thành", "Hòa giải viên Mẫu A", "Hòa giải viên Mẫu B",
        "XÁC NHẬN CỦA TỔ TRƯỞNG",
    ):  # fmt: skip
        assert words in text


def test_the_refusal_says_which_dispute_why_and_by_which_procedure(desk, money):
    case = desk.case()
    claim = desk("leader", services.refuse, claim=desk.sent(), reason="Chưa ghi ai đã hòa giải")
    text = said(papers.refusal_pdf(claim))
    for words in (
        "ỦY BAN NHÂN DÂN", "Không duyệt thanh toán thù lao hòa giải viên, đề nghị số 1/2026", str(case),
        "10/06/2026", "400.000", "Chưa ghi ai đã hòa giải",
        "Điều 14 Nghị định số 15/2014/NĐ-CP và thủ tục hành chính mã số 2.002080", "CHỦ TỊCH",
    ):  # fmt: skip
        assert words in text
    assert "Điều 15" not in text, "its number was not read in the text itself"


def test_the_sheet_lists_who_signs_for_how_much_and_adds_up_to_the_payment(desk, money):
    desk.case()
    desk.case(mediator=1, ending=Ending.PARTY)
    _claim, payment = desk.paid()
    text = said(papers.sheet_pdf(payment, receivers_of(payment)))
    for words in (
        "DANH SÁCH", "Ký nhận thù lao hòa giải viên", f"mã chi {payment.reference}", "Hòa giải viên Mẫu A",
        "400.000", "Hòa giải viên Mẫu B", "300.000", "Tổng cộng 700.000", "TỔ TRƯỞNG",
    ):  # fmt: skip
        assert words in text
