"""Forms: one question of the guide, and the pages on which a version is written."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hoathuan.core.dates import VietnameseDateField
from hoathuan.core.stale import StaleGuardMixin
from hoathuan.core.text import clean

from .checking import MOST_ANSWERS
from .choices import Alarm, Kind, Letter, Topic
from .models import Outcome, Question, QuestionSet
from .services.drafting import Typed
from .walking import CHOSEN, SENT, Screen


class AskForm(forms.Form):
    """The question that a screen asks, as radio buttons; drawn anew with a message when nothing was chosen."""

    marks_optional = False
    use_required_attribute = False

    def __init__(self, screen: Screen) -> None:
        carried = {**screen.carried, SENT: "1"}
        super().__init__(carried if screen.missing else None, initial={**carried, CHOSEN: screen.earlier})
        for name in carried:
            self.fields[name] = forms.CharField(widget=forms.HiddenInput, required=False)
        asked = screen.asked
        if asked is not None:
            self.fields[CHOSEN] = forms.ChoiceField(
                label=asked.text,
                help_text=asked.help,
                choices=[(str(place), one.text) for place, one in enumerate(asked.choices, start=1)],
                widget=forms.RadioSelect,
            )


class Line(forms.CharField):
    """One line of words, cleaned."""

    def to_python(self, value: Any) -> str:
        return clean(value)


class DraftForm(forms.Form):
    """Why a new version is written."""

    note = Line(
        label=_("Vì sao soạn bản mới?"),
        max_length=300,
        help_text=_("Ví dụ: Luật Hòa giải ở cơ sở sửa đổi có hiệu lực; hoặc câu 3 khó hiểu."),
    )


class SetForm(forms.Form):
    """The first question and the documents of a draft."""

    start = forms.ChoiceField(label=_("Câu hỏi mở đầu"))
    basis = Line(label=_("Căn cứ"), max_length=300)
    note = Line(label=_("Vì sao có bản này?"), max_length=300)

    def __init__(self, *args: Any, draft: QuestionSet, **kwargs: Any) -> None:
        kwargs["initial"] = {"start": draft.start, "basis": draft.basis, "note": draft.note}
        super().__init__(*args, **kwargs)
        self.fields["start"].choices = list(draft.questions.values_list("key", "text"))


class PartForm(StaleGuardMixin, forms.Form):
    """What questions and verdicts have in common."""

    clause = Line(
        label=_("Căn cứ: điểm, khoản, điều, văn bản"),
        max_length=200,
        help_text=_("Ví dụ: điểm b khoản 1 Điều 5 Nghị định 15/2014/NĐ-CP"),
    )
    confirmed = forms.BooleanField(
        label=_("Tôi đã đối chiếu với văn bản đã ký hoặc bản đăng công báo"), required=False
    )

    def fields_of(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}


class QuestionForm(PartForm):
    text = Line(label=_("Câu hỏi"), max_length=200, help_text=_("Lời của người trong thôn, một câu, một ý."))
    help = Line(label=_("Giải thích thêm"), max_length=300, required=False)
    danger = forms.BooleanField(label=_("Câu hỏi về nguy hiểm (đứng trước mọi câu khác)"), required=False)
    always = forms.BooleanField(label=_("Việc nào cũng phải hỏi câu này"), required=False)
    field_order = ("text", "help", "danger", "always", "clause", "confirmed", "version")

    def __init__(self, *args: Any, question: Question | None = None, **kwargs: Any) -> None:
        names = ("text", "help", "danger", "always", "clause", "confirmed")
        initial = {name: getattr(question, name) for name in names} if question else {}
        super().__init__(*args, record=question, initial=initial, **kwargs)


class OutcomeForm(PartForm):
    kind = forms.ChoiceField(label=_("Kết luận"), choices=Kind.choices)
    title = Line(label=_("Nói với người dùng"), max_length=160)
    alarm = forms.ChoiceField(
        label=_("Báo về việc gì"),
        choices=[("", _("Không phải báo")), *Alarm.choices],
        required=False,
        help_text=_("Chỉ chọn khi kết luận là báo ngay."),
    )
    letter = forms.ChoiceField(
        label=_("Loại vụ việc"), choices=[("", _("Không hòa giải")), *Letter.choices], required=False
    )
    topic = forms.ChoiceField(
        label=_("Mâu thuẫn về việc gì"), choices=[("", _("Không hòa giải")), *Topic.choices], required=False
    )
    body = Line(label=_("Cơ quan phải đến hoặc phải báo"), max_length=200, required=False)
    reason = Line(
        label=_("Lý do ghi vào sổ"), max_length=500, help_text=_("Câu được ghi sẵn, kèm điểm, khoản, điều.")
    )
    steps = forms.CharField(
        label=_("Việc cần làm, mỗi việc một dòng"), widget=forms.Textarea, required=False, max_length=2_000
    )
    field_order = (
        *("kind", "title", "alarm", "letter", "topic", "body", "reason", "steps", "clause", "confirmed"),
        "version",
    )

    def __init__(self, *args: Any, outcome: Outcome | None = None, **kwargs: Any) -> None:
        names = [name for name in self.field_order if name != "version"]
        initial = {name: getattr(outcome, name) for name in names} if outcome else {}
        super().__init__(*args, record=outcome, initial=initial, **kwargs)


class AnswerForm(forms.Form):
    """An answer and where it leads; without words it is left out."""

    marks_optional = False

    key = forms.CharField(widget=forms.HiddenInput, required=False, max_length=40)
    text = Line(label=_("Câu trả lời"), max_length=200, required=False)
    to = forms.ChoiceField(label=_("Dẫn đến"), required=False)

    def __init__(self, *args: Any, ways: Any = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].choices = ways


class Answers(forms.BaseFormSet):
    """The answers of a question, in their order, and a few empty rows."""

    def typed(self) -> list[Typed]:
        rows = (form.cleaned_data for form in self.forms)
        return [Typed(row["text"], row["to"], row["key"]) for row in rows if row.get("text")]


AnswerSet = forms.formset_factory(AnswerForm, formset=Answers, extra=2, max_num=MOST_ANSWERS, absolute_max=20)


def ways_of(draft: QuestionSet) -> list[Any]:
    """Where an answer may lead: another question, or a verdict under its kind."""
    questions = [(f"cau:{one.key}", one.text) for one in draft.questions.all()]
    groups: dict[str, list[tuple[str, str]]] = {kind: [] for kind in Kind.values}
    for one in draft.outcomes.all():
        groups[one.kind].append((f"ket-luan:{one.key}", one.title))
    named = [(Kind(kind).label, ways) for kind, ways in groups.items() if ways]
    return [("", _("Chưa chọn")), (_("Hỏi tiếp"), questions), *named]


def answers_of(question: Question | None) -> list[dict[str, str]]:
    """The stored answers as the form shows them."""
    if question is None:
        return []
    return [
        {
            "key": one.key,
            "text": one.text,
            "to": f"cau:{one.to_question}"
            if one.to_question
            else one.to_outcome and f"ket-luan:{one.to_outcome}",
        }
        for one in question.answers.all()
    ]


class PutForm(forms.Form):
    """From which day; and that the situations were looked at."""

    valid_from = VietnameseDateField(label=_("Áp dụng từ ngày"), help_text=_("Sớm nhất là ngày mai."))
    seen = forms.BooleanField(label=_("Tôi đã xem kết quả của từng tình huống mẫu ở trên"))


class TakeBackForm(forms.Form):
    reason = Line(label=_("Vì sao rút bản này?"), max_length=300)
