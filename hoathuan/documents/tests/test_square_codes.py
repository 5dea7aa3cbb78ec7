"""The square code of a paper: its dots are those of its words, and the words lead to the page of that very paper."""

import io
import re
from typing import Any
from urllib.parse import urlsplit

import pytest
import segno
from django.test import Client
from PIL import Image

from hoathuan.core.dates import today
from hoathuan.documents import kinds, making
from hoathuan.documents.models import Paper
from hoathuan.documents.qr import qr_png, qr_svg
from hoathuan.documents.services.templates import bring_in, use_from

from .conftest import Office, word

ADDRESS = "https://mau.example/kiem-tra/K7P3MA9TX/"
QUIET = 4
Dots = set[tuple[int, int]]


def dots_wanted() -> Dots:
    rows = segno.make_qr(ADDRESS, error="m", mask=2).matrix_iter(border=QUIET)
    return {(x, y) for y, row in enumerate(rows) for x, dark in enumerate(row) if dark}


def test_the_drawing_has_the_dots_of_its_words() -> None:
    bars = re.findall(r"M(\d+) (\d+)h(\d+)v1", qr_svg(ADDRESS).rpartition('d="')[2])
    drawn = {(int(x) + step, int(y)) for x, y, width in bars for step in range(int(width))}
    assert drawn == dots_wanted()


def test_the_picture_for_word_has_the_same_dots() -> None:
    picture = Image.open(io.BytesIO(qr_png(ADDRESS))).convert("L")
    side = picture.width // 8
    places = ((x, y) for y in range(side) for x in range(side))
    assert {(x, y) for x, y in places if picture.getpixel((8 * x + 4, 8 * y + 4)) == 0} == dots_wanted()


@pytest.mark.django_db
@pytest.mark.parametrize("drawn_by", ["qr_svg", "qr_png"])
def test_it_leads_to_the_public_page_of_that_paper(
    office: Office, monkeypatch: pytest.MonkeyPatch, drawn_by: str
) -> None:
    if drawn_by == "qr_png":
        parent = office.actor("parent")
        version = bring_in(kind=kinds.get("cong-van"), upload=word(), note="", actor=parent)
        use_from(version=version, used_from=today(), actor=parent)
    said = words_drawn(monkeypatch, drawn_by)
    office.issue(office.draft())
    assert Paper.objects.get().code == "07/UBND-TP"
    (address,) = said
    assert address.startswith("https://mau.example/")
    page = Client().get(urlsplit(address).path, follow=True)
    assert page.status_code == 200
    assert "07/UBND-TP" in page.content.decode()


def words_drawn(monkeypatch: pytest.MonkeyPatch, name: str) -> list[str]:
    """What is drawn from now on."""
    said: list[str] = []
    draw = getattr(making, name)

    def drawing(text: str) -> Any:
        said.append(text)
        return draw(text)

    monkeypatch.setattr(making, name, drawing)
    return said
