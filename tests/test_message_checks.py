"""The catalogues' keeper finds exactly what Django looks up, and says what is missing."""

from pathlib import Path

import pytest
from django.template import Context, Template
from django.utils import translation

from script.checks import catalogues, in_python, in_templates, messages
from script.checks.findings import Message


def in_template(tmp_path: Path, text: str) -> tuple[list[Message], list[str]]:
    path = tmp_path / "page.html"
    path.write_text(text, encoding="utf-8")
    found, faults = in_templates.read(path)
    return found, [fault.words for fault in faults]


def in_module(tmp_path: Path, text: str) -> tuple[list[Message], list[str]]:
    path = tmp_path / "module.py"
    path.write_text(text, encoding="utf-8")
    found, faults = in_python.read(path)
    return found, [fault.words for fault in faults]


IMPORT = "from django.utils.translation import gettext as _\n"
TEMPLATES = [
    '{% load i18n %}{% translate "Tổ hòa giải" %}',
    "{% load i18n %}{% translate 'Đạt 80% chỉ tiêu' %}",
    '{% load i18n %}{% translate "Thành" context "kết quả" %}',
    '{% load i18n %}{% translate "Xã" as commune %}{{ commune }}',
    '{% load i18n %}{{ _("Thôn") }}',
    '{% load i18n %}{% with x=_("Bản") %}{{ x }}{% endwith %}',
    "{% load i18n %}{% blocktranslate trimmed %}\n  Có {{ n }} vụ,\n  đạt 5%\n{% endblocktranslate %}",
    "{% load i18n %}{% blocktranslate with m=n %}{{ m }} tổ{% endblocktranslate %}",
    "{% load i18n %}{% blocktranslate count n=n %}{{ n }} vụ{% plural %}{{ n }} các vụ{% endblocktranslate %}",
]


@pytest.mark.parametrize("text", TEMPLATES)
def test_a_text_of_a_template_is_kept_as_django_looks_it_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    looked_up: list[str] = []
    for name in ("gettext", "pgettext", "ngettext", "npgettext"):
        take = {"gettext": 0, "pgettext": 1, "ngettext": 0, "npgettext": 1}[name]

        def spy(*words: str, take: int = take) -> str:
            looked_up.append(words[take])
            return words[take]

        monkeypatch.setattr(translation._trans, name, spy)
    Template(text).render(Context({"n": 1}))
    found, faults = in_template(tmp_path, text)
    assert {message.text for message in found} == set(looked_up)
    assert faults == []


def test_meaning_and_plural_are_kept(tmp_path: Path) -> None:
    found, _ = in_template(tmp_path, TEMPLATES[2] + TEMPLATES[-1])
    assert [(m.meaning, m.plural) for m in found] == [("kết quả", None), (None, "%(n)s các vụ")]


@pytest.mark.parametrize(
    "text",
    [
        "<p>Vụ việc</p>",
        "<p>Xem</p>",
        '<input placeholder="Tìm tổ">',
        '<a data-ask="Bạn chắc chứ?">{{ x }}</a>',
        '{% include "x.html" with title="Kết quả" %}',
    ],
)
def test_a_bare_text_in_a_template_is_a_fault(tmp_path: Path, text: str) -> None:
    assert any("not wrapped" in words for words in in_template(tmp_path, text)[1])


@pytest.mark.parametrize(
    "text",
    [
        '<p class="ht-card">{{ name }} · 12/2026</p>',
        "<p>PDF</p>",
        "{# Ghi chú #}{% comment %}Lời nói{% endcomment %}",
        '<script src="{% static "x.js" %}"></script>',
        "{# Legal text: Vietnamese only. #}<p>Điều 5</p>",
    ],
)
def test_what_nobody_translates_is_no_fault(tmp_path: Path, text: str) -> None:
    assert in_template(tmp_path, text)[1] == []


def test_calls_of_a_module_are_read_under_any_name(tmp_path: Path) -> None:
    found, faults = in_module(
        tmp_path,
        "from django.utils.translation import gettext_lazy as _, ngettext as many, pgettext\n"
        'a = _("Một " "hai")\nb = many("%(n)s tổ", "%(n)s các tổ", 2)\nc = pgettext("nơi", "Bản")\n',
    )
    assert [(m.text, m.plural, m.meaning) for m in found] == [
        ("Một hai", None, None),
        ("%(n)s tổ", "%(n)s các tổ", None),
        ("Bản", None, "nơi"),
    ]
    assert faults == []


def test_vietnamese_outside_a_call_is_a_fault_unless_it_is_law_or_data(tmp_path: Path) -> None:
    assert in_module(tmp_path, 'x = "Tổ trưởng"\n')[1] == ["not wrapped for translation: 'Tổ trưởng'"]
    assert in_module(tmp_path, 'x = f"{n} người"\n')[1]
    assert in_module(tmp_path, '"""Tổ trưởng."""\nx = legal_text("Điều 5")\n')[1] == []
    assert in_module(tmp_path, f'{in_python.DATA_MARK}\nx = "thôn"\n')[1] == []


def test_a_text_put_together_before_it_is_translated_is_a_fault(tmp_path: Path) -> None:
    assert in_module(tmp_path, 'x = gettext(f"Có {n} vụ")\n')[1][0].startswith(
        "a translated text must be one plain"
    )


@pytest.fixture
def context(tmp_path: Path) -> Path:
    folder = tmp_path / "hoathuan" / "teams"
    folder.mkdir(parents=True)
    (folder / "__init__.py").write_text("")
    (folder / "views.py").write_text(IMPORT + 'a = _("Tổ %(name)s")\nb = _("Thôn")\n', encoding="utf-8")
    return folder


def test_english_is_kept_when_texts_come_and_go(context: Path) -> None:
    product = context.parent
    messages.merge(product)
    assert len(messages.check(product)) == 2
    path = catalogues.po_path(context)
    path.write_text(path.read_text().replace('msgid "Thôn"\nmsgstr ""', 'msgid "Thôn"\nmsgstr "Village"'))
    (context / "views.py").write_text(IMPORT + 'b = _("Thôn")\nc = _("Bản")\n', encoding="utf-8")
    messages.merge(product)
    assert "Village" in path.read_text()
    assert "Tổ" not in path.read_text()
    assert [fault.words for fault in messages.check(product)] == [
        f"no English for 'Bản': add it to {path}",
    ]


def test_english_that_fills_an_unknown_place_is_a_fault(context: Path) -> None:
    messages.merge(context.parent)
    path = catalogues.po_path(context)
    path.write_text(path.read_text().replace('name)s"\nmsgstr ""', 'name)s"\nmsgstr "Team %(title)s"'))
    assert any("fills places" in fault.words for fault in messages.check(context.parent))


def test_what_is_compiled_is_what_gettext_reads(context: Path) -> None:
    import gettext

    messages.merge(context.parent)
    path = catalogues.po_path(context)
    path.write_text(path.read_text().replace('msgid "Thôn"\nmsgstr ""', 'msgid "Thôn"\nmsgstr "Village"'))
    messages.compile_all(context.parent)
    with path.with_suffix(".mo").open("rb") as file:
        assert gettext.GNUTranslations(file).gettext("Thôn") == "Village"
