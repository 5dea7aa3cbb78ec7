"""How the work on a dispute is written down: one writer at a time, on any day of its life, also when it is over."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from typing import Any

from django.db.models import F
from django.utils.translation import gettext as _

from hoathuan.accounts.actor import Actor
from hoathuan.cases import rules, work_rules
from hoathuan.cases.choices import STOPPING, Answer
from hoathuan.cases.corrections import book_line, keep
from hoathuan.cases.errors import CaseRefused
from hoathuan.cases.listening import ADDED, AMENDED, facts_of, tell
from hoathuan.cases.models import Case, CaseEvent, Escalation
from hoathuan.core.dates import today

from .writing import require_right_on, trace


def take_turn(actor: Actor, case: Case) -> None:
    """Ask the right, wait for who writes on this dispute now, and read it as that one left it."""
    require_right_on(actor, case)
    lock(case)


def hold(case: Case) -> None:
    """Hold the dispute until the transaction ends, as whoever wrote on it last left it.

    Rows that point at it may be added meanwhile: who adds them under a lock of their own never waits for this one.
    """
    Case.objects.select_for_update(of=("self",), no_key=True).get(pk=case.pk)
    case.refresh_from_db()


def lock(case: Case) -> None:
    """Hold the dispute until the transaction ends. CaseRefused for one that was struck out."""
    hold(case)
    if case.voided_on:
        raise CaseRefused(_("Vụ việc đã hủy, không ghi thêm nữa."))


def go_on(case: Case, **fields: Any) -> None:
    """Write columns of the locked dispute; whoever judged by the former ones is told so."""
    Case.objects.filter(pk=case.pk).update(version=F("version") + 1, **fields)
    case.refresh_from_db()


def tell_act(
    case: Case, actor: Actor, verb: str, on_date: date, data: Mapping[str, Any] | None = None, words: str = ""
) -> CaseEvent:
    """A line in the history, marked where it was written long after its day."""
    late = {"late": True} if rules.is_late(on_date, today()) else {}
    return trace(case, actor, verb, on_date, {**(data or {}), **late}, words=words)


@contextmanager
def correcting(actor: Actor, case: Case) -> Iterator[None]:
    """What the book said before stays visible, and who builds on a dispute that is over hears what changed.

    To be entered with the dispute in hand as nobody else can change it any more, and left with it read anew.
    """
    before, line = facts_of(case), book_line(case)
    yield
    keep(actor, case, line)
    if case.closed_on:
        tell(actor, case, ADDED if book_line(case) == line else AMENDED, before)


def require_told(case: Case) -> None:
    """Refuse to go on, of whatever day, while danger that the questions found is neither reported nor denied."""
    if case.events.danger_waiting().exists():
        raise CaseRefused(work_rules.waiting_words())


def require_calm(case: Case, day: date) -> None:
    """Refuse to go on from the day on which danger or signs of a crime were reported (Law 35 Art. 10(4), (5)).

    Of a dispute that is over, what happened may be written as it was.
    """
    if case.closed_on:
        return
    require_told(case)
    found = Escalation.objects.filter(case=case, told_on__lte=day).stopping().order_by("told_on").first()
    if found is not None:
        raise CaseRefused(work_rules.stopped_words(str(found.get_kind_display()), found.told_on))


def require_given_back(case: Case, day: date) -> None:
    """Refuse what takes up or settles a dispute that an authority has since a report of danger or crime by `day`."""
    told = Escalation.objects.filter(case=case, told_on__lte=day, kind__in=STOPPING).order_by("told_at", "id")
    found = told.filter(closed_on=None).first() or told.last()
    if found is not None and (found.closed_on is None or found.answer == Answer.TAKEN):
        raise CaseRefused(work_rules.stopped_words(str(found.get_kind_display()), found.told_on))
