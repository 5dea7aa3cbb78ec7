"""Sharing a quantity out to units so that the shares make up the whole exactly. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

from django.utils.translation import gettext as _

from hoathuan.core.ui.numbers import number

from .errors import SharesDiffer

WHOLE = Decimal(1)
CENT = Decimal("0.01")


def step_of(quantity: Decimal) -> Decimal:
    """Countable things are shared in whole ones, other quantities in hundredths."""
    return WHOLE if quantity == quantity.to_integral_value() else CENT


def share_out(total: Decimal, weights: Mapping[int, Decimal]) -> dict[int, Decimal]:
    """Largest remainders (Hamilton): shares in proportion to the weights, none negative, together exactly `total`.

    Ties go to the lower key, so the order of `weights` does not matter. Raises SharesDiffer when nobody weighs.
    """
    if total < 0 or any(weight < 0 for weight in weights.values()):
        raise SharesDiffer(_("Số lượng và hệ số chia không được âm."))
    whole = sum(weights.values(), Decimal(0))
    if not whole:
        raise SharesDiffer(_("Không chia được: hệ số của mọi đơn vị đều bằng 0. Hãy chọn cách chia khác."))
    step = step_of(total)
    parts = int(total / step)
    exact = {key: Fraction(weight) * parts / Fraction(whole) for key, weight in weights.items()}
    floors = {key: int(value) for key, value in exact.items()}
    left = parts - sum(floors.values())
    by_remainder = sorted(exact, key=lambda key: (floors[key] - exact[key], key))
    for key in by_remainder[:left]:
        floors[key] += 1
    return {key: floors[key] * step for key in weights}


def check_sum(total: Decimal, kept: Decimal, shares: Mapping[int, Decimal]) -> None:
    """Raises SharesDiffer, saying by how much, unless what is kept and the shares make up `total`."""
    if kept < 0 or any(share < 0 for share in shares.values()):
        raise SharesDiffer(_("Số giao cho một đơn vị không được âm."))
    given = kept + sum(shares.values(), Decimal(0))
    if given == total:
        return
    words = _("Tổng đã chia là %(given)s, thiếu %(gap)s so với chỉ tiêu %(total)s. Hãy chia thêm cho đủ.")
    if given > total:
        words = _("Tổng đã chia là %(given)s, thừa %(gap)s so với chỉ tiêu %(total)s. Hãy bớt lại cho đủ.")
    raise SharesDiffer(
        words % {"given": number(given), "gap": number(abs(total - given)), "total": number(total)}
    )
