"""Pages of a year's estimate: computed, put right with a reason, sent, given back, printed."""

import io
from typing import Any

import pytest
from django.urls import reverse
from openpyxl import load_workbook
from pypdf import PdfReader

from hoathuan.budgets import services, yearly
from hoathuan.budgets.models import Estimate
from hoathuan.budgets.papers import UNCONFIRMED
from hoathuan.core.ui.numbers import number

from .conftest import DECISION, PAY
from .test_pages import YEAR, at, text

pytestmark = pytest.mark.django_db


def test_a_computed_number_is_changed_with_a_reason(people: Any, client_for: Any, estimate: Estimate) -> None:
    row = estimate.lines.get(key="mediation.pay_successful")
    officer = client_for(people["officer"])
    typed = {"source": "state", "n1": "5", "rate": "400.000", "basis": "", "reason": ""}
    address = reverse("budgets:row", args=[row.pk])
    assert officer.post(address, typed).status_code == 200
    assert officer.post(address, typed | {"reason": "Sắp nhập hai thôn"}).status_code == 302
    row.refresh_from_db()
    assert (row.amount, row.reason) == (2_000_000, "Sắp nhập hai thôn")
    above = officer.post(address, typed | {"rate": "500.000", "reason": "Thử cao hơn"})
    assert "khoản 1 Điều 5 Thông tư 56/2023/TT-BTC" in text(above)
    assert (
        officer.post(
            address, typed | {"rate": "500.000", "reason": "Nhà hảo tâm", "source": "donated"}
        ).status_code
        == 302
    )


def test_a_row_added_by_hand_keeps_to_the_highest_rate_of_its_line(
    people: Any, client_for: Any, estimate: Estimate
) -> None:
    officer = client_for(people["officer"])
    address, page = (reverse(f"budgets:{name}", args=[estimate.uuid]) for name in ("row-add", "estimate"))
    typed = {"line": PAY, "label": "Thù lao hòa giải viên", "source": "state", "n1": "50", "w1": "vụ việc"}
    above = officer.post(address, typed | {"rate": "900.000"})
    assert "900.000 đồng cao hơn mức 400.000 đồng/vụ việc" in text(above)
    assert "khoản 1 Điều 5 Thông tư 56/2023/TT-BTC" in text(above)
    assert not estimate.lines.filter(key="", line=PAY).exists()
    assert officer.post(address, typed | {"rate": "400.000"}).status_code == 302, "the highest of the line"
    flag = "900.000 đồng cao hơn mức 400.000 đồng/vụ việc"
    assert flag not in text(officer.get(page))
    assert officer.post(address, typed | {"rate": "900.000", "source": "donated"}).status_code == 302
    assert flag in text(officer.get(page)), "donated money is flagged"
    assert flag in text(client_for(people["leader"]).get(page))
    row = estimate.lines.get(key="", line=PAY, source="state")
    changed = officer.post(reverse("budgets:row", args=[row.pk]), typed | {"rate": "400.001"})
    assert "cao hơn mức" in text(changed), "changed afterwards it is checked again"


def test_what_was_sent_is_adjusted_as_a_new_version(
    people: Any, client_for: Any, estimate: Estimate, accountant: Any, actor_of: Any
) -> None:
    services.submit(actor=actor_of(accountant), estimate=estimate)
    officer = client_for(people["officer"])
    assert officer.post(reverse("budgets:row-add", args=[estimate.uuid]), {
        "line": PAY, "label": "Thử", "source": "state", "n1": "1", "w1": "vụ", "rate": "1",
    }).status_code == 200  # fmt: skip
    answer = officer.post(reverse("budgets:adjust", args=[estimate.uuid]), {"reason": "Thêm một tổ"})
    assert answer.status_code == 302
    new = Estimate.objects.get(current=True)
    assert (new.revision, new.lines.count(), new.state) == (2, estimate.lines.count(), "draft")
    assert "Đây là bản cũ" in text(officer.get(reverse("budgets:estimate", args=[estimate.uuid])))


def test_what_the_province_gives_back_is_worked_on_again(
    people: Any, client_for: Any, estimate: Estimate, accountant: Any, actor_of: Any
) -> None:
    services.submit(actor=actor_of(accountant), estimate=estimate)
    parent = client_for(people["parent"])
    answer = reverse("budgets:answer", args=[estimate.uuid])
    assert "Ghi cần sửa gì" in text(parent.post(answer, {"seen": "0", "words": ""}))
    parent.post(answer, {"seen": "0", "words": "Ghi rõ số buổi"})
    page = text(client_for(people["officer"]).get(reverse("budgets:estimate", args=[estimate.uuid])))
    assert "Ghi rõ số buổi" in page
    assert "Tính lại" in page


def test_the_paper_and_the_workbooks_say_what_the_page_says(
    people: Any, client_for: Any, estimate: Estimate, world: Any, give: Any
) -> None:
    give(1_000_000, year=YEAR)
    officer = client_for(people["officer"])
    paper = officer.get(reverse("budgets:estimate-pdf", args=[estimate.uuid]))
    said = _said(b"".join(paper.streaming_content if paper.streaming else [paper.content]))
    for words in (
        "XÃ AN MẪU", "DỰ TOÁN KINH PHÍ",
        f"Hòa giải ở cơ sở, phổ biến, giáo dục pháp luật năm {YEAR} của Xã An Mẫu", "đơn vị tính: đồng",
        "Tập huấn 2 buổi × 30 người 50.000 3.000.000", f"Tổng cộng {number(yearly.total_of(estimate))}",
        "NGƯỜI LẬP", "KẾ TOÁN", "CHỦ TỊCH", "(Ký tên, đóng dấu)",
    ):  # fmt: skip
        assert words in said
    marked = any(row.unconfirmed for row in estimate.lines.all())
    assert (UNCONFIRMED in said) is marked
    sheet = officer.get(reverse("budgets:estimate-sheet", args=[estimate.uuid]))
    cells = [cell for row in _rows(sheet) for cell in row]
    assert {"2 buổi × 30 người", 3_000_000} <= set(cells)
    book = officer.get(at("ledger-sheet", world.xa_a.uuid))
    assert any(DECISION.number in row and 1_000_000 in row for row in _rows(book))


def _said(content: bytes) -> str:
    """All words of a paper in one line."""
    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages).split())


def _rows(answer: Any) -> list[tuple[Any, ...]]:
    book = load_workbook(io.BytesIO(b"".join(answer.streaming_content)))
    return list(book.active.values)
