"""The door of `units` for other contexts."""

from .selectors import (
    area_of,
    children_of,
    commune_of,
    country,
    parent_of,
    path_of,
    province_of,
    villages_of,
)
from .services import create_village, ensure_villages

__all__ = [
    "area_of",
    "children_of",
    "commune_of",
    "country",
    "create_village",
    "ensure_villages",
    "parent_of",
    "path_of",
    "province_of",
    "villages_of",
]
