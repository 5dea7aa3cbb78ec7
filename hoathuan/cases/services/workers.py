"""Who mediates a dispute, from when to when: kept in step with every verb that gives it, ends it or puts it right."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext as _

from hoathuan.cases.choices import Came, Part, Went
from hoathuan.cases.errors import CaseRefused
from hoathuan.cases.models import Case, CaseMediator, CasePause, Recusal
from hoathuan.core.text import fold
from hoathuan.teams.api import Mediator

#: How a part ends that was carried through, or still lasts: what the register's own words may put right.
_STAYED = ("", Went.SERVED)


def require_impartial(case: Case, mediator_id: int) -> None:
    """Law 35 Art. 10(3), 18: who is related to the parties is not given the dispute, for good.

    The person is barred, not one term of office: also as somebody else's mediator, and elected anew.
    """
    if Mediator.objects.filter(pk=mediator_id, person__in=barred_from(case)).exists():
        raise CaseRefused(
            _("Người này đã từ chối vụ việc vì có liên quan hoặc không khách quan. Chọn người khác."),
            "mediator",
        )


def barred_from(case: Case) -> QuerySet[Recusal, Any]:
    """The persons who recused from this dispute."""
    return Recusal.objects.filter(case=case).values("mediator__person")


def require_impartial_names(case: Case, names: Iterable[str]) -> None:
    """The same for names that are written into the register."""
    barred = set(Recusal.objects.filter(case=case).values_list("mediator__folded", flat=True))
    for name in names:
        if fold(name) in barred:
            text = _("%(name)s đã từ chối vụ việc vì có liên quan. Bỏ tên này khỏi dòng hòa giải viên.")
            raise CaseRefused(text % {"name": name}, "mediators")


def require_serving(mediator: Any, day: date) -> None:
    if not (mediator.started_on <= day and (mediator.ended_on is None or mediator.ended_on >= day)):
        raise CaseRefused(_("Chọn một hòa giải viên đang hoạt động của tổ vào ngày phân công."), "mediator")


def present_lead(case: Case) -> int | None:
    """The mediator who leads last."""
    last = case.workers.filter(part=Part.LEAD).order_by("-from_on", "-id").first()
    return last.mediator_id if last else None


def put_lead(case: Case, mediator_id: int, day: date, came: str) -> bool:
    """Let a mediator lead from a day, also one that is long past; returns whether it is the last who leads.

    Whoever led on that day leads until then; whoever was given the dispute later still takes over on that later day.
    """
    _drop_undated(case, mediator_id, day)
    leads = list(case.workers.filter(part=Part.LEAD).order_by("from_on", "id"))
    before = next((row for row in reversed(leads) if row.from_on <= day), None)
    after = next((row for row in leads if row.from_on > day), None)
    if before is not None and before.mediator_id == mediator_id and _stands_on(before, day):
        CaseMediator.objects.filter(pk=before.pk).update(came=came)
        return after is None
    if before is not None and _stands_on(before, day):
        CaseMediator.objects.filter(pk=before.pk).update(until_on=day, went=Went.REASSIGNED)
    _stop_joining(case, mediator_id, day)
    until, went = _until(case, after)
    CaseMediator.objects.create(
        case=case, mediator_id=mediator_id, part=Part.LEAD, from_on=day, until_on=until, came=came, went=went
    )
    return after is None


def _drop_undated(case: Case, mediator_id: int, day: date) -> None:
    """The book only said who led, not from when. Whoever sat with the parties before, or recused, is kept."""
    told = case.workers.filter(part=Part.LEAD, came=Came.BOOK, went__in=_STAYED)
    sat = told.exclude(mediator=mediator_id).filter(
        case__sessions__held_on__gte=F("from_on"), case__sessions__held_on__lte=day
    )
    told.exclude(pk__in=list(sat.values_list("pk", flat=True))).delete()


def _stands_on(row: CaseMediator, day: date) -> bool:
    return row.until_on is None or row.until_on > day or (row.went == Went.SERVED and row.until_on >= day)


def _until(case: Case, after: CaseMediator | None) -> tuple[date | None, str]:
    if after is not None:
        return after.from_on, Went.REASSIGNED
    return (case.closed_on, Went.SERVED) if case.closed_on else (None, "")


def _stop_joining(case: Case, mediator_id: int, day: date) -> None:
    for row in case.workers.filter(part=Part.JOINS, mediator=mediator_id, until_on=None):
        row.until_on, row.went = max(day, row.from_on), Went.LEFT
        row.save()


def put_joining(case: Case, mediator_id: int, day: date, came: str = Came.NAMED) -> None:
    """Let a mediator help the one who leads."""
    until, went = _until(case, None)
    CaseMediator.objects.create(
        case=case, mediator_id=mediator_id, part=Part.JOINS, from_on=day, until_on=until, came=came, went=went
    )


def leave(case: Case, day: date) -> None:
    """The dispute left the team: whoever worked on it has served, and a pause is over."""
    for row in CaseMediator.objects.filter(case=case, until_on=None):
        row.until_on, row.went = max(day, row.from_on), Went.SERVED
        row.save()
    for pause in CasePause.objects.filter(case=case, until_on=None):
        pause.until_on = max(day, pause.from_on)
        pause.save()


def take_up(case: Case, ended_on: date, day: date) -> None:
    """It is taken up again: those who worked on it until it ended go on, except who may not."""
    served = case.workers.filter(went=Went.SERVED, until_on__gte=ended_on)
    served = served.exclude(mediator__person__in=barred_from(case))
    CaseMediator.objects.bulk_create(
        CaseMediator(case=case, mediator_id=row.mediator_id, part=row.part, from_on=day, came=row.came)
        for row in {row.mediator_id: row for row in served}.values()
        if row.part == Part.JOINS or row.mediator_id == case.mediator_id
    )


def interrupt(case: Case, ended_on: date, day: date) -> None:
    """It had ended once and was taken up again on a day: whoever worked on it over both has a part for each."""
    over = Q(until_on=None) | Q(until_on__gte=day)
    for row in list(case.workers.filter(over, from_on__lte=ended_on)):
        rest = {"until_on": row.until_on, "went": row.went}
        CaseMediator.objects.filter(pk=row.pk).update(until_on=ended_on, went=Went.SERVED)
        CaseMediator.objects.create(
            case=case, mediator_id=row.mediator_id, part=row.part, from_on=day, came=row.came, **rest
        )


def recognise(case: Case, names: Iterable[str]) -> list[int]:
    """The team's mediators of these names who may mediate; of two terms of one name the running one."""
    folded = {fold(name) for name in names}
    if not folded:
        return []
    rows = Mediator.objects.filter(team_id=case.team_id, folded__in=folded).order_by("ended_on", "id")
    rows = rows.exclude(person__in=barred_from(case))
    return list(dict(rows.values_list("folded", "pk")).values())


