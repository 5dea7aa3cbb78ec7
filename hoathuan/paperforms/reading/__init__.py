"""Square codes on photographs and scans: read in a process of its own, never more than the code."""

from .asking import Page, Unreadable, pages_of

__all__ = ["Page", "Unreadable", "pages_of"]
