"""Signing with the installation's certificate, and what is told of signatures that come back."""

import asyncio
import io
import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from asn1crypto.crl import CertificateList
from pyhanko.sign.validation.dss import DocumentSecurityStore
from pypdf import PdfReader, PdfWriter

from hoathuan.core.attachments.kinds import PDF, kind_of
from hoathuan.core.attachments.tests.samples import upload
from hoathuan.documents.api import render_pdf
from hoathuan.documents.signing import apart, placing
from hoathuan.documents.signing.api import (
    TOP_RIGHT,
    NotConfigured,
    SignatureState,
    SigningFailed,
    is_configured,
    sign_pdf,
    verify_pdf,
)
from hoathuan.documents.tests.samples import WHEN, official

from .authority import Authority


def only(content):
    (report,) = verify_pdf(content)
    return report


def test_a_paper_signed_here_is_found_valid_with_who_and_when(paper, certificate):
    certificate()
    report = only(sign_pdf(paper, reason="Ban hành"))
    assert report.state == SignatureState.VALID, report
    assert report.good
    assert "Bà Mẫu Thử (UBND xã An Mẫu), ký lúc" in report.words
    assert "không bị sửa từ khi ký" in report.words


def test_a_paper_is_signed_also_beside_a_running_event_loop(paper, certificate):
    certificate()

    async def sign():
        return sign_pdf(paper)

    with (
        ThreadPoolExecutor() as pool
    ):  # a thread of its own: a browser may have left its loop running in ours
        signed = pool.submit(asyncio.run, sign()).result()
    assert [found.state for found in verify_pdf(signed)] == ["valid"]


def test_what_was_issued_stays_untouched_in_front_of_the_signature(paper, certificate):
    certificate()
    signed = sign_pdf(paper)
    assert signed.startswith(paper)
    assert kind_of(upload(signed)) is PDF, "and it is a file that is taken"


def test_two_people_sign_one_paper_and_both_hold(paper, certificate):
    certificate(who="Ông Một Thử")
    once = sign_pdf(paper)
    certificate(who="Bà Hai Thử")
    twice = sign_pdf(once, place=TOP_RIGHT)
    reports = verify_pdf(twice)
    assert [report.signer for report in reports] == ["Ông Một Thử", "Bà Hai Thử"]
    # the authority is one and the same, so both are trusted
    assert [report.state for report in reports] == [SignatureState.VALID] * 2


def seen_of(signed):
    """What stands in the frame of each signature: page, box, words."""
    found = []
    for number, page in enumerate(PdfReader(io.BytesIO(signed)).pages):
        for note in page.get("/Annots", ()):
            note = note.get_object()
            if note.get("/FT") == "/Sig":
                found.append((number, [round(float(x)) for x in note["/Rect"]], note["/AP"]["/N"]))
    return found


def test_the_frame_stands_where_it_was_asked_for(paper, certificate):
    certificate()
    pages = len(PdfReader(io.BytesIO(paper)).pages)
    ((page, box, drawn),) = seen_of(sign_pdf(paper))
    assert page == pages - 1
    assert box == [330, 90, 530, 142]
    assert drawn.get_data()
    ((page, box, _drawn),) = seen_of(sign_pdf(paper, place=TOP_RIGHT))
    assert (page, box[0]) == (0, 350)


def test_the_frame_stands_above_the_signers_name_and_under_the_office(paper, certificate):
    certificate()
    ((page, box, _drawn),) = seen_of(sign_pdf(paper, above="Phạm Văn Mẫu"))
    lines = {text: bottom for bottom, _left, text in placing._lines(PdfReader(io.BytesIO(paper)).pages[-1])}
    assert page == len(PdfReader(io.BytesIO(paper)).pages) - 1
    assert lines["Phạm Văn Mẫu"] + 10 <= box[1] < box[3] <= lines["CHỦ TỊCH"]
    assert 0 < box[0] < box[2] <= 595


def test_a_name_that_stands_nowhere_leaves_the_frame_where_it_was_asked_for(paper, certificate):
    certificate()
    ((_page, box, _drawn),) = seen_of(sign_pdf(paper, above="Người Không Có Tên"))
    assert box == [330, 90, 530, 142]


def test_a_letter_changed_after_signing_is_told(paper, certificate):
    certificate()
    signed = sign_pdf(paper)
    at = len(paper) // 2
    broken = signed[:at] + bytes([signed[at] ^ 1]) + signed[at + 1 :]
    states = [report.state for report in verify_pdf(broken)]
    assert SignatureState.VALID not in states


def test_a_page_put_in_after_signing_is_told(paper, certificate):
    certificate()
    signed = sign_pdf(paper)
    writer = PdfWriter(io.BytesIO(signed), incremental=True)
    writer.add_blank_page(200, 200)
    out = io.BytesIO()
    writer.write(out)
    assert out.getvalue().startswith(signed), "the signature itself is untouched"
    report = only(out.getvalue())
    assert report.state == SignatureState.CHANGED
    assert "không dùng bản này" in report.words


