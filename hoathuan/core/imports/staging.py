"""The staged rows of a session: written by COPY, checked by sets in SQL.

Helpers for a kind's `check` and `apply`. Their conditions speak of the staged row as `r`, and its values
as `r.data->>'name'`; `%(session)s` is the session's id, other parameters are the caller's.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import connection
from django.utils.translation import gettext as _
from psycopg.types.json import Jsonb

from hoathuan.core.imports.evaluating import Evaluated
from hoathuan.core.imports.models import ImportSession

#: Rows that will be written: `FROM imports_stagedrow r WHERE ` + GOOD.
GOOD = "r.session_id = %(session)s AND r.problems = '[]'::jsonb AND r.action IN ('create', 'update')"

_COPY = "COPY imports_stagedrow (session_id, sheet, number, key, data, problems, action) FROM STDIN (FORMAT BINARY)"
_TYPES = ("int8", "int2", "int4", "text", "jsonb", "jsonb", "varchar")


def copy_rows(session: ImportSession, sheet: int, rows: Iterable[Evaluated]) -> int:
    """Stage rows as a binary stream; returns how many. Memory holds one row at a time."""
    count = 0
    with connection.cursor() as cursor, cursor.copy(_COPY) as copy:
        copy.set_types(_TYPES)
        for row in rows:
            problems = [{"column": p.column, "message": p.message, "value": p.value} for p in row.problems]
            copy.write_row(
                (session.pk, sheet, row.number, row.key, Jsonb(row.data), Jsonb(problems), "create")
            )
            count += 1
    return count


def clear(session: ImportSession) -> None:
    execute(session, "DELETE FROM imports_stagedrow WHERE session_id = %(session)s")


def analyse() -> None:
    """Tell the planner about rows that this transaction has just written."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT imports_analyse()")
        (analysed,) = cursor.fetchone()
        if not analysed:
            # another import holds the lock: without figures the planner would loop rows over rows
            cursor.execute("SET LOCAL enable_nestloop = off")


def execute(session: ImportSession, statement: str, parameters: Mapping[str, Any] | None = None) -> int:
    """Run one statement about this session's rows; returns the number of rows touched."""
    with connection.cursor() as cursor:
        cursor.execute(statement, {"session": session.pk, **(parameters or {})})
        return int(cursor.rowcount)


def fetch(
    session: ImportSession, statement: str, parameters: Mapping[str, Any] | None = None
) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, {"session": session.pk, **(parameters or {})})
        return list(cursor.fetchall())


def add_problem(
    session: ImportSession,
    *,
    column: str,
    message: str,
    where: str,
    value: str = "NULL",
    source: str = "",
    parameters: Mapping[str, Any] | None = None,
) -> int:
    """Add a problem to every row that meets `where` (SQL); returns how many.

    `value`: an SQL expression of what was typed. `source`: more tables, as after FROM ("teams_team t").
    Texts that come from outside go into `parameters`, never into the SQL.
    """
    joined = f", {source}" if source else ""
    return execute(
        session,
        f"""
        UPDATE imports_stagedrow AS target
        SET problems = target.problems || found.problem
        FROM (
            SELECT DISTINCT ON (r.id) r.id, jsonb_build_array(jsonb_build_object(
                'column', %(problem_column)s::text, 'message', %(problem_message)s::text,
                'value', coalesce(({value})::text, ''), 'late', true)) AS problem
            FROM imports_stagedrow r{joined}
            WHERE r.session_id = %(session)s AND ({where})
        ) AS found
        WHERE target.id = found.id
        """,  # noqa: S608  the pieces of SQL are written by kinds, never by users
        {"problem_column": column, "problem_message": message, **(parameters or {})},
    )


def set_action(
    session: ImportSession,
    action: str,
    *,
    where: str,
    source: str = "",
    parameters: Mapping[str, Any] | None = None,
) -> int:
    """Say what will happen to the rows that meet `where`: create, update, same or skip."""
    joined = f"FROM {source}" if source else ""
    return execute(
        session,
        f"UPDATE imports_stagedrow AS r SET action = %(action)s {joined} "  # noqa: S608  as above
        f"WHERE r.session_id = %(session)s AND ({where})",
        {"action": action, **(parameters or {})},
    )


def check(session: ImportSession, actor: Any) -> None:
    """All set-based checks anew: rows twice in the file, then what the kind compares with stored records."""
    execute(
        session,
        """
        UPDATE imports_stagedrow r
        SET problems = (
            SELECT coalesce(jsonb_agg(p), '[]'::jsonb) FROM jsonb_array_elements(r.problems) p WHERE NOT p ? 'late'
        )
        WHERE r.session_id = %(session)s AND r.problems @> '[{"late": true}]'
        """,
    )
    set_action(session, "create", where="r.action <> 'create'")
    add_problem(
        session,
        column="",
        message=_("Dòng này lặp lại một dòng ở trên: xóa một trong hai dòng."),
        source=(
            "(SELECT id, row_number() OVER (PARTITION BY key ORDER BY sheet, number) AS nth"
            " FROM imports_stagedrow WHERE session_id = %(session)s AND key <> '') AS twin"
        ),
        where="twin.id = r.id AND twin.nth > 1",
    )
    session.kind_spec.check(session, actor)


def counts(session: ImportSession) -> dict[str, int]:
    """Rows of the file by what will happen to them: rows, bad, good, create, update, same, skip."""
    found: list[Any] = fetch(
        session,
        "SELECT CASE WHEN r.problems = '[]'::jsonb THEN r.action ELSE 'bad' END, count(*) "
        "FROM imports_stagedrow r WHERE r.session_id = %(session)s GROUP BY 1",
    )
    by_action: dict[str, int] = dict(found)
    base = dict.fromkeys(("create", "update", "same", "skip", "bad"), 0) | by_action
    return base | {"rows": sum(by_action.values()), "good": base["create"] + base["update"]}
