"""Who sees, writes, opens and acts. Rights belong to seats; what a seat may not see is a 404."""

from __future__ import annotations

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from hoathuan.accounts.actor import Actor
from hoathuan.accounts.choices import SeatKind as K
from hoathuan.accounts.models import Body
from hoathuan.accounts.rules import seats
from hoathuan.units.choices import Level
from hoathuan.units.models import Reach

from .choices import (
    ACTING_KINDS,
    ISSUING_BODIES,
    OVERSEER_KINDS,
    VILLAGE_KINDS,
    WRITER_KINDS,
    DirectionState,
)
from .errors import NotYours
from .models import Direction, Question, Recipient, Reply

READERS = seats(*OVERSEER_KINDS, *ACTING_KINDS)
WRITERS = seats(*WRITER_KINDS)
ACTING = seats(*ACTING_KINDS)
_OVERSEERS = seats(*OVERSEER_KINDS)
_SENT = ~Q(state=DirectionState.DRAFT)
_NOTHING = Q(pk__in=[])


def place_id(actor: Actor) -> int:
    """The village, commune, province or country in which the seat's office sits; 0, which is no unit, without one."""
    if actor.kind in VILLAGE_KINDS:
        return actor.unit_id or 0
    return actor.commune_id or actor.province_id or actor.unit_id or 0


def of_office(actor: Actor, prefix: str = "") -> Q:
    """The lines that are addressed to the seat's own office."""
    if not ACTING(actor) or actor.seat is None:
        return Q(**{f"{prefix}pk__in": []})
    if actor.kind == K.BODY_OFFICER:
        return Q(**{f"{prefix}body": actor.seat.body_id or 0})
    own = Q(**{f"{prefix}unit": place_id(actor), f"{prefix}body": None})
    # heads of teams may sit at the commune itself, whose letters are not theirs
    return own & Q(**{f"{prefix}unit__level": Level.VILLAGE}) if actor.kind in VILLAGE_KINDS else own


def _under(actor: Actor, column: str) -> Q:
    """Units under the seat's own, itself included; for who oversees them."""
    if not _OVERSEERS(actor):
        return _NOTHING
    if actor.nation:
        return Q(**{f"{column}__isnull": False})
    return Q(**{f"{column}__in": Reach.objects.filter(ancestor=place_id(actor)).values("descendant")})


def directions_seen(actor: Actor) -> QuerySet[Direction]:
    """Letters to the own office; what units of the own reach have sent or got; drafts where they are written."""
    if not READERS(actor):
        return Direction.objects.none()
    drafts = Q(state=DirectionState.DRAFT, unit=place_id(actor)) if WRITERS(actor) else _NOTHING
    if actor.nation and _OVERSEERS(actor):
        return Direction.objects.filter(_SENT | drafts)
    received = Recipient.objects.filter(of_office(actor) | _under(actor, "unit")).values("direction")
    return Direction.objects.filter(_SENT & (Q(pk__in=received) | _under(actor, "unit")) | drafts)


def oversees(actor: Actor, direction: Direction) -> bool:
    """Whether the seat sees all recipients: it sits where the letter was sent from, or above."""
    if not _OVERSEERS(actor):
        return False
    at = Direction.objects.filter(_under(actor, "unit"), pk=direction.pk)
    return direction.unit_id == place_id(actor) or at.exists()


def oversees_some(actor: Actor, direction: Direction) -> bool:
    """Whether other recipients than the own office are shown: all of them, or those under the seat."""
    if not _OVERSEERS(actor):
        return False
    lines = Recipient.objects.filter(_under(actor, "unit"), direction=direction)
    return oversees(actor, direction) or lines.exclude(of_office(actor)).exists()


def recipients_seen(actor: Actor) -> QuerySet[Recipient]:
    """The own office's lines, those of units under the seat, and all lines of letters that it oversees."""
    sent = ~Q(direction__state=DirectionState.DRAFT)
    return Recipient.objects.filter(
        sent, of_office(actor) | _under(actor, "unit") | _under(actor, "direction__unit"), merged_into=None
    )


def replies_seen(actor: Actor) -> QuerySet[Reply]:
    return Reply.objects.filter(recipient__in=recipients_seen(actor))


def own_recipients(actor: Actor, direction: Direction) -> QuerySet[Recipient]:
    """The lines of a letter for which this seat acts: more than one where units were merged after one had answered."""
    return Recipient.objects.filter(of_office(actor), direction=direction, merged_into=None).order_by("id")


def questions_seen(actor: Actor, direction: Direction) -> QuerySet[Question]:
    """Answered ones are everybody's who sees the letter; the others are who asked's and who answers'."""
    questions = Question.objects.filter(direction=direction)
    if oversees(actor, direction):
        return questions
    asked = of_office(actor, "recipient__") | _under(actor, "recipient__unit")
    return questions.filter(Q(answered_at__isnull=False) | asked)


def may_write(actor: Actor, direction: Direction) -> bool:
    """Officers and leaders of the unit that writes or wrote it."""
    return WRITERS(actor) and direction.unit_id == place_id(actor)


def may_act(actor: Actor, recipient: Recipient) -> bool:
    return ACTING(actor) and Recipient.objects.filter(of_office(actor), pk=recipient.pk).exists()


def bodies_of(actor: Actor) -> QuerySet[Body]:
    """The bodies in whose name the seat writes."""
    bodies = Body.objects.filter(unit_id=place_id(actor), closed_on=None).order_by("sort", "id")
    return bodies.filter(kind__in=ISSUING_BODIES) if WRITERS(actor) else bodies.none()


def check_write(actor: Actor, direction: Direction) -> None:
    if not may_write(actor, direction):
        raise NotYours(_("Chỉ cán bộ, lãnh đạo của cơ quan ban hành mới làm được việc này."))


def check_act(actor: Actor, recipient: Recipient) -> None:
    if not may_act(actor, recipient):
        raise NotYours(_("Văn bản này gửi cho cơ quan khác, hoặc nơi nhận đã chuyển sang đơn vị khác."))
