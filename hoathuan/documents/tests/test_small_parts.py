"""Figures, square codes and file names."""

from decimal import Decimal

import pytest

from hoathuan.documents.api import pdf_response, qr_svg
from hoathuan.documents.figures import vietnamese_figure


@pytest.mark.parametrize(
    "value, shown",
    [
        (0, "0"),
        (None, ""),
        (25000, "25.000"),
        (Decimal("92.50"), "92,5"),
        (Decimal("1234567.891"), "1.234.567,891"),
        (-3, "-3"),
        ("≥ 10", "≥ 10"),
        (Decimal("100"), "100"),
    ],
)
def test_figures_are_written_the_vietnamese_way(value, shown):
    assert vietnamese_figure(value) == shown


def test_square_code_has_its_quiet_zone_of_four():
    svg = qr_svg("https://mau.example/kich-hoat/K7MQ")
    assert 'viewBox="0 0 37 37"' in svg  # 29 modules and 4 on each side
    assert "http" not in svg.replace("http://www.w3.org/2000/svg", "")


def test_download_keeps_its_vietnamese_name():
    response = pdf_response(b"%PDF-", "Quyết định số 07/QĐ-UBND.pdf")
    assert response["Content-Type"] == "application/pdf"
    assert (
        "filename*=utf-8''Quy%E1%BA%BFt%20%C4%91%E1%BB%8Bnh%20s%E1%BB%91%2007-Q%C4%90-UBND.pdf"
        in response["Content-Disposition"]
    )


@pytest.mark.parametrize("name", ["../../etc/passwd", 'a"\r\nSet-Cookie: x=1', "", "..", "a" * 500])
def test_hostile_names_become_harmless(name):
    header = pdf_response(b"%PDF-", name)["Content-Disposition"]
    assert "\n" not in header
    assert "/" not in header
    assert ".." not in header
    assert len(header) < 200
