"""A province's Word template: what may stand in it, and that nothing else is ever run."""

import io
import json
import zipfile
from typing import Any

import pytest
from docx import Document

from hoathuan.core.attachments.errors import AttachmentRefused
from hoathuan.documents import kinds
from hoathuan.documents.errors import TemplateRefused
from hoathuan.documents.fields import LONG_NAME, sample, vocabulary
from hoathuan.documents.qr import qr_png
from hoathuan.documents.services.templates import check_file
from hoathuan.documents.word import child, rules, run
from hoathuan.documents.word.starter import starter

from .conftest import made_pdf, uploaded, word, words_of

LETTER = "cong-van"
KNOWN = {"fields": ["a", "b"], "rows": {"nguoi": ["stt", "ten"]}, "required": []}


def said(source: str, **known: Any) -> list[tuple[str, str]]:
    return [(p.code, p.what) for p in rules.problems([source], KNOWN | known)]


def test_fields_conditions_and_one_loop_are_allowed() -> None:
    source = (
        "{{ a }} {% if a and not b %}{{ b|upper }}{% else %}-{% endif %}"
        "{% for x in nguoi %}{{ loop.index }} {{ x.stt }} {{ x.ten }}{% if loop.last %}.{% endif %}{% endfor %}"
    )
    assert said(source) == []


@pytest.mark.parametrize(
    "hostile",
    [
        "{{ a.__class__.__mro__[1].__subclasses__() }}",
        "{{ ''.__class__ }}",
        "{{ a['__class__'] }}",
        "{{ cycler.__init__.__globals__.os.popen('id').read() }}",
        "{{ lipsum.__globals__ }}",
        "{{ self }}",
        "{{ self._TemplateReference__context }}",
        "{{ range(10**9) }}",
        "{{ a * 10**9 }}",
        "{{ a ~ b }}",
        "{% set x = 1 %}",
        "{% include '/etc/passwd' %}",
        "{% import 'os' as os %}",
        "{% extends 'x' %}",
        "{% macro m() %}{{ m() }}{% endmacro %}",
        "{% filter upper %}x{% endfilter %}",
        "{% call a() %}{% endcall %}",
        "{% block x %}{% endblock %}",
        "{% with x = a %}{{ x }}{% endwith %}",
        "{{ a|map('x') }}",
        "{{ a|attr('x') }}",
        "{{ a is divisibleby(0) }}",
        "{{ a if b else a }}",
        "{{ nguoi[0].ten }}",
        "{% for x in range(10) %}{% endfor %}",
        "{% for x in nguoi recursive %}{{ loop(nguoi) }}{% endfor %}",
        "{% for x in nguoi if x.ten %}{{ x.ten }}{% endfor %}",
        "{% for x, y in nguoi %}{% endfor %}",
        "{% for x in nguoi %}{% for y in nguoi %}.{% endfor %}{% endfor %}",
        "{% for x in nguoi %}{{ x.ten.__class__ }}{% endfor %}",
        "{% for x in nguoi %}{{ loop.cycle('a') }}{% endfor %}",
        "{% autoescape false %}{{ a }}{% endautoescape %}",
    ],
)
def test_a_template_cannot_run_anything(hostile: str) -> None:
    assert said(hostile)


def test_loops_without_end_are_refused_before_they_begin() -> None:
    nested = "{% for x in nguoi %}" * 12 + "." + "{% endfor %}" * 12
    assert ("loops", "for") in said(nested)
    assert ("loops", "25") in said("{% for x in nguoi %}.{% endfor %}" * 25)


def test_deep_brackets_are_refused_and_not_followed() -> None:
    assert said("{{ " + "(" * 5_000 + "a" + ")" * 5_000 + " }}")


def test_unknown_and_missing_fields_are_named() -> None:
    assert said("{{ c }}{% for x in nguoi %}{{ x.tuoi }}{% endfor %}", required=["a", "nguoi"]) == [
        ("field", "c"),
        ("field", "nguoi.tuoi"),
        ("missing", "a"),
    ]
    assert said("{{ a }")[0][0] == said("{% if a %}")[0][0] == "syntax"


