"""The main navigation: contexts register their items, the shell shows those that the acting seat may open."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.urls import NoReverseMatch, reverse

MOST = 6
"""More than six items do not fit two rows of a phone; every seat's items are counted by a test."""


@dataclass(frozen=True)
class NavItem:
    """One word of the bar under the header; `rule(actor)` says who sees it, lower `order` stands first."""

    key: str
    label: Any
    url_name: str
    order: int
    rule: Callable[[Any], bool]


@dataclass(frozen=True)
class NavLink:
    """A navigation item as one page shows it."""

    key: str
    label: Any
    url: str
    current: bool = False


_items: dict[str, NavItem] = {}
_foot: dict[str, NavItem] = {}


def register(item: NavItem) -> None:
    """Add an item (from `AppConfig.ready()`); the same key again replaces it."""
    _items[item.key] = item


def register_foot(item: NavItem) -> None:
    """Add a page that is looked up now and then, not worked on: a link at the foot of every page."""
    _foot[item.key] = item


def foot_for(actor: Any) -> list[NavLink]:
    """The links at the foot that `actor` may open, in order."""
    shown = sorted((i for i in _foot.values() if i.rule(actor)), key=lambda i: (i.order, i.key))
    return [link for i in shown if (link := NavLink(i.key, i.label, address(i.url_name))).url]


def items_for(actor: Any, current: str = "") -> list[NavLink]:
    """What `actor` may open, in order. An item whose page is not installed is left out."""
    shown = sorted((i for i in _items.values() if i.rule(actor)), key=lambda i: (i.order, i.key))
    links = (NavLink(i.key, i.label, address(i.url_name), i.key == current) for i in shown)
    return [link for link in links if link.url]


def address(url_name: str) -> str:
    """The address of a named page, or "" where no installed context serves it."""
    try:
        return reverse(url_name)
    except NoReverseMatch:
        return ""
