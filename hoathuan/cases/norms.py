"""What in disputes depends on norms: when mediation must begin, and what is paid for a dispute that ended."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from decimal import Decimal

from django.utils.translation import gettext as _

from hoathuan.core.dates import today
from hoathuan.core.ui.numbers import day, number
from hoathuan.norms import api as norms
from hoathuan.units.models import Unit

from .choices import Outcome, State
from .models import Case

START_WITHIN = "mediation.start_within"
_PAID = {
    "mediation.pay_successful": Outcome.SUCCESSFUL,
    "mediation.pay_unsuccessful": Outcome.UNSUCCESSFUL,
}
_IN_FORCE = date(2014, 1, 1)  # Law 35/2013/QH13
_YEAR = timedelta(days=365)


def begin_by(assigned_on: date, commune: Unit | None = None) -> date:
    """The last day to begin a mediation that was assigned on a day, by the law of that day (Law 35 Art. 20(2)).

    commune: whose working days count, where the law counts those.
    """
    return norms.last_day(assigned_on, start_within(assigned_on), unit=commune)


def start_within(assigned_on: date) -> norms.Value:
    """The deadline of that day. What is older than the law is judged by it: nothing we have read says otherwise."""
    return norms.value(START_WITHIN, on=max(assigned_on, _IN_FORCE))


def working_spans() -> list[norms.Value]:
    """The deadlines to begin that count working days, with the days on which each held: today's law has none."""
    return [span for span in norms.spans(START_WITHIN) if span.day_type == norms.DayType.WORKING]


def working_days(spans: Sequence[norms.Value], on: date) -> int:
    """How many working days the law of a day gives; 0 where it counts otherwise."""
    held = (span for span in spans if span.first <= on and (span.last is None or on <= span.last))
    return int(next((span.amount or 0 for span in held), 0))


def register_all() -> None:
    norms.register_effect(norms.Effect("cases.pay", frozenset(_PAID), _pay))
    norms.register_effect(norms.Effect("cases.start", frozenset({START_WITHIN}), _start))


def _pay(change: norms.Change) -> Iterable[str]:
    """What the disputes since the first day, or those of the last year, cost before and after."""
    first, now = change.after.first, today()
    begun = first <= now
    count = _ended(change, first if begun else now - _YEAR)
    words = (
        _("Từ %(first)s đến nay có %(count)s vụ việc: %(before)s theo mức trước, %(after)s theo mức sau.")
        if begun
        else _(
            "12 tháng qua có %(count)s vụ việc: %(before)s một năm theo mức trước, %(after)s theo mức sau."
        )
    )
    yield words % {
        "first": day(first),
        "count": number(count),
        "before": _money(change.before.amount if change.before else None, count),
        "after": _money(change.after.amount, count),
    }


def _ended(change: norms.Change, since: date) -> int:
    found = Case.objects.filter(voided_on=None, outcome=_PAID[change.kind.key], ended_on__gte=since)
    if change.province is not None:
        found = found.filter(now_province=change.province)
    return found.count()


def _money(amount: Decimal | None, count: int) -> str:
    if amount is None:
        return _("chưa có mức")
    return _("%(sum)s đồng") % {"sum": number(amount * count)}


def _start(change: norms.Change) -> Iterable[str]:
    waiting = Case.objects.filter(voided_on=None, state=State.ASSIGNED, started_on=None).count()
    words = _(
        "%(count)s vụ việc đã phân công mà chưa bắt đầu giữ hạn đã ghi; "
        "vụ việc phân công từ %(first)s theo thời hạn mới."
    )
    yield words % {"count": number(waiting), "first": day(change.after.first)}
