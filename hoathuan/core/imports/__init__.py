"""Bringing lists from spreadsheets in: upload, match columns, see every problem, confirm, done.

A context registers what it can take in its `ready()`:

    from hoathuan.core import imports
    imports.register(ImportKind(key="to-hoa-giai", title=_("..."), columns=COLUMNS, rule=..., row=..., ...))
"""

from hoathuan.core.imports.registry import (
    Counts,
    ImportKind,
    RowProblem,
    get,
    kinds_for,
    register,
    set_entering,
)

__all__ = ["Counts", "ImportKind", "RowProblem", "get", "kinds_for", "register", "set_entering"]
