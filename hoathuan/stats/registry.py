"""The indicators that contexts registered, by key."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from .errors import UnknownMeasure
from .kinds import Dimension, Formula, Indicator, Kind, Measure

_known: dict[str, Indicator | Formula] = {}
_explained: list[tuple[Any, Any]] = []
_teams: list[Callable[[], QuerySet[Any]]] = []


def register(item: Indicator | Formula) -> None:
    """Make an indicator known (from `AppConfig.ready()`); the same key again replaces it."""
    if isinstance(item, Indicator):
        _check(item)
    _known[item.key] = item


def _check(item: Indicator) -> None:
    facts = item.facts
    if item.kind is Kind.DISTINCT and not (facts.subject and facts.subjects):
        raise ValueError(f"{item.key}: a distinct count names its subject and the rows listed behind it")
    if facts.end and facts.until:
        raise ValueError(f"{item.key}: either the last day or the day after it")
    if item.cells and (item.kind is Kind.DISTINCT or len(item.dimensions) > 3):
        raise ValueError(f"{item.key}: cells hold flows and stocks of at most three dimensions")


def unregister(key: str) -> None:
    """Forget an indicator (tests that bring their own)."""
    _known.pop(key, None)


def get(key: str) -> Indicator | Formula:
    try:
        return _known[key]
    except KeyError:
        raise UnknownMeasure(_("Không có chỉ tiêu “%(key)s”.") % {"key": key}) from None


def counted(key: str) -> Indicator:
    """The indicator behind a measure that is counted, not computed."""
    found = get(key)
    if not isinstance(found, Indicator):
        raise UnknownMeasure(
            _("“%(label)s” là chỉ tiêu tính toán, không có bản ghi riêng.") % {"label": found.label}
        )
    return found


def all_indicators() -> list[Indicator | Formula]:
    """In the order in which they were registered."""
    return list(_known.values())


def with_cells() -> list[Indicator]:
    return [item for item in _known.values() if isinstance(item, Indicator) and item.cells]


def leaves(measure: Measure) -> list[Measure]:
    """The counted measures that a measure is made of; itself, if it is counted."""
    item = get(measure.key)
    if isinstance(item, Indicator):
        return [measure]
    return [leaf for part in item.measures() for leaf in leaves(part.cut(measure.where))]


def dimensions_of(key: str) -> dict[str, Dimension]:
    """The breakdowns of an indicator; of a formula those that all its parts have."""
    item = get(key)
    if isinstance(item, Indicator):
        return dict(item.dimensions)
    parts = [dimensions_of(part.key) for part in item.measures()]
    return {name: dim for name, dim in parts[0].items() if all(name in other for other in parts)}


def explain_group(group: Any, text: Any) -> None:
    """Say below a group of the page of numbers what its indicators do not count; both lazy translations."""
    _explained.append((group, text))


def explanation_of(group: Any) -> Any:
    """What was said of a group, in the language of the reader; "" for nothing."""
    return next((text for known, text in _explained if str(known) == str(group)), "")


def check(measure: Measure) -> None:
    """Refuse a measure whose key or dimensions nobody registered."""
    unknown = set(measure.where) - set(dimensions_of(measure.key))
    if unknown:
        words = {"label": get(measure.key).label, "names": ", ".join(sorted(unknown))}
        raise UnknownMeasure(_("“%(label)s” không phân tổ theo: %(names)s.") % words)


def register_teams(rows: Callable[[], QuerySet[Any]]) -> None:
    """Tell where teams stand: located rows with uuid, name, sort, started_on, ended_on."""
    _teams[:] = [rows]


def team_rows() -> QuerySet[Any] | None:
    return _teams[0]() if _teams else None
