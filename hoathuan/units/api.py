"""The door of `units` for other contexts."""

from .changing.gate import UnitsAreChanging, refusal_of
from .changing.moving import Effect, Line, Mover, register_follower, register_mover, register_totals
from .naming import Called, Names, above, tell_apart, told_apart
from .selectors import (
    area_of,
    area_on,
    children_of,
    commune_of,
    country,
    homes_of,
    now_of,
    parent_of,
    path_of,
    province_of,
    villages_of,
    whole_successors,
)
from .services import create_village, ensure_villages

__all__ = [
    "Called",
    "Effect",
    "Line",
    "Mover",
    "Names",
    "UnitsAreChanging",
    "above",
    "area_of",
    "area_on",
    "children_of",
    "commune_of",
    "country",
    "create_village",
    "ensure_villages",
    "homes_of",
    "now_of",
    "parent_of",
    "path_of",
    "province_of",
    "refusal_of",
    "register_follower",
    "register_mover",
    "register_totals",
    "tell_apart",
    "told_apart",
    "villages_of",
    "whole_successors",
]
