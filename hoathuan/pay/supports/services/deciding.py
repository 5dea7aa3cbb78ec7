"""A request is examined and put before who decides; supported or refused in writing; paid."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from hoathuan.accounts.actor import Actor
from hoathuan.accounts.following import hold_units
from hoathuan.budgets.api import Overspend
from hoathuan.core import audit
from hoathuan.core.access import Rule
from hoathuan.core.dates import today
from hoathuan.pay.choices import LineState
from hoathuan.pay.models import Accident, AccidentContent, Line, Payment
from hoathuan.pay.services.owing import Owed, owe_many, release_line
from hoathuan.pay.supports import figures, rights, rules
from hoathuan.pay.supports.choices import AccidentState, Harm, Insured
from hoathuan.pay.supports.errors import SupportRefused
from hoathuan.pay.supports.keys import ACCIDENT, ACCIDENT_LINE

from .accidents import content_of, step


@dataclass(frozen=True)
class Proved:
    """What the papers prove, whole đồng."""

    medical_cost: int = 0
    daily_income: int = 0
    days_lost: int = 0
    care_cost: int = 0
    funeral: bool = False


def computed(accident: Accident, content: AccidentContent, proved: Proved) -> list[rules.Item]:
    """The lines of the support, each with its clause."""
    loss = rules.Loss(
        Harm(content.harm), Insured(content.insured), **asdict(proved), stable_income=content.stable_income
    )
    return rules.items(loss, figures.figures_of(content, accident.now_commune))


@transaction.atomic
def submit(
    *, actor: Actor, accident: Accident, version: int, submitted_on: date, proved: Proved, findings: str = ""
) -> Accident:
    """The commune has examined: what is proved, what it comes to, and before whom it goes."""
    hold_units(actor)
    rights.require(rights.EXAMINERS, actor, commune_id=accident.now_commune_id)
    content = content_of(accident)
    _in_time(accident.complete_on, submitted_on, "submitted_on")
    lines = computed(accident, content, proved)
    office, above = figures.decider(accident.now_commune, submitted_on)
    step(
        accident,
        version,
        (AccidentState.COMPLETE,),
        state=AccidentState.SUBMITTED,
        submitted_on=submitted_on,
        decided_office=office[:150],
        decided_above=above,
    )
    for name, value in asdict(proved).items():
        setattr(content, name, value)
    content.items = [asdict(line) for line in lines]
    content.amount = rules.total(lines)
    content.findings, content.reason = findings.strip(), ""
    content.save()
    audit.record(actor=actor, action="support.submitted", subject=accident)
    return accident


def may_decide(actor: Actor, accident: Accident) -> bool:
    """The commune's leader; what the district decided is written down by whoever keeps the commune's money."""
    return _deciders(accident)(actor) and accident.now_commune_id == actor.commune_id


def _deciders(accident: Accident) -> Rule:
    return rights.KEEPERS if accident.decided_above else rights.DECIDERS


def may_send_back(actor: Actor, accident: Accident) -> bool:
    """Who decides; the officer too, as long as the district was to decide and nothing is granted."""
    return _senders_back(accident)(actor) and accident.now_commune_id == actor.commune_id


def _senders_back(accident: Accident) -> Rule:
    asking = accident.decided_above and accident.state == AccidentState.SUBMITTED
    return rights.COMMUNE if asking else _deciders(accident)


@transaction.atomic
def approve(
    *,
    actor: Actor,
    accident: Accident,
    version: int,
    decided_on: date,
    number: str = "",
    overspend: Overspend | None = None,
) -> Accident:
    """Decide to support: the amount becomes due to the mediator or the family.

    Raises SupportRefused for what the law does not cover, or where nothing is to be paid.
    """
    hold_units(actor)
    content = content_of(accident)
    if not rules.is_covered(content.situation):
        raise SupportRefused(
            _("Trường hợp này không thuộc diện hỗ trợ (%(clause)s): từ chối bằng văn bản, nêu rõ lý do.")
            % {"clause": rules.COVERED}
        )
    if not content.amount:
        raise SupportRefused(_("Không có khoản nào để chi: từ chối bằng văn bản, nêu rõ lý do."))
    _decided(actor, accident, version, AccidentState.APPROVED, decided_on, number)
    owe_many(actor, [_owed(accident, content, decided_on)], overspend=overspend)
    audit.record(actor=actor, action="support.granted", subject=accident)
    return accident


@transaction.atomic
def refuse(
    *, actor: Actor, accident: Accident, version: int, decided_on: date, reason: str, number: str = ""
) -> Accident:
    """Refuse in writing, with the reason."""
    hold_units(actor)
    if not reason.strip():
        raise SupportRefused(_("Ghi lý do không hỗ trợ: người đề nghị nhận văn bản có lý do này."), "reason")
    content = content_of(accident)
    _decided(actor, accident, version, AccidentState.REFUSED, decided_on, number)
    content.reason = reason.strip()
    content.save(update_fields=["reason"])
    audit.record(actor=actor, action="support.refused", subject=accident)
    return accident


@transaction.atomic
def send_back(*, actor: Actor, accident: Accident, version: int, reason: str) -> Accident:
    """Who decides gives it back to be examined anew; what was granted and is in no order yet is not owed any more."""
    hold_units(actor)
    rights.require(_senders_back(accident), actor, commune_id=accident.now_commune_id)
    content = content_of(accident)
    if not reason.strip():
        raise SupportRefused(_("Ghi lý do trả lại."), "reason")
    before = (AccidentState.SUBMITTED, AccidentState.APPROVED)
    granted = accident.state == AccidentState.APPROVED
    step(
        accident,
        version,
        before,
        state=AccidentState.COMPLETE,
        submitted_on=None,
        decided_on=None,
        decision_number="",
    )
    for line in Line.objects.filter(purpose=ACCIDENT, subject=str(accident.uuid)).exclude(
        state=LineState.VOID
    ):
        release_line(actor, line)
    content.reason = reason.strip()
    content.save(update_fields=["reason"])
    audit.record(actor=actor, action="support.sent_back", subject=accident, data={"granted": granted})
    return accident


def _decided(
    actor: Actor, accident: Accident, version: int, state: AccidentState, decided_on: date, number: str
) -> None:
    rights.require(_deciders(accident), actor, commune_id=accident.now_commune_id)
    _in_time(accident.submitted_on, decided_on, "decided_on")
    if accident.decided_above:
        _check_above(accident, decided_on, number)
    step(
        accident,
        version,
        (AccidentState.SUBMITTED,),
        state=state,
        decided_on=decided_on,
        decision_number=number.strip()[:80],
    )


def _check_above(accident: Accident, decided_on: date, number: str) -> None:
    """The district decided by a document of a day on which it was there (until 30/06/2025)."""
    if not figures.decider(accident.now_commune, decided_on)[1]:
        words = _(
            "Ngày %(day)s không còn cấp huyện quyết định. Huyện chưa quyết định thì bấm “Trả lại để xem xét lại”, rồi "
            "trình lãnh đạo xã."
        )
        raise SupportRefused(words % {"day": f"{decided_on:%d/%m/%Y}"}, "decided_on")
    if not number.strip():
        raise SupportRefused(_("Ghi số quyết định hoặc văn bản của cấp huyện."), "number")


def _owed(accident: Accident, content: AccidentContent, decided_on: date) -> Owed:
    """The label says no more than the number of the request: payments are read by more people than requests are."""
    return Owed(
        purpose=ACCIDENT,
        subject=str(accident.uuid),
        label=_("Hỗ trợ hòa giải viên theo hồ sơ số %(number)s") % {"number": accident},
        amount=content.amount,
        cost_line=ACCIDENT_LINE,
        year=decided_on.year,
        since=decided_on,
        due_on=figures.pay_by(decided_on, accident.now_commune),
        place=accident.area,
        person=content.person,
        payee=content.payee,
    )


@transaction.atomic
def accident_paid(actor: Actor, payment: Payment, lines: Sequence[Line]) -> None:
    """Runs in the transaction that records the payment."""
    Accident.objects.filter(uuid__in=[line.subject for line in lines], state=AccidentState.APPROVED).update(
        state=AccidentState.PAID, paid_on=payment.paid_on or today(), version=F("version") + 1
    )


@transaction.atomic
def accident_unpaid(actor: Actor, payment: Payment, lines: Sequence[Line]) -> None:
    """The voucher was a mistake: what was granted waits to be paid again."""
    Accident.objects.filter(uuid__in=[line.subject for line in lines], state=AccidentState.PAID).update(
        state=AccidentState.APPROVED, paid_on=None, version=F("version") + 1
    )


def _in_time(before: date | None, day: date, field: str) -> None:
    if before and day < before:
        raise SupportRefused(_("Ngày phải từ %(day)s trở đi.") % {"day": f"{before:%d/%m/%Y}"}, field)
    if day > today():
        raise SupportRefused(_("Ngày phải từ hôm nay trở về trước."), field)
