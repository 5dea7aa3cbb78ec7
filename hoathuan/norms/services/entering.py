"""Values are entered, replaced and taken back; what was written stays."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.translation import gettext as _

from hoathuan.accounts.actor import Actor
from hoathuan.core import audit
from hoathuan.core.dates import today
from hoathuan.core.text import clean
from hoathuan.core.ui.numbers import day
from hoathuan.norms import rights
from hoathuan.norms.errors import NormRefused
from hoathuan.norms.locking import one_writer
from hoathuan.norms.models import Basis, NormValue
from hoathuan.norms.planning import Entry, Plan, plan, range_of
from hoathuan.norms.values import Change, Document
from hoathuan.units.choices import Level
from hoathuan.units.models import Unit
from hoathuan.units.selectors import province_of


class Changed(NormRefused):
    """What holds is no longer what was shown before saving; the new comparison has to be looked at."""


@transaction.atomic
def enter(
    *,
    actor: Actor,
    province: Unit | None,
    document: Document,
    title: str = "",
    first: date,
    last: date | None = None,
    entries: Sequence[Entry],
    compared: bool = False,
    seen: str | None = None,
) -> list[NormValue]:
    """Write the values of one document, all or none; the values that they follow end the day before.

    `compared`: the writer has the signed text in hand, so the values are confirmed. `seen`: the token of the plan
    that was shown; refuse with Changed if something else holds meanwhile.
    """
    rights.require(actor, province, [entry.key for entry in entries])
    if not entries:
        raise NormRefused(_("Ghi ít nhất một mức."))
    one_writer(province)
    made = plan(province=province, document=document, first=first, last=last, entries=entries)
    if seen is not None and seen != made.token:
        raise Changed(
            _("Trong lúc xem, có người khác vừa nhập giá trị cho nơi này. Xem lại bảng so sánh rồi lưu.")
        )
    basis = _basis(province, document, title)
    rows = [_follow(change, made, basis, _written_by(actor, compared, str(basis))) for change in made.changes]
    data = {"keys": [row.key for row in rows], "first": str(first)}
    audit.record(actor=actor, action="norms.entered", subject=basis, data=data)
    return rows


def _basis(province: Unit | None, document: Document, title: str = "") -> Basis:
    basis, _made = Basis.objects.get_or_create(
        province=_whose(province),
        number=document.number,
        issued_on=document.issued_on,
        defaults={"issuer": document.issuer, "title": title},
    )
    return basis


def _whose(place: Unit | None) -> Unit | None:
    """Whose document sets values of a place: of a commune its province's."""
    return province_of(place) if place is not None and place.level == Level.COMMUNE else place


def _follow(change: Change, made: Plan, basis: Basis, written: dict[str, Any]) -> NormValue:
    """Write a value; the one that runs ends the day before it begins."""
    cut = made.cut.get(change.kind.key)
    if cut is None:
        return _write(change, basis, **written)
    _end(cut, change.after.first)
    return _write(change, basis, displaced=cut, displaced_until=cut.valid.upper, **written)


def _write(change: Change, basis: Basis, **more: Any) -> NormValue:
    after = change.after
    return NormValue.objects.create(
        key=change.kind.key,
        unit=change.province,
        amount=after.amount,
        day_type=after.day_type,
        office=after.office,
        office_level=after.office_level,
        office_body=after.office_body,
        valid=range_of(after.first, after.last),
        basis=basis,
        clause=after.document.clause,
        **more,
    )


def _written_by(actor: Actor, compared: bool, source: str) -> dict[str, Any]:
    written: dict[str, Any] = {"recorded_by": actor.label, "recorded_by_seat": actor.seat_id}
    if compared:
        written |= {"confirmed_on": today(), "confirmed_by": actor.label, "source": source}
    return written


def _end(row: NormValue, end: date | None) -> None:
    """Let a value run until the day before `end` (None: on)."""
    NormValue.objects.filter(pk=row.pk).update(valid=DateRange(row.valid.lower, end))


@transaction.atomic
def take_back(*, actor: Actor, value: NormValue, reason: str) -> None:
    """A value that should not have been written: it counts no more, stays readable, and what it cut short runs on."""
    rights.require(actor, value.unit, [value.key])
    one_writer(value.unit)
    _void(value, actor, reason)
    before = value.displaced
    if before is not None and before.voided_on is None and before.valid.upper == value.valid.lower:
        _refuse_meeting(before, value)
        _end(before, value.displaced_until)
    audit.record(actor=actor, action="norms.taken_back", subject=value, data={"key": value.key})


def _void(value: NormValue, actor: Actor, reason: str) -> None:
    reason = clean(reason)
    if len(reason) < 5:
        raise NormRefused(_("Ghi lý do, để người sau hiểu vì sao giá trị này không tính nữa."), "reason")
    done = NormValue.objects.filter(pk=value.pk, voided_on=None).update(
        voided_on=today(), voided_by=actor.label, void_reason=reason
    )
    if not done:
        raise NormRefused(_("Giá trị này đã được hủy hoặc thay trước đó. Mở lại lịch sử để xem."))
    value.refresh_from_db()


def _refuse_meeting(before: NormValue, value: NormValue) -> None:
    """The days that come back may have been given to a third value meanwhile."""
    days = DateRange(value.valid.lower, value.displaced_until)
    met = NormValue.objects.filter(key=value.key, unit=value.unit, voided_on=None, valid__overlap=days)
    other = met.exclude(pk=before.pk).order_by("valid").first()
    if other is not None:
        words = _("Từ ngày %(day)s đã có một mức khác của cùng loại. Hủy mức đó trước, rồi hủy mức này.")
        raise NormRefused(words % {"day": day(other.valid.lower)})


@transaction.atomic
def replace(
    *,
    actor: Actor,
    value: NormValue,
    entry: Entry,
    document: Document,
    reason: str,
    compared: bool = False,
) -> NormValue:
    """Put the right value in the place of a wrong one, for the same days; the wrong one stays in the history."""
    rights.require(actor, value.unit, [value.key])
    one_writer(value.unit)
    _void(value, actor, reason)
    first, end = value.valid.lower, value.valid.upper
    last = range_last(end)
    made = plan(province=value.unit, document=document, first=first, last=last, entries=[entry])
    basis = _basis(value.unit, document)
    written = _written_by(actor, compared, str(basis))
    # whoever takes this one back gives the same days back
    written |= {"displaced": value.displaced, "displaced_until": value.displaced_until}
    row = _write(made.changes[0], basis, **written)
    audit.record(actor=actor, action="norms.replaced", subject=row, data={"key": row.key, "old": value.pk})
    return row


def range_last(end: date | None) -> date | None:
    """The last day of a range that ends before `end`."""
    return date.fromordinal(end.toordinal() - 1) if end else None
