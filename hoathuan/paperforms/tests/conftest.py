"""Forms of the small world, printed, and photographs of them made by drawing."""

import io
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
import segno
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw, ImageEnhance

from hoathuan.cases.tests.conftest import (  # noqa: F401 - fixtures
    _today,
    entry,
    head,
    officer,
    other_team,
    sister_team,
    team,
)
from hoathuan.paperforms import codes, services

GREY = 110


@pytest.fixture(autouse=True)
def _media(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


def sheet(code: str, words: str = "") -> Image.Image:
    """A page with the square code of a form where it stands on paper, and something written by hand."""
    out = io.BytesIO()
    segno.make_qr(codes.in_square(code), error="m").save(out, kind="png", scale=6, border=4)
    page = Image.new("L", (827, 1169), 245)
    page.paste(Image.open(out).convert("L").resize((150, 150)), (640, 40))
    ImageDraw.Draw(page).text((80, 300), words or "viet tay", fill=20)
    return page


def turned(page: Image.Image, degrees: float) -> Image.Image:
    return page.rotate(degrees, expand=True, fillcolor=GREY)


def dark(page: Image.Image) -> Image.Image:
    return ImageEnhance.Brightness(page).enhance(0.3)


def askew(page: Image.Image) -> Image.Image:
    """As from a telephone held slantwise over a table."""
    width, height = page.size
    wide = Image.new("L", (width + 200, height + 200), GREY)
    wide.paste(page, (100, 100))
    quad = (40, 60, 0, height + 200, width + 160, height + 130, width + 200, 0)
    return wide.transform(wide.size, Image.Transform.QUAD, quad, fillcolor=GREY)


def beside(*pages: Image.Image) -> Image.Image:
    """Several sheets on one table."""
    table = Image.new("L", (sum(page.width for page in pages), max(page.height for page in pages)), GREY)
    left = 0
    for page in pages:
        table.paste(page, (left, 0))
        left += page.width
    return table


def jpeg(page: Image.Image, name: str = "anh.jpg") -> SimpleUploadedFile:
    out = io.BytesIO()
    page.convert("RGB").save(out, "JPEG", quality=80)
    return SimpleUploadedFile(name, out.getvalue(), "image/jpeg")


def scan(pages: Sequence[Image.Image], name: str = "quet.pdf") -> SimpleUploadedFile:
    """A PDF as a scanner makes it: a picture on each page."""
    out = io.BytesIO()
    first, *rest = [page.convert("RGB") for page in pages]
    first.save(out, "PDF", save_all=True, append_images=rest)
    return SimpleUploadedFile(name, out.getvalue(), "application/pdf")


@pytest.fixture
def forms(acting: Any, officer: Any, team: Any, other_team: Any) -> Callable[..., list[Any]]:  # noqa: F811
    """Blank forms of these teams; of the first team alone without naming any."""

    def make(*teams: Any, copies: int = 1) -> list[Any]:
        with acting(officer) as actor:
            batch = services.print_batch(actor=actor, teams=teams or [team], copies=copies)
            return list(batch.forms.select_related("team").order_by("team_id", "number"))

    return make


@pytest.fixture
def accountant(world: Any, seat_of: Any) -> Any:
    """Somebody of the commune who may not read what parties said."""
    return seat_of("commune_accountant", world.xa_a)


@pytest.fixture
def sent(acting: Any, accountant: Any) -> Callable[..., list[Any]]:
    """What the accountant is told of each picture handed in."""

    def send(*files: Any) -> list[Any]:
        with acting(accountant) as actor:
            return services.send(actor=actor, files=files).receipts

    return send


@pytest.fixture
def typed() -> Callable[..., dict[str, Any]]:
    """What a person types who reads the photograph."""

    def make(**changes: Any) -> dict[str, Any]:
        return {
            "ended_on": "10/06/2026", "parties": "Lò Thị Mẫu, 54 tuổi, thôn 1\nHà Văn Mẫu", "field": "land",
            "ending": "agreement", "summary": "Tranh lối đi", "key": "", **changes,
        }  # fmt: skip

    return make
