"""How allauth finds and opens accounts: sign-in by username, e-mail or phone; accounts are never self-made.

And how it draws the square code of a second factor.
"""

from typing import Any

import segno
from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.db.models import Q
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from .models import User
from .phones import as_phone

_WRONG = _(
    "Tên đăng nhập hoặc mật khẩu không đúng. Xem lại chữ hoa, chữ thường và dấu. "
    "Quên mật khẩu: hỏi công chức tư pháp xã hoặc người quản trị."
)


class AccountAdapter(DefaultAccountAdapter):
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": _WRONG,
        "email_password_mismatch": _WRONG,
        "phone_password_mismatch": _WRONG,
        "invalid_login": _WRONG,
        "account_inactive": _("Tài khoản này đang khóa. Hỏi công chức tư pháp xã hoặc người quản trị."),
        "too_many_login_attempts": _(
            "Đã gõ sai quá nhiều lần. Hãy đợi 5 phút rồi thử lại. "
            "Nếu quên mật khẩu: hỏi công chức tư pháp xã hoặc người quản trị."
        ),
        "enter_current_password": _("Mật khẩu đang dùng không đúng: gõ lại."),
        "incorrect_password": _("Mật khẩu không đúng: gõ lại."),
        "rate_limited": _("Gửi quá nhiều lần. Hãy đợi 5 phút rồi thử lại."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_user_by_phone(self, phone: str) -> User | None:
        return User.objects.filter(phone=as_phone(phone) or phone).first()

    def get_phone(self, user: Any) -> tuple[str, bool] | None:
        return (user.phone, True) if user.phone else None

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        # by account, since the package counts each spelling apart: three names would give three times the tries
        typed = {name: str(credentials.get(name) or "").lower() for name in ("username", "email", "phone")}
        named = Q()
        for name, value in typed.items():
            named |= Q(**{name: value}) if value else Q()
        account = User.objects.filter(named).values_list("pk", flat=True).first() if named else None
        return f"account:{account}" if account else ":".join(typed.values())


class SecondFactorAdapter(DefaultMFAAdapter):
    def build_totp_svg(self, url: str) -> str:
        """The square code on white: on a dark page a phone could not read it."""
        drawn: str = segno.make(url, error="m").svg_inline(border=4, dark="#000", light="#fff", omitsize=True)
        return drawn.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1)
