"""The work on a dispute on its page: who mediates, meetings, invitations, teams, waiting, danger."""

from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from hoathuan.cases import selectors, work_rules
from hoathuan.cases.choices import PartyRole
from hoathuan.cases.models import CaseSession
from hoathuan.cases.panels import PanelView
from hoathuan.core.ui.rows import Row


def of(actor, case, *, open_content, writes):
    """The sections that have something to say; names and words only for who reads the content."""
    if not open_content:
        return [panel for panel in (_danger(actor, case), _counted(case)) if panel]
    found = (
        _danger(actor, case),
        _workers(case),
        _sessions(case),
        _invited(case, writes),
        _teams(case, writes),
        _pauses(case),
    )
    return [panel for panel in found if panel]


def _day(day):
    return f"{day:%d/%m/%Y}"


def _span(first, last):
    return f"{_day(first)} – {_day(last)}" if last else _("từ %(day)s") % {"day": _day(first)}


def _danger(actor, case):
    standing = list(case.escalations.prefetch_related("passings").order_by("-told_on", "-id"))
    if not standing:
        return None
    told = {one.pk for one in selectors.escalations_told(actor).filter(case=case)}
    rows = [
        Row(
            one.get_kind_display(),
            _("Báo tổ trưởng %(when)s") % {"when": _moment(one.told_at)},
            note=_passed(one),
            **(
                {"url": reverse("cases:escalation", args=[one.uuid]), "link": _("Xem")}
                if one.pk in told
                else {}
            ),
        )
        for one in standing
    ]
    return PanelView(_("Báo khẩn"), rows)


def stopped(case, waits):
    """Why the team waits, in a sentence that stands first on the page. `waits`: danger was found and not reported."""
    if case.closed_on:
        return []
    if waits:
        return [work_rules.waiting_words()]
    found = case.escalations.stopping().order_by("told_on").first()
    return [work_rules.stopped_words(found.get_kind_display(), found.told_on)] if found else []


def _passed(one):
    told = [
        _("Báo %(whom)s %(when)s") % {"whom": each, "when": _moment(each.passed_at)}
        for each in one.passings.all()
    ]
    parts = told or [_("Chưa báo lên")]
    if one.answer:
        parts.append(f"{one.get_answer_display()}, {_day(one.answered_on)}")
    return " · ".join(parts)


def _moment(when):
    return f"{localtime(when):%H:%M %d/%m/%Y}"


def _counted(case):
    """For offices above: how often, and nothing of what was said."""
    days = list(CaseSession.objects.filter(case=case).values_list("held_on", flat=True))
    if not days:
        return None
    return PanelView(_("Các buổi hòa giải"), [Row(_("Số buổi"), len(days), note=_day(max(days)))])


def _workers(case):
    rows = [
        Row(
            row.mediator.person.full_name,
            row.get_part_display(),
            note=" · ".join(part for part in (_span(row.from_on, row.until_on), row.get_came_display(), _went(row))
                            if part),
        )
        for row in selectors.workers_of(case)
    ]  # fmt: skip
    return PanelView(_("Người hòa giải"), rows) if rows else None


def _went(row):
    return row.get_went_display() if row.went and row.went != "served" else ""


def _sessions(case):
    rows = [
        Row(_when(one), one.content.result or _("Chưa ghi đi đến đâu"), note=_who(one))
        for one in case.sessions.select_related("content")
    ]
    return PanelView(_("Các buổi hòa giải"), rows) if rows else None


def _when(session):
    return f"{session.held_at:%H:%M} {session}" if session.held_at else str(session)


def _who(session):
    choice = {True: _("Công khai"), False: _("Kín")}.get(session.is_public, "")
    names = ", ".join(_named(one) for one in session.content.present)
    return " · ".join(part for part in (session.content.place, choice, names) if part)


def _named(one):
    """A party by name alone; others with why they were there."""
    if one["role"] == PartyRole.PARTY:
        return one["name"]
    return f"{one['name']} ({PartyRole(one['role']).label})"


def _invited(case, writes):
    rows = []
    for one in case.invited.all():
        answer = _("Chưa hỏi bên kia")
        if one.consent_on:
            answer = _("Bên kia đồng ý ngày %(day)s") % {"day": _day(one.consent_on)}
        elif one.refused_on:
            answer = _("Bên kia không đồng ý ngày %(day)s") % {"day": _day(one.refused_on)}
        link = {"url": reverse("cases:invitation", args=[case.uuid, one.uuid]), "link": _("Ghi trả lời")}
        note = " · ".join(part for part in (one.get_asked_by_display(), one.reason) if part)
        rows.append(Row(one.full_name, answer, note=note, **(link if writes else {})))
    return PanelView(_("Người được mời"), rows) if rows else None


def _teams(case, writes):
    joint = list(case.joint_teams.select_related("team__now_commune").order_by("joined_on", "id"))
    if not joint:
        return None
    rows, links = [], []
    for one in joint:
        told = _("Chưa ghi ngày báo Mặt trận")
        if one.front_told_on:
            told = _("Báo Mặt trận ngày %(day)s") % {"day": _day(one.front_told_on)}
        rows.append(
            Row(str(one.team), _span(one.joined_on, one.left_on), note=f"{one.team.now_commune} · {told}")
        )
        if writes and not one.left_on:
            keys = [case.uuid, one.team.uuid]
            links.append((_("%(team)s: ghi ngày báo Mặt trận") % {"team": one.team},
                          reverse("cases:joint", args=[*keys, "da-bao"])))  # fmt: skip
            links.append((_("%(team)s: thôi cùng hòa giải") % {"team": one.team},
                          reverse("cases:joint", args=[*keys, "thoi"])))  # fmt: skip
    note = _("Vụ việc tính một lần, cho %(team)s.") % {"team": case.team}
    return PanelView(_("Tổ cùng hòa giải"), rows, links=links, note=note)


def _pauses(case):
    rows = [
        Row(_span(one.from_on, one.until_on), _("%(who)s yêu cầu") % {"who": one.get_asked_by_display()})
        for one in case.pauses.all()
    ]
    return PanelView(_("Những lần tạm dừng"), rows) if rows else None
