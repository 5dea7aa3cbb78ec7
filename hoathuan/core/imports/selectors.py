"""What the pages of an import show."""

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet

from hoathuan.core.imports import staging
from hoathuan.core.imports.models import ImportSession
from hoathuan.core.ui.rows import ProblemGroup

_EXAMPLES = 5
_GROUPS = 60


def sessions_of(actor: Any) -> QuerySet[ImportSession]:
    """The imports of the acting seat; without a seat none."""
    if actor.seat_id is None:
        return ImportSession.objects.none()
    return ImportSession.objects.filter(seat_id=actor.seat_id)


def problem_groups(session: ImportSession) -> list[ProblemGroup]:
    """Equal problems together, the most frequent first, each with examples of rows as Excel numbers them."""
    names = {sheet["index"]: sheet["name"] for sheet in session.sheets if sheet["use"]}
    several = len(names) > 1
    found = staging.fetch(
        session,
        """
        SELECT p->>'column', p->>'message', count(DISTINCT r.id),
               (array_agg(r.sheet || ':' || r.number ORDER BY r.sheet, r.number))[1:%(examples)s],
               (array_agg(DISTINCT p->>'value') FILTER (WHERE p->>'value' <> ''))[1:3]
        FROM imports_stagedrow r, jsonb_array_elements(r.problems) p
        WHERE r.session_id = %(session)s
        GROUP BY 1, 2 ORDER BY 3 DESC, 1, 2 LIMIT %(groups)s
        """,
        {"examples": _EXAMPLES, "groups": _GROUPS},
    )
    kind = session.kind_spec
    return [
        ProblemGroup(
            count=count,
            message=_with_values(message, values),
            column=kind.label_of(column),
            rows=tuple(_place(example, names if several else {}) for example in examples),
        )
        for column, message, count, examples, values in found
    ]


def _with_values(message: str, values: list[str] | None) -> str:
    if not values:
        return message
    shown = ", ".join(f"“{value}”" for value in values)
    return f"{message} ({shown})"


def _place(example: str, names: dict[int, str]) -> Any:
    sheet, number = example.split(":")
    name = names.get(int(sheet))
    return f"{number} ({name})" if name else number


def faulty_rows(session: ImportSession) -> Iterator[tuple[int, int, list[dict[str, str]]]]:
    """(sheet, row number, problems) of every row that needs mending, in the order of the file."""
    rows = session.rows.exclude(problems=[]).order_by("sheet", "number")
    return rows.values_list("sheet", "number", "problems").iterator(chunk_size=2_000)
