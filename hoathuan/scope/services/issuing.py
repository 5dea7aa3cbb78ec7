"""A version comes into force from a day, whole and checked, and never changes afterwards."""

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from hoathuan.accounts.actor import Actor
from hoathuan.core import audit
from hoathuan.core.dates import today
from hoathuan.core.text import clean
from hoathuan.core.ui.numbers import day
from hoathuan.scope import rights
from hoathuan.scope.checking import troubles
from hoathuan.scope.choices import State
from hoathuan.scope.errors import ScopeRefused
from hoathuan.scope.models import QuestionSet
from hoathuan.scope.reading import questions_of

from .drafting import locked


@transaction.atomic
def put_in_force(*, actor: Actor, draft: QuestionSet, valid_from: date) -> QuestionSet:
    """From this day on the draft is what is asked. Nothing that was decided before changes."""
    rights.require(actor)
    row = locked(draft)
    if wrong := troubles(questions_of(row)):
        raise ScopeRefused(_("Chưa đưa vào áp dụng được: %(what)s") % {"what": wrong[0]})
    _refuse_day(valid_from)
    row.state, row.valid_from = State.IN_FORCE, valid_from
    row.put_at, row.put_by = timezone.now(), actor.label
    row.save(update_fields=["state", "valid_from", "put_at", "put_by"])
    data = {"number": row.number, "from": valid_from.isoformat()}
    audit.record(actor=actor, action="scope.put_in_force", subject=row, data=data)
    return row


def _refuse_day(valid_from: date) -> None:
    if valid_from <= today():
        raise ScopeRefused(
            _("Bản mới áp dụng sớm nhất từ ngày mai: việc hôm nay đã hỏi theo bản cũ."), "valid_from"
        )
    last = QuestionSet.objects.filter(state=State.IN_FORCE).order_by("-valid_from").first()
    if last is not None and last.valid_from is not None and valid_from <= last.valid_from:
        words = _("Bản số %(number)s áp dụng từ ngày %(day)s. Chọn ngày sau ngày đó, hoặc rút bản ấy trước.")
        raise ScopeRefused(words % {"number": last.number, "day": day(last.valid_from)}, "valid_from")


@transaction.atomic
def take_back(*, actor: Actor, version: QuestionSet, reason: str) -> None:
    """A version that nobody was asked by yet comes into force no more; it stays readable."""
    rights.require(actor)
    reason = clean(reason)
    if len(reason) < 5:
        raise ScopeRefused(_("Ghi lý do rút, để người sau hiểu vì sao bản này không áp dụng."), "reason")
    waiting = QuestionSet.objects.filter(pk=version.pk, state=State.IN_FORCE, valid_from__gt=today())
    done = waiting.update(
        state=State.TAKEN_BACK, taken_back_at=timezone.now(), taken_back_by=actor.label, void_reason=reason
    )
    if not done:
        raise ScopeRefused(_("Bản này đã áp dụng hoặc đã rút. Cần đổi thì soạn bản mới."))
    audit.record(actor=actor, action="scope.taken_back", subject=version, data={"number": version.number})
