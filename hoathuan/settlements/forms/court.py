"""Forms of the way through the court, and of the note of unsuccessful mediation."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hoathuan.core.dates import VietnameseDateField, today
from hoathuan.core.stale import StaleGuardMixin
from hoathuan.settlements import rules
from hoathuan.settlements.choices import Mistake

from .texts import Lines


class WishForm(forms.Form):
    """The four conditions of Art. 417 in plain words."""

    conditions = forms.MultipleChoiceField(
        label=_("Đánh dấu những điều đúng với vụ việc này"),
        choices=rules.CONDITIONS,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    on_date = VietnameseDateField(label=_("Ngày các bên nói muốn yêu cầu"), initial=today, latest=today)


class ApplicationForm(StaleGuardMixin, forms.Form):
    """What the application says: CPC Art. 362(2), 418(1)."""

    court = forms.CharField(label=_("Gửi Tòa án nào?"), max_length=200, required=False)
    applicant = forms.CharField(label=_("Người làm đơn"), max_length=200)
    address = forms.CharField(label=_("Nơi ở"), max_length=300, required=False)
    contact = forms.CharField(label=_("Điện thoại, thư điện tử (nếu có)"), max_length=200, required=False)
    requests = Lines(label=_("Yêu cầu Tòa án"), rows=3)
    reasons = Lines(label=_("Lý do, mục đích, căn cứ"), rows=3)
    related = Lines(
        label=_("Người có liên quan"), rows=3, required=False, help_text=_("Tên, nơi ở; mỗi người một dòng.")
    )


class StepForm(StaleGuardMixin, forms.Form):
    """A day at the court, with the number of what it decided."""

    on_date = VietnameseDateField(label=_("Ngày"), initial=today, latest=today)
    decision = forms.CharField(
        label=_("Số quyết định"), max_length=100, help_text=_("Ví dụ: 12/2026/QĐDS-ST")
    )

    def __init__(self, *args: Any, decided: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not decided:
            del self.fields["decision"]


class MistakeForm(StaleGuardMixin, forms.Form):
    """Why the last step at the court is taken back."""

    why = forms.ChoiceField(label=_("Ghi nhầm thế nào?"), choices=Mistake.choices, widget=forms.RadioSelect)


class FailureForm(forms.Form):
    """The note that a party asks for."""

    made_on = VietnameseDateField(label=_("Ngày lập"), initial=today, latest=today)
    place = forms.CharField(label=_("Nơi lập"), max_length=200)
    parties = Lines(label=_("Các bên"), rows=3)
    summary = Lines(label=_("Nội dung chủ yếu của vụ, việc"), rows=4)
    requests = Lines(label=_("Yêu cầu của mỗi bên"), rows=4, help_text=_("Mỗi bên một dòng."))
    reason = Lines(label=_("Vì sao hòa giải không thành"), rows=3)
    mediator = forms.CharField(label=_("Hòa giải viên ký"), max_length=100)
