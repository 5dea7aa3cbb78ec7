"""Forms: a label for every field, errors that say what to do and lead to the field."""

import pytest
from django import forms
from django.template import Context, Template
from django.test import RequestFactory

from hoathuan.core.ui.demo.contents import GuideFilter, GuideForm
from hoathuan.core.ui.forms import problems
from hoathuan.core.ui.lists import filter_words, sort_head


def page(form: forms.BaseForm, source: str = '{% include "ui/form.html" with submit="Lưu vào sổ" %}') -> str:
    return Template("{% load ui %}" + source).render(Context({"form": form}))


@pytest.fixture
def wrong() -> str:
    return page(GuideForm({"ended_on": "31/02/2026"}))


def test_every_visible_field_has_a_label_or_a_legend() -> None:
    form = GuideForm()
    html = page(form)
    for field in form.visible_fields():
        grouped = field.face in ("radios", "checkboxes")
        assert (f'for="{field.id_for_label}"' in html) or (grouped and f'legend">{field.label}' in html)


def test_the_summary_leads_to_the_field_and_says_the_same_words(wrong: str) -> None:
    assert '<a href="#id_ended_on">Không có ngày 31/02/2026' in wrong
    assert wrong.count("Không có ngày 31/02/2026") == 2


def test_the_summary_link_of_radios_reaches_the_first_choice(wrong: str) -> None:
    assert 'href="#id_matter_0"' in wrong
    assert 'id="id_matter_0"' in wrong


def test_a_missing_answer_is_asked_for_by_its_question(wrong: str) -> None:
    assert "Chọn một ý ở câu “Mâu thuẫn về việc gì?”." in wrong
    assert "Trường này" not in wrong


def test_own_words_for_a_missing_answer_stay() -> None:
    class Own(forms.Form):
        name = forms.CharField(label="Tên", error_messages={"required": "Ghi tên tổ như trong quyết định."})

    assert "Ghi tên tổ như trong quyết định." in page(Own({}))


def test_hint_and_message_describe_the_field_to_a_screen_reader(wrong: str) -> None:
    assert 'aria-describedby="id_ended_on-hint id_ended_on-error"' in wrong
    assert 'id="id_ended_on-hint"' in wrong
    assert 'id="id_ended_on-error"' in wrong
    assert 'aria-invalid="true"' in wrong


def test_what_was_typed_stays_after_an_error(wrong: str) -> None:
    assert 'value="31/02/2026"' in wrong


def test_the_summary_stands_once_however_often_it_is_asked_for() -> None:
    html = page(GuideForm({}), '{% include "ui/error_summary.html" %}{% include "ui/form.html" %}')
    assert html.count("data-error-summary") == 1


def test_a_form_without_errors_has_no_summary() -> None:
    assert "data-error-summary" not in page(GuideForm())


def test_problems_of_the_whole_form_come_first() -> None:
    form = GuideForm({})
    form.add_error(None, "Tổ này đã bị giải thể.")
    assert problems(form)[0].text == "Tổ này đã bị giải thể."
    assert problems(form)[0].target == ""


def test_optional_fields_say_so_and_required_ones_do_not() -> None:
    html = page(GuideForm())
    assert "Số người tham gia <span" in html
    assert "Các bên</label>" in html


def test_no_field_hides_its_words_in_a_placeholder() -> None:
    class Packaged(forms.Form):
        login = forms.CharField(widget=forms.TextInput(attrs={"placeholder": "Username"}))

    assert "placeholder" not in page(Packaged())


def test_the_browser_does_not_judge_before_we_do() -> None:
    assert "novalidate" in page(GuideForm())


def test_a_form_with_a_file_is_sent_as_parts() -> None:
    assert "multipart/form-data" in page(GuideForm())


def test_a_model_called_form_does_not_break_the_page() -> None:
    html = Template('{% include "ui/error_summary.html" %}').render(Context({"form": object()}))
    assert html.strip() == ""


def test_filters_in_force_can_be_taken_away_one_by_one() -> None:
    request = RequestFactory().get("/", {"ten": "Mẫu", "ky": "nam", "sau": "[1]", "xep": "-ten"})
    name, period = filter_words(request, GuideFilter(request.GET))
    assert (name.label, name.value) == ("Tên xã, phường", "Mẫu")
    assert period.value == "Năm 2026"
    assert "ten=" not in name.url
    assert "ky=nam" in name.url
    assert "sau=" not in name.url


def test_an_untouched_filter_shows_no_words() -> None:
    assert filter_words(RequestFactory().get("/"), GuideFilter()) == []


def test_a_heading_sorts_and_then_turns_round() -> None:
    first = sort_head(RequestFactory().get("/?tien_do=cham"), "ten")
    assert (first.direction, first.url) == ("none", "?tien_do=cham&xep=ten")
    second = sort_head(RequestFactory().get("/?xep=ten"), "ten")
    assert (second.direction, second.url) == ("ascending", "?xep=-ten")


def test_a_select_keeps_groups_choice_and_escapes_what_it_shows() -> None:
    class Places(forms.Form):
        place = forms.ChoiceField(choices=[("", "Tất cả"), ("<Xã>", [("1", "A & B"), ("2", "<i>")])])

    html = page(Places({"place": "2"}))
    assert '<optgroup label="&lt;Xã&gt;">' in html
    assert '<option value="1">A &amp; B</option>' in html
    assert '<option value="2" selected>&lt;i&gt;</option>' in html
