"""A signed copy comes back: its hash is kept, and it is said whether it is the paper that was issued."""

import io
import zipfile
from types import SimpleNamespace

import pytest
from PIL import Image

from hoathuan.core.attachments.api import Attachment, AttachmentRefused, store, store_bytes
from hoathuan.core.attachments.tests.samples import JPEG, upload
from hoathuan.core.models import AuditEntry
from hoathuan.documents.api import render_pdf
from hoathuan.documents.signing import apart, comparing, services
from hoathuan.documents.signing.api import (
    CopyRefused,
    Likeness,
    Returned,
    SignatureReport,
    check_returned,
    compare,
    sign_pdf,
    take_back,
)
from hoathuan.documents.tests.samples import WHEN, official

pytestmark = pytest.mark.django_db
ACTOR = SimpleNamespace(user_id=3, seat_id=5, label="")


def scan_of_nothing():
    """A PDF that is one picture, as a scanner makes it."""
    out = io.BytesIO()
    Image.new("RGB", (100, 140), "white").save(out, "PDF")
    return out.getvalue()


def printed_again(**changes):
    return render_pdf("official", official(**changes), title="Bản in lại", author="x", when=WHEN)


def word(text):
    out = io.BytesIO()
    body = "".join(f"<w:p><w:r><w:t>{part}</w:t></w:r></w:p>" for part in text)
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
        package.writestr("word/document.xml", f"<w:document {space}><w:body>{body}</w:body></w:document>")
    return out.getvalue()


def test_the_same_file_and_the_same_file_signed(paper, certificate):
    certificate()
    assert compare(paper, paper).kind == Likeness.SAME_FILE
    signed = compare(paper, sign_pdf(paper))
    assert signed.kind == Likeness.SIGNED
    assert "có thêm chữ ký số" in signed.words


def test_the_same_words_in_another_file(paper):
    found = compare(paper, printed_again())
    assert found.kind == Likeness.SAME_TEXT
    assert found.good


def test_other_words_are_told_with_the_first_place_where_they_part(paper):
    found = compare(paper, printed_again(summary="Về việc khác hẳn, không phải văn bản đã phát hành"))
    assert found.kind == Likeness.OTHER
    assert not found.good
    assert "khác hẳn" in found.words.replace("kháchẳn", "khác hẳn")


def test_a_signature_does_not_cover_other_words_that_were_put_behind(paper, certificate):
    """The issued bytes stand in front, the signature holds for itself, and yet the paper reads differently."""
    from pypdf import PdfWriter

    certificate()
    writer = PdfWriter(io.BytesIO(sign_pdf(paper)), incremental=True)
    writer.add_blank_page(200, 200)
    out = io.BytesIO()
    writer.write(out)
    assert compare(paper, out.getvalue()).kind != Likeness.SIGNED


def test_a_scan_is_left_to_the_eyes(paper):
    found = compare(paper, scan_of_nothing())
    assert found.kind == Likeness.NO_TEXT
    assert "tự đối chiếu" in found.words


def test_a_file_that_cannot_be_opened_is_said_to_be_that(paper):
    assert compare(paper, b"%PDF-1.7\n1 0 obj\n%%EOF").kind in (Likeness.UNREADABLE, Likeness.NO_TEXT)


def test_a_paper_issued_as_word_is_compared_by_its_words(paper):
    plain = apart.text_of(paper)
    lines = [line for line in plain.splitlines() if line.strip()]
    escaped = [line.replace("&", "&amp;").replace("<", "&lt;") for line in lines]
    assert compare(word(escaped), paper).kind == Likeness.SAME_TEXT
    other = compare(word(["Quyết định khác"]), paper)
    assert other.kind == Likeness.NO_TEXT
    assert "tự đối chiếu" in other.words


def test_taking_back_keeps_the_file_its_hash_and_what_was_found(paper, certificate):
    certificate()
    issued = store_bytes(paper, "qd.pdf", ACTOR)
    row = take_back(issued=issued, upload=upload(sign_pdf(paper), "da-ky.pdf"), actor=ACTOR)
    assert row.likeness == Likeness.SIGNED
    assert row.sha256 == row.copy.sha256 != issued.sha256
    assert row.seat_id == 5
    assert [report.state for report in row.reports] == ["valid"]
    line = AuditEntry.objects.get(action="signing.returned")
    assert line.data["likeness"] == "signed"


def test_another_text_is_kept_and_said_to_be_another(paper):
    issued = store_bytes(paper, "qd.pdf", ACTOR)
    row = take_back(issued=issued, upload=upload(printed_again(summary="Một văn bản khác")), actor=ACTOR)
    assert row.likeness == Likeness.OTHER


