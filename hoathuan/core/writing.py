"""Many rows changed in one statement, each to its own values."""

from collections.abc import Collection, Iterable, Sequence
from typing import Any

from django.db import connection, models


def write_changed(rows: Collection[models.Model], fields: Sequence[str]) -> None:
    """Write these fields of rows that stand in the table already, as `bulk_update` does, in one plain statement.

    An array for each field costs about the same for one row as for a thousand; a case expression for each row and
    field, by which `bulk_update` writes, grows with the square of their number. Triggers and walls see an ordinary
    update. Raises LookupError when a row was not written: it is gone, stands here twice, or is behind a wall.
    """
    if not rows:
        return
    model = type(next(iter(rows)))
    columns = [model._meta.get_field(name) for name in fields]
    with connection.cursor() as cursor:
        cursor.execute(_statement(model, columns), [_array(rows, one) for one in (model._meta.pk, *columns)])
        if cursor.rowcount != len(rows):
            raise LookupError(
                f"{len(rows) - cursor.rowcount} of {len(rows)} rows of {model._meta.label} not written"
            )


def _statement(model: type[models.Model], columns: Iterable[Any]) -> str:
    name = connection.ops.quote_name
    pk, changed = model._meta.pk, list(columns)
    sets = ", ".join(f"{name(one.column)} = new.{name(one.column)}" for one in changed)
    arrays = ", ".join(f"%s::{_type(one)}[]" for one in (pk, *changed))
    names = ", ".join(name(one.column) for one in (pk, *changed))
    table, key = name(model._meta.db_table), name(str(pk.column))
    new = f"unnest({arrays}) AS new ({names})"
    return f"UPDATE {table} SET {sets} FROM {new} WHERE {table}.{key} = new.{key}"  # noqa: S608  names of columns


def _type(column: Any) -> str:
    """Without a length: what is too long is refused by the column, a cast to it would cut it off."""
    kind = str(column.rel_db_type(connection) if column.primary_key else column.db_type(connection))
    return kind.split("(")[0]


def _array(rows: Iterable[models.Model], column: Any) -> list[Any]:
    return [column.get_db_prep_save(getattr(row, column.attname), connection) for row in rows]
