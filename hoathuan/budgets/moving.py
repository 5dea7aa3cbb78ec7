"""What a reform of units does to money: communes' budgets are stamped with all located rows; these follow here.

A commune's money is carried on by the unit that it went wholly into, commitments and all. Of one that was split, what
is held for a record goes with its money to where the record stands; the rest waits until the province shares it out.
A province's own budgets have no area: they follow the province.
"""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Sum
from django.utils.translation import gettext as _

from hoathuan.units.api import Effect, Line, Mover, register_mover, register_totals

from .choices import EntryKind
from .models import Balance, Budget, Entry
from .services import follow_records

_KEPT = (EntryKind.ALLOCATION, EntryKind.SPENDING, EntryKind.REFUND, EntryKind.OVERSPEND)


def move(effect: Effect) -> Sequence[Line]:
    """The budgets of provinces that ended go to the one that follows; says what went and what waits."""
    effect.say(_("Đang chuyển kinh phí"))
    provinces = sum(
        Budget.objects.filter(area=None, now_province=old).update(now_province=new)
        for old, new in effect.into.items()
    )
    this_year = Budget.objects.filter(year__gte=effect.day.year)
    found = [
        Line(_("Kinh phí chuyển sang đơn vị tiếp nhận"), this_year.filter(unit__in=effect.into).count()),
        Line(_("Kinh phí cấp tỉnh chuyển sang tỉnh tiếp nhận"), provinces),
        Line(_("Kinh phí chờ phân bổ vì đơn vị bị chia"), this_year.filter(unit__in=effect.split).count()),
    ]
    return [line for line in found if line.count]


def follow(effect: Effect) -> Sequence[Line]:
    """After the records: what is held for them."""
    moved = follow_records()
    return [Line(_("Khoản đang giữ chuyển theo hồ sơ sang đơn vị mới"), moved)] if moved else []


def of_the_country() -> dict[str, int]:
    """What no reform may change: what was allocated and spent, entry by entry, and the đồng of each sum."""
    sums = Balance.objects.aggregate(a=Sum("allocated"), c=Sum("committed"), s=Sum("spent"))
    return {
        _("Dòng sổ kinh phí"): Entry.objects.filter(kind__in=_KEPT).count(),
        _("Kinh phí được giao, đồng"): int(sums["a"] or 0),
        _("Kinh phí đang giữ, đồng"): int(sums["c"] or 0),
        _("Kinh phí đã chi, đồng"): int(sums["s"] or 0),
    }


def register_all() -> None:
    register_mover(Mover("budgets", move, order=55))
    register_mover(Mover("budgets.held", follow, order=90))
    register_totals("budgets", of_the_country)
