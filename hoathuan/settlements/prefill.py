"""What the dispute already says: the first words of its agreement, all of which may be changed before recording."""
# Vietnamese in this module is the wording of a paper, not interface text.

from collections.abc import Iterable
from datetime import date
from typing import Any

from hoathuan.accounts.actor import Actor
from hoathuan.cases.api import Case, Ground, Party, PartyRole, content_of, people_of, who_mediated
from hoathuan.core.text import legal_text
from hoathuan.core.ui.numbers import number

from .choices import Span, Standing
from .models import Agreement, Promise

_GROUNDS: dict[str, str] = {
    Ground.REQUEST: legal_text("Theo yêu cầu của một hoặc các bên"),
    Ground.WITNESSED: legal_text("Hòa giải viên chứng kiến hoặc biết về vụ, việc"),
    Ground.ASSIGNED: legal_text(
        "Theo phân công của tổ trưởng tổ hòa giải hoặc đề nghị của cơ quan, tổ chức, cá nhân có liên quan"
    ),
}
_ASKERS: dict[str, str] = {
    "party": legal_text("một bên"), "parties": legal_text("các bên"), "mediator": legal_text("hòa giải viên"),
}  # fmt: skip
_LAW = legal_text("{} (Điều 16 Luật Hòa giải ở cơ sở năm 2013).")


def words_of(actor: Actor, case: Case, promises: Iterable[Promise] = ()) -> dict[str, str]:
    """Group by name → the first words of it."""
    content, people = content_of(actor, case), people_of(actor, case)
    kept = list(promises)
    return {
        "ground": _LAW.format(_GROUNDS.get(case.ground, legal_text("……………"))),
        "parties": "\n".join(_person(one) for one in people if one.role == PartyRole.PARTY),
        "summary": content.summary if content else "",
        "course": _course(case, people),
        "solution": content.agreement if content else "",
        "duties": "\n".join(_duty(one) for one in kept),
        "performance": "\n".join(_until(one) for one in kept),
    }


def _person(one: Party) -> str:
    year = legal_text("sinh năm {}").format(one.birth_year) if one.birth_year else ""
    return ", ".join(part for part in (one.full_name, year, one.address) if part) + "."


def _day(day: date) -> str:
    return legal_text("Ngày {}").format(f"{day:%d/%m/%Y}")


def _course(case: Case, people: list[Party]) -> str:
    """The days that the dispute knows, each on a line; of the meetings as much as the reader may see."""
    who = mediators_of(case)
    lines = [legal_text("{}: tổ hòa giải tiếp nhận vụ, việc.").format(_day(case.received_on))]
    if case.assigned_on:
        lines.append(legal_text("{}: phân công hòa giải viên.").format(_day(case.assigned_on)))
    if case.started_on:
        lines.append(legal_text("{}: bắt đầu hòa giải.").format(_day(case.started_on)))
    lines += _met(case)
    if who:
        lines.append(legal_text("Hòa giải viên tham gia: {}.").format("; ".join(who)))
    invited = [one.full_name for one in people if one.role == PartyRole.INVITED]
    if invited:
        lines.append(legal_text("Người được mời tham gia: {}.").format("; ".join(invited)))
    if case.ended_on:
        lines.append(legal_text("{}: các bên đạt được thỏa thuận.").format(_day(case.ended_on)))
    return "\n".join(lines)


def _met(case: Case) -> list[str]:
    """Meetings and pauses in the order of their days."""
    dated = [(one.held_on, _meeting(one)) for one in case.sessions.select_related("content")]
    dated += [(one.from_on, _pause(one)) for one in case.pauses.all()]
    return [line for _on, line in sorted(dated, key=lambda pair: pair[0])]


def _meeting(one: Any) -> str:
    """Day, hour, place, who was there and what came of it: one line, whatever was typed."""
    hour = legal_text(", {} giờ {}").format(one.held_at.hour, f"{one.held_at:%M}") if one.held_at else ""
    content = getattr(one, "content", None)
    place = legal_text(", tại {}").format(content.place) if content and content.place else ""
    parts = [legal_text("{}{}{}: buổi hòa giải").format(_day(one.held_on), hour, place)]
    if content and content.present:
        names = ", ".join(each["name"] for each in content.present)
        parts.append(legal_text("có mặt {}").format(names))
    if content and content.result:
        parts.append(legal_text("kết quả: {}").format(" ".join(content.result.split())))
    return "; ".join(parts).rstrip(".") + "."


def _pause(one: Any) -> str:
    until = legal_text(" đến ngày {}").format(f"{one.until_on:%d/%m/%Y}") if one.until_on else ""
    words = legal_text("Từ ngày {}{}: tạm dừng hòa giải theo yêu cầu của {}.")
    return words.format(f"{one.from_on:%d/%m/%Y}", until, _ASKERS.get(one.asked_by, legal_text("các bên")))


def mediators_of(case: Case) -> list[str]:
    """Who mediated, the main one first: the same as in column 3 of the register."""
    return [one.full_name for one in who_mediated(case)]


def parties_of(people: Iterable[Party]) -> list[str]:
    return [one.full_name for one in people if one.role == PartyRole.PARTY]


def _duty(one: Promise) -> str:
    text = one.text
    whom = legal_text(" cho {}").format(text.creditor) if text.creditor else ""
    part = legal_text(" (đợt {} trong {} đợt)").format(one.part, one.parts) if one.parts > 1 else ""
    return f"{text.debtor}: {text.deed}{whom}{how_much(text)}{part}."


def how_much(text: Any) -> str:
    """ ": 5.000.000 đồng; 2 con gà", or nothing."""
    parts = [legal_text("{} đồng").format(number(text.amount)) if text.amount else "", text.quantity]
    shown = "; ".join(part for part in parts if part)
    return f": {shown}" if shown else ""


def _until(one: Promise) -> str:
    if one.span == Span.LASTING or one.due_on is None:
        return legal_text("{}: giữ lâu dài.").format(one.text.deed)
    return legal_text("{}: xong trước hết ngày {}.").format(one.text.deed, f"{one.due_on:%d/%m/%Y}")


def standing_promises(agreement: Agreement) -> list[Promise]:
    """Those that hold, with their words, in the order of their days."""
    rows = agreement.promises.exclude(standing=Standing.DROPPED).select_related("text")
    return [one for one in rows.order_by("due_on", "id") if hasattr(one, "text")]
