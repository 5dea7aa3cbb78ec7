"""Forms of those who sign in: by name, e-mail or phone, with a slip, with a new password."""

from typing import Any

from allauth.account.forms import LoginForm
from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hoathuan.accounts.models import User
from hoathuan.accounts.phones import as_phone


class SignInForm(LoginForm):
    """Sign-in by username, e-mail or phone number; spaces and +84 do not matter."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = gettext_lazy("Tên đăng nhập, số điện thoại hoặc thư điện tử")
        self.fields["login"].widget.attrs["autocomplete"] = "username"
        self.fields["login"].widget.attrs["autocapitalize"] = "none"
        self.fields["password"].label = gettext_lazy("Mật khẩu")
        self.fields["password"].help_text = ""

    def clean_login(self) -> str:
        login = super().clean_login()
        return as_phone(login) or login


class SlipForm(forms.Form):
    """What is printed on a slip."""

    username = forms.CharField(
        label=gettext_lazy("Tên đăng nhập trên phiếu"),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none"}),
    )
    code = forms.CharField(
        label=gettext_lazy("Mã kích hoạt"),
        max_length=20,
        help_text=gettext_lazy("8 chữ và số, ví dụ K7MQ-29FX. Gõ chữ hoa hay chữ thường đều được."),
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "autocapitalize": "characters"}),
    )


class PasswordForm(forms.Form):
    """A new password, typed twice."""

    password = forms.CharField(
        label=gettext_lazy("Mật khẩu mới"),
        strip=False,
        help_text=gettext_lazy(
            "Ít nhất 8 chữ hoặc số, không chỉ toàn số. Nên là câu ngắn dễ nhớ với ông/bà."
        ),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    again = forms.CharField(
        label=gettext_lazy("Gõ lại mật khẩu mới"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, user: User | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        try:
            validate_password(password, self.user)
        except ValidationError as problem:
            raise ValidationError(_password_words(problem)) from problem
        return password

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("password") and data.get("again") and data["password"] != data["again"]:
            self.add_error("again", _("Hai lần gõ mật khẩu khác nhau: gõ lại cho giống ô trên."))
        return data


def _password_words(problem: ValidationError) -> list[str]:
    """What to do about a weak password, in plain words."""
    words = {
        "password_too_short": _("Mật khẩu quá ngắn: gõ ít nhất 8 chữ hoặc số."),
        "password_too_common": _("Nhiều người dùng mật khẩu này nên dễ bị đoán: chọn mật khẩu khác."),
        "password_entirely_numeric": _("Mật khẩu chỉ toàn số: thêm vài chữ cái."),
    }
    return [words.get(one.code or "", str(one.message)) for one in problem.error_list]
