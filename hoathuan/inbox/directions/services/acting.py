"""What recipients do with a letter: open it, answer it, mend the answer until it is accepted."""

from __future__ import annotations

from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from hoathuan.accounts.actor import Actor
from hoathuan.accounts.following import hold_units
from hoathuan.core import audit
from hoathuan.core.attachments.api import store
from hoathuan.inbox.directions.choices import DirectionState
from hoathuan.inbox.directions.errors import DirectionRefused
from hoathuan.inbox.directions.models import Direction, Recipient, Reply
from hoathuan.inbox.directions.rights import check_act, check_write, own_recipients

from .drafting import lines


def open_for(direction: Direction, actor: Actor) -> None:
    """The first look of somebody of the office is written down; later ones change nothing."""
    unopened = own_recipients(actor, direction).filter(opened_at=None)
    if unopened.exists():  # a page that writes nothing may be read from a replica
        unopened.update(opened_at=timezone.now(), opened_by_id=actor.seat_id)


@transaction.atomic
def act(
    *, recipient: Recipient, actor: Actor, text: str = "", upload: UploadedFile | None = None
) -> Reply | None:
    """Answer a letter, or mend the answer: each is kept, the last one counts. "Done" said twice is said once."""
    hold_units(actor)
    held = _held(recipient)
    check_act(actor, held)
    _check_open(held)
    written = lines(text)
    if held.direction.asks_reply and not written and upload is None:
        raise DirectionRefused(_("Ghi nội dung báo cáo hoặc chọn tệp."))
    if held.acted_at is not None and not written and upload is None:
        return None
    reply = Reply.objects.create(
        recipient=held,
        text=written,
        file=store(upload, actor) if upload else None,
        seat_id=actor.seat_id or 0,
    )
    _mark(held, actor)
    audit.record(actor=actor, action="directions.acted", subject=held.direction, data={"office": held.name})
    return reply


def _mark(held: Recipient, actor: Actor) -> None:
    """When the office first acted stays: by it the answer was late or in time."""
    now = timezone.now()
    if held.opened_at is None:
        held.opened_at, held.opened_by_id = now, actor.seat_id
    held.acted_at = held.acted_at or now
    held.save(update_fields=["opened_at", "opened_by", "acted_at"])


def _check_open(held: Recipient) -> None:
    if held.direction.state == DirectionState.WITHDRAWN:
        raise DirectionRefused(_("Văn bản này đã bị thu hồi nên không cần thực hiện nữa."))
    if held.direction.state != DirectionState.ISSUED:
        raise DirectionRefused(_("Văn bản này chưa được gửi đi."))
    if held.accepted_at is not None:
        raise DirectionRefused(_("Cơ quan ban hành đã nhận báo cáo nên không sửa được nữa."))


@transaction.atomic
def accept(*, recipient: Recipient, seen: Any, actor: Actor) -> None:
    """The issuer takes the answer that it has read (`seen`: its outside name). Again changes nothing."""
    held = _held(recipient)
    check_write(actor, held.direction)
    if held.accepted_at is not None:
        return
    last = held.replies.first()
    if last is None:
        raise DirectionRefused(_("Nơi này chưa gửi báo cáo."))
    if str(last.uuid) != str(seen):
        raise DirectionRefused(_("Nơi nhận vừa sửa báo cáo. Đọc bản mới rồi nhận."))
    held.accepted_at, held.accepted_by_id = timezone.now(), actor.seat_id
    held.save(update_fields=["accepted_at", "accepted_by"])
    audit.record(
        actor=actor, action="directions.accepted", subject=held.direction, data={"office": held.name}
    )


def _held(recipient: Recipient) -> Recipient:
    rows = Recipient.objects.select_for_update(of=("self",))
    held = rows.select_related("direction", "unit", "body", "former_unit").get(pk=recipient.pk)
    if held.merged_into_id is not None:
        raise DirectionRefused(
            _("Nơi nhận này đã gộp vào đơn vị khác: mở lại văn bản để báo cáo chung một lần.")
        )
    return held
