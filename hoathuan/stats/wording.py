"""How a number is said in words: what it counts, how, from when to when, for whom."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hoathuan.core.ui import numbers
from hoathuan.core.ui.rows import Row
from hoathuan.units.choices import Level
from hoathuan.units.models import Unit

from .choosing import name_of
from .grid import Number
from .kinds import Kind
from .records import Question
from .scope import Scope

KINDS: Mapping[Kind, Any] = {
    Kind.FLOW: gettext_lazy("Phát sinh trong kỳ"),
    Kind.STOCK: gettext_lazy("Hiện có vào ngày cuối kỳ"),
    Kind.DISTINCT: gettext_lazy("Đếm mỗi đối tượng một lần trong kỳ"),
    Kind.FORMULA: gettext_lazy("Tính từ các chỉ tiêu khác"),
}
HOW: Mapping[Kind, Any] = {
    Kind.FLOW: gettext_lazy("Đếm từng bản ghi có ngày nằm trong kỳ, kể cả ngày đầu và ngày cuối."),
    Kind.STOCK: gettext_lazy("Đếm từng bản ghi còn hiệu lực vào ngày cuối kỳ."),
    Kind.DISTINCT: gettext_lazy("Mỗi đối tượng chỉ được đếm một lần, dù có nhiều bản ghi trong kỳ."),
    Kind.FORMULA: gettext_lazy("Không lưu sẵn: mỗi lần xem đều tính lại từ các chỉ tiêu dưới đây."),
}


def place_of(asked: Question) -> str:
    scope = asked.scope
    unit = name_of(scope.unit)
    if asked.team:
        return f"{asked.team}, {unit}"
    if scope.own is not None:
        return str(_OWN[scope.own]) % {"unit": unit}
    if scope.within:
        return _("%(unit)s, phần khi thuộc %(above)s") % {"unit": unit, "above": scope.within.name}
    return unit


_OWN: Mapping[int, Any] = {
    Level.PROVINCE: gettext_lazy("%(unit)s, phần chưa phân bổ về tỉnh"),
    Level.DISTRICT: gettext_lazy("%(unit)s, phần không thuộc huyện nào"),
    Level.COMMUNE: gettext_lazy("%(unit)s, phần chưa phân bổ về xã"),
}


def units_of(scope: Scope) -> str:
    """By the units of when a number counts; nothing for those of today."""
    if not scope.then:
        return ""
    if scope.fixed:
        return _("Theo đơn vị vào ngày %(day)s") % {"day": numbers.day(scope.fixed)}
    return _("Theo đơn vị tại thời điểm phát sinh")


def place_in_time(unit: Unit, *, then: bool) -> str:
    """ "Tỉnh Mẫu, theo đơn vị khi đó"."""
    name = name_of(unit)
    return _("%(unit)s, theo đơn vị khi đó") % {"unit": name} if then else name


def facts_about(asked: Question) -> list[Row]:
    """The lines under a number: whoever reads it can check it."""
    item = asked.item
    cut = [f"{name}: {', '.join(values)}" for name, values in _cuts(asked)]
    return [
        Row(_("Đơn vị"), place_of(asked), units_of(asked.scope)),
        Row(_("Kỳ"), period_of(asked)),
        *([Row(_("Chỉ tính"), "; ".join(cut))] if cut else []),
        Row(_("Định nghĩa"), item.definition),
        Row(_("Căn cứ"), item.legal_source),
        Row(_("Loại số liệu"), KINDS[item.kind]),
        Row(_("Cách tính"), HOW[item.kind]),
    ]


def _cuts(asked: Question) -> list[tuple[str, list[str]]]:
    from .registry import dimensions_of

    names = dimensions_of(asked.measure.key)
    return [
        (str(names[name].label), [str(names[name].label_of(one)) for one in asked.measure.values_of(name)])
        for name in asked.measure.where
    ]


def period_of(asked: Question) -> str:
    window = asked.window
    if asked.item.kind is Kind.STOCK:
        return _("ngày %(day)s") % {"day": numbers.day(window.last_day)}
    dates = f"{numbers.day(window.start)} – {numbers.day(window.end)}"
    return f"{window.label} ({dates})" if window.label else dates


def heading_of(asked: Question) -> list[str]:
    """The lines above the exported list."""
    units = units_of(asked.scope)
    return [
        place_of(asked),
        period_of(asked),
        *([units] if units else []),
        *(f"{name}: {', '.join(cut)}" for name, cut in _cuts(asked)),
    ]


def total_line(number: Number, left: int) -> str:
    """ "Tổng số: 12, trong đó 3 không hiện chi tiết"."""
    if not left:
        return _("Tổng số: %(number)s") % {"number": numbers.number(number)}
    words = {"number": numbers.number(number), "left": numbers.number(left)}
    return _("Tổng số: %(number)s, trong đó %(left)s không được xem chi tiết") % words