def test_an_issuer_that_nobody_trusts_is_named(paper, certificate):
    certificate(trusted=False)
    report = only(sign_pdf(paper))
    assert report.state == SignatureState.UNKNOWN
    assert "Nơi cấp thử" in report.words
    assert "người quản trị" in report.words


def test_another_root_of_the_same_name_is_not_the_root(paper, certificate, settings, tmp_path):
    certificate()
    signed = sign_pdf(paper)
    settings.HT_TRUST_ROOTS = str(Authority().root(tmp_path))
    assert only(signed).state == SignatureState.UNKNOWN


@pytest.mark.parametrize(
    "days", [{"begins": -400, "ends": -10}, {"begins": 5, "ends": 100}], ids=["over", "not yet"]
)
def test_a_certificate_out_of_its_days_is_told_with_its_last_day(paper, certificate, days):
    certificate(**days)
    report = only(sign_pdf(paper))
    assert report.state == SignatureState.EXPIRED
    assert "hạn đến" in report.words


def test_a_certificate_that_the_file_itself_says_is_revoked_is_told(paper, certificate, authority, settings):
    certificate()
    signed = sign_pdf(paper)
    assert only(signed).state == SignatureState.VALID, "without a list nobody is asked over the network"
    listed = CertificateList.load(authority.revoked(int(Path(settings.HT_SIGN_PKCS12).stem)))
    out = io.BytesIO(signed)
    DocumentSecurityStore.add_dss(out, None, crls=[listed], force_write=True)
    report = only(out.getvalue())
    assert report.state == SignatureState.REVOKED
    assert "thu hồi" in report.words


def test_roots_may_be_a_folder(paper, certificate, settings, tmp_path):
    certificate()
    signed = sign_pdf(paper)
    (tmp_path / "readme.txt").write_text("not a certificate")
    settings.HT_TRUST_ROOTS = f"/nowhere:{tmp_path}"
    assert only(signed).state == SignatureState.VALID


def test_a_paper_without_signatures_has_none(paper):
    assert verify_pdf(paper) == []


@pytest.mark.parametrize(
    "content",
    [b"", b"%PDF-1.7 nothing", b"%PDF-1.4\n1 0 obj<</Type/Catalog/AcroForm<</Fields[1 0 R]>>>>endobj\n%%EOF"],
)
def test_a_file_that_cannot_be_opened_has_no_signatures_and_breaks_nothing(content):
    assert verify_pdf(content) == []


def test_the_log_hears_the_kind_of_a_failure_and_no_word_of_the_paper(caplog):
    with caplog.at_level("INFO"):
        verify_pdf(b"%PDF-1.7 Ha Van Kin")
    assert "cannot be read" in caplog.text
    assert "Kin" not in caplog.text
    assert apart._kind_of(b"Traceback\n  raise x\npypdf.errors.PdfReadError: Ha Van Kin\n") == (
        "pypdf.errors.PdfReadError"
    )


def test_a_reader_that_never_ends_is_ended(monkeypatch, paper):
    from hoathuan.documents.signing import apart

    monkeypatch.setattr(apart, "_SECONDS", 0.01)
    assert verify_pdf(paper) == []


def test_without_a_certificate_the_way_by_hand_is_told(paper):
    assert not is_configured()
    with pytest.raises(NotConfigured, match="ký bằng phần mềm đang dùng"):
        sign_pdf(paper)


@pytest.mark.parametrize("wrong", ["passphrase", "file"])
def test_a_certificate_that_does_not_open_is_told_without_its_passphrase(
    paper, certificate, settings, caplog, wrong
):
    certificate()
    if wrong == "passphrase":
        settings.HT_SIGN_PASSPHRASE = "khac"
    else:
        settings.HT_SIGN_PKCS12 = "/nowhere/chung-thu.p12"
    with pytest.raises(NotConfigured, match="người quản trị"):
        sign_pdf(paper)
    assert "khac" not in caplog.text


@pytest.mark.parametrize("content", [b"%PDF-1.7 broken", b"not a pdf"])
def test_what_cannot_take_a_signature_is_told(certificate, content):
    certificate()
    with pytest.raises(SigningFailed, match="xuất lại tệp"):
        sign_pdf(content)


def test_the_passphrase_does_not_reach_the_process_that_opens_files(certificate, paper, monkeypatch):
    """The process is given a path and nothing of the settings."""
    import subprocess

    from hoathuan.documents.signing import apart

    certificate()
    seen = {}
    run = subprocess.run

    def spy(command, **options):
        seen.update(options.get("env") or os.environ)
        return run(command, **options)

    monkeypatch.setenv("HT_SIGN_PASSPHRASE", "bi-mat")
    monkeypatch.setattr(apart.subprocess, "run", spy)
    verify_pdf(paper)
    assert "HT_SIGN_PASSPHRASE" not in seen
    assert "SECRET_KEY" not in seen


def test_a_long_name_stays_inside_its_frame(certificate):
    from hoathuan.documents.tests.samples import LONGEST_NAME

    certificate(who=LONGEST_NAME[:44])
    long = render_pdf("official", official(), title="a", author="b", when=WHEN)
    assert only(sign_pdf(long, on_behalf="Ủy ban nhân dân xã Nguyễn Văn Thử Nghiệm")).good
