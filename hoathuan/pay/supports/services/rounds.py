"""A round of team support: drawn up, approved, taken back. A month of a team is never in two rounds."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext as _

from hoathuan.accounts.actor import Actor
from hoathuan.accounts.following import hold_units
from hoathuan.accounts.models import Seat
from hoathuan.budgets.api import Overspend
from hoathuan.core import audit
from hoathuan.core.dates import today
from hoathuan.core.writing import write_changed
from hoathuan.documents.api import book_key, next_number
from hoathuan.pay.choices import Source
from hoathuan.pay.models import Line, SupportAct, SupportMonth
from hoathuan.pay.services.owing import Owed, owe_many, release_line
from hoathuan.pay.supports import rights, rules, selectors
from hoathuan.pay.supports.choices import ActState, MonthState
from hoathuan.pay.supports.errors import SupportRefused
from hoathuan.pay.supports.keys import TEAMS, TEAMS_LINE
from hoathuan.pay.supports.rates import Rates
from hoathuan.pay.supports.selectors import TeamMonths
from hoathuan.teams.api import Team
from hoathuan.units.models import Unit
from hoathuan.units.selectors import area_of

_BATCH = 2_000


@transaction.atomic
def propose(
    actor: Actor, *, first: date, last: date, budget_year: int | None = None, source: str = Source.STATE
) -> SupportAct:
    """Draw up one round for all teams of the seat's commune: what they earned from month to month and nobody asked for.

    Raises SupportRefused if the span is wrong, nothing is left, or somebody else just took a month.
    """
    hold_units(actor)
    rights.require(rights.PREPARERS, actor, commune_id=actor.commune_id)
    first, last = rules.month_of(first), rules.month_of(last)
    _check_span(first, last)
    commune = Unit.objects.get(pk=actor.commune_id or 0)
    teams = selectors.teams_of(commune.pk, first, last)
    rates = Rates(teams, first, last)
    found = selectors.unasked(commune.pk, first, last, rates)
    if not found:
        raise SupportRefused(
            _("Không còn tháng nào chưa lập trong khoảng này. Xem lại các đợt đã có."), "last"
        )
    act = _act(actor, commune, first, last, budget_year or today().year, source, found)
    try:
        with transaction.atomic():
            SupportMonth.objects.bulk_create(_months(act, found, rates), batch_size=_BATCH)
    except IntegrityError as error:
        raise SupportRefused(
            _("Người khác vừa lập một đợt có những tháng này. Tải lại trang để xem còn tháng nào.")
        ) from error
    audit.record(actor=actor, action="support.proposed", subject=act, data={"total": act.total})
    return act


def _check_span(first: date, last: date) -> None:
    if first > last:
        raise SupportRefused(_("Tháng đầu phải trước hoặc bằng tháng cuối."), "last")
    if last > selectors.latest_month():
        raise SupportRefused(_("Chưa lập được cho tháng chưa đến. Chọn đến tháng này."), "last")
    if len(list(rules.months(first, last))) > rules.MOST_MONTHS:
        raise SupportRefused(
            _("Một đợt nhiều nhất %(n)s tháng. Chia thành nhiều đợt.") % {"n": rules.MOST_MONTHS}, "first"
        )


def _act(
    actor: Actor, commune: Unit, first: date, last: date, year: int, source: str, found: Sequence[TeamMonths]
) -> SupportAct:
    day = today()
    act = SupportAct(
        book=commune,
        book_year=day.year,
        book_number=next_number(book_key("support", commune.uuid, day.year)),
        first_month=first,
        last_month=last,
        budget_year=year,
        source=source,
        proposed_on=day,
        proposed_by=actor.label[:300],
        proposed_by_seat=actor.seat_id,
        team_count=len(found),
        month_count=sum(len(one.months) for one in found),
        total=sum(one.amount for one in found),
    )
    act.locate(area_of(commune, day))
    act.save()
    return act


def _months(act: SupportAct, found: Sequence[TeamMonths], rates: Rates) -> list[SupportMonth]:
    made = []
    for one in found:
        for month, rate in one.months:
            row = SupportMonth(
                act=act,
                team=one.team,
                month=month,
                month_end=rules.month_end(month),
                rate=rate.amount,
                basis=rate.basis[:400],
                confirmed=rate.confirmed and (rate.days_confirmed or _stood_all(one.team, month)),
            )
            row.locate(rates.home(one.team, month))
            made.append(row)
    return made


def _stood_all(team: Team, month: date) -> bool:
    """Whether the norm of days, which no text confirms, decides nothing: the team stood the whole month."""
    return rules.days_standing(month, team.started_on, team.ended_on) == rules.month_end(month).day


@transaction.atomic
def approve(*, actor: Actor, act: SupportAct, version: int, overspend: Overspend | None = None) -> SupportAct:
    """Let a round be paid: what each team gets becomes due and is kept for it in the budget.

    Raises SupportRefused for the second of two; budgets' OverBudget where the line has too little left.
    """
    hold_units(actor)
    rights.require(rights.DECIDERS, actor, commune_id=act.now_commune_id)
    same = actor.seat is not None and actor.seat.person_id == _person_of(act.proposed_by_seat)
    _step(
        act,
        version,
        (ActState.PROPOSED,),
        state=ActState.APPROVED,
        approved_on=today(),
        approved_by=actor.label[:300],
        approved_by_seat=actor.seat_id,
        same_person=same,
    )
    _owe(actor, act, overspend)
    audit.record(actor=actor, action="support.approved", subject=act, data={"total": act.total})
    return act


def _person_of(seat: int | None) -> int | None:
    return Seat.objects.filter(pk=seat).values_list("person_id", flat=True).first() if seat else None


def _owe(actor: Actor, act: SupportAct, overspend: Overspend | None) -> None:
    """One sum for each team; its months know it."""
    rows = list(SupportMonth.objects.filter(act=act, state=MonthState.OPEN).select_related("team__area"))
    by_team: dict[int, list[SupportMonth]] = {}
    for row in rows:
        by_team.setdefault(row.team_id, []).append(row)
    owed = [_owed(act, months) for months in by_team.values()]
    lines = owe_many(actor, owed, overspend=overspend)
    line_of = {line.subject: line for line in lines}
    for row in rows:
        row.line = line_of[subject_of(act, row.team_id)]
    write_changed(rows, ["line"])


def subject_of(act: SupportAct, team_id: int) -> str:
    return f"{act.uuid}:{team_id}"


def _owed(act: SupportAct, months: Sequence[SupportMonth]) -> Owed:
    team = months[0].team
    words = selectors.span_words([row.month for row in months])
    return Owed(
        purpose=TEAMS,
        subject=subject_of(act, team.pk),
        label=_("Hỗ trợ hoạt động tháng %(months)s, %(team)s") % {"months": words, "team": team},
        amount=sum(row.rate for row in months),
        cost_line=TEAMS_LINE,
        year=act.budget_year,
        since=today(),
        place=act.area,
        source=act.source,
        team=team,
    )


@transaction.atomic
def take_back(*, actor: Actor, act: SupportAct, version: int, reason: str) -> SupportAct:
    """Strike a round out before it is paid; its months can be asked for again, its money is free again."""
    hold_units(actor)
    rights.require(rights.TAKERS_BACK, actor, commune_id=act.now_commune_id)
    if not reason.strip():
        raise SupportRefused(_("Ghi lý do hủy đợt này."), "reason")
    if act.state == ActState.APPROVED:
        rights.require(rights.DECIDERS, actor, commune_id=act.now_commune_id)
    before = (ActState.PROPOSED, ActState.APPROVED)
    _step(act, version, before, state=ActState.VOIDED, void_reason=reason.strip()[:300])
    lines = Line.objects.filter(support_months__act=act).distinct()
    for line in lines:
        release_line(actor, line)
    SupportMonth.objects.filter(act=act, state=MonthState.OPEN).update(state=MonthState.VOIDED)
    audit.record(actor=actor, action="support.voided", subject=act, data={"reason": act.void_reason})
    return act


def _step(act: SupportAct, version: int, before: Sequence[str], **fields: object) -> None:
    """The condition of the UPDATE is the lock: of two the second is told so."""
    moved = SupportAct.objects.filter(pk=act.pk, version=version, state__in=before).update(
        version=F("version") + 1, **fields
    )
    if not moved:
        raise SupportRefused(_("Người khác vừa làm bước này. Tải lại trang để xem đợt này đang ở đâu."))
    act.refresh_from_db()
