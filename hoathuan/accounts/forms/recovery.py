"""Forms of those who vouch for a person."""

from django import forms
from django.utils.translation import gettext_lazy


class ConfirmForm(forms.Form):
    met = forms.BooleanField(
        label=gettext_lazy("Tôi đã gặp trực tiếp và thấy chính người này đăng nhập"),
        error_messages={"required": gettext_lazy("Chỉ xác nhận khi đã gặp trực tiếp: đánh dấu ô này.")},
    )
