"""A reform is begun, its head amended, the draft thrown away."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from hoathuan.accounts.actor import Actor
from hoathuan.core import audit
from hoathuan.core.text import clean
from hoathuan.reforms.errors import ReformsError
from hoathuan.reforms.rules import check_may
from hoathuan.units.choices import Level
from hoathuan.units.models import Reform, Unit

from .guards import changing, hold


@dataclass(frozen=True)
class Head:
    """What stands above the rows: title, legal basis (number, day, body), the first day of the new state."""

    title: str
    legal_basis: str
    on_date: date


@transaction.atomic
def begin(*, head: Head, province: Unit | None, actor: Actor) -> Reform:
    """A draft for the country, or for what lies wholly inside one province."""
    reform = Reform(province=province, created_by_seat=actor.seat_id)
    check_may(actor, reform)
    if province is not None and province.level != Level.PROVINCE:
        raise ReformsError(_("Phạm vi là cả nước hoặc một tỉnh."))
    _write(reform, head)
    reform.save()
    audit.record(actor=actor, action="reforms.begun", subject=reform, data={"title": reform.title})
    return reform


def amend(*, reform: Reform, head: Head, version: int, actor: Actor) -> Reform:
    """Change title, legal basis or day; the rows stay, and what no longer fits is told as a problem."""
    with changing(reform, version, actor, "amended", title=head.title) as held:
        _write(held, head)
    return held


def _write(reform: Reform, head: Head) -> None:
    if reform.corrects_id and reform.corrects and reform.corrects.on_date != head.on_date:
        raise ReformsError(_("Việc sửa lại có hiệu lực cùng ngày với việc được sửa."))
    reform.title, reform.legal_basis = clean(head.title), clean(head.legal_basis)
    if not reform.title or not reform.legal_basis:
        raise ReformsError(_("Ghi tên việc sắp xếp và căn cứ."))
    reform.on_date = head.on_date


@transaction.atomic
def discard(*, reform: Reform, version: int, actor: Actor) -> None:
    """Throw a draft away, with its rows."""
    held = hold(reform, version, actor)
    audit.record(actor=actor, action="reforms.discarded", subject=held, data={"title": held.title})
    held.delete()
