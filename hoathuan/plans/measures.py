"""What a target may be measured by: every indicator, whole or cut by one value of one of its dimensions."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from hoathuan.stats import api as stats

from .models import Target

BY_HAND = ""


def code_of(target: Target) -> str:
    """The choice in a form that stands for what the target is bound to."""
    return _code(target.indicator, target.where) if target.indicator else BY_HAND


def _code(key: str, where: dict[str, Any]) -> str:
    cuts = [f"{name}={','.join([v] if isinstance(v, str) else v)}" for name, v in sorted(where.items())]
    return "|".join([key, *cuts])


def read(code: str) -> tuple[str, dict[str, list[str]]]:
    """Indicator and filter of a choice; by hand: two empty ones."""
    key, *cuts = code.split("|")
    pairs = (cut.split("=", 1) for cut in cuts)
    return key, {name: values.split(",") for name, values in pairs}


def choices(target: Target | None = None) -> list[tuple[Any, Any]]:
    """By hand first, then a group for each indicator; a filter that no choice stands for is kept."""
    groups: list[tuple[Any, Any]] = [(BY_HAND, _("Chưa có số liệu tự đếm: báo cáo bằng tay, kèm minh chứng"))]
    groups += [(item.label, _cuts(item)) for item in stats.all_indicators()]
    known = {code for _label, group in groups[1:] for code, _words in group}
    if target is not None and target.indicator and code_of(target) not in known:
        groups.append((code_of(target), label_of(target)))
    return groups


def _cuts(item: Any) -> list[tuple[str, str]]:
    dimensions = stats.dimensions_of(item.key)
    cuts = [
        (_code(item.key, {name: [str(value)]}), f"{item.label} – {dimension.label}: {label}")
        for name, dimension in dimensions.items()
        for value, label in dimension.choices
    ]
    return [(item.key, str(item.label)), *cuts]


def label_of(target: Target) -> str:
    """What a target counts, in words: the indicator and its filter."""
    item = stats.get(target.indicator)
    dimensions = stats.dimensions_of(item.key)
    cuts = [
        f"{dimensions[name].label}: {', '.join(str(dimensions[name].label_of(str(v))) for v in _listed(values))}"
        for name, values in target.where.items()
        if name in dimensions
    ]
    return " – ".join([str(item.label), *cuts])


def _listed(values: Any) -> list[Any]:
    return [values] if isinstance(values, str) else list(values)
