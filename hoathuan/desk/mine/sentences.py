"""What is next, as somebody would say it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from hoathuan.accounts.actor import Actor
from hoathuan.accounts.choices import SeatKind
from hoathuan.cases.api import Case, State
from hoathuan.core.dates import today
from hoathuan.core.ui.numbers import day as said_day
from hoathuan.inbox.api import lines_of

#: More on the first page is no longer read.
FIRST = 3


@dataclass(frozen=True)
class Sentence:
    """One thing to do: in one sentence, where it leads, and whether its day has passed."""

    words: str
    url: str
    late: bool = False


def next_of(actor: Actor) -> list[Sentence]:
    """What waits for the seat, by day. What a colleague is named for is that colleague's; a head sees all of it."""
    person = actor.seat.person_id if actor.seat else None
    head = actor.kind == SeatKind.TEAM_HEAD
    lines = (line for line in lines_of(actor) if not line.vacant)
    mine = (line for line in lines if head or line.due.office.person_id in (None, person))
    return [
        Sentence(_said(str(line.due.title), line.due.due_on, line.late), line.url, line.late) for line in mine
    ]


def _said(title: str, due_on: date | None, late: bool) -> str:
    """ "Vụ việc số 4/2026: bắt đầu hòa giải, chậm nhất ngày 12/11/2026." """
    if due_on is None:
        return f"{title}."
    if late:
        days = (today() - due_on).days
        return _("%(title)s. Đã quá hạn %(days)s ngày.") % {"title": title, "days": days}
    if due_on == today():
        return _("%(title)s, hạn là hôm nay.") % {"title": title}
    return _("%(title)s, chậm nhất ngày %(day)s.") % {"title": title, "day": said_day(due_on)}


def next_in(case: Case, *, head: bool) -> str:
    """What comes next in one dispute, by where it stands."""
    if case.closed_on is not None:
        return str(case.state_text)
    if case.paused_on is not None:
        return _("Đang tạm dừng.")
    if case.state == State.RECEIVED:
        return _("Xem việc này có thuộc phạm vi hòa giải không.")
    if case.state == State.ACCEPTED:
        return _("Phân công hòa giải viên.") if head else _("Chờ tổ trưởng phân công.")
    if case.started_on is None and case.start_by is not None:
        return _("Bắt đầu hòa giải, chậm nhất ngày %(day)s.") % {"day": said_day(case.start_by)}
    return _("Đang hòa giải. Xong thì ghi kết thúc.")


def numbered(cases: Iterable[Case], *, head: bool) -> list[tuple[Case, str]]:
    return [(case, next_in(case, head=head)) for case in cases]
