"""A quantity as people type it: 25.000, 12,5 or 12.5."""

import re
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from hoathuan.core.text import clean
from hoathuan.core.ui.numbers import number

_GROUPED = re.compile(r"^\d{1,3}(\.\d{3})+(,\d+)?$")
_PLAIN = re.compile(r"^\d+([.,]\d+)?$")


def typed(value: object) -> Decimal:
    """Dots between groups of three are thousands; a comma, or a dot elsewhere, begins the decimals.

    Raises ValueError for anything else.
    """
    text = clean(value).replace(" ", "")
    if _GROUPED.match(text):
        return Decimal(text.replace(".", "").replace(",", "."))
    if _PLAIN.match(text):
        return Decimal(text.replace(",", "."))
    raise ValueError(text)


class QuantityField(forms.DecimalField):
    """Non-negative, at most two decimals, as typed in Viet Nam."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault(
            "widget",
            forms.TextInput(
                attrs={"inputmode": "decimal", "autocomplete": "off", "class": "ht-input--number"}
            ),
        )
        super().__init__(min_value=0, max_digits=14, decimal_places=2, **kwargs)

    def to_python(self, value: Any) -> Any:
        if value in self.empty_values:
            return None
        try:
            return typed(value)
        except ValueError as error:
            raise ValidationError(_("Viết số như 25.000 hoặc 12,5."), code="invalid") from error

    def prepare_value(self, value: Any) -> Any:
        return number(value) if isinstance(value, Decimal | int) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        return bool(self.prepare_value(initial) != data)
