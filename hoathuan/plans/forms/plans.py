"""A plan's head, its legal bases, its files, and the choice of what to draw from another plan."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hoathuan.accounts.models import Body
from hoathuan.core.attachments.api import AttachmentField
from hoathuan.core.dates import VietnameseDateField, today
from hoathuan.core.stale import StaleGuardMixin
from hoathuan.core.text import clean
from hoathuan.plans.models import Plan, Task
from hoathuan.plans.rights import bodies_of, plans_seen, tasks_seen
from hoathuan.stats.api import AS_THEN, differs, switch_field

from .fields import field


class ListFilter(forms.Form):
    """Year and name of a plan; by the units of when, where that makes a difference for the year."""

    marks_optional = False
    nam = forms.IntegerField(label=gettext_lazy("Năm"), required=False, min_value=2000, max_value=2100)
    ten = forms.CharField(label=gettext_lazy("Tên đơn vị"), required=False, max_length=100)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        year = self.data.get("nam", "")
        known = year.isascii() and year.isdigit() and 2000 <= int(year) <= 2100
        if differs(date(int(year), 1, 1) if known else None):
            self.fields["khi_do"] = switch_field()

    @property
    def then(self):
        """As the units were then."""
        return "khi_do" in self.fields and self.data.get("khi_do") == AS_THEN


class SwitchForm(forms.Form):
    """The switch alone, above one plan or target."""

    marks_optional = False
    khi_do = switch_field()


class PlanForm(StaleGuardMixin, forms.Form):
    body = forms.ModelChoiceField(
        label=gettext_lazy("Cơ quan ban hành"),
        queryset=Body.objects.none(),
        to_field_name="uuid",
        empty_label=None,
    )
    year = forms.IntegerField(label=gettext_lazy("Năm kế hoạch"), min_value=2000, max_value=2100)
    title = forms.CharField(
        label=gettext_lazy("Tên kế hoạch"),
        max_length=300,
        help_text=gettext_lazy("Ví dụ: Kế hoạch công tác hòa giải ở cơ sở năm 2026"),
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args, actor, **kwargs):
        super().__init__(*args, **kwargs)
        field(self, "body").queryset = bodies_of(actor)

    def clean_title(self):
        return clean(self.cleaned_data["title"])


class BasisForm(forms.Form):
    """One line "Căn cứ …"; an empty line is left out."""

    ordinal = forms.IntegerField(label=gettext_lazy("Thứ tự"), required=False, min_value=1, max_value=99)
    number = forms.CharField(label=gettext_lazy("Số, ký hiệu"), required=False, max_length=60)
    signed_on = VietnameseDateField(label=gettext_lazy("Ngày ban hành"), required=False)
    title = forms.CharField(label=gettext_lazy("Tên văn bản"), required=False, max_length=400)
    basis_plan = forms.ModelChoiceField(
        label=gettext_lazy("Hoặc kế hoạch đang có ở đây"),
        queryset=Plan.objects.none(),
        to_field_name="uuid",
        required=False,
    )
    unconfirmed = forms.BooleanField(label=gettext_lazy("Chưa đối chiếu với bản gốc"), required=False)

    def __init__(self, *args, actor, plan, **kwargs):
        super().__init__(*args, **kwargs)
        seen = plans_seen(actor).exclude(state="draft").exclude(pk=plan.pk).filter(origin="own")
        field(self, "basis_plan").queryset = seen.filter(unit__level__lte=plan.unit.level)

    def clean(self):
        data = self.cleaned_data
        named = data.get("number") or data.get("signed_on")
        if named and not data.get("title") and not data.get("basis_plan"):
            self.add_error("title", _("Ghi tên văn bản, ví dụ: Luật Hòa giải ở cơ sở."))
        return data

    @property
    def says_something(self):
        return bool(self.cleaned_data.get("title") or self.cleaned_data.get("basis_plan"))


class BasesFormSet(forms.BaseFormSet):
    """All lines, in the order that was typed (a line without a number comes where it stands)."""

    def rows(self):
        said = [form.cleaned_data for form in self.forms if form.says_something]
        placed = sorted(enumerate(said, start=1), key=lambda pair: (pair[1]["ordinal"] or pair[0], pair[0]))
        return [{name: value for name, value in row.items() if name != "ordinal"} for _place, row in placed]


BasisFormSet: Any = forms.formset_factory(
    BasisForm, formset=BasesFormSet, extra=3, max_num=60, absolute_max=60
)


class AttachForm(forms.Form):
    file = AttachmentField(label=gettext_lazy("Tệp kèm theo kế hoạch"))


class DrawForm(forms.Form):
    """Which tasks of the plan above are taken over, and in whose name."""

    body = forms.ModelChoiceField(
        label=gettext_lazy("Cơ quan lập kế hoạch"),
        queryset=Body.objects.none(),
        to_field_name="uuid",
        empty_label=None,
    )
    title = forms.CharField(
        label=gettext_lazy("Tên kế hoạch"), max_length=300, widget=forms.Textarea(attrs={"rows": 2})
    )
    tasks = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Nhiệm vụ lấy theo, sửa lại được sau"),
        queryset=Task.objects.none(),
        to_field_name="uuid",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args, actor, plan: Plan, **kwargs):
        super().__init__(*args, **kwargs)
        bodies = bodies_of(actor)
        field(self, "body").queryset = bodies.exclude(pk=plan.body_id) if plan.body_id else bodies
        field(self, "tasks").queryset = tasks_seen(actor, plan)


def first_year() -> int:
    """The year that a new plan is most likely for: from November on the next one."""
    now = today()
    return now.year + (now.month >= 11)
