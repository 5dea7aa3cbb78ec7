"""Forms of periods and erasures."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hoathuan.core.dates import VietnameseDateField, today

from .choices import Span
from .models import Retention


class PeriodForm(forms.Form):
    """A new line in the history of one period."""

    amount = forms.IntegerField(
        label=gettext_lazy("Giữ trong"),
        required=False,
        min_value=1,
        max_value=32_000,
        help_text=gettext_lazy("Để trống nếu giữ lâu dài."),
    )
    unit = forms.ChoiceField(label=gettext_lazy("Đơn vị thời gian"), choices=Span.choices)
    confirmed = forms.BooleanField(
        label=gettext_lazy("Tôi đã đọc văn bản nguồn và xác nhận thời hạn này"), required=False
    )
    valid_from = VietnameseDateField(label=gettext_lazy("Áp dụng từ ngày"), initial=today)

    basis = forms.CharField(label=gettext_lazy("Căn cứ pháp lý"), max_length=300, required=False)
    source = forms.CharField(
        label=gettext_lazy("Nguồn đã đối chiếu"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("Văn bản nào, điều nào, đọc ở đâu."),
    )
    binding = forms.BooleanField(
        label=gettext_lazy("Phải giữ đủ thời hạn này, kể cả khi có yêu cầu xóa"), required=False
    )
    switched_on = forms.BooleanField(label=gettext_lazy("Tự xóa hằng ngày khi hết thời hạn"), required=False)
    note = forms.CharField(label=gettext_lazy("Ghi chú"), max_length=300, required=False)
    field_order = (
        "amount", "unit", "valid_from", "basis", "source", "confirmed", "binding", "switched_on", "note",
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("confirmed") and not data.get("source"):
            self.add_error("source", _("Ghi nguồn đã đối chiếu: văn bản nào, điều nào, đọc ở đâu."))
        if data.get("switched_on") and not (data.get("confirmed") and data.get("amount")):
            words = _("Chỉ bật tự xóa khi thời hạn đã ghi rõ và đã được đối chiếu với nguồn.")
            self.add_error("switched_on", words)
        return data

    def line(self, key: str) -> Retention:
        """What was typed, as a line that is not stored yet."""
        data = {name: value for name, value in self.cleaned_data.items() if name != "confirmed"}
        return Retention(key=key, **data)


class ReasonForm(forms.Form):
    """Why, in a few words that stay in the trail: no names, no numbers."""

    reason = forms.CharField(
        label=gettext_lazy("Lý do"),
        max_length=200,
        min_length=5,
        help_text=gettext_lazy("Ví dụ: lập danh sách chi trả quý 2. Không ghi tên hay số của ai."),
    )


class ErasePersonForm(forms.Form):
    """The decision to let a person's data go."""

    reason = forms.CharField(
        label=gettext_lazy("Căn cứ và lý do"),
        max_length=300,
        min_length=5,
        help_text=gettext_lazy("Ví dụ: đơn ngày 05/06/2026, Chủ tịch xã đồng ý ngày 08/06/2026."),
    )
    sure = forms.BooleanField(
        label=gettext_lazy("Tôi đã xem bảng trên và quyết định xóa; việc này không hoàn lại được")
    )
