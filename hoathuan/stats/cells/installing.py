"""Triggers on the fact tables, made from the registry after every migration by the owner of the tables.

A statement's rows come as transition tables, so that bulk writes, COPY and plain SQL are seen as well. TRUNCATE
is not: the application may not do it.
"""

from __future__ import annotations

import hashlib
from typing import Any

from django.db import connection, transaction

from hoathuan.stats.kinds import Indicator
from hoathuan.stats.models import Cell, Delta, Recipe

from . import filling
from .events import by_table, events

_KINDS = {
    "insert": ("NEW TABLE AS added", (("added", 1),)),
    "update": ("OLD TABLE AS removed NEW TABLE AS added", (("removed", -1), ("added", 1))),
    "delete": ("OLD TABLE AS removed", (("removed", -1),)),
}


def install_after_migrate(using: str = "default", **kwargs: Any) -> None:
    """The handler of post_migrate."""
    if using == "default" and _has_tables():
        install()


def _has_tables() -> bool:
    """A migration of one app alone, or backwards, may leave the facts without their tables."""
    present = set(connection.introspection.table_names())
    return {Cell._meta.db_table, Delta._meta.db_table, Recipe._meta.db_table, *by_table()} <= present


@transaction.atomic
def install() -> list[str]:
    """Bring triggers and cells to today's definitions; returns what was made anew. Safe to repeat."""
    known = dict(Recipe.objects.values_list("name", "digest"))
    wanted: dict[str, str] = {}
    for table, items in by_table().items():
        wanted[f"table {table}"] = _digest("".join(_function(table, kind, items) for kind in _KINDS))
        wanted |= {f"key {item.key}": _digest(events(item) + ",".join(item.dimensions)) for item in items}
    changed = [name for name, digest in wanted.items() if known.get(name) != digest]
    gone = [name for name in known if name not in wanted]
    for table, items in by_table().items():
        if f"table {table}" in changed:
            _make_triggers(table, items)
        for item in items:
            if f"key {item.key}" in changed:
                filling.refill(item)
    _forget(gone)
    Recipe.objects.bulk_create(
        [Recipe(name=name, digest=wanted[name]) for name in changed],
        update_conflicts=True,
        unique_fields=["name"],
        update_fields=["digest"],
    )
    return changed


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _forget(names: list[str]) -> None:
    """What is registered no more: its triggers would write for nobody."""
    for name in names:
        kind, _space, subject = name.partition(" ")
        if kind == "table":
            with connection.cursor() as cursor:
                for event in _KINDS:
                    cursor.execute(f'DROP FUNCTION IF EXISTS "{_name(subject, event)}" CASCADE')
        else:
            filling.clear(subject)
    Recipe.objects.filter(name__in=names).delete()


def _make_triggers(table: str, items: list[Indicator]) -> None:
    with connection.cursor() as cursor:
        for event, (tables, _signs) in _KINDS.items():
            name = _name(table, event)
            cursor.execute(_function(table, event, items))
            cursor.execute(
                f'CREATE OR REPLACE TRIGGER "{name}" AFTER {event} ON "{table}" REFERENCING {tables}'
                f' FOR EACH STATEMENT EXECUTE FUNCTION "{name}"()'
            )


def _name(table: str, event: str) -> str:
    return f"stats_note_{event}_{table}"


def _function(table: str, event: str, items: list[Indicator]) -> str:
    """What a statement added and took away, summed: a change that changes no count writes nothing.

    While a reform is applied it does nothing: rows change their place by millions, and are counted anew at the end.
    """
    changes = " UNION ALL ".join(
        f"SELECT '{item.key}' AS indicator, e.* FROM ({events(item, shadow, sign)}) e"
        for item in items
        for shadow, sign in _KINDS[event][1]
    )
    return (
        f'CREATE OR REPLACE FUNCTION "{_name(table, event)}"() RETURNS trigger LANGUAGE plpgsql AS $note$ BEGIN'
        " IF current_setting('ht.reform', true) = '1' THEN RETURN NULL; END IF;"
        " INSERT INTO stats_delta (indicator, zone, day, d1, d2, d3, n)"
        " SELECT c.indicator, a.zone_id, c.day, c.d1, c.d2, c.d3, sum(c.n)"
        f" FROM ({changes}) c JOIN units_area a ON a.id = c.area"
        " GROUP BY 1, 2, 3, 4, 5, 6 HAVING sum(c.n) <> 0;"
        " RETURN NULL; END $note$"
    )
