"""How a dispute ends, and how it is taken up again."""

from datetime import date

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from hoathuan.accounts.actor import Actor
from hoathuan.cases import rules, work_rules
from hoathuan.cases.choices import BookColumn, Ending, Outcome, State
from hoathuan.cases.corrections import book_line, keep, keep_words
from hoathuan.cases.errors import CaseRefused
from hoathuan.cases.listening import ENDED, REOPENED, facts_of, tell
from hoathuan.cases.models import Case, CaseContent
from hoathuan.core.dates import today

from .acts import acts_of
from .turns import correcting, go_on, require_calm, require_given_back, require_told, take_turn, tell_act
from .workers import interrupt, take_up
from .writing import refuse_if, require_right_on, take_step


@transaction.atomic
def end(*, actor: Actor, case: Case, ended_on: date, ending: str, agreement: str = "") -> Case:
    """End an open dispute by one of the three endings of Law 35 Art. 23; successful only with agreement (Art. 24).

    `agreement`: what was agreed or, without agreement, what each party asks for; it may follow later.
    """
    require_right_on(actor, case)
    refuse_if(
        rules.check_ending(ended_on, ending)
        + rules.check_not_future("ended_on", ended_on, today())
        + rules.check_order(rules.latest_step(case), ended_on, "ended_on")
    )
    require_told(case)  # an ending of any kind would close it with the danger unspoken
    if ending == Ending.AGREEMENT:
        require_calm(case, ended_on)
    before, line = facts_of(case), book_line(case)
    late = case.entered_late or rules.is_late(ended_on, today())
    take_step(case, "end", state=State.ENDED, ended_on=ended_on, closed_on=ended_on, ending=ending,
              outcome=rules.outcome_of(ending), entered_late=late)  # fmt: skip
    if agreement:
        CaseContent.objects.filter(case=case).update(agreement=agreement)
    tell_act(case, actor, "ended", ended_on, {"ending": ending})
    keep(actor, case, line)
    tell(actor, case, ENDED, before)
    return case


@transaction.atomic
def reopen(*, actor: Actor, case: Case, on_date: date) -> Case:
    """Go on after an unsuccessful ending, as the parties may ask (Law 35 Art. 27). The history keeps that ending."""
    require_right_on(actor, case)
    require_given_back(case, on_date)
    before, line = facts_of(case), book_line(case)
    former = {"ended_on": str(case.ended_on), "ending": case.ending}
    refuse_if(rules.check_not_future("on_date", on_date, today()))
    if case.ended_on and on_date < case.ended_on:
        raise CaseRefused(_("Ngày mở lại phải từ ngày kết thúc trở đi."), "on_date")
    lost = Case.objects.filter(pk=case.pk, version=case.version, voided_on=None, outcome=Outcome.UNSUCCESSFUL)
    moved = lost.update(
        state=State.ASSIGNED if case.assigned_on else State.ACCEPTED,
        ended_on=None, closed_on=None, ending="", outcome="", version=F("version") + 1,
    )  # fmt: skip
    if not moved:
        raise CaseRefused(_("Chỉ mở lại được vụ việc đã kết thúc mà hòa giải không thành."))
    case.refresh_from_db()
    take_up(case, date.fromisoformat(former["ended_on"]), on_date)
    tell_act(case, actor, "reopened", on_date, former)
    keep(actor, case, line)
    tell(actor, case, REOPENED, before)
    return case


@transaction.atomic
def note_earlier_ending(*, actor: Actor, case: Case, ended_on: date, ending: str, on_date: date) -> Case:
    """Write afterwards that a dispute had ended without success once, and was taken up again (Law 35 Art. 27).

    How it stands now stays; the book shows that ending struck through, as if it had been written on its day.
    """
    take_turn(actor, case)
    if rules.outcome_of(ending) != Outcome.UNSUCCESSFUL:
        raise CaseRefused(_("Chỉ lần hòa giải không thành mới được mở lại để hòa giải tiếp."), "ending")
    refuse_if(
        work_rules.check_within("ended_on", ended_on, case, today())
        + work_rules.check_within("on_date", on_date, case, today())
        + work_rules.check_apart(ended_on, on_date, acts_of(case))
    )
    if case.events.filter(verb="ended", on_date=ended_on).exists():
        raise CaseRefused(_("Lần kết thúc ngày này đã được ghi."), "ended_on")
    with correcting(actor, case):
        keep_words(actor, case, BookColumn.OUTCOME, Outcome.UNSUCCESSFUL)
        keep_words(actor, case, BookColumn.ENDED, f"{ended_on:%d/%m/%Y}")
        interrupt(case, ended_on, on_date)
        go_on(case)
    tell_act(case, actor, "ended", ended_on, {"ending": ending})
    tell_act(case, actor, "reopened", on_date, {"ended_on": str(ended_on), "ending": ending})
    return case