def test_the_products_own_word_file_can_be_brought_in_for_every_kind() -> None:
    for kind in kinds.all_kinds():
        assert run.check(starter(kind.shipped()), vocabulary(kind.fields)) == [], kind.key


@pytest.mark.parametrize("kind", kinds.all_kinds(), ids=lambda kind: kind.key)
def test_the_products_own_word_file_has_the_page_of_the_decree(kind: Any) -> None:
    """Decree 30/2020, App. I: A4, 20 to 25 mm above and below, 30 to 35 left, 15 to 20 right; Times New Roman 13."""
    made = Document(io.BytesIO(starter(kind.shipped())))
    (section,) = made.sections
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    margins = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    assert [round(margin.mm) for margin in margins] == [20, 20, 30, 20]
    assert section.different_first_page_header_footer, "no number on page 1"
    assert "PAGE" in section.header._element.xml
    assert "PAGE" not in section.first_page_header._element.xml
    assert (made.styles["Normal"].font.name, made.styles["Normal"].font.size.pt) == ("Times New Roman", 13)


def test_a_filled_word_file_holds_the_longest_name_and_forty_rows() -> None:
    kind = kinds.get("cong-nhan-hoa-giai-vien")
    made = run.fill(
        starter(kind.shipped()), vocabulary(kind.fields), sample(kind.fields), qr_png("https://mau.example/x")
    )
    text = words_of(made)
    assert text.count(LONG_NAME) == 41  # forty rows and the signer
    assert "\n40\n" in text
    assert not {"{{", "{%"} & set(text.split())
    with zipfile.ZipFile(io.BytesIO(made)) as package:
        assert any(name.startswith("word/media/") for name in package.namelist())


def test_values_are_shown_and_never_read_as_markup_or_code() -> None:
    kind = kinds.get(LETTER)
    values = sample(kind.fields) | {"noi_dung": '{{ nguoi_ky }} <w:b/> & "A" {% if %} < 5'}
    text = words_of(run.fill(starter(kind.shipped()), vocabulary(kind.fields), values, None))
    assert '{{ nguoi_ky }} <w:b/> & "A" {% if %} < 5' in text


def test_every_problem_is_said_in_words() -> None:
    with pytest.raises(TemplateRefused) as refused:
        check_file(kinds.get(LETTER), word("{{ khong_co }}", "{{ a.__class__ }}", "{{ noi_dung|tojson }}"))
    told = "\n".join(refused.value.problems)
    assert "“khong_co” không có trong loại văn bản này" in told
    assert "“.__class__”" in told
    assert "|tojson" in told


def test_a_template_without_a_needed_field_is_refused_by_its_name() -> None:
    empty = io.BytesIO()
    Document().save(empty)
    with pytest.raises(TemplateRefused) as refused:
        check_file(kinds.get(LETTER), uploaded(empty.getvalue()))
    assert any("“ma_kiem_tra” (Mã kiểm tra)" in line for line in refused.value.problems)


def test_code_in_the_header_and_in_the_title_of_the_file_is_found_too() -> None:
    made = Document(io.BytesIO(starter(kinds.get(LETTER).shipped())))
    made.sections[0].header.paragraphs[0].text = "{{ range(10) }}"
    made.core_properties.title = "{{ self }}"
    out = io.BytesIO()
    made.save(out)
    with pytest.raises(TemplateRefused) as refused:
        check_file(kinds.get(LETTER), uploaded(out.getvalue()))
    assert len(refused.value.problems) == 2


def test_a_macro_is_refused() -> None:
    with pytest.raises(AttachmentRefused, match="macro"):
        check_file(kinds.get(LETTER), word(**{"word/vbaProject.bin": b"x"}))


@pytest.mark.parametrize("kind", ["attachedTemplate", "image", "oleObject", "frame", "subDocument"])
def test_what_is_fetched_from_elsewhere_when_the_file_is_opened_is_refused(kind: str) -> None:
    made = Document(io.BytesIO(starter(kinds.get(LETTER).shipped())))
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    made.part.relate_to("https://xa.example/x", f"{office}/{kind}", is_external=True)
    out = io.BytesIO()
    made.save(out)
    with pytest.raises(AttachmentRefused, match="tải thêm nội dung từ nơi khác"):
        check_file(kinds.get(LETTER), uploaded(out.getvalue()))


