"""Numbers and dates as they are written in Viet Nam, whatever language the labels are in."""

from __future__ import annotations

from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

NONE = "–"
PLACES = 4
"""Most decimals that are shown when none are asked for; trailing zeros are dropped."""


def number(value: Any, places: int | None = None) -> str:
    """25000 → "25.000", 82.75 → "82,75"; nothing → "–"; what is no number comes back as text."""
    if value is None or value == "":
        return NONE
    try:
        exact = Decimal(str(value))
    except InvalidOperation:
        return str(value)
    if not exact.is_finite():
        return NONE
    return _write(_rounded(exact, places))


def percent(ratio: Any, places: int = 1) -> str:
    """A ratio as a percentage: 0.848 → "84,8%"; nothing → "–" (no cases: no rate, not zero)."""
    if ratio is None or ratio == "":
        return NONE
    return f"{number(Decimal(str(ratio)) * 100, places)}%"


def dong(amount: Any) -> str:
    """Money: 12650000 → "12.650.000 đồng"; nothing → "–"."""
    if amount is None or amount == "":
        return NONE
    return _("%(amount)s đồng") % {"amount": number(amount)}


def day(value: date | datetime | None) -> str:
    """dd/mm/yyyy; a time is first brought to Viet Nam."""
    if not value:
        return ""
    return f"{_local(value):%d/%m/%Y}"


def moment(value: datetime | None) -> str:
    """Hour and day in Viet Nam: "16:20, 23/06/2026"."""
    if not value:
        return ""
    return f"{_local(value):%H:%M, %d/%m/%Y}"


def _local(value: date | datetime) -> date | datetime:
    if isinstance(value, datetime) and timezone.is_aware(value):
        return timezone.localtime(value)
    return value


def _rounded(exact: Decimal, places: int | None) -> str:
    if places is not None:
        return f"{exact.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP):,f}"
    short = f"{exact.quantize(Decimal(1).scaleb(-PLACES), ROUND_HALF_UP):,f}"
    return short.rstrip("0").rstrip(".")


def _write(english: str) -> str:
    swapped = english.translate(str.maketrans(",.", ".,"))
    return swapped.replace("-", "−") if swapped.startswith("-") else swapped
