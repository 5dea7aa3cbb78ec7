"""The files themselves: archive quality, same bytes from the same input, only our fonts."""

import logging
import threading

import pytest
from pydantic import ValidationError

from hoathuan.documents import rendering
from hoathuan.documents import shapes as s
from hoathuan.documents.api import DocumentProblem, FontsMissing, render_pdf

from .samples import WHEN, form, official, printed, progress, register, slips

ALL = [official(), slips(7), progress(3, 3), register(3), form(3)]


def template_of(paper):
    return next(name for name, shape in s.SHAPES.items() if isinstance(paper, shape))


@pytest.mark.parametrize("paper", ALL, ids=template_of)
def test_file_is_archivable_accessible_and_silent(paper, caplog):
    with caplog.at_level(logging.WARNING):
        pdf = printed(paper)
    assert caplog.messages == []
    xmp = pdf.xmp_metadata.stream.get_data().decode()
    assert "<pdfaid:part>2</pdfaid:part>" in xmp
    assert "<pdfaid:conformance>A</pdfaid:conformance>" in xmp
    assert "<pdfuaid:part>1</pdfuaid:part>" in xmp
    assert pdf.metadata.title == "Giấy thử"
    assert pdf.trailer["/Root"]["/Lang"] == "vi-VN"


@pytest.mark.parametrize("paper", ALL, ids=template_of)
def test_only_our_families_are_in_the_file(paper):
    fonts = {
        str(font.get_object()["/BaseFont"]).split("+")[-1]
        for page in printed(paper).pages
        for font in page["/Resources"]["/Font"].values()
    }
    assert fonts
    assert all(name.startswith(("Tinos", "NotoSans")) for name in fonts)


def test_same_input_gives_the_same_bytes():
    first, second = (render_pdf("official", official(), title="a", author="b", when=WHEN) for _ in range(2))
    assert first == second


def test_each_thread_gets_its_own_paper():
    papers = {}

    def work(number):
        papers[number] = printed(official(summary=f"Số {number} của luồng")).pages[0].extract_text()

    threads = [threading.Thread(target=work, args=(n,)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert all(f"Số {n} của luồng" in papers[n] for n in range(4))


@pytest.fixture
def own_template(tmp_path, monkeypatch):
    def make(source):
        (tmp_path / "own.typ").write_text(source)
        monkeypatch.setattr(rendering, "TEMPLATES", tmp_path)
        monkeypatch.setitem(s.SHAPES, "own", s.Signer)
        monkeypatch.setattr(rendering, "_kept", threading.local())
        return render_pdf("own", {"lines": ["a"]}, title="a", author="b", when=WHEN)

    return make


def test_unknown_family_is_an_error_and_never_replaced_silently(own_template):
    with pytest.raises(FontsMissing, match="unknown font family"):
        own_template('#set document(title: "a")\n#set text(font: ("Times New Roman", "Tinos"))\n= a')


def test_mistake_in_a_template_names_the_template(own_template):
    with pytest.raises(DocumentProblem, match="own: error"):
        own_template("#khong-co()")


def test_caller_who_misspells_a_field_is_told():
    with pytest.raises(ValidationError, match="kinds"):
        render_pdf("official", official().model_dump() | {"kinds": "x"}, title="a", author="b")


def test_form_head_that_leaves_a_column_uncovered_is_refused():
    with pytest.raises(ValidationError, match="head does not cover"):
        form(1, head=((s.HeadCell(text="A"), s.HeadCell(text="B")),))


def test_form_row_of_the_wrong_length_is_refused():
    with pytest.raises(ValidationError, match="row 0 has 2 cells"):
        form(1, rows=(s.FormRow(cells=("a", 1)),))
