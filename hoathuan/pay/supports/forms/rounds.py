"""Forms of team support."""

from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _

from hoathuan.budgets.api import Document, Overspend
from hoathuan.core.dates import VietnameseDateField, today
from hoathuan.pay.choices import Source
from hoathuan.pay.supports import rules, selectors


def month_choices():
    """The months that a round may hold, the newest first."""
    known = list(rules.months(selectors.first_month(), selectors.latest_month()))
    return [(f"{month:%Y-%m}", f"{month:%m/%Y}") for month in reversed(known)]


class MonthField(forms.ChoiceField):
    """A month of the last two years, as its first day."""

    def __init__(self, **kwargs):
        super().__init__(choices=month_choices, **kwargs)

    def clean(self, value):
        chosen = super().clean(value)
        return date(int(chosen[:4]), int(chosen[5:]), 1) if chosen else None


def _quarter_start():
    now = today()
    return f"{now.year}-{(now.month - 1) // 3 * 3 + 1:02d}"


class RoundForm(forms.Form):
    """Which months; asked by GET, so that what would be paid is seen before anything is written."""

    first = MonthField(label=_("Từ tháng"), initial=_quarter_start)
    last = MonthField(label=_("Đến tháng"), initial=lambda: f"{today():%Y-%m}")

    def clean(self):
        data = super().clean()
        first, last = data.get("first"), data.get("last")
        if first and last and first > last:
            self.add_error("last", _("Tháng đầu phải trước hoặc bằng tháng cuối."))
        return data


class ProposeForm(RoundForm):
    """The same, and from which money."""

    budget_year = forms.TypedChoiceField(
        label=_("Chi từ dự toán năm"),
        coerce=int,
        choices=lambda: [(year, str(year)) for year in (today().year, today().year - 1)],
        initial=lambda: today().year,
        help_text=_("Tháng của năm trước chi muộn vẫn theo mức của tháng đó."),
    )
    source = forms.ChoiceField(
        label=_("Nguồn tiền"), choices=Source.choices, initial=Source.STATE, widget=forms.RadioSelect
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("first", "last"):
            self.fields[name].widget = forms.HiddenInput()


class ApproveForm(forms.Form):
    """The leader's word; the second part only where the budget is too small."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    overspend = forms.CharField(
        label=_("Lý do chi vượt dự toán"),
        required=False,
        max_length=300,
        help_text=_("Chỉ ghi khi dự toán không đủ mà vẫn quyết định chi."),
    )
    document = forms.CharField(label=_("Số văn bản cho chi vượt"), required=False, max_length=80)
    document_on = VietnameseDateField(label=_("Ngày văn bản"), required=False, latest=today)

    def clean(self):
        data = super().clean()
        given = [bool(data.get(name)) for name in ("overspend", "document", "document_on")]
        if any(given) and not all(given):
            self.add_error("overspend", _("Chi vượt dự toán cần đủ lý do, số và ngày văn bản."))
        return data

    def word(self):
        """The leader's word that more may be spent, or None."""
        data = self.cleaned_data
        if not data["overspend"]:
            return None
        return Overspend(data["overspend"], Document(data["document"], data["document_on"]))


class TakeBackForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput)
    reason = forms.CharField(
        label=_("Vì sao hủy đợt này?"),
        max_length=300,
        help_text=_("Ví dụ: lập nhầm quý. Các tháng trong đợt lập lại được."),
    )