def book_rows(case: Case, others: Sequence[int]) -> list[CaseMediator]:
    """Parts of those whom the register names for a new dispute: the one who leads, then those beside."""
    named = [(case.mediator_id, Part.LEAD)] if case.mediator_id else []
    named += [(pk, Part.JOINS) for pk in dict.fromkeys(others) if pk != case.mediator_id]
    went = Went.SERVED if case.closed_on else ""
    return [
        CaseMediator(case=case, mediator_id=pk, part=part, from_on=case.received_on, until_on=case.closed_on,
                     came=Came.BOOK, went=went)
        for pk, part in named
    ]  # fmt: skip


def follow_book(case: Case, names: Sequence[str], closed_before: date | None) -> None:
    """After an entry was put right: the same mediators, and the days that came from the entry."""
    _correct_lead(case)
    _correct_days(case, closed_before)
    wanted = [pk for pk in recognise(case, names) if pk != case.mediator_id]
    told = case.workers.filter(part=Part.JOINS, came=Came.BOOK, went__in=_STAYED)
    told.exclude(mediator__in=wanted).delete()
    there = set(case.workers.filter(part=Part.JOINS).values_list("mediator", flat=True))
    fresh = [
        row for row in book_rows(case, wanted) if row.part == Part.JOINS and row.mediator_id not in there
    ]
    CaseMediator.objects.bulk_create(fresh)


def _correct_lead(case: Case) -> None:
    """Another name for the same part: somebody who was never there is not kept as a former mediator."""
    led = case.workers.filter(part=Part.LEAD, went__in=_STAYED)
    beside = case.workers.filter(part=Part.JOINS, mediator=case.mediator_id, went__in=_STAYED)
    last = led.order_by("-from_on", "-id").first()
    if last is not None and case.closed_on is None and last.until_on is not None:
        last = None  # nobody leads since a recusal: the entry names a new one
    if last is None:
        if case.mediator_id:
            beside.delete()
            CaseMediator.objects.bulk_create(book_rows(case, ()))
    elif case.mediator_id is None:
        last.delete()
    elif last.mediator_id != case.mediator_id:
        beside.delete()
        CaseMediator.objects.filter(pk=last.pk).update(mediator=case.mediator_id)


def _correct_days(case: Case, closed_before: date | None) -> None:
    for row in case.workers.all():
        if row.came == Came.BOOK and row.until_on in (None, closed_before):
            row.from_on = min(case.received_on, row.until_on or case.received_on)
        if row.went == Went.SERVED and row.until_on == closed_before and case.closed_on:
            row.until_on = max(case.closed_on, row.from_on)
        row.save()
    for pause in CasePause.objects.filter(case=case, until_on=closed_before) if closed_before else ():
        pause.until_on = max(case.closed_on or pause.from_on, pause.from_on)
        pause.save()
