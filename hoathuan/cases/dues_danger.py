"""What is due after a report of danger (Law 35/2013/QH13 Art. 10(4), (5), 15(4)): at once, so on the same day.

A due is told outside: it names the dispute by its number and says nothing of what happened.
"""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hoathuan.accounts.choices import SeatKind as K
from hoathuan.accounts.rules import CASE_WRITERS
from hoathuan.inbox.api import Asked, Due, DueSource, Office, register

from .choices import EscalationTo
from .models import Case, CaseEvent, Escalation

_WRITE = (K.TEAM_HEAD, K.COMMUNE_OFFICER)


def register_all() -> None:
    register(
        DueSource(
            "cases.danger",
            gettext_lazy("Báo khẩn trong hòa giải"),
            kinds=(*_WRITE, K.COMMUNE_LEADER),
            of=dangers,
            soon=0,
            raise_after=0,
        )
    )


def dangers(asked: Asked) -> Iterator[Due]:
    """To report what was found, to tell the chair or the competent body, to answer: each for whoever has to."""
    found = Escalation.objects.standing().filter(told_on__lte=asked.until, **_whose(asked))
    standing = found.select_related("case__team").prefetch_related("passings").order_by("told_on", "id")
    told = (due for one in standing for due in _dues(one))
    for due in (*_unreported(asked), *told):
        late_enough = due.due_on is None or asked.since is None or due.due_on >= asked.since
        if late_enough and (asked.actor is None or _concerns(asked.actor, due)):
            yield due


def _whose(asked: Asked) -> dict[str, object]:
    whose: dict[str, object] = {}
    if asked.actor is not None:
        whose["case__in"] = Case.objects.visible_to(asked.actor)
    if asked.units is not None:
        whose["case__now_commune__in"] = asked.units
    return whose


def _unreported(asked: Asked) -> Iterator[Due]:
    """What the questions found and nobody has reported or denied: for the team and its officer, at once."""
    found = CaseEvent.objects.danger_waiting().filter(on_date__lte=asked.until, **_whose(asked))
    for one in found.select_related("case__team").order_by("id"):
        case = one.case
        title = _("Vụ việc số %(number)s: báo khẩn, hoặc ghi vì sao không phải báo") % {"number": case}
        unit = case.now_commune_id or case.now_province_id or 0
        office = Office(unit_id=unit, kinds=_WRITE, team_id=case.team_id)
        yield Due(
            key=f"cases.danger:found.{one.pk}", title=title, due_on=one.on_date, office=office,
            note=case.team.name, url=reverse("cases:detail", args=[case.uuid]),
        )  # fmt: skip


def _concerns(actor: object, due: Due) -> bool:
    kind = getattr(actor, "kind", "")
    return kind in due.office.kinds and (kind not in _WRITE or CASE_WRITERS(actor))


def _dues(one: Escalation) -> Iterator[Due]:
    """Nobody told yet: the head tells. The chair told: the chair answers. Another told: the team writes the answer."""
    case, number = one.case, {"number": one.case}
    unit = case.now_commune_id or case.now_province_id or 0
    team = Office(unit_id=unit, kinds=_WRITE, team_id=case.team_id)
    key = f"cases.danger:{one.pk}"
    shared = {"note": case.team.name, "url": reverse("cases:escalation", args=[one.uuid])}
    passings = list(one.passings.all())
    if not passings:
        title = _("Vụ việc số %(number)s: báo khẩn lên chủ tịch xã hoặc cơ quan có thẩm quyền") % number
        yield Due(key=key, title=title, due_on=one.told_on, office=team, **shared)
        return
    told = next((each for each in passings if each.passed_to == EscalationTo.CHAIR), None)
    if told is not None and not one.answer:
        title = _("Vụ việc số %(number)s: trả lời báo khẩn của tổ hòa giải") % number
        chair = Office(unit_id=unit, kinds=(K.COMMUNE_LEADER,))
        yield Due(key=key, title=title, due_on=localdate(told.passed_at), office=chair, **shared)
        if len(passings) == 1:
            return
        key += ":team"
    title = _("Vụ việc số %(number)s: ghi trả lời về báo khẩn") % number
    words = _("chờ cơ quan trả lời")
    yield Due(key=key, title=title, due_on=None, office=team, state="risk", words=words, **shared)
