"""Workbooks in and out: safe reading, headings, values of Vietnamese lists, safe writing.

The heavy writer is loaded on first use, because the reading process imports this package too and
must start in a few milliseconds.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from hoathuan.core.spreadsheets.write import Column, Sheet, workbook_response

__all__ = ["Column", "Sheet", "workbook_response"]


def __getattr__(name: str) -> Any:
    if name in __all__:
        from hoathuan.core.spreadsheets import write

        return getattr(write, name)
    raise AttributeError(name)
