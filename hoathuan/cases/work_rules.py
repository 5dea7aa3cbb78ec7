"""What the law says about the work on a dispute, and in which order its days stand. Pure; Law 35/2013/QH13."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from .rules import Trouble


@dataclass(frozen=True)
class Act:
    """Something that is written of a dispute, and its day."""

    day: date
    words: str


def _d(day: date) -> str:
    return f"{day:%d/%m/%Y}"


def check_within(field: str, day: date, case: Any, today: date) -> list[Trouble]:
    """Work lies between the reception and the end, and not in the future; the day in its way is named."""
    if day > today:
        text, other = _("Ngày %(day)s chưa tới. Ghi ngày từ hôm nay (%(other)s) trở về trước."), today
    elif day < case.received_on:
        text = _("Ngày %(day)s đứng trước ngày tiếp nhận %(other)s. Xem lại hai ngày.")
        other = case.received_on
    elif case.closed_on and day > case.closed_on:
        text = _("Ngày %(day)s đứng sau ngày %(other)s, khi vụ việc đã xong ở tổ. Xem lại hai ngày.")
        other = case.closed_on
    else:
        return []
    return [Trouble(field, text % {"day": _d(day), "other": _d(other)})]


def check_span(acts: Iterable[Act], received_on: date, closed_on: date | None, field: str) -> list[Trouble]:
    """A new day of reception or end leaves nothing outside that is written already."""
    for act in acts:
        if act.day < received_on:
            text = _("%(act)s ngày %(day)s đứng trước ngày tiếp nhận. Xem lại hai ngày.")
            return [Trouble("received_on", text % {"act": act.words, "day": _d(act.day)})]
        if closed_on and act.day > closed_on:
            text = _("%(act)s ngày %(day)s đứng sau ngày này. Xem lại hai ngày.")
            return [Trouble(field, text % {"act": act.words, "day": _d(act.day)})]
    return []


def check_not_paused(field: str, day: date, pauses: Iterable[Any]) -> list[Trouble]:
    """Parties do not sit together while they asked to wait; the days on which it began and went on are free."""
    for pause in pauses:
        if day > pause.from_on and (pause.until_on is None or day < pause.until_on):
            text = _(
                "Ngày %(day)s vụ việc đang tạm dừng (từ %(other)s). Ghi hòa giải tiếp trước, hoặc xem lại ngày."
            )
            return [Trouble(field, text % {"day": _d(day), "other": _d(pause.from_on)})]
    return []


def check_new_pause(
    from_on: date, until_on: date | None, pauses: Iterable[Any], sessions: Iterable[date]
) -> list[Trouble]:
    """Pauses do not overlap, and no session lies inside one."""
    if until_on and until_on < from_on:
        return [Trouble("until_on", _("Ngày hòa giải tiếp phải từ ngày tạm dừng trở đi."))]
    end = until_on or date.max
    for pause in pauses:
        if from_on < (pause.until_on or date.max) and pause.from_on < end or pause.from_on == from_on:
            text = _("Vụ việc đã ghi tạm dừng từ ngày %(day)s. Xem lại hai lần tạm dừng.")
            return [Trouble("from_on", text % {"day": _d(pause.from_on)})]
    for day in sessions:
        if from_on < day < end:
            text = _("Đã ghi buổi hòa giải ngày %(day)s, trong những ngày tạm dừng này. Xem lại hai ngày.")
            return [Trouble("from_on", text % {"day": _d(day)})]
    return []


def check_apart(ended_on: date, on_date: date, acts: Iterable[Act]) -> list[Trouble]:
    """Art. 27: a dispute is taken up again after it ended, and nothing happens in between."""
    if on_date < ended_on:
        return [Trouble("on_date", _("Ngày mở lại phải từ ngày kết thúc trở đi."))]
    for act in acts:
        if ended_on < act.day < on_date:
            text = _("%(act)s ngày %(day)s nằm giữa ngày kết thúc và ngày mở lại. Xem lại hai ngày.")
            return [Trouble("on_date", text % {"act": act.words, "day": _d(act.day)})]
    return []


def check_needs_reason(case: Any, mediator_id: int, reason: str) -> list[Trouble]:
    """Art. 18: who has the dispute keeps it unless there is a reason to give it to somebody else."""
    if case.assigned_on is None or case.mediator_id in (None, mediator_id) or reason.strip():
        return []
    return [
        Trouble("reason", _("Vụ việc đang do người khác hòa giải. Ghi lý do giao lại (Luật 35, Điều 18)."))
    ]


def stopped_words(kind: str, told_on: date) -> str:
    """Art. 10(4), (5): why the team waits."""
    text = _(
        "Đã báo khẩn ngày %(day)s: %(kind)s. Tổ dừng hòa giải đến khi cơ quan có thẩm quyền trả lời giao lại cho tổ "
        "(ghi ở mục Báo khẩn), hoặc chuyển vụ việc."
    )
    return text % {"day": _d(told_on), "kind": kind}


def waiting_words() -> str:
    """Art. 10(4), (5): what the questions found is reported, or somebody answers for it that it was wrong."""
    return _(
        "Các câu trả lời về phạm vi cho thấy nguy hiểm hoặc dấu hiệu vi phạm pháp luật. Báo khẩn ngay, chưa hòa giải. "
        "Nếu trả lời nhầm, tổ trưởng hoặc công chức tư pháp xã ghi lý do ở mục Ghi diễn biến."
    )


def may_close(answer: str, *, stopping: bool, open_case: bool) -> bool:
    """Whether an answer settles whose the dispute is: danger and crime only by giving it back to the team."""
    if answer == "returned":
        return True
    return answer == "taken" and not (stopping and open_case)
