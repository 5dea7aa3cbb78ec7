"""What an identity number or a bank account looks like when it is typed."""

import re

from django.utils.translation import gettext as _

from hoathuan.privacy.choices import PaperKind
from hoathuan.privacy.errors import PrivacyRefused

_LOOSE = re.compile(r"[\s.\-]+")
_DIGITS = {PaperKind.CITIZEN: 12, PaperKind.FORMER: 9}
_ACCOUNT = re.compile(r"^[0-9A-Z]{6,20}$")


def identity_number(kind: str, typed: str) -> str:
    """Twelve digits of a căn cước, nine of an old chứng minh; spaces and dots may stand between."""
    number = _LOOSE.sub("", typed)
    length = _DIGITS[PaperKind(kind)]
    if not (number.isascii() and number.isdigit() and len(number) == length):
        raise PrivacyRefused(_("Số này phải có đúng %(n)s chữ số: xem lại trên thẻ.") % {"n": length})
    return number


def account_number(typed: str) -> str:
    """Six to twenty digits, letters where the bank gives such names."""
    number = _LOOSE.sub("", typed).upper()
    if not _ACCOUNT.match(number):
        raise PrivacyRefused(
            _("Số tài khoản có từ 6 đến 20 chữ số: xem lại trên thẻ hoặc ứng dụng ngân hàng.")
        )
    return number
