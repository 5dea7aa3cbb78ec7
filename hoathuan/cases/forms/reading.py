"""Why an inspector reads a dispute."""

from django import forms
from django.utils.translation import gettext_lazy as _

from hoathuan.cases.forms.entry import Words


class ReadingForm(forms.Form):
    reason = Words(
        label=_("Vì sao cần đọc nội dung vụ việc này?"),
        help_text=_("Ví dụ: xác minh đơn kiến nghị của một bên về biên bản hòa giải."),
    )
    decision_number = forms.CharField(
        label=_("Số quyết định thanh tra, kiểm tra"), max_length=100, required=False
    )
