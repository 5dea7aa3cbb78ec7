"""The forms of paying: which sums, by which voucher, who got it; the commune's rule and its payment file."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from hoathuan.cases.api import Outcome
from hoathuan.core.attachments.api import AttachmentField
from hoathuan.core.dates import VietnameseDateField, today
from hoathuan.core.ui.numbers import dong
from hoathuan.pay import filing
from hoathuan.pay.choices import Method, ProofKind, Sharing
from hoathuan.pay.purposes import Receiver
from hoathuan.pay.rules import DEFAULT_RUNGS, DEFAULT_SAMPLE, DEFAULT_THRESHOLDS

from .claims import MoneyField


class BatchForm(forms.Form):
    method = forms.ChoiceField(
        label=_("Chi bằng cách nào?"), choices=Method.choices, widget=forms.RadioSelect, initial=Method.BANK
    )
    layout = forms.ModelChoiceField(
        label=_("Mẫu tệp chi"), queryset=None, required=False, empty_label=_("Mẫu có sẵn của phần mềm")
    )

    def __init__(self, *args: Any, layouts: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["layout"].queryset = layouts  # type: ignore[attr-defined]


class VoucherForm(forms.Form):
    """What the bank or treasury said."""

    bank_reference = forms.CharField(label=_("Số chứng từ của ngân hàng, kho bạc"), max_length=80)
    on = VietnameseDateField(label=_("Ngày chi"), latest=today, initial=today)
    amount = MoneyField(label=_("Số tiền trên chứng từ (đồng)"))


class DayForm(forms.Form):
    on = VietnameseDateField(label=_("Ngày"), latest=today, initial=today)


class ReasonForm(forms.Form):
    """Why something that was written down is taken back."""

    reason = forms.CharField(
        label=_("Vì sao ghi nhầm?"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Ví dụ: ghi nhầm ngày, ghi nhầm số chứng từ, bấm nhầm."),
    )  # fmt: skip


class SheetForm(forms.Form):
    """From one signed sheet: who has signed."""

    people = forms.MultipleChoiceField(
        label=_("Ai đã ký nhận?"), choices=[], widget=forms.CheckboxSelectMultiple
    )
    on = VietnameseDateField(label=_("Ngày nhận tiền"), latest=today, initial=today)
    by_other = forms.CharField(
        label=_("Người nhận thay"), max_length=150, required=False,
        help_text=_("Chỉ ghi khi hòa giải viên đã mất hoặc ủy quyền cho người khác."),
    )  # fmt: skip
    sheet = AttachmentField(label=_("Ảnh hoặc bản chụp danh sách đã ký"))

    def __init__(self, *args: Any, receivers: list[Receiver], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(str(one.person_id), f"{one.name}: {dong(one.amount)}") for one in receivers]
        self.fields["people"].choices = choices  # type: ignore[attr-defined]
        self.fields["people"].initial = [key for key, _label in choices]


#: In how many ways a rate may be proved: more than anybody has stated.
_WAYS = 3


def _ways(outcome: str, title: Any) -> dict[str, forms.MultipleChoiceField]:
    """Name → field: all that is ticked in one of them unlocks the rate of that outcome."""
    return {
        f"{outcome}_{way}": forms.MultipleChoiceField(
            label=_("%(title)s, cách %(way)s: phải có đủ") % {"title": title, "way": way},
            choices=ProofKind.choices,
            widget=forms.CheckboxSelectMultiple,
            required=way == 1,
            error_messages={"required": _("Đánh dấu ít nhất một chứng cứ.")},
        )
        for way in range(1, _WAYS + 1)
    }


class RuleForm(forms.Form):
    """The commune's rule of pay, as its document states it."""

    field_order = ("document_number", "document_on", "from_on")

    document_number = forms.CharField(label=_("Số văn bản của xã"), max_length=80)
    document_on = VietnameseDateField(label=_("Ngày văn bản"), latest=today)
    from_on = VietnameseDateField(label=_("Áp dụng từ ngày"), initial=today)
    sharing = forms.ChoiceField(
        label=_("Chia thù lao khi nhiều người cùng hòa giải"), choices=Sharing.choices, widget=forms.RadioSelect,
        initial=Sharing.EQUAL,
    )  # fmt: skip
    sample_percent = forms.IntegerField(
        label=_("Gọi hỏi lại bao nhiêu phần trăm vụ việc?"),
        min_value=0,
        max_value=100,
        initial=DEFAULT_SAMPLE,
    )
    a_day = forms.IntegerField(
        label=_("Nhắc khi một người kết thúc trong một ngày từ"), min_value=2, initial=DEFAULT_THRESHOLDS["a_day"],
        help_text=_("vụ việc"),
    )  # fmt: skip
    last_night = forms.IntegerField(
        label=_("Nhắc khi ghi sổ ngay trước khi đề nghị từ"), min_value=1,
        initial=DEFAULT_THRESHOLDS["last_night"], help_text=_("vụ việc"),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        before = list(self.fields)[: len(self.field_order)]
        for outcome in Outcome:
            self.fields |= _ways(outcome.value, outcome.label)
            before += [name for name in self.fields if name.startswith(f"{outcome.value}_")]
            for way, needed in enumerate(DEFAULT_RUNGS[outcome.value][:_WAYS], 1):
                self.fields[f"{outcome.value}_{way}"].initial = needed
        self.order_fields(before)

    def statement(self) -> dict[str, Any]:
        data = dict(self.cleaned_data)
        rungs: dict[str, list[list[str]]] = {outcome.value: [] for outcome in Outcome}
        for outcome in rungs:
            ways = [data.pop(f"{outcome}_{way}") for way in range(1, _WAYS + 1)]
            rungs[outcome] = [ticked for ticked in ways if ticked]
        limits = {name: data.pop(name) for name in ("a_day", "last_night")}
        return data | {"rungs": rungs, "thresholds": limits}


class LayoutForm(forms.Form):
    """How the payment file looks."""

    name = forms.CharField(
        label=_("Tên mẫu"), max_length=120, help_text=_("Ví dụ: Kho bạc, hoặc tên ngân hàng")
    )
    columns = forms.CharField(label=_("Các cột"), widget=forms.Textarea(attrs={"rows": 8}))
    form = forms.ChoiceField(
        label=_("Dạng tệp"), choices=[("xlsx", "Excel (.xlsx)"), ("csv", "CSV")], widget=forms.RadioSelect,
        initial="xlsx",
    )  # fmt: skip
    separator = forms.ChoiceField(label=_("Dấu ngăn cột (CSV)"), choices=filing.SEPARATORS)
    encoding = forms.ChoiceField(label=_("Bảng mã (CSV)"), choices=filing.ENCODINGS)
    header = forms.BooleanField(label=_("Có dòng tiêu đề"), required=False, initial=True)
    totals = forms.BooleanField(label=_("Có dòng tổng cộng"), required=False, initial=True)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        words = _now("Mỗi dòng một cột: tiêu đề trong tệp, dấu hai chấm, rồi nội dung của cột. Nội dung chọn trong: "
                     "%(known)s. Chữ cố định viết sau dấu bằng, ví dụ: Loại tiền: =VND")  # fmt: skip
        self.fields["columns"].help_text = words % {"known": "; ".join(filing.names())}
        lines = [f"{one['title']}: {filing.FIELDS[one['value']][0]}" for one in filing.Look().columns]
        self.fields["columns"].initial = "\n".join(lines)

    def values(self) -> dict[str, Any]:
        data = dict(self.cleaned_data)
        data.pop("name")
        return data

    def clean_columns(self) -> list[dict[str, str]]:
        found = []
        for line in self.cleaned_data["columns"].splitlines():
            title, colon, value = line.partition(":")
            if not line.strip():
                continue
            if not colon or not value.strip():
                raise forms.ValidationError(_("Mỗi dòng viết: tiêu đề, dấu hai chấm, nội dung của cột."))
            found.append({"title": title.strip(), "value": filing.field_named(value)})
        if trouble := filing.check_columns(found):
            raise forms.ValidationError(trouble)
        return found
