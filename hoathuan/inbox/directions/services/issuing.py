"""Send a letter, withdraw it, remind the late ones."""

from __future__ import annotations

from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from hoathuan.accounts import notices
from hoathuan.accounts.actor import Actor
from hoathuan.accounts.following import hold_units
from hoathuan.core import audit
from hoathuan.core.dates import today
from hoathuan.core.text import clean
from hoathuan.inbox.directions.addressing import bodies_beside, units_below, units_of, users_of
from hoathuan.inbox.directions.choices import DirectionState, Scope
from hoathuan.inbox.directions.errors import DirectionRefused, NumberTaken
from hoathuan.inbox.directions.models import Direction, Recipient
from hoathuan.inbox.directions.rights import check_write
from hoathuan.inbox.directions.standing import overdue


@transaction.atomic
def issue(*, direction: Direction, actor: Actor) -> Direction:
    """Send a draft to everybody it is addressed to; from now on its words are frozen. Again changes nothing."""
    hold_units(actor)
    held = _held(direction, actor)
    if held.state == DirectionState.ISSUED:
        return held
    _check_ready(held)
    _address(held, actor)
    held.state, held.issued_at, held.version = DirectionState.ISSUED, timezone.now(), held.version + 1
    _save_numbered(held)
    recipients = held.recipients.all()
    kind = "direction_new_due" if held.due_on else "direction_new"
    notices.tell(users_of(recipients), kind, **told(held))
    data = {"number": held.number, "recipients": recipients.count()}
    audit.record(actor=actor, action="directions.issued", subject=held, data=data)
    return held


@transaction.atomic
def withdraw(*, direction: Direction, reason: str, actor: Actor) -> Direction:
    """The letter asks for nothing any more; all its recipients are told why. The number stays used."""
    held = _held(direction, actor)
    if held.state == DirectionState.WITHDRAWN:
        return held
    if held.state == DirectionState.DRAFT:
        raise DirectionRefused(_("Dự thảo chưa gửi đi: hãy bỏ dự thảo thay vì thu hồi."))
    reason = clean(reason)[:300]
    if len(reason) < 5:
        raise DirectionRefused(_("Ghi lý do thu hồi, ít nhất vài chữ: nơi nhận cần hiểu vì sao."))
    held.state, held.withdrawn_on, held.withdraw_reason = DirectionState.WITHDRAWN, today(), reason
    held.version += 1
    held.save()
    notices.tell(users_of(held.recipients.all()), "direction_withdrawn", **told(held), reason=reason)
    audit.record(actor=actor, action="directions.withdrawn", subject=held, data={"reason": reason})
    return held


@transaction.atomic
def remind(*, direction: Direction, actor: Actor) -> int:
    """Tell the late ones, once a day; returns how many offices. Raises where nobody is late or it was done today."""
    held = _held(direction, actor)
    on = today()
    late = Recipient.objects.filter(overdue(on), direction=held, merged_into=None)
    number = late.count()
    if not number:
        raise DirectionRefused(_("Không có nơi nhận nào quá hạn."))
    if held.reminded_on is not None and held.reminded_on >= on:
        raise DirectionRefused(_("Hôm nay đã nhắc rồi. Mỗi ngày chỉ nhắc một lần."))
    Direction.objects.filter(pk=held.pk).update(reminded_on=on)
    notices.tell(users_of(late), "direction_late", **told(held))
    audit.record(actor=actor, action="directions.reminded", subject=held, data={"recipients": number})
    return number


def told(held: Direction) -> dict[str, Any]:
    """What notices say of a letter."""
    due = {"due": f"{held.due_on:%d/%m/%Y}"} if held.due_on else {}
    letter = {"letter": str(held.uuid), "number": held.number, "title": held.title[:200]}
    return {"body": held.body.name, **letter, **due}


def _held(direction: Direction, actor: Actor) -> Direction:
    rows = Direction.objects.select_for_update(of=("self",)).select_related("body")
    held = rows.filter(pk=direction.pk).first()
    if held is None:
        raise DirectionRefused(_("Dự thảo này đã bị bỏ."))
    check_write(actor, held)
    return held


def _check_ready(held: Direction) -> None:
    if held.state != DirectionState.DRAFT:
        raise DirectionRefused(_("Văn bản đã thu hồi nên không gửi lại được. Hãy soạn văn bản khác."))
    if not held.number or held.signed_on is None:
        raise DirectionRefused(_("Ghi số và ngày của văn bản đã ký trước khi gửi."))
    if held.signed_on > today():
        raise DirectionRefused(_("Ngày ký còn ở tương lai: ghi ngày từ hôm nay trở về trước."))
    if held.due_on is not None and held.due_on < today():
        raise DirectionRefused(_("Hạn đã qua: sửa dự thảo, ghi hạn từ hôm nay trở đi."))


def _address(held: Direction, actor: Actor) -> None:
    """Name the units of a whole scope; units and bodies that were chosen must be there still."""
    if held.scope != Scope.CHOSEN:
        units = units_of(actor, held.scope).values_list("pk", flat=True)
        Recipient.objects.bulk_create(
            [Recipient(direction=held, unit_id=unit) for unit in units], batch_size=1000
        )
    else:
        chosen = Q(body=None, unit__in=units_below(actor).values("pk"))
        beside = Q(body__in=bodies_beside(actor).values("pk"))
        left = held.recipients.exclude(chosen | beside).select_related("unit", "body").first()
        if left is not None:
            words = _("%(office)s không còn là nơi nhận được: sửa dự thảo, chọn lại nơi nhận.")
            raise DirectionRefused(words % {"office": left.body.name if left.body else left.unit.name})
    if not held.recipients.exists():
        raise DirectionRefused(_("Chọn ít nhất một nơi nhận."))


def _save_numbered(held: Direction) -> None:
    try:
        with transaction.atomic():
            held.save()
    except IntegrityError as error:
        if "direction_number_once" not in str(error):
            raise
        words = {"number": held.number, "year": held.signed_on.year if held.signed_on else ""}
        raise NumberTaken(
            _("Số %(number)s của năm %(year)s đã dùng cho văn bản khác của cơ quan. Xem lại số văn bản.")
            % words
        ) from error
