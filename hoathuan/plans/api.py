"""The door of plans for other contexts."""

from .weights import register_weight

__all__ = ["register_weight"]
