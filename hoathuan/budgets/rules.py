"""What the texts say about money, as pure functions."""

from datetime import date

from django.utils.translation import gettext as _

from hoathuan.core.text import legal_text
from hoathuan.core.ui.numbers import number
from hoathuan.norms.api import Value

from .choices import Source
from .errors import AboveRate

CEILING = legal_text("khoản 1 Điều 5 Thông tư 56/2023/TT-BTC")


def check_rate(amount: int, rate: Value, source: str) -> str:
    """Whether so many đồng for one piece keep to the rate that holds (Circular 56/2023/TT-BTC Art. 5(1)).

    "" where they do. State money above it raises AboveRate with the clause; for donated money the flag is given back
    as a sentence to be shown (Art. 2: donors may give more).
    """
    if rate.amount is None or amount <= rate.amount:
        return ""
    data = {"amount": number(amount), "rate": rate.text, "document": rate.document, "clause": CEILING}
    if source == Source.DONATED:
        words = _("%(amount)s đồng cao hơn mức %(rate)s (%(document)s). Phần này từ nguồn đóng góp, tài trợ.")
        return words % data
    words = _(
        "%(amount)s đồng cao hơn mức %(rate)s (%(document)s). Tiền ngân sách Nhà nước không chi quá mức này "
        "(%(clause)s): ghi lại số tiền, hoặc chi phần hơn từ nguồn đóng góp, tài trợ."
    )
    raise AboveRate(words % data, "amount")


def year_of(day: date) -> int:
    """The budget year of a day: the calendar year of the State budget."""
    return day.year


def estimate_year(day: date) -> int:
    """The year that is estimated on a day: from July on the next one (unconfirmed: no text names the day)."""
    return day.year + (day.month >= 7)


def rate_day(year: int, on: date) -> date:
    """The day whose rates an estimate reads: that of counting, where it lies in the year, else the year's nearest."""
    return min(max(on, date(year, 1, 1)), date(year, 12, 31))


def remaining(allocated: int, committed: int, spent: int) -> int:
    """What may still be committed or spent, in đồng."""
    return allocated - committed - spent


def shortfall(remaining_before: int, allowed: int, delta: int) -> int:
    """How many đồng are missing for a movement that changes what remains by `delta`; 0 where it may go on.

    A movement that gives money back is never refused, even where too much was spent before.
    """
    return max(0, -(remaining_before + delta + allowed)) if delta < 0 else 0


def covered(before: int, after: int, allowed: int) -> int:
    """How much of what a leader had let through is filled again when what remains grows: it is not used a second time.

    `before`, `after`: what remains before and after money came in. What was let through and never used stays.
    """
    return min(allowed, max(0, -before) - max(0, -after)) if after > before else 0
