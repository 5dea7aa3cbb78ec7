"""One line of JSON for each thing that is logged, without personal data.

Addresses are written as their patterns, since keys and codes stand in them, and never with a query. Of an exception
the line holds its kind, its places in the program and what PostgreSQL calls it; not its words, in which a name or
a number may stand.
"""

import json
import logging
import traceback
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any

from . import current

_ROOT = str(Path(__file__).resolve().parents[3]) + "/"
#: What a line may bring along with `extra=`; anything else stays out.
FIELDS = ("code", "status", "method", "route", "ms", "read", "rows", "bytes")


class JsonLines(logging.Formatter):
    """For production: collectors read it without rules of their own."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "event": words_of(record),
            **current.marks(),
        }
        line |= {name: getattr(record, name) for name in FIELDS if hasattr(record, name)}
        if record.exc_info and record.exc_info[1] is not None:
            line["error"] = error_of(record.exc_info[1])
        return json.dumps(line, ensure_ascii=False, default=str)


def words_of(record: logging.LogRecord) -> str:
    """The message; where it holds the address of a request, the address' pattern instead."""
    text = record.getMessage()
    request = getattr(record, "request", None)
    path = getattr(request, "path", "")
    if request is None or len(path) < 2:
        return text
    route = current.route_of(request) or "(no such address)"
    return text.replace(request.get_full_path(), route).replace(path, route)


def error_of(problem: BaseException) -> dict[str, Any]:
    """Kind and places of an exception and of those that led to it, without their words."""
    told: dict[str, Any] = {"kind": type(problem).__name__, "at": _places(problem.__traceback__)}
    told |= _names_of_database(problem)
    if isinstance(problem, OSError) and problem.errno is not None:
        told["errno"] = problem.errno
    cause = problem.__cause__ or (None if problem.__suppress_context__ else problem.__context__)
    if cause is not None:
        told["after"] = error_of(cause)
    return told


def _names_of_database(problem: BaseException) -> dict[str, str]:
    """SQLSTATE, table and constraint: names of ours, while the detail would quote the row."""
    diagnosis = getattr(problem, "diag", None)
    if diagnosis is None:
        return {}
    names = {
        "sqlstate": getattr(problem, "sqlstate", None),
        "table": diagnosis.table_name,
        "constraint": diagnosis.constraint_name,
    }
    return {name: value for name, value in names.items() if value}


def _places(trace: TracebackType | None) -> list[str]:
    frames = traceback.extract_tb(trace)
    return [f"{frame.filename.removeprefix(_ROOT)}:{frame.lineno} {frame.name}" for frame in frames]
