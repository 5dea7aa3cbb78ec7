"""Whom the commune asks after again is written down once for each quarter; the list only grows."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from hoathuan.accounts.actor import Actor
from hoathuan.accounts.following import hold_units
from hoathuan.core import audit
from hoathuan.core.dates import today
from hoathuan.pay import sampling
from hoathuan.pay.errors import NotYours, PayRefused
from hoathuan.pay.models import Sample, SampleCase
from hoathuan.pay.rights import SAMPLERS
from hoathuan.units.api import area_of
from hoathuan.units.models import Unit


@transaction.atomic
def keep_sample(*, actor: Actor, commune: Unit, first: date) -> int:
    """Write the disputes that are drawn now into the list of the quarter; gives back how many came into it.

    With the first of them the share is kept too: a rule that is stated later changes nothing of this quarter.
    Pressed twice, the second press finds nothing new.
    """
    hold_units(actor)
    if not SAMPLERS(actor) or actor.commune_id != commune.pk:
        raise NotYours(_("Chỉ công chức tư pháp và lãnh đạo của xã giữ danh sách gọi hỏi của xã mình."))
    if first > today():
        raise PayRefused(_("Quý này chưa bắt đầu."))
    _wait_for_others(commune)
    written = 0
    for part in sampling.quarter_of(commune, first).parts:
        if part.fresh:
            written += _write(actor, part, first)
    if written:
        data = {"from": first.isoformat(), "cases": written}
        audit.record(actor=actor, action="pay.sample_kept", subject=commune, data=data)
    return written


def _wait_for_others(commune: Unit) -> None:
    """Of two who press at once the second finds what the first has written."""
    Unit.objects.select_for_update(of=("self",), no_key=True).get(pk=commune.pk)


def _write(actor: Actor, part: sampling.Part, first: date) -> int:
    sample = sampling.sample_of(part.commune.pk, first)
    if sample is None:
        sample = Sample(
            book=part.commune, first_on=first, percent=part.percent, rule=part.stated.row, kept_on=today(),
            kept_by_seat=actor.seat_id, kept_by=actor.label[:300],
        )  # fmt: skip
        sample.locate(area_of(part.commune, first))
        sample.save()
    rows = [SampleCase(sample=sample, case=case, drawn_on=today()) for case in part.fresh]
    return len(SampleCase.objects.bulk_create(rows))
