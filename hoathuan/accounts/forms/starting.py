"""The wizard of an empty installation."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hoathuan.accounts.services import starting
from hoathuan.core.dates import today
from hoathuan.core.text import clean
from hoathuan.units.choices import Level
from hoathuan.units.models import Unit

from .signing import PasswordForm

_USERNAME = re.compile(r"^[a-z0-9][a-z0-9._-]{2,39}$")


class StartForm(PasswordForm):
    province = forms.ModelChoiceField(
        Unit.objects.none(),
        label=gettext_lazy("Tỉnh, thành phố"),
        to_field_name="uuid",
        empty_label=gettext_lazy("Chọn một tỉnh, thành phố"),
    )
    department = forms.CharField(
        label=gettext_lazy("Tên cơ quan chủ trì"), max_length=200, initial=gettext_lazy("Sở Tư pháp")
    )
    full_name = forms.CharField(label=gettext_lazy("Họ và tên người quản trị"), max_length=100)
    username = forms.CharField(
        label=gettext_lazy("Tên đăng nhập"),
        max_length=40,
        help_text=gettext_lazy("Chữ thường không dấu và số, ví dụ quantri."),
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none"}),
    )
    field_order = ("code", "province", "department", "full_name", "username", "password", "again")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        provinces = Unit.objects.filter(level=Level.PROVINCE, valid__contains=today())
        self.fields["province"].queryset = provinces.order_by("sort", "id")
        if starting.needs_code():
            self.fields["code"] = forms.CharField(
                label=gettext_lazy("Mã cài đặt"),
                help_text=gettext_lazy("Giá trị SETUP_CODE mà người cài đặt đã đặt trên máy chủ."),
                widget=forms.PasswordInput,
            )
            self.order_fields(self.field_order)

    def clean_code(self) -> str:
        code: str = self.cleaned_data["code"]
        if not starting.code_fits(code):
            raise forms.ValidationError(_("Mã cài đặt không đúng: xem lại SETUP_CODE trên máy chủ."))
        return code

    def clean_username(self) -> str:
        username = clean(self.cleaned_data["username"]).lower()
        if not _USERNAME.match(username):
            raise forms.ValidationError(
                _("Tên đăng nhập có 3 đến 40 chữ thường không dấu, số, dấu chấm hoặc gạch nối.")
            )
        return username
