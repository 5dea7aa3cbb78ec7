"""Taking files: by what they are, once, unchanged, outside the web root."""

import hashlib
import os
from types import SimpleNamespace

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import ProgrammingError, transaction

from hoathuan.core.attachments.api import Attachment, AttachmentField, AttachmentRefused, store
from hoathuan.core.attachments.models import LARGEST
from hoathuan.core.models import AuditEntry

from .samples import JPEG, PDF, PNG, WEBP, office, open_document, package, photograph, upload

ACTOR = SimpleNamespace(user_id=3, seat_id=5, label="Người Thử, xã An Mẫu")

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def files_in(folder):
    return sorted(path for path in folder.rglob("*") if path.is_file())


@pytest.mark.parametrize(
    "content, extension, mime",
    [
        (PDF, ".pdf", "application/pdf"),
        (PNG, ".png", "image/png"),
        (JPEG, ".jpg", "image/jpeg"),
        (WEBP, ".webp", "image/webp"),
        (office("word/document.xml"), ".docx", "wordprocessingml.document"),
        (office("xl/workbook.xml"), ".xlsx", "spreadsheetml.sheet"),
        (open_document("text"), ".odt", "opendocument.text"),
        (open_document("spreadsheet"), ".ods", "opendocument.spreadsheet"),
    ],
)
def test_file_is_known_by_its_content_and_not_by_its_name(content, extension, mime):
    kept = store(upload(content, "Quyết định 07.exe", "text/html"), ACTOR)
    assert kept.mime.endswith(mime)
    assert kept.name == f"Quyết định 07.exe{extension}"


def test_a_picture_is_kept_without_the_place_where_it_was_taken():
    sent = photograph()
    kept = store(upload(sent, "nha.jpg"), ACTOR)
    with default_storage.open(kept.path) as content:
        stored = content.read()
    assert kept.sha256 == hashlib.sha256(stored).hexdigest() != hashlib.sha256(sent).hexdigest()
    assert kept.size == len(stored)
    assert b"Exif" in sent
    assert b"Exif" not in stored


@pytest.mark.parametrize(
    "content",
    [
        b"MZ\x90\x00" + bytes(60),
        b"<html><script>alert(1)</script></html>",
        b"\x00%PDF-1.7",
        b"RIFF\x10\x00\x00\x00WAVEfmt ",
        b"PK\x03\x04 cut off",
        package(**{"a.txt": b"a"}),
        package(mimetype=b"application/epub+zip"),
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(60),
    ],
    ids=["program", "page", "hidden pdf", "sound", "cut zip", "zip", "book", "old Office"],
)
def test_other_kinds_are_refused_with_what_to_send_instead(content):
    with pytest.raises(AttachmentRefused, match="Hãy gửi tệp PDF"):
        store(upload(content), ACTOR)


@pytest.mark.parametrize(
    "content",
    [
        office("word/document.xml", **{"word/vbaProject.bin": b"x"}),
        open_document("text", **{"Basic/m.xml": b"x"}),
    ],
)
def test_macros_are_refused(content):
    with pytest.raises(AttachmentRefused, match="macro"):
        store(upload(content), ACTOR)


def test_bomb_in_an_office_file_is_not_opened():
    bomb = office("word/document.xml", **{"word/media/a.xml": bytes(50_000_000)})
    assert len(bomb) < 100_000
    assert store(upload(bomb), ACTOR).size == len(bomb)


def test_empty_and_too_large_files_are_refused():
    with pytest.raises(AttachmentRefused, match="trống"):
        store(upload(b""), ACTOR)
    with pytest.raises(AttachmentRefused, match="20 MB"):
        store(upload(PDF + bytes(LARGEST)), ACTOR)


def test_content_is_kept_unchanged_under_its_hash(tmp_path):
    kept = store(upload(PDF), ACTOR)
    assert kept.sha256 == hashlib.sha256(PDF).hexdigest()
    with default_storage.open(kept.path) as content:
        assert content.read() == PDF
    assert kept.uploaded_by == 5


def test_same_content_is_stored_once(tmp_path):
    first, second = store(upload(PDF, "a.pdf"), ACTOR), store(upload(PDF, "b.pdf"), ACTOR)
    assert (first.name, second.name) == ("a.pdf", "b.pdf")
    assert first.uuid != second.uuid
    assert len(files_in(tmp_path)) == 1


def test_what_a_cut_write_left_is_replaced(tmp_path):
    kept = store(upload(PDF), ACTOR)
    (whole,) = files_in(tmp_path)
    os.chmod(whole, 0o600)
    whole.write_bytes(PDF[:4])
    store(upload(PDF), ACTOR)
    assert files_in(tmp_path) == [whole]
    assert whole.read_bytes() == PDF
    assert kept.path in str(whole)


@pytest.mark.parametrize(
    "name", ["../../etc/passwd", "C:\\Users\\a.pdf", 'x"\r\n.pdf', "", "a" * 400 + ".pdf"]
)
def test_hostile_names_become_harmless(name):
    sent = SimpleUploadedFile("x", PDF)
    sent._name = name
    kept = store(sent, ACTOR)
    assert kept.name.endswith(".pdf")
    assert not set(kept.name) & set('/\\"\r\n')
    assert len(kept.name) <= 200


def test_every_kept_file_leaves_an_audit_line():
    kept = store(upload(PDF), ACTOR)
    line = AuditEntry.objects.get(action="attachments.stored")
    assert (line.subject_id, line.actor_seat, line.data["sha256"]) == (str(kept.pk), 5, kept.sha256)


def test_the_audit_line_of_a_file_does_not_hold_its_name():
    store(SimpleUploadedFile("Lò Thị Mẫu - biên bản.pdf", PDF), ACTOR)
    line = AuditEntry.objects.get(action="attachments.stored")
    assert set(line.data) == {"size", "sha256"}, "what people write into a name outlives no erasure"


def test_application_cannot_change_a_kept_file():
    store(upload(PDF), ACTOR)
    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        Attachment.objects.update(sha256="0" * 64)


def test_form_field_says_why_beside_the_field():
    from django import forms

    class Sent(forms.Form):
        tep = AttachmentField(required=False)

    good, bad, none = (Sent({}, {"tep": f} if f else {}) for f in (upload(PDF), upload(b"MZ\x90"), None))
    assert good.is_valid()
    assert store(good.cleaned_data["tep"], ACTOR).size == len(PDF)
    assert "Không nhận loại tệp này" in bad.errors["tep"][0]
    assert none.is_valid()
