from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .codes import LENGTH, read_code

_MOST_TYPED = 60


class CodeForm(forms.Form):
    """The code as it stands on the paper, with or without its dashes."""

    code = forms.CharField(
        label=gettext_lazy("Mã kiểm tra"),
        help_text=gettext_lazy("Chín chữ và số ở cuối văn bản, ví dụ K7P-3MA-9TA."),
        max_length=_MOST_TYPED,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
        error_messages={"required": gettext_lazy("Gõ mã ghi trên văn bản.")},
    )

    def clean_code(self) -> str:
        code = read_code(self.cleaned_data["code"])
        if code is None:
            raise ValidationError(
                _(
                    "Mã gõ chưa đúng: cần đủ %(n)s chữ và số như trên văn bản. Trong mã không có số 0, 1, 8 và các "
                    "chữ B, F, I, J, L, O, Q, S, W, Z."
                )
                % {"n": LENGTH}
            )
        return code


class FileForm(forms.Form):
    """The file that the reader has."""

    file = forms.FileField(
        label=gettext_lazy("Tệp văn bản ông/bà đang có"),
        help_text=gettext_lazy("Tệp chỉ dùng để so sánh rồi bỏ ngay, không lưu lại."),
        error_messages={
            "required": gettext_lazy("Chọn tệp trên máy."),
            "empty": gettext_lazy("Tệp trống, không có nội dung. Hãy chọn lại tệp."),
        },
    )
