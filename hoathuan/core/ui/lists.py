"""Lists: the filters in force, and headings that sort."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, QueryDict

from . import numbers

SORT = "xep"
POSITION = ("sau", "truoc", "tu_dong")


@dataclass(frozen=True)
class FilterWord:
    """One filter in force: "Kỳ: 6 tháng đầu năm 2026", and the list without it."""

    label: str
    value: str
    url: str


@dataclass(frozen=True)
class SortHead:
    """Where a heading leads and what `aria-sort` says."""

    url: str
    direction: str


def filter_words(request: HttpRequest, form: Any) -> list[FilterWord]:
    """The filled fields of a GET form, in their order."""
    if form is None or not form.is_bound:
        return []
    shown = ((bound, bound.value()) for bound in form if not bound.is_hidden)
    return [
        FilterWord(str(bound.label), _said(bound, value), _without(request.GET, bound.html_name))
        for bound, value in shown
        if value not in (None, "", [], False)
    ]


def sort_head(request: HttpRequest, key: str) -> SortHead:
    """Rising on the first click, falling on the second."""
    now = request.GET.get(SORT, "")
    direction = {key: "ascending", f"-{key}": "descending"}.get(now, "none")
    query = _from_start(request.GET)
    query[SORT] = f"-{key}" if now == key else key
    return SortHead(f"?{query.urlencode()}", direction)


def _said(bound: Any, value: Any) -> str:
    choices = dict(_flat(getattr(bound.field, "choices", ())))
    values = value if isinstance(value, list | tuple) else [value]
    if choices:
        return ", ".join(str(choices.get(str(one), one)) for one in values)
    return ", ".join(numbers.day(one) if hasattr(one, "strftime") else str(one) for one in values)


def _flat(choices: Any) -> Any:
    for key, label in choices:
        if isinstance(label, list | tuple):
            yield from _flat(label)
        else:
            yield str(key), label


def _without(query: QueryDict, name: str) -> str:
    left = _from_start(query)
    left.pop(name, None)
    return f"?{left.urlencode()}"


def _from_start(query: QueryDict) -> QueryDict:
    """The query without its place in the list: another selection starts on its first page."""
    left = query.copy()
    for name in POSITION:
        left.pop(name, None)
    return left
