"""Refusals, in words for the user."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from hoathuan.core.errors import DomainError


class NormRefused(DomainError):
    """A value, an exception or a confirmation is not taken; the message says why and what to do.

    `field`: the answer that it is about, "" for all of them.
    """

    def __init__(self, message: str, field: str = "") -> None:
        super().__init__(message)
        self.field = field


class NormMissing(DomainError):
    """No value of a kind holds on a day for a unit, neither its own nor one from above."""

    def __init__(self, label: Any, place: Any, day: date) -> None:
        words = _(
            "Chưa có “%(label)s” áp dụng cho %(place)s ngày %(day)s. "
            "Người quản trị nhập ở trang “Định mức, thời hạn, thẩm quyền” rồi làm lại."
        )
        super().__init__(words % {"label": label, "place": place, "day": f"{day:%d/%m/%Y}"})
