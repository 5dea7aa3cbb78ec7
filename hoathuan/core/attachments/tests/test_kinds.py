"""Files that are two things at once, or do more than be read: refused, each with words that say what to send."""

import pytest

from hoathuan.core.attachments.api import AttachmentRefused
from hoathuan.core.attachments.kinds import DOCX, PDF, kind_of

from . import samples
from .samples import office, open_document, package, pdf_with, relations, upload

ZIP = package(**{"a.txt": b"a"})
SVG = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


@pytest.mark.parametrize(
    "content, words",
    [
        (pdf_with(b"/OpenAction<</S/JavaScript/JS(app.alert(1))>>"), "mã lệnh"),
        (pdf_with(b"/OpenAction<</S/J#61vaScript/JS(app.alert(1))>>"), "mã lệnh"),
        (pdf_with(b"<</S/JavaScript/JS(app.alert(1))>>", packed=b"5 0 "), "mã lệnh"),
        (pdf_with(b"/OpenAction<</S/Launch/F(cmd.exe)>>"), "mã lệnh"),
        (pdf_with(b"/AcroForm<</XFA[(a)5 0 R]>>"), "mã lệnh"),
        (pdf_with(b"/Names<</EmbeddedFiles<<>>>>"), "kèm tệp khác"),
        (pdf_with(b"").replace(b"trailer<<", b"trailer<</Encrypt 9 0 R"), "mật khẩu"),
        (samples.PDF + ZIP, "hỏng|giấu"),
        (samples.PDF + b"<html><script>alert(1)</script></html>", "giấu"),
        (b"%PDF-1.7\nnothing else", "bị cắt hoặc hỏng"),
        (samples.PNG + ZIP, "giấu"),
        (samples.JPEG + ZIP, "giấu"),
        (samples.PNG[:40], "bị cắt hoặc hỏng"),
        (b"\xff\xd8\xff" + SVG, "bị cắt hoặc hỏng"),
        (SVG, "Hãy gửi tệp PDF"),
        (office("word/document.xml") + samples.PDF, "giấu"),
        (office("word/document.xml", **relations("attachedTemplate")), "từ nơi khác"),
        (office("word/document.xml", **relations("attachedTemplate", "&#69;xternal")), "từ nơi khác"),
        (office("word/document.xml", **relations("oleObject")), "từ nơi khác"),
        (office("word/document.xml", **{"word/activeX/activeX1.xml": b"x"}), "macro"),
        (office("word/document.xml", **{"word/vbaProject.bin": b"x"}), "macro"),
        (package(**{"[Content_Types].xml": b'<a t="x.vbaProject"/>', "word/document.xml": b"x"}), "macro"),
        (package(**{"[Content_Types].xml": b'"x.macroEnabled.main+xml"', "word/document.xml": b"x"}), "macro"),
        (open_document("text", **{"Scripts/python/a.py": b"x"}), "macro"),
        (
            office("word/document.xml", **{"_rels/.rels": b'<!DOCTYPE a [<!ENTITY e "x">]><a>&e;</a>'}),
            "Hãy gửi tệp PDF",
        ),
    ],
)  # fmt: skip
def test_what_hides_or_runs_is_refused_in_words(content, words):
    with pytest.raises(AttachmentRefused, match=words):
        kind_of(upload(content))


def test_a_zip_before_which_something_was_put_is_refused():
    with pytest.raises(AttachmentRefused):
        kind_of(upload(b"PK\x03\x04" + b"x" * 40 + ZIP))


def test_the_same_part_twice_is_refused_since_two_readers_would_read_two_files(recwarn):
    import zipfile
    from io import BytesIO

    out = BytesIO()
    with zipfile.ZipFile(out, "w") as target:
        for name in ("[Content_Types].xml", "word/document.xml", "word/document.xml"):
            target.writestr(name, b"<x/>")
    with pytest.raises(AttachmentRefused):
        kind_of(upload(out.getvalue()))


@pytest.mark.parametrize("kind", ["hyperlink", "externalLinkPath"])
def test_an_address_to_click_on_is_no_reason_to_refuse(kind):
    assert kind_of(upload(office("word/document.xml", **relations(kind)))) is DOCX


def test_words_of_a_paper_about_scripts_are_no_script():
    """Only names of the format count, not what a paper says; pictures inside may hold any bytes."""
    said = pdf_with(b"/Title(JavaScript, Launch, Encrypt)") + b""
    assert kind_of(upload(said)) is PDF


def test_a_bomb_in_a_stream_of_objects_is_given_up():
    bomb = pdf_with(b"", packed=bytes(200 * 1024 * 1024))
    assert len(bomb) < 400_000
    with pytest.raises(AttachmentRefused, match="nén theo cách lạ"):
        kind_of(upload(bomb))
