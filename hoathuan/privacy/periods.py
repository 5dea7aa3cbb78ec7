"""Periods of keeping: which one holds, and the day before which its events lie."""

from calendar import monthrange
from collections.abc import Iterable
from datetime import date, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from hoathuan.accounts.actor import Actor
from hoathuan.accounts.choices import SeatKind
from hoathuan.accounts.models import Seat
from hoathuan.accounts.selectors import in_reach, not_over
from hoathuan.core import audit
from hoathuan.core.dates import today
from hoathuan.core.text import clean

from .choices import Span
from .errors import PrivacyRefused
from .models import Retention

_MONTHS = {Span.MONTH: 1, Span.YEAR: 12}


def in_force(key: str, on: date | None = None) -> Retention | None:
    """The newest line of a key that is valid on a day; None where nobody ever said anything."""
    lines = Retention.objects.filter(key=key, valid_from__lte=on or today())
    return lines.order_by("-valid_from", "-id").first()


def all_in_force(on: date | None = None) -> dict[str, Retention]:
    """For every key the line that holds on a day: one question."""
    lines = Retention.objects.filter(valid_from__lte=on or today())
    return {line.key: line for line in lines.order_by("key", "-valid_from", "-id").distinct("key")}


def history(key: str) -> Iterable[Retention]:
    """Everything that was ever said about a key, newest first."""
    return Retention.objects.filter(key=key).order_by("-id")


def before(line: Retention, on: date | None = None) -> date | None:
    """What happened before this day need not be kept any longer; None: it is kept for good."""
    if line.amount is None:
        return None
    day = on or today()
    if line.unit == Span.DAY:
        return day - timedelta(days=line.amount)
    return _months_before(day, line.amount * _MONTHS[Span(line.unit)])


def _months_before(day: date, months: int) -> date:
    """As PostgreSQL counts: the same day of that month, or its last."""
    index = day.year * 12 + day.month - 1 - months
    year, month = max(index // 12, 1), index % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def keeps_periods(actor: Actor) -> bool:
    """Who decides for the whole installation: periods, and what is due by them, know no places.

    The country's administrator. Where one province works alone, that province's: nobody sits outside of it.
    """
    if actor.kind != SeatKind.ADMINISTRATOR or actor.seat is None:
        return False
    if actor.nation:
        return True
    if actor.province_id is None or actor.commune_id is not None:
        return False
    return not Seat.objects.filter(not_over()).exclude(in_reach(actor)).exists()


@transaction.atomic
def set_period(*, line: Retention, confirmed: bool, actor: Actor) -> Retention:
    """Add a line to a key's history. Confirming is a person's word: with the source that was read, and a name."""
    if not keeps_periods(actor):
        raise PrivacyRefused(_("Chỉ người quản trị của cả hệ thống đặt được thời hạn giữ dữ liệu."))
    line.source, line.basis = clean(line.source), clean(line.basis)
    if confirmed and not line.source:
        raise PrivacyRefused(_("Ghi nguồn đã đối chiếu: văn bản nào, điều nào, đọc ở đâu."))
    if line.switched_on and not (confirmed and line.amount):
        raise PrivacyRefused(_("Chỉ bật tự xóa khi thời hạn đã ghi rõ và đã được đối chiếu với nguồn."))
    line.unconfirmed = not confirmed
    line.confirmed_on = today() if confirmed else None
    line.confirmed_by = actor.label if confirmed else ""
    line.recorded_by, line.recorded_by_seat = actor.label, actor.seat_id
    line.save(force_insert=True)
    data = {"key": line.key, "amount": line.amount, "unit": line.unit, "on": line.switched_on}
    audit.record(actor=actor, action="privacy.period_set", subject=line, data=data)
    return line
