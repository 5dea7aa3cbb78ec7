"""What the law says about an agreement and what follows it. Pure functions.

Law 35/2013/QH13 Art. 24–26; Civil Procedure Code 92/2015/QH13 Art. 416–419.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hoathuan.core.dates import DateProblem, parse_date
from hoathuan.core.text import legal_text
from hoathuan.core.ui.numbers import number
from hoathuan.core.ui.quantities import typed

from .choices import CourtState, Hand, Span, Standing
from .errors import SettlementRefused


@dataclass(frozen=True)
class Group:
    """One of the eight content groups of Law 35/2013/QH13 Art. 24(2): its letter and the column that holds it."""

    letter: str
    name: str
    label: Any
    help: Any = ""


GROUPS = (
    Group("a", "ground", gettext_lazy("Căn cứ tiến hành hòa giải"), gettext_lazy("Vì sao tổ hòa giải vụ việc này.")),
    Group(
        "b",
        "parties",
        gettext_lazy("Thông tin cơ bản về các bên"),
        gettext_lazy("Họ tên, năm sinh, nơi ở của từng bên; mỗi người một dòng."),
    ),
    Group("c", "summary", gettext_lazy("Nội dung chủ yếu của vụ, việc"), gettext_lazy("Hai bên mâu thuẫn về việc gì.")),
    Group(
        "d",
        "course",
        gettext_lazy("Diễn biến của quá trình hòa giải"),
        gettext_lazy("Ngày nào, ở đâu, ai dự, đã bàn những gì."),
    ),
    Group(
        legal_text("đ"),
        "solution",
        gettext_lazy("Thỏa thuận đạt được và giải pháp thực hiện"),
        gettext_lazy("Ghi đúng lời hai bên đã thống nhất."),
    ),
    Group(
        "e",
        "duties",
        gettext_lazy("Quyền và nghĩa vụ của các bên"),
        gettext_lazy("Ai phải làm gì cho ai; ai được nhận gì."),
    ),
    Group(
        "g",
        "performance",
        gettext_lazy("Phương thức, thời hạn thực hiện thỏa thuận"),
        gettext_lazy("Làm bằng cách nào, xong trước ngày nào."),
    ),
    Group("h", "signing", gettext_lazy("Chữ ký hoặc điểm chỉ của các bên và của hòa giải viên")),
)  # fmt: skip
#: Those that a person writes; who signs follows from the dispute.
WRITTEN = GROUPS[:-1]
#: The columns in which it is kept: where it was drawn up, then the groups.
TEXTS = ("place", *(group.name for group in WRITTEN))
_BY_NAME = {group.name: group for group in GROUPS}


def group_named(name: str) -> Group | None:
    return _BY_NAME.get(name)


def lacking(texts: Any) -> list[Group]:
    """The groups in which nothing is written yet."""
    return [group for group in WRITTEN if not getattr(texts, group.name, "").strip()]


#: The steps that may be taken with a promise, the likeliest first.
_STEPS: dict[str, tuple[str, ...]] = {
    Standing.OPEN: ("kept", "late", "changed", "force", "broken", "dropped"),
    Standing.LATE: ("kept", "changed", "force", "broken", "dropped"),
    Standing.FORCE: ("kept", "changed", "late", "broken", "dropped"),
    Standing.BROKEN: ("kept", "changed", "dropped", "reverted"),
    Standing.KEPT: ("reverted",),
    Standing.KEPT_LATE: ("reverted",),
    Standing.DROPPED: ("reverted",),
}
OPEN = (Standing.OPEN, Standing.LATE, Standing.FORCE)
KEPT = (Standing.KEPT, Standing.KEPT_LATE)


def steps_of(standing: str, span: str = Span.DAY) -> tuple[str, ...]:
    """What may be written down now. What lasts is never late; instead it is asked after, each year."""
    steps = _STEPS[standing]
    if span != Span.LASTING:
        return steps
    lasting = tuple(step for step in steps if step != "late")
    return ("asked", *lasting) if standing in OPEN else lasting


def ask_on(span: str, standing: str, last: date) -> date | None:
    """When to ask again whether what lasts is kept: a year after the last time; None where there is nothing to ask."""
    if span != Span.LASTING or standing not in OPEN:
        return None
    return last.replace(year=last.year + 1, day=min(last.day, 28 if last.month == 2 else last.day))


def kept_standing(due_on: date | None, on: date) -> str:
    """Kept in time or late: the day itself is still in time; what lasts is never late."""
    return Standing.KEPT_LATE if due_on is not None and on > due_on else Standing.KEPT


def standing_after(deed: str, due_on: date | None, on: date) -> str:
    """How a promise stands after a deed of that day."""
    after = {
        "late": Standing.LATE, "broken": Standing.BROKEN, "force": Standing.FORCE, "changed": Standing.OPEN,
        "dropped": Standing.DROPPED, "reverted": Standing.OPEN, "asked": Standing.OPEN,
    }  # fmt: skip
    return kept_standing(due_on, on) if deed == "kept" else after[deed]


def all_kept(standings: Iterable[str]) -> bool:
    """Whether follow-up is over: something was promised, and everything that still holds is kept."""
    left = [one for one in standings if one != Standing.DROPPED]
    return bool(left) and all(one in KEPT for one in left)


def all_signed(hands: Iterable[str]) -> bool:
    """Art. 24(2)(h): the parties and the mediator have signed, or given their fingerprint."""
    found = list(hands)
    return bool(found) and all(hand in (Hand.SIGNED, Hand.FINGERPRINT) for hand in found)


@dataclass(frozen=True)
class Part:
    """One instalment: until when, how many đồng."""

    due_on: date
    amount: int


_LINE = re.compile(r"^\s*(\S+)\s*(?::|\s)\s*(.+?)\s*(?:\u0111\u1ed3ng|\u0111)?\s*$", re.IGNORECASE)


def read_parts(text: str, total: int | None = None) -> list[Part]:
    """Instalments as typed, one a line: "30/09/2026 5.000.000". With `total` they must add up to it.

    Raises SettlementRefused in words that name the line.
    """
    parts = [_read_part(line) for line in text.splitlines() if line.strip()]
    if [part.due_on for part in parts] != sorted({part.due_on for part in parts}):
        raise SettlementRefused(_("Các đợt phải theo thứ tự ngày, mỗi ngày một đợt."), "parts")
    found = sum(part.amount for part in parts)
    if parts and total is not None and found != total:
        words = _("Cộng các đợt được %(found)s đồng, khác tổng %(total)s đồng. Xem lại từng đợt.")
        raise SettlementRefused(words % {"found": number(found), "total": number(total)}, "parts")
    return parts


def _read_part(line: str) -> Part:
    try:
        found = _LINE.match(line)
        if found is None:
            raise ValueError(line)
        amount = typed(found[2])
        if amount != amount.to_integral_value() or amount <= 0:
            raise ValueError(line)
        return Part(parse_date(found[1]), int(amount))
    except (ValueError, DateProblem) as problem:
        words = _("Không đọc được dòng “%(line)s”. Viết ngày rồi số tiền, ví dụ: 30/09/2026 5.000.000.")
        raise SettlementRefused(words % {"line": line.strip()}, "parts") from problem


def write_parts(parts: Sequence[Part]) -> str:
    """As they are typed and read back."""
    return "\n".join(f"{part.due_on:%d/%m/%Y} {number(Decimal(part.amount))}" for part in parts)


def check_span(span: str, due_on: date | None, agreed_on: date) -> None:
    """What has a day is due on or after the day of the agreement; what lasts has none."""
    if span == Span.LASTING:
        return
    if due_on is None:
        raise SettlementRefused(_("Ghi hạn cuối, hoặc chọn “Giữ lâu dài”."), "due_on")
    if due_on < agreed_on:
        words = _("Hạn cuối đứng trước ngày thỏa thuận %(day)s. Xem lại ngày.")
        raise SettlementRefused(words % {"day": f"{agreed_on:%d/%m/%Y}"}, "due_on")


#: CPC Art. 417, each as a question that somebody without law studies can answer.
CONDITIONS = (
    ("capacity", gettext_lazy("Các bên đều là người lớn, tỉnh táo, tự quyết được việc của mình (khoản 1).")),
    (
        "own_rights",
        gettext_lazy(
            "Các bên thỏa thuận về quyền, nghĩa vụ của chính mình. Nếu đụng đến quyền của người khác thì người đó "
            "đã đồng ý (khoản 2)."
        ),
    ),
    ("wish", gettext_lazy("Một bên hoặc cả hai bên muốn làm đơn (khoản 3).")),
    (
        "voluntary",
        gettext_lazy(
            "Các bên hoàn toàn tự nguyện; thỏa thuận không trái điều cấm của luật, không trái đạo đức xã hội, không "
            "nhằm trốn nghĩa vụ với Nhà nước hoặc với người khác (khoản 4)."
        ),
    ),
)

#: State → the steps that may follow, the likeliest first.
COURT_STEPS: dict[str, tuple[str, ...]] = {
    CourtState.WISHED: ("filed", "withdrawn"),
    CourtState.FILED: ("accepted", "withdrawn", "refused"),
    CourtState.ACCEPTED: ("asked", "meeting", "recognised", "refused", "withdrawn"),
    CourtState.ASKED: ("answered", "meeting", "recognised", "refused", "withdrawn"),
    CourtState.MEETING: ("recognised", "refused", "withdrawn"),
    CourtState.RECOGNISED: (),
    CourtState.REFUSED: (),
    CourtState.WITHDRAWN: ("again",),
}


#: The paper lies at the court.
AT_COURT = (CourtState.FILED, CourtState.ACCEPTED, CourtState.ASKED, CourtState.MEETING)
#: What may still be written of a request whose agreement no longer holds.
ENDING_STEPS = ("refused", "withdrawn")


def court_steps(state: str, *, in_force: bool = True, anew: bool = False) -> tuple[str, ...]:
    """What may follow; once the agreement no longer holds, only what ends the request. `anew`: see `asks_anew`."""
    steps = ("again",) if anew else COURT_STEPS[state]
    return tuple(step for step in steps if in_force or step in ENDING_STEPS)


def asks_anew(court: Any, version: Any) -> bool:
    """Whether a newer version than the one that was refused may be brought before the court, by a new request."""
    if court.state != CourtState.REFUSED or version is None or version.number == 1:
        return False
    return bool(version.recorded_on >= court.decided_on)


#: State → what a step that led there wrote: taken back, these are empty again.
_WROTE: dict[str, tuple[str, ...]] = {
    CourtState.FILED: ("filed_on",),
    CourtState.ACCEPTED: ("accepted_on",),
    CourtState.ASKED: ("asked_on", "answer_by"),
    CourtState.MEETING: ("met_on",),
    CourtState.RECOGNISED: ("decided_on",),
    CourtState.REFUSED: ("decided_on",),
    CourtState.WITHDRAWN: (),
}


def court_mistake(court: Any) -> tuple[str, ...] | None:
    """The columns of the last step, to be emptied when it was written by mistake; None where there is none."""
    if court.state == CourtState.ACCEPTED and court.answered_on:
        return ("answered_on",)
    return _WROTE.get(court.state)


def court_state(court: Any) -> str:
    """Where a request stands by its days alone."""
    if court.met_on:
        return CourtState.MEETING
    if court.asked_on and not court.answered_on:
        return CourtState.ASKED
    if court.accepted_on:
        return CourtState.ACCEPTED
    return CourtState.FILED if court.filed_on else CourtState.WISHED
