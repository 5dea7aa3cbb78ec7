"""Questions from below, answered once for everybody."""

from __future__ import annotations

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from hoathuan.accounts import notices
from hoathuan.accounts.actor import Actor
from hoathuan.accounts.following import hold_units
from hoathuan.core import audit
from hoathuan.core.ui.numbers import moment
from hoathuan.inbox.directions.addressing import users_of, users_who_wrote
from hoathuan.inbox.directions.choices import DirectionState
from hoathuan.inbox.directions.errors import AnsweredAlready, DirectionRefused
from hoathuan.inbox.directions.models import Question, Recipient
from hoathuan.inbox.directions.rights import check_act, check_write

from .drafting import lines
from .issuing import told

SHORTEST = 5
MOST_OPEN = 5


@transaction.atomic
def ask(*, recipient: Recipient, text: str, actor: Actor) -> Question:
    """Ask who sent the letter; the same words again are the same question."""
    hold_units(actor)
    rows = Recipient.objects.select_for_update(of=("self",)).select_related(
        "direction__body", "unit", "body", "former_unit"
    )
    held = rows.get(pk=recipient.pk)
    check_act(actor, held)
    if held.direction.state != DirectionState.ISSUED:
        raise DirectionRefused(_("Văn bản này không còn hiệu lực nên không hỏi được nữa."))
    written = lines(text)
    if len(written) < SHORTEST:
        raise DirectionRefused(_("Ghi câu hỏi cho rõ, ít nhất vài chữ."))
    waiting = Question.objects.filter(recipient=held, answered_at=None)
    known = waiting.filter(text=written).first()
    if known is not None:
        return known
    if waiting.count() >= MOST_OPEN:
        words = _("Cơ quan đã có %(n)s câu hỏi đang chờ trả lời về văn bản này.")
        raise DirectionRefused(words % {"n": MOST_OPEN})
    made = Question.objects.create(
        direction=held.direction, recipient=held, text=written, asked_by_id=actor.seat_id or 0
    )
    notices.tell(users_who_wrote(held.direction), "direction_asked", office=held.name, **told(held.direction))
    audit.record(actor=actor, action="directions.asked", subject=held.direction, data={"office": held.name})
    return made


@transaction.atomic
def answer(*, question: Question, text: str, actor: Actor) -> Question:
    """Answer once; of two who answer at the same moment the second is told what the first said."""
    direction = question.direction
    check_write(actor, direction)
    if direction.state != DirectionState.ISSUED:
        raise DirectionRefused(_("Văn bản này đã bị thu hồi nên không trả lời câu hỏi nữa."))
    written = lines(text)
    if not written:
        raise DirectionRefused(_("Ghi câu trả lời."))
    won = unanswered(question).update(
        answer=written, answered_at=timezone.now(), answered_by_id=actor.seat_id
    )
    if not won:
        raise _too_late(question)
    question.refresh_from_db()
    everybody = users_of(direction.recipients.all())
    notices.tell(everybody, "direction_answered", **told(direction))
    audit.record(actor=actor, action="directions.answered", subject=direction)
    return question


def unanswered(question: Question) -> QuerySet[Question]:
    """The question while nobody has answered it: whoever changes this row has won."""
    return Question.objects.filter(pk=question.pk, answered_at=None)


def _too_late(question: Question) -> AnsweredAlready:
    kept = Question.objects.select_related("answered_by__person").get(pk=question.pk)
    words = {
        "who": kept.answered_by.person.full_name if kept.answered_by else "",
        "when": moment(kept.answered_at),
    }
    return AnsweredAlready(
        _("Câu hỏi này vừa được %(who)s trả lời lúc %(when)s. Câu trả lời vừa soạn chưa được gửi.") % words
    )
