"""What is due in disputes: to begin in time (Law 35/2013/QH13 Art. 20(2)), to be assigned, to be completed.

A due is told outside, so it names a dispute by its number alone: neither what it is about, nor between whom.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from hoathuan.accounts.actor import Actor
from hoathuan.accounts.choices import SeatKind as K
from hoathuan.accounts.rules import CASE_WRITERS
from hoathuan.core.lists import in_slices
from hoathuan.inbox.api import Asked, Below, DayType, Due, DueSource, Office, register
from hoathuan.norms.api import Value

from .choices import StartBasis, State
from .models import Case, CaseQuerySet
from .norms import working_days, working_spans
from .selectors import counts, lacking_columns

_SEEN_BY = (K.COMMUNE_OFFICER, K.TEAM_HEAD, K.MEDIATOR)
_SHORT = 1


def register_all() -> None:
    start = DueSource(
        "cases.start",
        gettext_lazy("Bắt đầu hòa giải"),
        kinds=_SEEN_BY,
        office_kinds=(K.COMMUNE_OFFICER,),
        of=starts,
        below=starts_below,
        fold=_late_starts,
        soon=_SHORT,
        raise_after=_SHORT,
    )
    register(start)
    register(DueSource("cases.assign", gettext_lazy("Phân công hòa giải"), _SEEN_BY, waiting, reminded=False))
    register(DueSource("cases.book", gettext_lazy("Bổ sung sổ vụ việc"), _SEEN_BY, lacking, reminded=False))


def to_begin() -> CaseQuerySet:
    """Assigned, not begun, not paused; the partial indexes of open disputes say `closed_on`."""
    return Case.objects.filter(
        closed_on=None,
        voided_on=None,
        state=State.ASSIGNED,
        started_on=None,
        start_by__isnull=False,
        paused_on=None,
    )


def starts(asked: Asked) -> Iterator[Due]:
    """Every dispute that somebody must begin, its team first."""
    cases = to_begin().filter(start_by__lte=asked.until)
    if asked.actor is not None:
        if not CASE_WRITERS(asked.actor):
            return
        cases = cases.visible_to(asked.actor)
    if asked.units is not None:
        cases = cases.filter(now_commune__in=asked.units)
    if asked.since is not None:
        cases = cases.filter(start_by__gte=asked.since)
    cases = cases.select_related("team", "mediator")
    for rows in [list(cases.order_by("start_by", "id"))] if asked.actor else in_slices(cases):
        spans = working_spans() if rows else []
        yield from (due_of(case, working=_counts_working_days(case, spans)) for case in rows)


def _counts_working_days(case: Case, spans: Sequence[Value]) -> bool:
    if case.start_basis != StartBasis.LAW or case.assigned_on is None:
        return False
    return working_days(spans, case.assigned_on) > 0


def due_of(case: Case, *, working: bool = False) -> Due:
    """To begin this dispute, as its team and its officer see it."""
    office = Office(
        unit_id=case.now_commune_id or case.now_province_id or 0,
        # most teams work without accounts: then it is their justice officer's
        kinds=(K.TEAM_HEAD, K.MEDIATOR, K.COMMUNE_OFFICER),
        team_id=case.team_id,
        person_id=case.mediator.person_id if case.mediator else None,
    )
    return Due(
        key=f"cases.start:{case.pk}",
        title=_("Vụ việc số %(number)s: bắt đầu hòa giải") % {"number": case},
        due_on=case.start_by,
        office=office,
        url=reverse("cases:detail", args=[case.uuid]),
        note=case.team.name,
        day_type=DayType.WORKING if working else DayType.CALENDAR,
    )


def _late_starts(count: int) -> str:
    words = ngettext(
        "%(n)s vụ việc đã phân công mà quá hạn chưa bắt đầu hòa giải",
        "%(n)s vụ việc đã phân công mà quá hạn chưa bắt đầu hòa giải",
        count,
    )
    return words % {"n": count}


def starts_below(actor: Actor, on: date) -> Iterator[Below]:
    """Numbers alone, by commune or, for the country, by province."""
    column = "now_province_id" if actor.nation else "now_commune_id"
    cases = to_begin().visible_to(actor).exclude(**{column: None}).order_by().values_list(column)
    rows = cases.annotate(open=Count("pk"), late=Count("pk", filter=Q(start_by__lt=on)))
    return (Below(unit, opened, late) for unit, opened, late in rows)


def waiting(asked: Asked) -> Iterator[Due]:
    """How many wait to be assigned: one line, without a day."""
    if asked.actor is None or not CASE_WRITERS(asked.actor):
        return
    if found := counts(asked.actor)["waiting"]:
        words = ngettext("%(n)s vụ việc chờ phân công", "%(n)s vụ việc chờ phân công", found)
        title = words % {"n": found}
        yield _line(asked.actor, "cases.assign", title, "trang_thai=waiting", "risk", _("chờ xử lý"))


def lacking(asked: Asked) -> Iterator[Due]:
    """How many still lack a column of the register."""
    if asked.actor is None or not CASE_WRITERS(asked.actor):
        return
    if found := lacking_columns(asked.actor, Case.objects.visible_to(asked.actor)).count():
        words = ngettext(
            "%(n)s vụ việc còn thiếu cột để in sổ", "%(n)s vụ việc còn thiếu cột để in sổ", found
        )
        yield _line(
            asked.actor, "cases.book", words % {"n": found}, "thieu=on", "idle", _("bổ sung khi rảnh")
        )


def _line(actor: Actor, key: str, title: str, query: str, state: str, words: str) -> Due:
    office = Office(actor.commune_id or actor.unit_id or 0, (actor.kind,), team_id=actor.team_id)
    return Due(
        f"{key}:own", title, None, office, f"{reverse('cases:list')}?{query}", state=state, words=words
    )
