"""What is decided at the end of the guided scope check."""

from django import forms
from django.utils.translation import gettext_lazy as _

from hoathuan.cases.choices import Field, Matter
from hoathuan.cases.forms.entry import Words
from hoathuan.cases.forms.steps import ReferForm, ScopeForm, StepForm
from hoathuan.cases.scoping import follows
from hoathuan.core.text import clean
from hoathuan.scope.api import Kind, asked_here


class GuidedForm(StepForm):
    """A deed after a check: with the written reason where the guide advises another one."""

    deed = ""

    def __init__(self, *args, check, **kwargs):
        super().__init__(*args, **kwargs)
        self.check = check
        if not follows(check, self.deed):
            self.fields["against"] = Words(label=self._why(), rows=2, max_length=1_000)

    def _why(self):
        """Of what the guide leaves open the officer's answer is asked; of the officer, what it rests on."""
        if asked_here(self.actor, self.check.verdict):
            return _("Ông/bà xác định thế nào, theo căn cứ nào?")
        if self.check.verdict.kind == Kind.ASK:
            return _("Công chức tư pháp xã trả lời thế nào?")
        return _("Vì sao làm khác hướng dẫn?")

    def arguments(self):
        return {**self.cleaned_data, "check": self.check}


class GuidedAcceptForm(GuidedForm, ScopeForm):
    deed = "accept"
    corrected = forms.BooleanField(required=False, initial=True)

    def __init__(self, *args, case, check, **kwargs):
        if follows(check, self.deed):
            kwargs.setdefault("initial", {"reason": check.verdict.reason})
        super().__init__(*args, case=case, check=check, **kwargs)
        verdict = check.verdict
        if not verdict.mediable or (case.field, case.matter) == (verdict.topic, verdict.letter):
            del self.fields["corrected"]
        else:
            words = _("Ghi lại loại vụ việc là “%(told)s” (trong sổ đang ghi “%(book)s”)")
            told = Field(verdict.topic).label
            if case.field == verdict.topic:
                told = Matter(verdict.letter).label
            self.fields["corrected"].label = words % {"told": told, "book": case.get_field_display()}


class GuidedReferForm(GuidedForm, ReferForm):
    deed = "refer"

    def __init__(self, *args, check, place="", **kwargs):
        if follows(check, self.deed):
            kwargs.setdefault("initial", {"reason": check.verdict.reason, "body": place[:200]})
        super().__init__(*args, check=check, **kwargs)


class NoteForm(StepForm):
    """Nothing is asked any more: the answers are kept with a dispute that is over."""

    def __init__(self, *args, check, **kwargs):
        super().__init__(*args, **kwargs)
        self.check = check

    def arguments(self):
        return {"check": self.check}


class ReportForm(StepForm):
    """What is needed now, for the chair; sent empty, the guide's own words stand."""

    use_required_attribute = False
    needed = forms.CharField(
        label=_("Cần gì ngay?"),
        max_length=200,
        required=False,
        help_text=_("Để trống cũng được. Ví dụ: công an xã đến giữ trật tự."),
    )

    def __init__(self, *args, check, **kwargs):
        super().__init__(*args, **kwargs)
        self.check = check

    def clean_needed(self):
        return clean(self.cleaned_data["needed"])

    def arguments(self):
        return {**self.cleaned_data, "check": self.check}
