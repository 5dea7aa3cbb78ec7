"""How progress is judged: one rule, stated in words on every page that shows its result.

Pure functions; nothing here reads the database. The states are those of the design: done, go, risk, late, idle.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_FLOOR, Decimal

from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .choices import Direction, TaskState

ON_TRACK = Decimal("0.9")
"""On track: at least so much of what should have been reached by today."""
BEHIND = Decimal("0.5")
"""Late although time is left: less than so much of what should have been reached by today."""
LAST_PART = Decimal("0.75")
"""Nothing reached when so much of the time is gone is a risk, however small the quantity."""
SOON = 14
"""Days before the due date from which a task that is not done counts as a risk."""

RULE: tuple[str | Promise, ...] = (
    gettext_lazy("Xong: đạt đủ 100% chỉ tiêu."),
    format_lazy(
        gettext_lazy(
            "Đúng tiến độ: đạt ít nhất {on_track}% của mức phải có đến hôm nay. Mức phải có = chỉ tiêu × phần thời "
            "gian đã qua, số đếm thì bỏ phần lẻ."
        ),
        on_track=int(ON_TRACK * 100),
    ),
    format_lazy(
        gettext_lazy(
            "Có nguy cơ: đạt từ {behind}% đến dưới {on_track}% của mức phải có; hoặc đã qua {last}% thời gian "
            "mà chưa có kết quả nào."
        ),
        behind=int(BEHIND * 100),
        on_track=int(ON_TRACK * 100),
        last=int(LAST_PART * 100),
    ),
    format_lazy(
        gettext_lazy("Chậm: quá hạn mà chưa đủ, hoặc đạt dưới {behind}% của mức phải có."),
        behind=int(BEHIND * 100),
    ),
    gettext_lazy("Chưa bắt đầu: chưa có kết quả nào và chưa đến mức phải có."),
    format_lazy(
        gettext_lazy(
            "Chỉ tiêu tỷ lệ so thẳng với mức đề ra, không chia theo thời gian: từ {on_track}% của mức đó là có nguy "
            "cơ, thấp hơn là chậm. Chỉ tiêu “không quá” chậm khi vượt mức, có nguy cơ khi đã dùng quá {on_track}%. "
            "Cả hai loại chỉ xong khi hết hạn."
        ),
        on_track=int(ON_TRACK * 100),
    ),
    gettext_lazy(
        "Đơn vị kết thúc khi sắp xếp đơn vị hành chính: việc còn hạn vào ngày cuối của đơn vị thì dừng cùng đơn vị, "
        "không tính là chậm."
    ),
    format_lazy(
        gettext_lazy("Nhiệm vụ chưa xong có nguy cơ khi còn từ {soon} ngày trở xuống, chậm khi quá hạn."),
        soon=SOON,
    ),
)


@dataclass(frozen=True)
class Promised:
    """What is judged: a quantity between two days (both included)."""

    quantity: Decimal
    starts_on: date
    ends_on: date
    direction: str = Direction.AT_LEAST
    is_share: bool = False


@dataclass(frozen=True)
class Verdict:
    """A state, how much of the quantity is reached (1 is all; None where nothing can be said), and how urgent it is.

    `urgency` orders the stuck ones first: the lower, the worse.
    """

    state: str
    ratio: Decimal | None = None
    urgency: Decimal = Decimal(0)


_WORST_FIRST = ("late", "risk", "idle", "go", "done")
STOPPED = Decimal("3.75")
"""Nothing can be done any more about what stopped with its unit: it comes after all but what is done."""


def elapsed_share(starts_on: date, ends_on: date, on: date) -> Decimal:
    """The part of the window that is over at the end of the day `on`, between 0 and 1."""
    days = (ends_on - starts_on).days + 1
    gone = min(max((on - starts_on).days + 1, 0), days)
    return Decimal(gone) / Decimal(days)


def expected_by(promised: Promised, on: date) -> Decimal:
    """What should have been reached by the end of the day: countable things are not asked for in parts."""
    due = promised.quantity * elapsed_share(promised.starts_on, promised.ends_on, on)
    whole = promised.quantity == promised.quantity.to_integral_value()
    return due.to_integral_value(ROUND_FLOOR) if whole else due


def judge(promised: Promised, achieved: Decimal | None, on: date) -> Verdict:
    """The state of a target by the stated rule (`RULE`). `achieved` None: no figure can be given."""
    ratio = _ratio(promised, achieved)
    if promised.quantity == 0 and promised.direction == Direction.AT_LEAST:
        state = "idle"
    elif achieved is None:
        state = "late" if on > promised.ends_on else "idle"
    elif promised.direction == Direction.AT_MOST:
        state = _at_most(promised, achieved, on)
    elif promised.is_share:
        state = _share(promised, achieved, on)
    else:
        state = _counted(promised, achieved, on)
    return Verdict(state, ratio, _WORST_FIRST.index(state) + (min(ratio or Decimal(0), Decimal(1)) / 2))


def _ratio(promised: Promised, achieved: Decimal | None) -> Decimal | None:
    if achieved is None or not promised.quantity:
        return None
    return achieved / promised.quantity


def _counted(promised: Promised, achieved: Decimal, on: date) -> str:
    if achieved >= promised.quantity:
        return "done"
    if on > promised.ends_on:
        return "late"
    expected = expected_by(promised, on)
    if achieved == 0 and expected == 0:
        gone = elapsed_share(promised.starts_on, promised.ends_on, on)
        return "risk" if gone >= LAST_PART else "idle"
    if achieved >= ON_TRACK * expected:
        return "go"
    return "risk" if achieved >= BEHIND * expected else "late"


def _share(promised: Promised, achieved: Decimal, on: date) -> str:
    if achieved >= promised.quantity:
        return "done" if on > promised.ends_on else "go"
    if on > promised.ends_on:
        return "late"
    return "risk" if achieved >= ON_TRACK * promised.quantity else "late"


def _at_most(promised: Promised, achieved: Decimal, on: date) -> str:
    if achieved > promised.quantity:
        return "late"
    if on > promised.ends_on:
        return "done"
    return "risk" if achieved > ON_TRACK * promised.quantity else "go"


@dataclass(frozen=True)
class TaskStanding:
    """How a task stands on a day: the state's code and its words."""

    state: str
    text: str


def task_standing(state: str, due_on: date | None, on: date) -> TaskStanding:
    """Done and cancelled tasks are that; others are judged by their due date."""
    if state == TaskState.DONE:
        return TaskStanding("done", _("Xong"))
    if state == TaskState.CANCELLED:
        return TaskStanding("idle", _("Không thực hiện nữa"))
    left = (due_on - on).days if due_on else None
    if left is not None and left < 0:
        return TaskStanding("late", _("Quá hạn %(days)s ngày") % {"days": -left})
    if left is not None and left <= SOON:
        return TaskStanding("risk", _("Còn %(days)s ngày") % {"days": left} if left else _("Hạn hôm nay"))
    return TaskStanding("go" if state == TaskState.IN_PROGRESS else "idle", str(TaskState(state).label))
