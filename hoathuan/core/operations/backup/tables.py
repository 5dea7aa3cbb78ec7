"""What is in each table, in two numbers: how many rows, and a sum over their content that no order changes."""

from psycopg import sql

from .server import Connection

#: Both sides must write a moment, a number, bytes in the same way.
_ONE_WRITING = (
    "SET LOCAL timezone = 'UTC'",
    "SET LOCAL datestyle = 'ISO, YMD'",
    "SET LOCAL intervalstyle = 'postgres'",
    "SET LOCAL extra_float_digits = 1",
    "SET LOCAL bytea_output = 'hex'",
)
#: Tables that a crash may empty (the cache) are in no backup.
_TABLES = (
    "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'"
    " AND relpersistence = 'p' ORDER BY 1"
)
_SUM = "SELECT count(*), coalesce(sum(('x' || left(md5(t::text), 15))::bit(60)::bigint), 0)::text FROM {} t"

Contents = dict[str, tuple[int, str]]


def contents(connection: Connection) -> Contents:
    """Rows and sum of every table, inside the transaction at hand."""
    for setting in _ONE_WRITING:
        connection.execute(setting)
    names = [name for (name,) in connection.execute(_TABLES).fetchall()]
    return {name: _of(connection, name) for name in names}


def _of(connection: Connection, name: str) -> tuple[int, str]:
    (row,) = connection.execute(sql.SQL(_SUM).format(sql.Identifier("public", name))).fetchall()
    return int(row[0]), str(row[1])


def differences(held: Contents, found: Contents) -> list[str]:
    """In words, what one side has and the other has not."""
    said = []
    for name in sorted(held.keys() | found.keys()):
        if name not in found or name not in held:
            said.append(f"{name}: only in the {'backup' if name in held else 'database'}")
        elif held[name] != found[name]:
            said.append(f"{name}: {held[name][0]} rows in the backup, {found[name][0]} restored, or others")
    return said


def migrations(connection: Connection) -> list[tuple[str, str]]:
    rows = connection.execute("SELECT app, name FROM django_migrations ORDER BY 1, 2").fetchall()
    return [(app, name) for app, name in rows]


def table_count(connection: Connection) -> int:
    return len(connection.execute(_TABLES).fetchall())
