"""How days count in this context: one place, so that legal day types come from one place too."""

from datetime import date, timedelta

from django.utils.translation import gettext as _

SOON = 14
"""Days before the due day from which a thing that is not done counts as a risk, as in plans."""


def days_left(due_on: date, on: date) -> int:
    """Days from `on` to the due day; negative when it has passed. The due day itself is in time."""
    return (due_on - on).days


def add_days(day: date, days: int) -> date:
    """So many calendar days later. A source that counts working days gives the day that `norms` says."""
    return day + timedelta(days=days)


def state_of(due_on: date | None, on: date) -> str:
    """late, risk or go; idle where there is no day."""
    if due_on is None:
        return "idle"
    left = days_left(due_on, on)
    return "late" if left < 0 else "risk" if left <= SOON else "go"


def words_of(due_on: date | None, on: date) -> str:
    """How far off it is, as a person says it."""
    if due_on is None:
        return _("đang chờ")
    left = days_left(due_on, on)
    if left < 0:
        return _("Quá hạn %(days)s ngày") % {"days": -left}
    if left == 0:
        return _("Hạn hôm nay")
    return _("Còn %(days)s ngày") % {"days": left}
