""" "Ghi nhầm": what was written of a dispute by mistake is struck out, and what was reckoned from it is reckoned anew.

Its words stay among the corrections, the reason in the history. A recusal is for good: it is not among these lines.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from hoathuan.accounts.actor import Actor
from hoathuan.accounts.choices import SeatKind
from hoathuan.cases.choices import BookColumn, Came, Part, StartBasis, State, Went
from hoathuan.cases.corrections import keep_words
from hoathuan.cases.errors import CaseRefused
from hoathuan.cases.mediating import stands
from hoathuan.cases.models import Case, CaseEvent, CaseMediator, CasePause, CaseSession, CaseTeam, Invited
from hoathuan.cases.norms import begin_by
from hoathuan.core.dates import today

from .inviting import strike_in_book, was_there
from .turns import correcting, go_on, take_turn, tell_act


@dataclass(frozen=True)
class Line:
    """Something that may be struck: its key in a form, what it says, and how it is undone.

    `undo` returns the columns of the dispute that are other than before.
    """

    key: str
    words: str
    row: Any
    undo: Callable[[Case, Any], dict[str, Any]]


@transaction.atomic
def strike(*, actor: Actor, case: Case, what: str, reason: str) -> Case:
    """Strike one line out, also of a dispute that is over. `what`: the key of one of `lines_of`."""
    take_turn(actor, case)
    if not reason.strip():
        raise CaseRefused(_("Ghi vì sao gạch, ví dụ: ghi nhầm ngày."), "reason")
    with translation.override("vi"):  # the words are kept as the book's language has them
        found = next((line for line in lines_of(actor, case) if line.key == what), None)
    if found is None:
        raise CaseRefused(_("Dòng này không còn: có thể người khác vừa gạch. Mở lại trang để xem."), "what")
    with correcting(actor, case):
        keep_words(actor, case, BookColumn.WORK, found.words)
        go_on(case, **found.undo(case, found.row))
    event = {"event": found.row.pk} if isinstance(found.row, CaseEvent) else {}
    tell_act(case, actor, "struck", today(), {"what": what, **event}, words=reason)
    return case


def lines_of(actor: Actor, case: Case) -> list[Line]:
    """What this seat may strike. Who mediated is for the head and the officer: money hangs on it."""
    found = [*_starts(case), *_sessions(case), *_pauses(case), *_invitations(case)]
    if actor.kind != SeatKind.MEDIATOR:
        found += [*_parts(case), *_teams(case)]
    return found


def _d(day: date) -> str:
    return f"{day:%d/%m/%Y}"


def _starts(case: Case) -> Iterator[Line]:
    for one in _told_starts(case):
        words = _("Ngày bắt đầu hòa giải %(day)s") % {"day": _d(one.on_date)}
        yield Line(f"start-{one.pk}", words, one, _undo_start)


def _told_starts(case: Case) -> list[CaseEvent]:
    """Days of a beginning that somebody wrote down as such, and that stand."""
    gone = {data.get("event") for data in case.events.filter(verb="struck").values_list("data", flat=True)}
    return [one for one in case.events.filter(verb="started").order_by("id") if one.pk not in gone]


def _undo_start(case: Case, event: CaseEvent) -> dict[str, Any]:
    return _begun(case, event.on_date, [one.on_date for one in _told_starts(case) if one.pk != event.pk])


def _begun(case: Case, struck: date, told: list[date]) -> dict[str, Any]:
    """When mediation began, if the day that was struck said so."""
    if case.started_on != struck:
        return {}
    days = [*told, *case.sessions.values_list("held_on", flat=True)]
    return {"started_on": min(days) if days else None}


def _sessions(case: Case) -> Iterator[Line]:
    for one in case.sessions.select_related("content"):
        when = f"{one.held_at:%H:%M} {one}" if one.held_at else str(one)
        present = ", ".join(who["name"] for who in one.content.present)
        told = (part for part in (one.content.place, present, one.content.result) if part)
        words = "; ".join([_("Buổi hòa giải %(when)s") % {"when": when}, *told])
        yield Line(f"session-{one.pk}", words, one, _undo_session)


def _undo_session(case: Case, session: CaseSession) -> dict[str, Any]:
    session.content.delete()
    CaseSession.objects.filter(pk=session.pk).delete()
    return _begun(case, session.held_on, [one.on_date for one in _told_starts(case)])


def _pauses(case: Case) -> Iterator[Line]:
    for one in case.pauses.all():
        text = _("Tạm dừng từ %(day)s đến %(until)s") if one.until_on else _("Tạm dừng từ %(day)s")
        words = text % {"day": _d(one.from_on), "until": _d(one.until_on) if one.until_on else ""}
        yield Line(f"pause-{one.pk}", words, one, _undo_pause)


def _undo_pause(case: Case, pause: CasePause) -> dict[str, Any]:
    pause.delete()
    return {} if pause.until_on else {"paused_on": None}


def _invitations(case: Case) -> Iterator[Line]:
    for one in case.invited.all():
        words = _("Mời %(name)s, đề nghị ngày %(day)s") % {"name": one.full_name, "day": _d(one.asked_on)}
        yield Line(f"invited-{one.pk}", words, one, _undo_invitation)


def _undo_invitation(case: Case, invited: Invited) -> dict[str, Any]:
    if was_there(case, invited.full_name):
        text = _("%(name)s được ghi là có mặt ở một buổi hòa giải. Gạch buổi đó trước.")
        raise CaseRefused(text % {"name": invited.full_name}, "what")
    strike_in_book(case, invited)
    invited.delete()
    return {}


def _parts(case: Case) -> Iterator[Line]:
    """Not what the register's own words say: that is put right there."""
    rows = case.workers.exclude(went=Went.RECUSED).exclude(came=Came.BOOK)
    for one in rows.select_related("mediator__person"):
        words = _("%(name)s: %(part)s từ ngày %(day)s") % {
            "name": one.mediator.person.full_name,
            "part": one.get_part_display().lower(),
            "day": _d(one.from_on),
        }
        yield Line(f"part-{one.pk}", words, one, _undo_part)


