"""The declared answers as a table to read: docs/reference/access-sweep.md."""

from .expected import CHOOSE, FORBIDDEN, LINES, MISSING, OPEN, SIGN_IN, Line, asked_for_the_commune
from .people import PEOPLE
from .walls import as_table

SIGNS = {OPEN: "●", FORBIDDEN: "403", MISSING: "404", SIGN_IN: "→", CHOOSE: "○"}
HEAD = """# Who gets which answer

Written by `script/sweep-report`; `tests/test_sweep.py` and `tests/test_walls.py` ask every address and every protected
table, and keep this page true. The objects asked for stand in one commune. **own** people sit there (`beside` heads
another team of it), **parent** ones in its province, `sister` ones in a commune beside it, `abroad` ones in another
province.

● opens (a page, a file, or the next page of a form) · 403 not for this kind of seat · 404 outside the reach, as if it
were not there · → to the sign-in · ○ to the choice of a seat. A method that is left out is answered with 405.
"""


def text() -> str:
    people = [name for name in PEOPLE if name != "nobody"] + ["nobody"]
    asked = asked_for_the_commune()
    lines = [HEAD, "## Addresses\n", _row(["Address", *people]), _row(["---"] * (len(people) + 1))]
    for name in sorted(LINES):
        lines += _rows(f"`{name}`", LINES[name], people)
        if name in asked:
            lines += _rows(f"`{name}` about the own commune", asked[name], people)
    return "\n".join([*lines, "", "## Protected tables, asked in SQL\n", *as_table(), ""])


def _rows(what: str, line: Line, people: list[str]) -> list[str]:
    """One row where both methods answer alike."""
    rows = {
        method: [SIGNS[line.answer(method, person)] for person in people] for method in line.methods.split()
    }
    if len(rows) == 2 and rows["get"] == rows["post"]:
        return [_row([what, *rows["get"]])]
    return [_row([f"{what} {method.upper()}", *answers]) for method, answers in rows.items()]


def _row(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"
