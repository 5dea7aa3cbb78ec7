"""The way through the court, with its real days: Civil Procedure Code 92/2015/QH13 Art. 416–419."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from hoathuan.accounts.actor import Actor
from hoathuan.cases.api import Case, trace
from hoathuan.core.dates import today
from hoathuan.core.stale import StaleRecord
from hoathuan.core.text import clean
from hoathuan.settlements import clocks, rules
from hoathuan.settlements.choices import CourtState
from hoathuan.settlements.errors import SettlementRefused
from hoathuan.settlements.models import Agreement, CourtRequest, CourtText
from hoathuan.settlements.selectors import court_of, newest_of

from .drafting import open_agreement, protected, require_force, require_words
from .turns import hold_agreement

TEXTS = ("court", "applicant", "address", "contact", "requests", "reasons", "related")
#: Step → the state after it and the column of its day.
STEPS = {
    "filed": (CourtState.FILED, "filed_on"),
    "accepted": (CourtState.ACCEPTED, "accepted_on"),
    "asked": (CourtState.ASKED, "asked_on"),
    "answered": (CourtState.ACCEPTED, "answered_on"),
    "meeting": (CourtState.MEETING, "met_on"),
    "recognised": (CourtState.RECOGNISED, "decided_on"),
    "refused": (CourtState.REFUSED, "decided_on"),
    "withdrawn": (CourtState.WITHDRAWN, ""),
    "again": (CourtState.WISHED, ""),
}


@transaction.atomic
def wish(*, actor: Actor, case: Case, conditions: Sequence[str], on_date: date) -> CourtRequest:
    """One or both parties want the court to recognise what they agreed. Only with a written agreement (Art. 418(2)).

    `conditions`: those of Art. 417 that the mediator found to hold; all of them are needed. Again changes nothing,
    unless the former request was refused and there is a newer version: that is a request of its own.
    """
    agreement = open_agreement(actor=actor, case=case)
    require_force(agreement)
    _check_written(agreement)
    missing = [key for key, _words in rules.CONDITIONS if key not in conditions]
    if missing:
        raise SettlementRefused(
            _(
                "Còn điều kiện chưa có: Tòa án chỉ công nhận khi đủ cả bốn. "
                "Các bên vẫn thực hiện thỏa thuận bình thường."
            ),
            "conditions",
        )
    former = court_of(agreement)
    if former is not None and not rules.asks_anew(former, newest_of(agreement)):
        return former
    _check_wish_day(agreement, former, on_date)
    made = CourtRequest.objects.create(
        agreement=agreement,
        wished_on=on_date,
        apply_by=clocks.apply_by(agreement.agreed_on, case.now_commune),
    )
    CourtText.objects.create(request=made, conditions=list(conditions), **protected(case))
    trace(case, actor, "crt_again" if former else "crt_wished", on_date)
    return made


def _check_wish_day(agreement: Agreement, former: CourtRequest | None, on: date) -> None:
    if not agreement.agreed_on <= on <= today():
        raise SettlementRefused(_("Ngày phải từ ngày thỏa thuận đến hôm nay."), "on_date")
    if former is not None and former.decided_on is not None and on < former.decided_on:
        words = _("Ngày phải từ ngày Tòa án quyết định lần trước, %(day)s, đến hôm nay.")
        raise SettlementRefused(words % {"day": f"{former.decided_on:%d/%m/%Y}"}, "on_date")


def _check_written(agreement: Agreement) -> None:
    if not agreement.newest:
        raise SettlementRefused(
            _("Tòa án cần văn bản về kết quả hòa giải thành. Soạn xong văn bản hòa giải thành trước.")
        )


@transaction.atomic
def write(*, actor: Actor, court: CourtRequest, texts: Mapping[str, str], version: int) -> CourtText:
    """What the application will say. `version` is what the writer saw."""
    require_words(hold_agreement(actor, court.agreement.case))
    held = CourtText.objects.select_for_update().get(pk=court.pk)
    if held.version != version:
        raise StaleRecord
    for name in TEXTS:
        setattr(held, name, "\n".join(clean(line) for line in texts.get(name, "").splitlines()).strip())
    held.version += 1
    held.save()
    return held


@transaction.atomic
def step(
    *, actor: Actor, court: CourtRequest, word: str, version: int, on_date: date, decision: str = ""
) -> CourtRequest:
    """Write down what happened at the court and on which real day; days never run backwards."""
    agreement = hold_agreement(actor, court.agreement.case)
    require_words(agreement)
    held = CourtRequest.objects.select_for_update().get(pk=court.pk)
    if held.version != version:
        raise StaleRecord
    _check_step(held, agreement, word, on_date, clean(decision))
    state, column = STEPS[word]
    held.state = state
    if column:
        setattr(held, column, on_date)
    _clock(held, agreement, word, on_date)
    held.version += 1
    held.save()
    if decision:
        CourtText.objects.filter(request=held).update(decision=clean(decision)[:100])
    trace(agreement.case, actor, f"crt_{word}", on_date)
    return held


@transaction.atomic
def take_back(*, actor: Actor, court: CourtRequest, version: int, why: str) -> CourtRequest:
    """Empty the last step, which was written by mistake. Its history keeps that it was written, and why it went."""
    agreement = hold_agreement(actor, court.agreement.case)
    require_words(agreement)
    held = CourtRequest.objects.select_for_update().get(pk=court.pk)
    if held.version != version:
        raise StaleRecord
    columns = rules.court_mistake(held)
    if columns is None:
        raise SettlementRefused(_("Chưa có bước nào ở Tòa án để bỏ."))
    former = held.state
    for column in columns:
        setattr(held, column, None)
    held.state = rules.court_state(held)
    if held.state == CourtState.WISHED:
        held.apply_by = clocks.apply_by(agreement.agreed_on, agreement.case.now_commune)
    held.version += 1
    held.save()
    if former in (CourtState.RECOGNISED, CourtState.REFUSED):
        CourtText.objects.filter(request=held).update(decision="")
    trace(agreement.case, actor, "crt_reverted", today(), {"step": former, "why": why})
    return held


def _clock(held: CourtRequest, agreement: Agreement, word: str, on: date) -> None:
    """Art. 419(3): each question of the court has its own last day to answer; a new request its own six months."""
    commune = agreement.case.now_commune
    if word == "asked":
        held.answer_by, held.answered_on = clocks.answer_by(on, commune), None
    if word == "again":
        held.filed_on = held.accepted_on = held.asked_on = held.answer_by = held.answered_on = held.met_on = (
            None
        )
        held.apply_by = clocks.apply_by(agreement.agreed_on, commune)


def follow_day(agreement: Agreement) -> None:
    """Art. 418(1): a corrected day of the agreement moves the last day of a request that is not filed yet."""
    CourtRequest.objects.filter(
        agreement=agreement, state__in=(CourtState.WISHED, CourtState.WITHDRAWN)
    ).update(
        apply_by=clocks.apply_by(agreement.agreed_on, agreement.case.now_commune), version=F("version") + 1
    )


def _check_step(held: CourtRequest, agreement: Agreement, word: str, on: date, decision: str) -> None:
    if word not in rules.ENDING_STEPS:
        require_force(agreement)
    if word not in rules.court_steps(held.state):
        raise SettlementRefused(_("Bước này không còn làm được. Tải lại trang để xem yêu cầu đang ở đâu."))
    if word == "filed":
        _check_written(agreement)
    first = max(day for day in (agreement.agreed_on, *_days(held)) if day)
    if not first <= on <= today():
        words = _("Ngày phải từ %(day)s (bước trước) đến hôm nay.")
        raise SettlementRefused(words % {"day": f"{first:%d/%m/%Y}"}, "on_date")
    if word in ("recognised", "refused") and not decision:
        raise SettlementRefused(_("Ghi số quyết định của Tòa án."), "decision")


def _days(held: CourtRequest) -> list[Any]:
    return [held.filed_on, held.accepted_on, held.asked_on, held.answered_on, held.met_on]