def _undo_part(case: Case, row: CaseMediator) -> dict[str, Any]:
    CaseMediator.objects.filter(pk=row.pk).delete()
    if row.part != Part.LEAD:
        return {}
    _give_back(case, row)
    leads = list(case.workers.filter(part=Part.LEAD).order_by("from_on", "id"))
    last = next((one for one in reversed(leads) if stands(one, case.closed_on)), None)
    given = [one.from_on for one in leads if one.came != Came.BOOK]
    told: dict[str, Any] = {"mediator": last.mediator_id if last else None}
    if told["mediator"] != case.mediator_id:
        told |= _begin_by(case, last)
    if case.assigned_on:
        told["assigned_on"] = min(given) if given else None
    unassigned = case.state == State.ASSIGNED and not told.get("assigned_on")
    return {**told, "state": State.ACCEPTED} if unassigned else told


def _give_back(case: Case, row: CaseMediator) -> None:
    """Whoever led before goes on as long as the one who was never given it."""
    led = case.workers.filter(part=Part.LEAD, went=Went.REASSIGNED, until_on=row.from_on)
    former = led.order_by("-from_on", "-id").first()
    if former is not None:
        beside = case.workers.filter(
            part=Part.JOINS, mediator=former.mediator_id, from_on__gte=former.from_on
        )
        if row.until_on:
            beside = beside.filter(from_on__lt=row.until_on)
        beside.exclude(went=Went.RECUSED).delete()
        CaseMediator.objects.filter(pk=former.pk).update(until_on=row.until_on, went=row.went)


def _begin_by(case: Case, lead: CaseMediator | None) -> dict[str, Any]:
    """By when whoever leads now had to begin."""
    if lead is None:
        return {"start_by": None, "start_basis": ""}
    return {"start_by": begin_by(lead.from_on, case.now_commune), "start_basis": StartBasis.LAW}


def _teams(case: Case) -> Iterator[Line]:
    for one in case.joint_teams.select_related("team").order_by("joined_on", "id"):
        words = _("%(team)s cùng hòa giải từ ngày %(day)s") % {"team": one.team, "day": _d(one.joined_on)}
        yield Line(f"team-{one.pk}", words, one, _undo_team)


def _undo_team(case: Case, joint: CaseTeam) -> dict[str, Any]:
    """It never mediated along, nor did its mediators in those days."""
    theirs = case.workers.filter(part=Part.JOINS, mediator__team=joint.team_id, from_on__gte=joint.joined_on)
    if joint.left_on:
        theirs = theirs.filter(from_on__lte=joint.left_on)
    theirs.exclude(went=Went.RECUSED).delete()
    joint.delete()
    days = list(case.joint_teams.values_list("joined_on", flat=True))
    return {"joint_on": min(days) if days else None}