def test_a_template_without_its_square_code_is_refused() -> None:
    made = Document(io.BytesIO(starter(kinds.get(LETTER).shipped())))
    line = next(p for p in made.paragraphs if "ma_vuong" in p.text)
    line.clear()
    out = io.BytesIO()
    made.save(out)
    with pytest.raises(TemplateRefused) as refused:
        check_file(kinds.get(LETTER), uploaded(out.getvalue()))
    assert ["ma_vuong" in told for told in refused.value.problems] == [True]


def test_only_word_files_are_templates() -> None:
    with pytest.raises(TemplateRefused, match="Word"):
        check_file(kinds.get(LETTER), uploaded(made_pdf(), "a.docx"))


def test_a_bomb_is_stopped_and_told_in_words() -> None:
    with pytest.raises(TemplateRefused, match="thời gian hoặc bộ nhớ"):
        run.check(word(**{"word/bom.xml": b"0" * (child.MOST_UNPACKED + 1)}).read(), vocabulary(()))


_DECLARED = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">]><x>&a;</x>'


@pytest.mark.parametrize(
    "bomb",
    [
        _DECLARED.encode(),
        b"<?xml version='1.0'?><!--" + b" " * 5_000 + b"-->" + _DECLARED.encode(),
        _DECLARED.encode("utf-16"),
        _DECLARED.encode("utf-16-be"),
        _DECLARED.encode("utf-32"),
        b'<?xml version="1.0" encoding="UTF-7"?>' + _DECLARED.encode("utf-7").replace(b"<!", b"+ADwAIQ-"),
        ("<?xml version='1.0' encoding='IBM037'?>" + _DECLARED).encode("cp037"),
    ],
    ids=["plain", "late", "utf-16", "utf-16-be", "utf-32", "utf-7", "ebcdic"],
)
def test_entities_are_not_read(bomb: bytes) -> None:
    with pytest.raises(TemplateRefused, match="Không đọc được"):
        run.check(word(**{"word/styles2.xml": bomb}).read(), vocabulary(()))


def test_a_process_that_dies_is_a_refusal_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run, "_CHILD", "hoathuan.documents.word.nothing_there")
    with pytest.raises(TemplateRefused, match="dừng lại"):
        run.check(b"", {})


def test_no_secret_reaches_the_process_that_opens_templates(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Any
) -> None:
    telling = "import json, os\nprint(json.dumps({'problems': [{'code': name, 'what': ''} for name in os.environ]}))"
    (tmp_path / "telling.py").write_text(telling)
    monkeypatch.setattr(run, "_CHILD", "telling")
    monkeypatch.setattr(run, "_ROOT", tmp_path)
    monkeypatch.setenv("SECRET_KEY", "bi-mat")
    names = {problem.code for problem in run.check(b"", {})}
    assert "PATH" in names
    assert "SECRET_KEY" not in names


def test_a_template_that_hangs_is_stopped(monkeypatch: pytest.MonkeyPatch, tmp_path: Any) -> None:
    """Whatever the reader might do for ever, the limit on its computing time ends it."""
    endless = "import resource,sys\nresource.setrlimit(resource.RLIMIT_CPU,(1,1))\nwhile True: pass"
    (tmp_path / "endless.py").write_text(endless)
    monkeypatch.setattr(run, "_CHILD", "endless")
    monkeypatch.setattr(run, "_ROOT", tmp_path)
    with pytest.raises(TemplateRefused, match="dừng lại"):
        run.check(b"", {})


def test_a_file_changed_behind_our_back_is_not_filled() -> None:
    kind = kinds.get(LETTER)
    hostile = word("{{ a.__class__ }}").read()
    with pytest.raises(TemplateRefused, match="tải mẫu lên lại"):
        run.fill(hostile, vocabulary(kind.fields), sample(kind.fields), None)


def test_the_reading_process_loads_neither_settings_nor_database() -> None:
    import subprocess
    import sys

    code = "import hoathuan.documents.word.child, sys, json; print(json.dumps([*sys.modules]))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, cwd=run._ROOT)
    assert not [name for name in json.loads(done.stdout) if name.partition(".")[0] == "django"]
