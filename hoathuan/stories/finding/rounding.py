"""Amounts of money in a text, and how they read when rounded: "12.350.000 đồng" → "12 triệu đồng"."""
# Vietnamese in this module is data, not interface text.

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal

AMOUNT = re.compile(
    r"(?<![\d.,])(?P<figure>\d+(?:[.,\s]\d{3})*(?:[.,]\d{1,2})?)\s*"
    r"(?P<scale>nghìn|ngàn|triệu|tỷ|tỉ)?\s*(?P<unit>đồng|vnđ|vnd|đ)?(?!\w)",
    re.IGNORECASE,
)
_GROUPS = re.compile(r"^\d{1,3}(?:[.,\s]\d{3})+$")
_DECIMALS = re.compile(r"^\d+,\d{3}$")  # "2,345 tỷ"
_SCALES = {"nghìn": 3, "ngàn": 3, "triệu": 6, "tỷ": 9, "tỉ": 9}
_WORDS = ((9, "tỷ"), (6, "triệu"), (3, "nghìn"))
_KEPT = 2


def is_money(found: re.Match[str]) -> bool:
    return bool(found["scale"] or found["unit"])


def worth(found: re.Match[str]) -> Decimal:
    """The amount in đồng."""
    figure = found["figure"]
    grouped = _GROUPS.match(figure) and not (found["scale"] and _DECIMALS.match(figure))
    plain = re.sub(r"\D", "", figure) if grouped else re.sub(r"\s", "", figure).replace(",", ".")
    if plain.count(".") > 1:
        plain = plain.replace(".", "")
    return Decimal(plain).scaleb(_SCALES.get((found["scale"] or "").lower(), 0))


def nearly(amount: Decimal) -> Decimal:
    """Two figures are kept."""
    if not amount:
        return amount
    step = Decimal(1).scaleb(max(amount.adjusted() - _KEPT + 1, 0))
    return (amount / step).quantize(Decimal(1), ROUND_HALF_UP) * step


def is_round(found: re.Match[str]) -> bool:
    """Whether it is no amount of money, or already a round one."""
    return not is_money(found) or nearly(worth(found)) == worth(found)


def rounded(text: str) -> str:
    """The text with every exact amount rounded; what is round already, or no money, stays as it is."""
    return AMOUNT.sub(lambda m: m.group() if is_round(m) else _said(nearly(worth(m))), text)


def _said(amount: Decimal) -> str:
    for power, word in _WORDS:
        if amount >= Decimal(1).scaleb(power):
            figure = f"{amount.scaleb(-power).normalize():f}".replace(".", ",")
            return f"{figure} {word} đồng"
    return f"{amount:f} đồng"
