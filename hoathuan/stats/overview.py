"""All indicators of one unit and period, in the groups in which contexts registered them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from hoathuan.core.windows import Window
from hoathuan.units.models import Unit

from . import registry
from .grid import Number, values
from .kinds import Formula, Indicator, Measure
from .links import THEN, UNIT, drill_url
from .records import Question


@dataclass(frozen=True)
class Line:
    item: Indicator | Formula
    value: Number
    url: str


@dataclass(frozen=True)
class Group:
    label: Any
    lines: list[Line]
    explanation: Any = ""


def groups(unit: Unit, window: Window, then: bool = False) -> list[Group]:
    """One statement per counted indicator, however many formulas lean on it."""
    items = registry.all_indicators()
    numbers = values([Measure(item.key) for item in items], unit, window, then=then)
    found: dict[str, Group] = {}
    for item, number in zip(items, numbers, strict=True):
        group = found.setdefault(
            str(item.group), Group(item.group or _("Chỉ tiêu khác"), [], registry.explanation_of(item.group))
        )
        group.lines.append(Line(item, number, drill_url(Measure(item.key), unit, window, then=then)))
    return list(found.values())


def address(asked: Question) -> str:
    """The list of indicators for the same unit and period."""
    query = {UNIT: asked.scope.unit.uuid, **asked.window.query(), **({THEN: 1} if asked.scope.then else {})}
    return f"{reverse('stats:index')}?{urlencode(query)}"