def test_the_same_copy_again_is_the_same_row(paper):
    issued = store_bytes(paper, "qd.pdf", ACTOR)
    first, again = (take_back(issued=issued, upload=upload(paper), actor=ACTOR) for _ in range(2))
    assert first == again
    assert Attachment.objects.count() == 2


@pytest.mark.parametrize("content", [JPEG, word(["a"])])
def test_only_a_pdf_comes_back(paper, content):
    issued = store_bytes(paper, "qd.pdf", ACTOR)
    with pytest.raises(CopyRefused, match="phải là tệp PDF"):
        take_back(issued=issued, upload=upload(content), actor=ACTOR)
    assert Attachment.objects.count() == 1


def test_a_hostile_copy_is_refused_before_it_is_opened(paper):
    issued = store_bytes(paper, "qd.pdf", ACTOR)
    hostile = paper.replace(b"%%EOF", b"", 1) + b"9 0 obj<</S/JavaScript/JS(x)>>endobj\n%%EOF\n"
    with pytest.raises(AttachmentRefused, match="mã lệnh"):
        take_back(issued=issued, upload=upload(hostile), actor=ACTOR)


def test_a_copy_is_taken_while_the_scanning_command_is_down_and_read_by_nobody(paper, settings):
    from hoathuan.core.attachments.api import NotReadable, read_attachment

    issued = store_bytes(paper, "qd.pdf", ACTOR)
    settings.HT_SCAN_COMMAND = "/nowhere/scan"
    row = take_back(issued=issued, upload=upload(printed_again()), actor=ACTOR)
    assert row.likeness == Likeness.SAME_TEXT
    with pytest.raises(NotReadable):
        read_attachment(row.copy)


def test_a_lost_original_is_told(paper):
    from hoathuan.core.attachments import content

    issued = store(upload(paper), ACTOR)
    content.forget(issued.sha256)
    row = take_back(issued=issued, upload=upload(printed_again()), actor=ACTOR)
    assert row.likeness == Likeness.UNREADABLE
    assert "người quản trị" in row.detail


def test_what_was_found_is_shown_in_words(paper, certificate):
    from django.template.loader import render_to_string

    certificate(trusted=False)
    issued = store_bytes(paper, "qd.pdf", ACTOR)
    row = take_back(issued=issued, upload=upload(sign_pdf(paper)), actor=ACTOR)
    page = render_to_string("signing/returned.html", {"returned": row})
    for told in ("có thêm chữ ký số", "Không rõ nơi cấp chứng thư", "Bà Mẫu Thử", row.sha256):
        assert told in page


@pytest.fixture
def quick(monkeypatch):
    """Races are about rows: the files themselves are not opened."""
    monkeypatch.setattr(services, "verify_pdf", lambda content: [])
    monkeypatch.setattr(comparing.apart, "text_of", lambda content: "x" * 100)


@pytest.mark.django_db(transaction=True)
def test_two_who_send_one_copy_at_once_make_one_row(race, paper, quick):
    issued = store_bytes(paper, "qd.pdf", ACTOR)
    rows = race(lambda: take_back(issued=issued, upload=upload(paper + b"\n"), actor=ACTOR).pk, 3)
    assert len(set(rows)) == 1, rows
    assert Returned.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_control_without_the_lock_all_but_one_fail(race, paper, quick, monkeypatch):
    import threading

    issued = store_bytes(paper, "qd.pdf", ACTOR)
    looked = threading.Barrier(3)
    monkeypatch.setattr(services.content, "hold_alone", lambda sha256: None)
    written = services._written
    monkeypatch.setattr(services, "_written", lambda *a: (looked.wait(), written(*a))[1])
    rows = race(lambda: take_back(issued=issued, upload=upload(paper + b"\n"), actor=ACTOR).pk, 3)
    assert sum(isinstance(one, Exception) for one in rows) == 2


@pytest.mark.parametrize(
    ("likeness", "states", "words"),
    [
        (Likeness.OTHER, [], "Lời văn trong tệp khác"),
        (Likeness.SAME_TEXT, ["valid", "changed"], "bị sửa sau khi ký"),
        (Likeness.SIGNED, ["revoked"], "bị thu hồi"),
    ],
)
def test_what_is_hardly_the_signed_paper_is_taken_only_by_who_is_sure(likeness, states, words):
    row = Returned(likeness=likeness, signatures=[SignatureReport(state=state).as_data() for state in states])
    with pytest.raises(CopyRefused, match=words):
        check_returned(row, sure=False)
    check_returned(row, sure=True)


def test_the_unsigned_file_is_no_signed_copy_however_sure_somebody_is():
    for sure in (False, True):
        with pytest.raises(CopyRefused, match="chưa có chữ ký nào"):
            check_returned(Returned(likeness=Likeness.SAME_FILE), sure=sure)
