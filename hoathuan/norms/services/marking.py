"""Confirming is a person's word: who compared a value with which text, and when."""

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from hoathuan.accounts.actor import Actor
from hoathuan.core import audit
from hoathuan.core.dates import today
from hoathuan.core.text import clean
from hoathuan.norms import rights
from hoathuan.norms.days import years
from hoathuan.norms.errors import NormRefused
from hoathuan.norms.models import CalendarYear, LocalCheck, NormValue
from hoathuan.units.models import Unit


@transaction.atomic
def confirm(*, actor: Actor, value: NormValue, province: Unit | None, source: str) -> None:
    """Say that a value is what the signed text says; of a value from above, that it holds in this province."""
    rights.require(actor, province, [value.key])
    source = _source(source)
    if value.voided_on is not None:
        raise NormRefused(_("Giá trị này đã bị hủy, không xác nhận được nữa."))
    if value.unit_id == (province.pk if province else None):
        _confirm_own(actor, value, source)
    else:
        _check_locally(actor, value, province, source)
    place = province.pk if province else None
    audit.record(
        actor=actor, action="norms.confirmed", subject=value, data={"key": value.key, "place": place}
    )


def _source(source: str) -> str:
    source = clean(source)
    if len(source) < 5:
        words = _("Ghi nguồn đã đối chiếu: văn bản nào, điều nào, đọc ở đâu.")
        raise NormRefused(words, "source")
    return source


def _confirm_own(actor: Actor, value: NormValue, source: str) -> None:
    done = NormValue.objects.filter(pk=value.pk, confirmed_on=None, voided_on=None).update(
        confirmed_on=today(), confirmed_by=actor.label, source=source
    )
    if not done:
        raise NormRefused(_("Giá trị này đã có người xác nhận. Mở lịch sử để xem ai, ngày nào."))


def _check_locally(actor: Actor, value: NormValue, province: Unit | None, source: str) -> None:
    if province is None:
        raise NormRefused(_("Giá trị của một tỉnh do tỉnh đó xác nhận."))
    check = LocalCheck(
        value=value,
        province=province,
        source=source,
        checked_on=today(),
        checked_by=actor.label,
        checked_by_seat=actor.seat_id,
    )
    try:
        with transaction.atomic():
            check.save(force_insert=True)
    except IntegrityError as twice:
        words = _("Tỉnh đã xác nhận giá trị này. Mở lịch sử để xem ai, ngày nào.")
        raise NormRefused(words) from twice


@transaction.atomic
def confirm_year(*, actor: Actor, year: int, source: str) -> None:
    """Say that the holidays of a year are those of the decreed calendar; a newer package changes them no more."""
    rights.require(actor, None)
    source = _source(source)
    years.take_over([year], actor)
    done = CalendarYear.objects.filter(year=year, confirmed_on=None).update(
        confirmed_on=today(), confirmed_by=actor.label, source=source
    )
    if not done:
        raise NormRefused(_("Lịch của năm này đã có người xác nhận."))
    audit.record(actor=actor, action="norms.year_confirmed", data={"year": year})
