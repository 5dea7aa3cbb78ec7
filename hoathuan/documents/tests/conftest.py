"""A commune's committee with its people, and papers in every state."""

import io
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from docx import Document
from pypdf import PdfReader, PdfWriter

from hoathuan.accounts.acting import as_actor
from hoathuan.accounts.actor import actor_for
from hoathuan.accounts.models import Body
from hoathuan.documents import kinds
from hoathuan.documents.models import Paper
from hoathuan.documents.rendering import render_pdf
from hoathuan.documents.services.drafting import Typed, draft_paper
from hoathuan.documents.services.issuing import issue_paper
from hoathuan.documents.word.starter import starter

from .samples import WHEN, official

DAY = date(2026, 2, 5)
LETTER = {"kinh_gui": "Các thôn, tổ dân phố", "noi_dung": "Đề nghị gửi danh sách.\nTrân trọng./."}


@dataclass
class Office:
    """The committee of xã An Mẫu, and everybody around it."""

    world: Any
    body: Body
    officer: Any
    leader: Any
    parent: Any
    sister: Any

    def actor(self, name: str) -> Any:
        seat = getattr(self, name)
        return actor_for(seat, seat.person.user)

    def typed(self, **changes: Any) -> Typed:
        fields = {
            "body": self.body, "title": "Về việc gửi danh sách", "sign": "UBND-TP", "signer": "Phạm Văn Mẫu",
            "signer_office": "CHỦ TỊCH", "fields": LETTER,
        }  # fmt: skip
        return Typed(**(fields | changes))

    def draft(self, **changes: Any) -> Paper:
        actor = self.actor("officer")
        with as_actor(actor):
            return draft_paper(
                kind=kinds.get("cong-van"), subject=None, typed=self.typed(**changes), actor=actor
            )

    def issue(self, paper: Paper, number: str = "7", on: date = DAY, who: str = "officer") -> Paper:
        actor = self.actor(who)
        with as_actor(actor):
            return issue_paper(paper=paper, issued_on=on, number=number, actor=actor)


@pytest.fixture(autouse=True)
def own_store(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.HT_PUBLIC_URL = "https://mau.example"


@pytest.fixture
def office(world: Any, seat_of: Callable[..., Any]) -> Office:
    return make_office(world, seat_of)


def make_office(world: Any, seat_of: Callable[..., Any]) -> Office:
    above = Body.objects.create(
        name="Ủy ban nhân dân tỉnh Mẫu", kind="peoples_committee", unit=world.tinh_mau
    )
    body = Body.objects.create(
        name="Ủy ban nhân dân xã An Mẫu", kind="peoples_committee", unit=world.xa_a, superior=above
    )
    return Office(
        world,
        body,
        officer=seat_of("commune_officer", world.xa_a, body=body),
        leader=seat_of("commune_leader", world.xa_a, "Phạm Văn Mẫu", body=body),
        parent=seat_of("province_officer", world.tinh_mau),
        sister=seat_of("commune_officer", world.xa_b),
    )


def word(*lines: str, kind: str = "cong-van", **parts: bytes) -> SimpleUploadedFile:
    """A Word template of a kind: the product's own, with lines added at its end and parts put into its package."""
    made = Document(io.BytesIO(starter(kinds.get(kind).shipped())))
    for line in lines:
        made.add_paragraph(line)
    out = io.BytesIO()
    made.save(out)
    if parts:
        with zipfile.ZipFile(out, "a") as package:
            for name, content in parts.items():
                package.writestr(name, content)
    return uploaded(out.getvalue())


def uploaded(content: bytes, name: str = "mau.docx") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def words_of(content: bytes) -> str:
    """All words of a Word file, cells of tables too."""
    made = Document(io.BytesIO(content))
    cells = (cell.text for table in made.tables for row in table.rows for cell in row.cells)
    return "\n".join([*(p.text for p in made.paragraphs), *cells])


def pdf_text(content: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)


def made_pdf() -> bytes:
    """A PDF of one page, as our typesetter makes it."""
    return render_pdf("official", official(), title="Giấy thử", author="Xã An Mẫu", when=WHEN)


def printed_anew(content: bytes) -> bytes:
    """The same pages in another file, as what comes back from a printer and its scanner."""
    out = io.BytesIO()
    PdfWriter(clone_from=io.BytesIO(content)).write(out)
    return out.getvalue()
