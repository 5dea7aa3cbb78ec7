"""Issuing a plan, and saying how far its tasks and targets have come."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hoathuan.core.attachments.api import AttachmentField
from hoathuan.core.dates import VietnameseDateField, today
from hoathuan.core.stale import StaleGuardMixin
from hoathuan.core.ui.quantities import QuantityField
from hoathuan.plans.choices import ReportKind, TaskState

from .fields import field

TYPED, DRAWN = "typed", "drawn"


class IssueForm(forms.Form):
    signed_on = VietnameseDateField(label=gettext_lazy("Ngày ban hành"), latest=today)
    way = forms.ChoiceField(
        label=gettext_lazy("Số của kế hoạch"),
        choices=[
            (TYPED, gettext_lazy("Đã lấy số ở sổ văn bản đi của cơ quan")),
            (DRAWN, gettext_lazy("Lấy số tiếp theo tại đây")),
        ],
        widget=forms.RadioSelect,
        initial=TYPED,
    )
    number = forms.CharField(
        label=gettext_lazy("Số, ký hiệu"),
        max_length=60,
        required=False,
        help_text=gettext_lazy("Ví dụ: 73/KH-STP"),
    )
    sign = forms.CharField(
        label=gettext_lazy("Ký hiệu, khi lấy số tại đây"), max_length=40, required=False,
        help_text=gettext_lazy("Ví dụ: KH-STP"),
    )  # fmt: skip
    signer = forms.CharField(label=gettext_lazy("Người ký"), max_length=100)
    signer_office = forms.CharField(label=gettext_lazy("Chức vụ người ký"), max_length=100)

    def clean(self):
        data = self.cleaned_data
        if data.get("way") == TYPED and not data.get("number"):
            self.add_error("number", _("Ghi số, ký hiệu của kế hoạch, ví dụ 73/KH-STP."))
        if data.get("way") == DRAWN and not data.get("sign"):
            self.add_error("sign", _("Ghi ký hiệu của cơ quan, ví dụ KH-STP."))
        return data

    def number_and_sign(self):
        drawn = self.cleaned_data["way"] == DRAWN
        return {"number": "" if drawn else self.cleaned_data["number"], "sign": self.cleaned_data["sign"]}


class ProgressForm(StaleGuardMixin, forms.Form):
    state = forms.ChoiceField(
        label=gettext_lazy("Tình trạng"), choices=TaskState.choices, widget=forms.RadioSelect
    )
    done_on = VietnameseDateField(
        label=gettext_lazy("Ngày xong"), required=False, latest=today,
        help_text=gettext_lazy("Chỉ ghi khi nhiệm vụ đã xong."),
    )  # fmt: skip
    result = forms.CharField(
        label=gettext_lazy("Kết quả"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    def clean(self):
        super().clean()
        data = self.cleaned_data
        if data.get("state") == TaskState.DONE and not data.get("done_on") and "done_on" not in self.errors:
            self.add_error(
                "done_on", _("Ghi ngày xong của nhiệm vụ, ví dụ %(day)s.") % {"day": f"{today():%d/%m/%Y}"}
            )
        return data


class ReportForm(forms.Form):
    on_date = VietnameseDateField(label=gettext_lazy("Ngày của số liệu"), latest=today)
    kind = forms.ChoiceField(
        label=gettext_lazy("Con số này là"), choices=ReportKind.choices, widget=forms.RadioSelect
    )
    amount = QuantityField(label=gettext_lazy("Số lượng"))
    evidence = AttachmentField(label=gettext_lazy("Tệp minh chứng"), required=False)
    note = forms.CharField(
        label=gettext_lazy("Số và ngày của văn bản minh chứng, ghi chú"), max_length=300, required=False,
        help_text=gettext_lazy("Ví dụ: Báo cáo số 15/BC-UBND ngày 02/06/2026. Phải có tệp hoặc ghi ở đây."),
    )  # fmt: skip

    def __init__(self, *args, target, **kwargs):
        super().__init__(*args, **kwargs)
        field(self, "amount").label = _("Số lượng (%(unit)s)") % {"unit": target.unit_label}
        if target.is_share:
            field(self, "kind").widget = forms.HiddenInput()
            field(self, "kind").initial = ReportKind.TOTAL

    def clean(self):
        data = self.cleaned_data
        if not data.get("evidence") and not data.get("note") and "evidence" not in self.errors:
            self.add_error("note", _("Đính kèm tệp minh chứng, hoặc ghi số và ngày của văn bản ở đây."))
        return data
