"""A note of unsuccessful mediation, when a party asks for one: Decree 15/2014/NĐ-CP Art. 10 (detail unconfirmed)."""

from collections.abc import Mapping
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from hoathuan.accounts.actor import Actor
from hoathuan.cases.api import Case, Outcome, trace
from hoathuan.core.dates import today
from hoathuan.core.text import clean
from hoathuan.settlements.errors import SettlementRefused
from hoathuan.settlements.models import FailureNote

from .drafting import protected
from .turns import take_turn

TEXTS = ("place", "parties", "summary", "requests", "reason", "mediator")


@transaction.atomic
def note_failure(*, actor: Actor, case: Case, made_on: date, texts: Mapping[str, str]) -> FailureNote:
    """Keep the note as it is printed; a corrected one is a new note. The same words on the same day are one note."""
    take_turn(actor, case)
    if case.voided_on or case.outcome != Outcome.UNSUCCESSFUL:
        raise SettlementRefused(_("Chỉ vụ việc đã kết thúc mà hòa giải không thành mới lập văn bản này."))
    if case.ended_on and not case.ended_on <= made_on <= today():
        raise SettlementRefused(_("Ngày lập phải từ ngày kết thúc hòa giải đến hôm nay."), "made_on")
    words = {
        name: "\n".join(clean(line) for line in texts.get(name, "").splitlines()).strip() for name in TEXTS
    }
    same = FailureNote.objects.filter(case=case, made_on=made_on, **words).first()
    if same is not None:
        return same
    made = FailureNote.objects.create(
        case=case,
        made_on=made_on,
        seat_id=actor.seat_id,
        seat_label=actor.label[:300],
        **words,
        **protected(case),
    )
    trace(case, actor, "note_failed", made_on)
    return made
