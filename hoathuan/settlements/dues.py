"""What is due after an agreement: a promise, the court's last days, a report that waits.

A due is told outside, so it names a dispute by its number alone: neither who promised nor what.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from hoathuan.accounts.choices import SeatKind as K
from hoathuan.accounts.rules import CASE_WRITERS
from hoathuan.cases.api import Case, writable_cases
from hoathuan.core.lists import in_slices
from hoathuan.inbox.api import Asked, DayType, Due, DueSource, Office, register

from . import rules, selectors
from .choices import CourtState, Standing, Trouble
from .models import CourtRequest, Promise, Report

_TEAM = (K.TEAM_HEAD, K.MEDIATOR, K.COMMUNE_OFFICER)
_SEEN_BY = (K.COMMUNE_OFFICER, K.TEAM_HEAD, K.MEDIATOR)
#: Art. 26: the head tells the Front's committee; where a team's head has no account the commune's officer does.
_PASSES_ON = (K.TEAM_HEAD, K.COMMUNE_OFFICER)
#: Long before a day that cannot be made up for: a request to the court that comes late is not heard.
_LONG = 45
_FEW = 3
#: What can still be acted on: an agreement that holds, and whose words have not gone with their time.
_OPEN_WORDS: dict[str, None] = {"agreement__ended_on": None, "agreement__erased_on": None}


def register_all() -> None:
    register(
        DueSource(
            "settlements.promise", gettext_lazy("Việc đã hứa theo thỏa thuận"), _SEEN_BY, promises,
            fold=_late_promises, office_kinds=(K.COMMUNE_OFFICER,),
        )
    )  # fmt: skip
    register(
        DueSource(
            "settlements.court", gettext_lazy("Hạn nộp đơn yêu cầu Tòa án"), _SEEN_BY, requests,
            soon=_LONG, office_kinds=(K.COMMUNE_OFFICER,),
        )
    )  # fmt: skip
    register(
        DueSource(
            "settlements.answer", gettext_lazy("Trả lời Tòa án"), _SEEN_BY, answers, soon=_FEW,
            office_kinds=(K.COMMUNE_OFFICER,),
        )
    )  # fmt: skip
    register(
        DueSource(
            "settlements.head", gettext_lazy("Báo Trưởng ban công tác Mặt trận"), _PASSES_ON, passing,
            office_kinds=(K.COMMUNE_OFFICER,), reminded=False,
        )
    )  # fmt: skip
    register(
        DueSource(
            "settlements.front",
            gettext_lazy("Báo cáo của tổ hòa giải"),
            (K.FRONT_HEAD,),
            hearing,
            reminded=False,
        )
    )


def _asked_of(case: str, asked: Asked) -> dict[str, object] | None:
    """The condition of who asks; `case` leads to the dispute. None: this seat has nothing to do."""
    found: dict[str, object] = {}
    if asked.actor is not None:
        if not CASE_WRITERS(asked.actor):
            return None
        found[f"{case}__in"] = writable_cases(asked.actor)
    if asked.units is not None:
        found[f"{case}__now_commune__in"] = asked.units
    return found


def _office(case: Case) -> Office:
    """Who handled it first, then the head, then the justice officer."""
    return Office(
        unit_id=case.now_commune_id or case.now_province_id or 0,
        kinds=_TEAM,
        team_id=case.team_id,
        person_id=case.mediator.person_id if case.mediator else None,
    )


def _within(day: str, asked: Asked) -> dict[str, date]:
    span = {f"{day}__lte": asked.until}
    return span | ({f"{day}__gte": asked.since} if asked.since else {})


def promises(asked: Asked) -> Iterator[Due]:
    """Promises that somebody has to ask after."""
    whose = _asked_of("agreement__case", asked)
    if whose is None:
        return
    # what lasts has no day of its own and is asked after each year
    now = Q(**_within("due_on", asked)) | Q(**_within("ask_on", asked))
    rows: QuerySet[Promise] = Promise.objects.filter(
        now, standing__in=rules.OPEN, **_OPEN_WORDS, **whose
    ).select_related("agreement__case__team", "agreement__case__mediator")
    for found in (
        [list(rows.order_by(Coalesce("due_on", "ask_on"), "id"))] if asked.actor else in_slices(rows)
    ):
        for one in found:
            case = one.agreement.case
            yield Due(
                f"settlements.promise:{one.pk}",
                _("Vụ việc số %(number)s: hỏi việc thực hiện thỏa thuận") % {"number": case},
                one.due_on or one.ask_on,
                _office(case),
                reverse("settlements:promise", args=[case.uuid, one.uuid]),
                note=case.team.name,
            )


def _late_promises(count: int) -> str:
    words = ngettext(
        "%(n)s việc đã hứa theo thỏa thuận đã quá hạn mà chưa ghi kết quả",
        "%(n)s việc đã hứa theo thỏa thuận đã quá hạn mà chưa ghi kết quả",
        count,
    )
    return words % {"n": count}


def requests(asked: Asked) -> Iterator[Due]:
    """Parties want to ask the court and have not yet."""
    yield from _court(asked, CourtState.WISHED, "apply_by", DayType.CALENDAR)


def answers(asked: Asked) -> Iterator[Due]:
    """The court asked the team for documents."""
    yield from _court(asked, CourtState.ASKED, "answer_by", DayType.WORKING)


def _court(asked: Asked, state: str, column: str, day_type: str) -> Iterator[Due]:
    whose = _asked_of("agreement__case", asked)
    if whose is None:
        return
    rows = CourtRequest.objects.filter(
        state=state, **_OPEN_WORDS, **_within(column, asked), **whose
    ).select_related("agreement__case__team", "agreement__case__mediator")
    key, title = {
        CourtState.WISHED: ("settlements.court", _("Vụ việc số %(number)s: hạn cuối nộp đơn yêu cầu Tòa án")),
        CourtState.ASKED: ("settlements.answer", _("Vụ việc số %(number)s: trả lời Tòa án")),
    }[CourtState(state)]
    for one in rows.order_by(column, "agreement_id"):
        case = one.agreement.case
        yield Due(
            f"{key}:{one.pk}", title % {"number": case}, getattr(one, column), _office(case),
            reverse("settlements:court", args=[case.uuid]), note=case.team.name, day_type=day_type,
        )  # fmt: skip


def passing(asked: Asked) -> Iterator[Due]:
    """A mediator told the head of a problem, or a promise was broken, and the Front's committee does not know."""
    whose = _asked_of("agreement__case", asked)
    if whose is None:
        return
    rows = Report.objects.filter(told_front_on=None, agreement__ended_on=None, **whose)
    for one in rows.select_related("agreement__case__team").order_by("id"):
        case = one.agreement.case
        title = _("Vụ việc số %(number)s: báo Trưởng ban công tác Mặt trận") % {"number": case}
        yield _to_tell(case, one.pk, title, reverse("settlements:report", args=[case.uuid, one.uuid]))
    yield from _broken(whose)


