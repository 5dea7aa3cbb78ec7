"""A correcting reform: of an applied one, former units went elsewhere, or should not have ended."""

from collections.abc import Sequence

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from hoathuan.accounts.actor import Actor
from hoathuan.core import audit
from hoathuan.reforms.changes import changes_of
from hoathuan.reforms.errors import ReformsError
from hoathuan.reforms.rules import check_may
from hoathuan.units.changing.checking_corrections import mendable as of_reform
from hoathuan.units.choices import ReformState
from hoathuan.units.models import Reform, ReformLink, ReformUnit, Unit
from hoathuan.units.selectors import now_of, parent_of

from .changing import NewUnit, Target, find_or_make, link
from .guards import changing
from .removing import take_away


@transaction.atomic
def begin_correction(*, reform: Reform, actor: Actor) -> Reform:
    """A draft that mends an applied reform, from the same day on."""
    check_may(actor, reform)
    if reform.state != ReformState.APPLIED:
        raise ReformsError(_("Việc sắp xếp này chưa thực hiện: sửa ngay trong bản soạn."))
    if reform.corrects_id:
        raise ReformsError(_("Đây đã là việc sửa lại: sửa tiếp từ việc sắp xếp đầu tiên."))
    draft = Reform.objects.create(
        title=(_("Sửa: %(title)s") % {"title": reform.title})[:300],
        legal_basis=reform.legal_basis,
        on_date=reform.on_date,
        province_id=reform.province_id,
        corrects=reform,
        created_by_seat=actor.seat_id,
    )
    audit.record(actor=actor, action="reforms.correction_begun", subject=draft, data={"title": draft.title})
    return draft


def mendable(reform: Reform) -> QuerySet[Unit]:
    """The units that a correction may send elsewhere."""
    return of_reform(reform.corrects) if reform.corrects else Unit.objects.none()


def send_elsewhere(
    *, reform: Reform, unit: Unit, into: Sequence[Target], version: int, actor: Actor, replacing: str = ""
) -> None:
    """The unit went into these units instead; into none: it goes on as itself."""
    names = [target.name for target in into]
    with changing(reform, version, actor, "send_elsewhere", unit=unit.name, into=names) as held:
        if replacing:
            take_away(held, replacing)
        _check(held, unit, into)
        targets = dict.fromkeys(_target(held, unit, target) for target in into)
        for target in targets:
            link(held, unit, target)
        if not targets:
            ReformLink.objects.create(reform=held, from_unit=unit)


def _check(held: Reform, unit: Unit, into: Sequence[Target]) -> None:
    if not mendable(held).filter(pk=unit.pk).exists():
        raise ReformsError(_("%(unit)s không thuộc việc sắp xếp đang sửa.") % {"unit": unit.name})
    if unit in into:
        raise ReformsError(_("%(unit)s không nhập vào chính nó.") % {"unit": unit.name})
    if unit.valid.lower == held.on_date and len(into) != 1:
        raise ReformsError(
            _("%(unit)s do việc đang sửa lập ra: ghi đúng một đơn vị thay cho nó.") % {"unit": unit.name}
        )
    taken = next((change for change in changes_of(held) if unit.pk in change.units), None)
    if taken:
        raise ReformsError(
            _("%(unit)s đã có ở dòng “%(change)s”: sửa hoặc bỏ dòng đó trước.")
            % {"unit": unit.name, "change": taken.words}
        )


def _target(held: Reform, unit: Unit, target: Target) -> Unit | ReformUnit:
    """A new unit stands under what holds the place of the former one's parent today."""
    if isinstance(target, NewUnit) and target.parent is None:
        last = parent_of(unit, held.on_date)
        target = NewUnit(target.name, target.code, target.kind, now_of(last) if last else None)
    return find_or_make(held, target, [unit])
