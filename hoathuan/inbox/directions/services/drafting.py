"""Drafts of letters: what will be sent, and to whom."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from hoathuan.accounts.actor import Actor
from hoathuan.accounts.following import hold_units
from hoathuan.accounts.models import Body
from hoathuan.core import audit
from hoathuan.core.attachments.api import Attachment, store
from hoathuan.core.stale import StaleRecord
from hoathuan.core.text import clean, fold
from hoathuan.inbox.directions.addressing import bodies_beside, units_below, units_of
from hoathuan.inbox.directions.choices import Asks, DirectionState, Scope
from hoathuan.inbox.directions.errors import DirectionRefused, NotYours
from hoathuan.inbox.directions.models import Direction, Recipient
from hoathuan.inbox.directions.rights import bodies_of, check_write, place_id
from hoathuan.units.models import Unit

MOST_FILES = 10


@dataclass(frozen=True)
class Typed:
    """What an officer writes of a letter. Number and day may follow when it is signed."""

    body: Body
    title: str
    text: str
    asks: str = Asks.REPLY
    due_on: date | None = None
    number: str = ""
    signed_on: date | None = None
    basis: str = ""
    scope: str = Scope.CHOSEN
    units: Sequence[Unit] = ()
    bodies: Sequence[Body] = ()


def lines(text: str) -> str:
    """Cleaned line by line: the breaks stay."""
    return "\n".join(line for part in str(text).splitlines() if (line := clean(part)))


def number_key(number: str) -> str:
    """A number as it is compared: "05/STP-HT" and "5/stp-ht" are one."""
    return clean(number).replace(" ", "").lower().lstrip("0")


@transaction.atomic
def draft(*, typed: Typed, actor: Actor, token: uuid.UUID | None = None) -> Direction:
    """A new draft; the same `token` again is the same draft."""
    hold_units(actor)
    token = token or uuid.uuid4()
    known = Direction.objects.filter(token=token).first()
    if known is not None:
        check_write(actor, known)
        return known
    made = Direction(unit_id=place_id(actor), token=token)
    _write(made, typed, actor)
    try:
        with transaction.atomic():
            made.save()
    except IntegrityError:  # sent twice at the same moment: the other one was a little earlier
        return Direction.objects.get(token=token)
    _choose(made, typed, actor)
    audit.record(actor=actor, action="directions.drafted", subject=made)
    return made


@transaction.atomic
def amend(*, direction: Direction, version: int, typed: Typed, actor: Actor) -> Direction:
    """Write a draft anew, with whom it goes to."""
    hold_units(actor)
    held = held_draft(direction, actor)
    if held.version != version:
        raise StaleRecord
    _write(held, typed, actor)
    held.version += 1
    held.save()
    held.recipients.all().delete()
    _choose(held, typed, actor)
    audit.record(actor=actor, action="directions.amended", subject=held)
    return held


@transaction.atomic
def discard(*, direction: Direction, actor: Actor) -> None:
    """Throw a draft away: nobody has seen it. Again changes nothing."""
    if not Direction.objects.filter(pk=direction.pk).exists():
        return
    held = held_draft(direction, actor)
    audit.record(actor=actor, action="directions.discarded", subject=held, data={"title": held.title})
    held.delete()


@transaction.atomic
def attach(*, direction: Direction, upload: UploadedFile, actor: Actor) -> Attachment:
    """A file of the draft: the signed letter, a form to fill in."""
    held = held_draft(direction, actor)
    if held.attachments.count() >= MOST_FILES:
        raise DirectionRefused(_("Mỗi văn bản kèm nhiều nhất %(most)s tệp.") % {"most": MOST_FILES})
    file = store(upload, actor)
    held.attachments.add(file)
    audit.record(actor=actor, action="directions.attached", subject=held, data={"file": file.name})
    return file


@transaction.atomic
def detach(*, direction: Direction, file: Any, actor: Actor) -> None:
    held = held_draft(direction, actor)
    kept = held.attachments.filter(uuid=file).first()
    if kept is not None:
        held.attachments.remove(kept)
        audit.record(actor=actor, action="directions.detached", subject=held, data={"file": kept.name})


def held_draft(direction: Direction, actor: Actor) -> Direction:
    """The row, held, for who may write it; raises DirectionRefused once it was sent."""
    held = Direction.objects.select_for_update(of=("self",)).filter(pk=direction.pk).first()
    if held is None:
        raise DirectionRefused(_("Dự thảo này đã bị bỏ."))
    check_write(actor, held)
    if held.state != DirectionState.DRAFT:
        raise DirectionRefused(
            _("Văn bản đã gửi đi nên không sửa được nữa; nếu sai, hãy thu hồi và gửi văn bản khác.")
        )
    return held


def _write(held: Direction, typed: Typed, actor: Actor) -> None:
    if not bodies_of(actor).filter(pk=typed.body.pk).exists():
        raise NotYours(_("Vai trò này không ban hành văn bản thay cho cơ quan đó được."))
    if not clean(typed.title) or not lines(typed.text):
        raise DirectionRefused(_("Ghi trích yếu và nội dung yêu cầu."))
    if typed.scope not in Scope.values or typed.asks not in Asks.values:
        raise DirectionRefused(_("Chọn nơi gửi đến, và nơi nhận phải làm gì."))
    held.body, held.title, held.folded = typed.body, clean(typed.title)[:300], _found_by(typed)
    held.text, held.basis = lines(typed.text), clean(typed.basis)[:400]
    held.number, held.number_key = clean(typed.number)[:60], number_key(typed.number)[:60]
    held.signed_on, held.due_on = typed.signed_on, typed.due_on
    held.asks, held.scope = typed.asks, typed.scope


def _found_by(typed: Typed) -> str:
    return f"{fold(typed.number)[:60]} {fold(typed.title)[:300]}"


def _choose(held: Direction, typed: Typed, actor: Actor) -> None:
    """Whom it goes to; units of a whole scope are named when it is sent, since they may change until then."""
    if typed.scope != Scope.CHOSEN and not units_of(actor, typed.scope).exists():
        raise NotYours(_("Vai trò này không gửi đến các đơn vị đó được."))
    units = list(units_below(actor).filter(pk__in=[unit.pk for unit in typed.units]))
    bodies = list(bodies_beside(actor).filter(pk__in=[body.pk for body in typed.bodies]))
    if len(units) != len({one.pk for one in typed.units}) or len(bodies) != len(
        {one.pk for one in typed.bodies}
    ):
        raise NotYours(
            _("Có nơi nhận không thuộc đơn vị cấp dưới hoặc cơ quan cùng cấp. Tải lại trang rồi chọn lại.")
        )
    if typed.scope != Scope.CHOSEN:
        units = []
    elif not units and not bodies:
        raise DirectionRefused(_("Chọn ít nhất một nơi nhận."))
    Recipient.objects.bulk_create(
        [Recipient(direction=held, unit=unit) for unit in units]
        + [Recipient(direction=held, unit_id=body.unit_id, body=body) for body in bodies],
        batch_size=1000,
    )
