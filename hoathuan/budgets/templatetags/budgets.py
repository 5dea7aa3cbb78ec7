"""How money is worded in templates."""

from django import template

from hoathuan.budgets.lines import label_of
from hoathuan.budgets.models import EstimateLine
from hoathuan.budgets.papers import arithmetic_of
from hoathuan.core.ui.numbers import number

register = template.Library()
register.filter("line_label", label_of)


@register.filter
def arithmetic(row: EstimateLine) -> str:
    """ "19 tổ × 12 tháng × 150.000"."""
    return " × ".join(part for part in (arithmetic_of(row), number(row.rate)) if part)
