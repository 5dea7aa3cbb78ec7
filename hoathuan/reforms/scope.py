"""The units that a reform may name, as they stand on its day; how one is found by what a person typed."""

from __future__ import annotations

import re

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from hoathuan.core.text import clean, fold, legal_text
from hoathuan.units.choices import Level
from hoathuan.units.models import Placement, Reform, ReformUnit, Unit

from .errors import ReformsError

SUGGESTED = 400
"""Up to so many units are offered while typing."""
_CODE = re.compile(legal_text(r"^(?:.*\()?\s*(?:mã\s*)?(\d{1,6})\s*\)?$"), re.IGNORECASE)
_WITH_CODE = legal_text("{name} (mã {code})")
_SHOWN = 5


def units_of(reform: Reform) -> QuerySet[Unit]:
    """Units of the reform's day that it may change: those under its province, or those of the country."""
    units = Unit.objects.filter(valid__contains=reform.on_date).order_by("sort", "id")
    if reform.province_id is None:
        return units.filter(level__in=[Level.PROVINCE, Level.DISTRICT, Level.COMMUNE])
    return units.filter(pk__in=_under(reform), level__in=[Level.DISTRICT, Level.COMMUNE])


def _under(reform: Reform) -> QuerySet[Placement, int]:
    """Directly under the province, or under one of its districts."""
    on_day = Placement.objects.filter(valid__contains=reform.on_date)
    direct = on_day.filter(parent=reform.province_id)
    found = on_day.filter(Q(parent=reform.province_id) | Q(parent__in=direct.values("unit_id")))
    return found.values_list("unit_id", flat=True)


def parents_of(reform: Reform) -> QuerySet[Unit]:
    """Units under which something may come to stand: those of the reform, and what holds them all."""
    above = Q(level=Level.COUNTRY) if reform.province_id is None else Q(pk=reform.province_id)
    inside = units_of(reform).values("pk")
    day = Unit.objects.filter(valid__contains=reform.on_date)
    return day.filter(Q(pk__in=inside) | above).exclude(level=Level.COMMUNE).order_by("sort", "id")


def find(units: QuerySet[Unit], typed: str) -> Unit:
    """The one unit of this name or code; a refusal in words where there is none or more than one."""
    typed = clean(typed)
    by_code = _CODE.match(typed)
    if by_code and (typed.isdigit() or typed.endswith(")")):
        found = list(units.filter(code=int(by_code[1]))[: _SHOWN + 1])
        named = [unit for unit in found if typed.startswith(unit.name)]
        found = named if len(named) == 1 else found
    else:
        found = list(units.filter(folded=fold(typed))[: _SHOWN + 1])
        exact = [unit for unit in found if unit.name.lower() == typed.lower()]
        found = exact if len(exact) == 1 else found
    if not found:
        raise ReformsError(
            _(
                "Không thấy “%(typed)s” trong phạm vi việc sắp xếp này, vào ngày có hiệu lực: xem lại tên hoặc mã."
            )
            % {"typed": typed[:60]}
        )
    if len(found) > 1:
        raise ReformsError(
            _("Có nhiều đơn vị là “%(typed)s”: ghi cả mã, chọn một trong %(units)s.")
            % {"typed": typed[:60], "units": "; ".join(described(unit) for unit in found[:_SHOWN])}
        )
    return found[0]


def find_new(reform: Reform, typed: str) -> ReformUnit | None:
    """A unit that the draft creates, by its name."""
    wanted = fold(clean(typed))
    return next((row for row in reform.new_units.all() if fold(row.name) == wanted), None)


def find_target(reform: Reform, units: QuerySet[Unit], typed: str) -> Unit | ReformUnit:
    """Something that stands, or that the draft creates."""
    return find_new(reform, typed) or find(units, typed)


def described(unit: Unit) -> str:
    """A name that is found again: "Xã An Mẫu (mã 90101)"."""
    return unit.name if unit.code is None else _WITH_CODE.format(name=unit.name, code=unit.code)


def suggestions(units: QuerySet[Unit]) -> list[str]:
    """What is offered while typing; nothing where the list would weigh the page down."""
    found = list(units[: SUGGESTED + 1])
    return [described(unit) for unit in found] if len(found) <= SUGGESTED else []
