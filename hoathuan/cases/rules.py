"""What the law says about a dispute. Pure functions; law: Law 35/2013/QH13, Decree 15/2014/NĐ-CP."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _

from hoathuan.privacy.api import ERASED

from .choices import Ending, Field, Matter, Outcome, PartyRole, StartBasis, State

#: Letters of Decree 15 Art. 5(1) that a field may belong to; the first is meant when nobody says otherwise.
MATTERS_OF_FIELD: dict[str, tuple[str, ...]] = {
    Field.NEIGHBOURS: (Matter.CONFLICT,),
    Field.PASSAGE: (Matter.CONFLICT,),
    Field.HYGIENE: (Matter.CONFLICT,),
    Field.LAND: (Matter.CIVIL,),
    Field.PROPERTY: (Matter.CIVIL,),
    Field.INHERITANCE: (Matter.CIVIL,),
    Field.MARRIAGE: (Matter.FAMILY,),
    Field.DIVORCE: (Matter.FAMILY,),
    Field.FAMILY: (Matter.FAMILY,),
    Field.OFFENCE: (Matter.MINOR_OFFENCE, Matter.NOT_PROSECUTED, Matter.EDUCATION_MEASURE),
    Field.OTHER: (Matter.OTHER,),
}

OPEN = (State.RECEIVED, State.ACCEPTED, State.ASSIGNED)
#: An entry more than so many days after its day is marked as late. A rule of this product, not of the law.
LATE_AFTER = timedelta(days=31)


@dataclass(frozen=True)
class Trouble:
    """One thing that is wrong: the answer that it is about, and what to do."""

    field: str
    message: str


def matter_of(field: str, chosen: str = "") -> str:
    """The letter of Decree 15 Art. 5(1) of a field; `chosen` counts where the field allows several."""
    allowed = MATTERS_OF_FIELD[field]
    return chosen if chosen in allowed else allowed[0]


def outcome_of(ending: str) -> str:
    """Law 35 Art. 23, 24, 27: a mediation succeeded if and only if the parties agreed."""
    return Outcome.SUCCESSFUL if ending == Ending.AGREEMENT else Outcome.UNSUCCESSFUL


def start_due(assigned_on: date, basis: str, by_law: date, agreed_on: date | None = None) -> date:
    """The last day to begin, Law 35 Art. 20(2): as the law says, at once when witnessed, or as the parties agreed."""
    if basis == StartBasis.IMMEDIATE:
        return assigned_on
    if basis == StartBasis.AGREED and agreed_on:
        return agreed_on
    return by_law


def is_late(day: date, today: date) -> bool:
    """Whether what happened on `day` is written down so late that a report may have gone without it."""
    return today - day > LATE_AFTER


#: The steps that a dispute may take, by its state. "reopen" only after an unsuccessful ending (Art. 27).
_STEPS: dict[str, tuple[str, ...]] = {
    State.RECEIVED: ("accept", "end", "refer", "amend", "void"),
    State.ACCEPTED: ("assign", "end", "refer", "amend", "void"),
    State.ASSIGNED: ("end", "start", "assign", "refer", "amend", "void"),
    State.ENDED: ("amend", "assign", "start", "void"),
    State.REFERRED: ("amend", "assign", "start", "void"),
}


def allowed_steps(case: Any) -> tuple[str, ...]:
    """The steps open to this dispute, the likeliest first; a voided one takes none.

    Of one that is over the days that were left out may be written afterwards.
    """
    if case.voided_on:
        return ()
    steps = _STEPS[case.state]
    if case.state == State.ASSIGNED and case.mediator_id is None:
        steps = ("assign", *(step for step in steps if step != "assign"))
    elif case.state == State.ASSIGNED and case.started_on is None:
        steps = ("start", *(step for step in steps if step != "start"))
    if case.outcome == Outcome.UNSUCCESSFUL:
        steps = (*steps, "reopen")
    return tuple(step for step in steps if step != "start" or not case.started_on)


def states_before(step: str) -> tuple[str, ...]:
    """The states from which `step` may be taken: the condition of its UPDATE."""
    return tuple(state for state, steps in _STEPS.items() if step in steps)


def latest_step(case: Any, received_on: date | None = None) -> date:
    """The last day of a step that a dispute took on its way: it does not end before."""
    steps = (received_on or case.received_on, case.assigned_on, case.started_on)
    return max(day for day in steps if day is not None)


def check_not_future(field: str, day: date | None, today: date) -> list[Trouble]:
    if day is None or day <= today:
        return []
    names = {
        "received_on": _("Ngày tiếp nhận"),
        "ended_on": _("Ngày kết thúc"),
        "assigned_on": _("Ngày phân công"),
        "started_on": _("Ngày bắt đầu hòa giải"),
        "referred_on": _("Ngày chuyển"),
        "on_date": _("Ngày"),
    }
    text = _("%(name)s phải từ hôm nay (%(today)s) trở về trước.")
    return [Trouble(field, text % {"name": names[field], "today": f"{today:%d/%m/%Y}"})]


def check_team_days(team: Any, received_on: date) -> list[Trouble]:
    """A team has cases only while it exists."""
    if received_on < team.started_on:
        text = _("%(team)s thành lập ngày %(day)s. Ngày tiếp nhận phải từ ngày đó; nếu tổ có từ trước, "
                 "sửa ngày thành lập ở trang của tổ.")  # fmt: skip
        return [Trouble("received_on", text % {"team": team.name, "day": f"{team.started_on:%d/%m/%Y}"})]
    if team.ended_on and received_on > team.ended_on:
        text = _("%(team)s giải thể ngày %(day)s. Chọn tổ khác, hoặc xem lại ngày tiếp nhận.")
        return [Trouble("received_on", text % {"team": team.name, "day": f"{team.ended_on:%d/%m/%Y}"})]
    return []


def check_order(earlier: date, later: date | None, field: str) -> list[Trouble]:
    """Nothing ends, is assigned or referred before it was received."""
    if later is None or later >= earlier:
        return []
    names = {
        "ended_on": _("Ngày kết thúc"),
        "assigned_on": _("Ngày phân công"),
        "started_on": _("Ngày bắt đầu hòa giải"),
        "referred_on": _("Ngày chuyển"),
        "on_date": _("Ngày"),
    }
    text = _("%(name)s %(later)s đứng trước ngày %(earlier)s của bước trước đó. Xem lại hai ngày.")
    values = {"name": names[field], "later": f"{later:%d/%m/%Y}", "earlier": f"{earlier:%d/%m/%Y}"}
    return [Trouble(field, text % values)]


def check_ending(ended_on: date | None, ending: str) -> list[Trouble]:
    """A day without an ending says nothing, and an ending has a day (Law 35 Art. 23)."""
    if ended_on and not ending:
        return [
            Trouble("ending", _("Có ngày kết thúc thì chọn vụ việc kết thúc thế nào: thành hay không thành."))
        ]
    if ending and not ended_on:
        return [Trouble("ended_on", _("Ghi ngày kết thúc, ví dụ 21/06/2026."))]
    return []


@dataclass(frozen=True)
class Missing:
    """A column of the register that has nothing in it yet."""

    column: int
    label: str


def _is_described(person: Any) -> bool:
    """With age and place, or without any of it because the time to keep it is over."""
    return bool(person.birth_year and person.address) or person.full_name == ERASED


def missing_for_book(case: Any, content: Any, people: list[Any]) -> list[Missing]:
    """What Part I of the register still lacks. Such an entry counts all the same (Art. 21(4): it is written down)."""
    if case.voided_on:
        return []
    roles = {person.role for person in people}
    parties = [person for person in people if person.role == PartyRole.PARTY]
    found = [
        (2, _("Ngày tiếp nhận"), case.received_known),
        (3, _("Hòa giải viên"), case.mediator_id or PartyRole.MEDIATOR in roles),
        (4, _("Các bên (từ hai người trở lên)"), len(parties) >= 2),
        (4, _("Tuổi và nơi ở của các bên"), all(_is_described(p) for p in parties) and parties),
        (5, _("Nội dung chủ yếu"), content and content.summary),
        (
            6,
            _("Thỏa thuận hoặc yêu cầu của các bên"),
            case.state != State.ENDED or (content and content.agreement),
        ),
    ]
    return [Missing(column, label) for column, label, there in found if not there]
