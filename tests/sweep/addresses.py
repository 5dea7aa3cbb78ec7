"""Every address of ours, with the object of the own commune that it is asked for."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.urls import URLPattern, URLResolver, get_resolver, reverse

from .expected import Line
from .world import Sweep


@dataclass(frozen=True)
class Address:
    """An address of the resolver: its full name, its route, its view."""

    name: str
    route: str
    view: Any


def every_address() -> list[Address]:
    """Addresses whose views declare a rule of ours; those of packages stand in `core.access.THIRD_PARTY`."""
    found = _walk(get_resolver().url_patterns, "/", ())
    return [address for address in found if hasattr(address.view, "access_rule")]


def _walk(patterns: Any, prefix: str, spaces: tuple[str, ...]) -> Iterator[Address]:
    for pattern in patterns:
        route = prefix + re.sub(r"^\^|\$$", "", str(pattern.pattern))
        if isinstance(pattern, URLResolver):
            inner = (*spaces, pattern.namespace) if pattern.namespace else spaces
            yield from _walk(pattern.url_patterns, route, inner)
        elif isinstance(pattern, URLPattern):
            yield Address(":".join((*spaces, pattern.name or route)), route, pattern.callback)


def path_of(name: str, line: Line, made: Sweep) -> str:
    """The address with the keys of its objects filled in, and what it is asked about."""
    if name.startswith("/"):
        return re.sub(r"<[^>]+>", "x", name)
    keys = {argument: _value(made, place) for argument, place in line.objects.items()}
    query = {word: str(_value(made, place)) for word, place in line.query.items()}
    return reverse(name, kwargs=keys) + (f"?{urlencode(query)}" if query else "")


def _value(made: Sweep, place: str) -> Any:
    """ "team.own" is its outside name, "=2026" the value itself."""
    if place.startswith("="):
        return int(place[1:]) if place[1:].isdigit() else place[1:]
    kind, _dot, name = place.partition(".")
    if kind == "unit":
        return getattr(made.units, name).uuid
    found = {"team": made.teams, "case": made.cases, "thing": made.things}[kind][name]
    return getattr(found, "uuid", found.pk)
