"""A day that is off or worked against the usual calendar: entered with its document, due dates that move are told."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from hoathuan.accounts.actor import Actor
from hoathuan.core import audit
from hoathuan.core.dates import today
from hoathuan.core.text import clean
from hoathuan.core.ui.numbers import day as shown
from hoathuan.norms import rights
from hoathuan.norms.days import moving
from hoathuan.norms.days.reading import calendar_of_province
from hoathuan.norms.errors import NormRefused
from hoathuan.norms.locking import one_writer
from hoathuan.norms.models import CalendarException
from hoathuan.norms.values import Document
from hoathuan.units.models import Unit

from .entering import _basis


@transaction.atomic
def put_exception(
    *,
    actor: Actor,
    province: Unit | None,
    day: date,
    working: bool,
    reason: str,
    document: Document,
    only_look: bool = False,
) -> list[moving.Moved]:
    """Make a day worked or off; say which due dates move, and tell those who were shown them.

    `only_look`: find out what would move, and take everything back.
    """
    rights.require_days(actor, province)
    one_writer(province)
    _check(province, day, working, reason)
    dues = moving.open_dues(province.pk if province else None)
    before = moving.positions(dues)
    made = CalendarException.objects.create(
        unit=province,
        day=day,
        working=working,
        reason=clean(reason),
        basis=_basis(province, document),
        clause=document.clause,
        recorded_by=actor.label,
        recorded_by_seat=actor.seat_id,
    )
    moved = moving.between(dues, before, moving.positions(dues))
    if only_look:
        transaction.set_rollback(True)
        return moved
    _tell(made, moved, actor)
    audit.record(
        actor=actor, action="norms.exception", subject=made, data={"day": str(day), "working": working}
    )
    return moved


def _check(province: Unit | None, day: date, working: bool, reason: str) -> None:
    if len(clean(reason)) < 5:
        raise NormRefused(_("Ghi lý do, ví dụ: nghỉ bù, hoán đổi ngày làm việc, thiên tai."), "reason")
    own = CalendarException.objects.filter(unit=province, day=day, voided_on=None)
    if own.exists():
        words = _("Ngày %(day)s đã có ngoại lệ. Hủy ngoại lệ đó trước, rồi nhập lại.")
        raise NormRefused(words % {"day": shown(day)}, "day")
    if calendar_of_province(province.pk if province else None).works(day) == working:
        words = (
            _("Ngày %(day)s vốn là ngày làm việc, không cần ngoại lệ.")
            if working
            else _("Ngày %(day)s vốn là ngày nghỉ, không cần ngoại lệ.")
        )
        raise NormRefused(words % {"day": shown(day)}, "day")


def _tell(made: CalendarException, moved: list[moving.Moved], actor: Actor) -> None:
    kept = [*made.moved, *(one.plain() for one in moved)]
    CalendarException.objects.filter(pk=made.pk).update(moved=kept)
    moving.settle(moved, f"{shown(made.day)}: {made.reason}", by=actor)


@transaction.atomic
def take_back_exception(*, actor: Actor, exception: CalendarException, reason: str) -> list[moving.Moved]:
    """The day counts as usual again; due dates that move back are told as well."""
    rights.require_days(actor, exception.unit)
    one_writer(exception.unit)
    if len(clean(reason)) < 5:
        raise NormRefused(_("Ghi lý do hủy ngoại lệ này."), "reason")
    dues = moving.open_dues(exception.unit_id)
    before = moving.positions(dues)
    done = CalendarException.objects.filter(pk=exception.pk, voided_on=None).update(
        voided_on=today(), voided_by=actor.label, void_reason=clean(reason)
    )
    if not done:
        raise NormRefused(_("Ngoại lệ này đã được hủy trước đó."))
    moved = moving.between(dues, before, moving.positions(dues))
    _tell(exception, moved, actor)
    audit.record(actor=actor, action="norms.exception_taken_back", subject=exception)
    return moved