def _broken(whose: dict[str, object]) -> Iterator[Due]:
    """Something that was promised was not done, and nobody has told the Front's committee since (Art. 26)."""
    told = Report.objects.filter(
        agreement=OuterRef("agreement"), kind=Trouble.BROKEN, told_head_on__gte=OuterRef("settled_on")
    )
    rows = Promise.objects.filter(~Exists(told), standing=Standing.BROKEN, **_OPEN_WORDS, **whose)
    found = {one.agreement_id: one for one in rows.select_related("agreement__case__team").order_by("-id")}
    for one in sorted(found.values(), key=lambda one: one.agreement_id):
        case = one.agreement.case
        title = _(
            "Vụ việc số %(number)s: một việc đã hứa không được thực hiện, báo Trưởng ban công tác Mặt trận"
        )
        url = reverse("settlements:report-new", args=[case.uuid])
        yield _to_tell(case, f"broken.{one.pk}", title % {"number": case}, url)


def _to_tell(case: Case, one: int | str, title: str, url: str) -> Due:
    """The law gives no day for it: it stands on the pages until it is done."""
    office = Office(case.now_commune_id or case.now_province_id or 0, _PASSES_ON, team_id=case.team_id)
    return _undated(f"settlements.head:{one}", title, office, url, note=case.team.name)


def hearing(asked: Asked) -> Iterator[Due]:
    """A team told the Front's committee of a problem."""
    if asked.actor is None or not selectors.FRONT(asked.actor):
        return
    rows = selectors.reports_for(asked.actor).filter(heard_on=None, agreement__ended_on=None)
    for one in rows.order_by("id"):
        title = _("%(team)s báo vướng mắc khi thực hiện thỏa thuận") % {"team": one.agreement.case.team}
        office = Office(asked.actor.commune_id or asked.actor.unit_id or 0, (K.FRONT_HEAD,))
        url = reverse("settlements:front", args=[one.uuid])
        yield _undated(f"settlements.front:{one.pk}", title, office, url)


def _undated(key: str, title: str, office: Office, url: str, note: str = "") -> Due:
    return Due(key, title, None, office, url, note=note, state="risk", words=_("chờ xử lý"))
