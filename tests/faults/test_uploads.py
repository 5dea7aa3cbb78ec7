"""Hostile files at every door, and files of jobs: refused in words, nothing kept; nobody else's file is read."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from openpyxl import Workbook, load_workbook

from hoathuan.core.attachments.models import Attachment
from hoathuan.core.imports.models import ImportSession
from hoathuan.core.spreadsheets.tests.workbooks import rewritten, workbook
from hoathuan.reforms.services import drafts
from hoathuan.teams.models import CommuneDecision, Mediator
from hoathuan.teams.tests.rosters import HEADING, book, imported, problems, saved, staged

pytestmark = pytest.mark.django_db
SHEET = "xl/worksheets/sheet1.xml"


@pytest.fixture(autouse=True)
def media(settings: Any, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path / "media"
    return tmp_path / "media"


def zipped(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return out.getvalue()


def bomb(tmp_path: Path) -> bytes:
    path = workbook(tmp_path / "bomb.xlsx", [["Họ và tên"], ["Người Mẫu"]])
    return rewritten(path, SHEET, lambda xml: xml + b" " * 60_000_000).read_bytes()


def entities(tmp_path: Path) -> bytes:
    path = workbook(tmp_path / "entities.xlsx", [["Họ và tên"], ["Người Mẫu"]])
    declared = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
    return rewritten(path, SHEET, lambda xml: declared + xml).read_bytes()


HOSTILE: dict[str, tuple[Callable[[Path], bytes], str]] = {
    "bomb": (bomb, "giải nén ra quá lớn"),
    "zip in a zip": (
        lambda path: zipped(inner=zipped(inner=zipped(a=b"x" * 10_000_000))),
        "không phải bảng tính",
    ),
    "a workbook inside a zip": (
        lambda path: zipped(a=saved(book(("DS", [HEADING])))),
        "không phải bảng tính",
    ),
    "entities": (entities, "không an toàn nên không được mở"),
    "program": (lambda path: b"MZ\x00\x01" + bytes(2000), "không phải bảng tính"),
    "pdf": (lambda path: b"%PDF-1.7", "không phải bảng tính"),
    "page": (lambda path: b"<html><script>alert(1)</script></html>", "trang web"),
    "password": (
        lambda path: (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le") + bytes(600)
        ),
        "có mật khẩu",
    ),
    "cut": (lambda path: saved(book(("DS", [HEADING])))[:-300], "bị hỏng"),
}


def doors(world: Any, seat_of: Any, actor_of: Any) -> dict[str, tuple[Any, str, dict[str, Any]]]:
    """Every page that takes a table: who sends, where to, and with what beside the file."""
    officer, admin = seat_of("commune_officer", world.xa_a), seat_of("administrator", world.tinh_mau)
    head = drafts.Head("Nhập xã", "NQ", date(2026, 3, 1))
    draft = drafts.begin(head=head, province=world.tinh_mau, actor=actor_of(admin))
    return {
        "roster": (officer, reverse("imports:upload", args=["roster"]), {}),
        "register": (officer, reverse("imports:upload", args=["so-hoa-giai"]), {}),
        "reform": (admin, reverse("reforms:upload", args=[draft.uuid]), {"level": 3, "version": 1}),
    }


@pytest.mark.parametrize("kind", HOSTILE)
@pytest.mark.parametrize("door", ["roster", "register", "reform"])
def test_a_hostile_table_is_refused_in_words_at_every_door(
    world: Any,
    seat_of: Any,
    actor_of: Any,
    client_for: Any,
    tmp_path: Path,
    media: Path,
    door: str,
    kind: str,
) -> None:
    make, words = HOSTILE[kind]
    seat, address, more = doors(world, seat_of, actor_of)[door]
    client: Client = client_for(seat)
    answer = client.post(address, {"file": SimpleUploadedFile("danh-sach.xlsx", make(tmp_path)), **more})
    assert answer.status_code == 200
    assert words in answer.content.decode()
    assert not ImportSession.objects.exists()
    assert [path for path in media.glob("**/*") if path.is_file()] == [], "nothing of it stays on the disk"


@pytest.mark.parametrize("content", [zipped(inner=zipped(a=b"x")), b"MZ\x00\x01", b"<html></html>"])
def test_a_hostile_attachment_is_refused_beside_its_field(
    world: Any, seat_of: Any, client_for: Any, media: Path, content: bytes
) -> None:
    client: Client = client_for(seat_of("commune_officer", world.xa_a))
    file = SimpleUploadedFile("quyet-dinh.pdf", content)
    data = {"number": "1/QĐ", "decided_on": "1/6/2026", "teams_count": 2, "team_least": 3, "upload": file}
    answer = client.post(reverse("teams:decisions"), data)
    assert answer.status_code == 200
    assert "Hãy gửi tệp PDF" in answer.content.decode()
    assert not CommuneDecision.objects.exists()
    assert not Attachment.objects.exists()


def test_a_formula_in_a_list_is_only_text_and_comes_out_as_text(
    world: Any, seat_of: Any, actor_of: Any, client_for: Any
) -> None:
    """A formula without a stored value is an empty cell; typed text that looks like one never runs again."""
    seat = seat_of("commune_officer", world.xa_a)
    made: Workbook = book(("DS", [HEADING]))
    sheet = made["DS"]
    sheet.append([1, "Tổ hòa giải thôn 1", '=HYPERLINK("http://x","bấm")', 1970, "Nữ", "Thái", None, None])
    sheet.append([2, None, "Lò Thị Mẫu", 1971, "Nữ", "Thái", None, None])
    for row, text in ((4, "=1+1"), (5, "@SUM(1)"), (6, "+84cmd|x")):
        sheet.append([row - 1, None, None, 1972, "Nữ", "Thái", None, None])
        cell = sheet.cell(row, 3)
        cell.value, cell.data_type = text, "s"
    actor = actor_of(seat)
    session = staged(actor, saved(made))
    assert session.counts["rows"] == 5
    imported(actor, saved(made))
    assert Mediator.objects.filter(person__full_name="Lò Thị Mẫu").exists()
    assert not Mediator.objects.filter(person__full_name__contains="HYPERLINK").exists()
    answer = client_for(seat).get(reverse("teams:mediators-xlsx"))
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    cells = [cell for row in load_workbook(io.BytesIO(content)).active.iter_rows() for cell in row]
    assert not [cell.coordinate for cell in cells if cell.data_type == "f"], (
        "no cell of the answer is a formula"
    )
    assert problems(session), "the row without a readable name is told"
