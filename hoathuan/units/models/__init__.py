"""Administrative units in time, the places that facts carry, and the acts that change both."""

from .areas import Area, AreaSpan, Located, Zone, ZoneSpan
from .reforms import Reform, ReformLink, ReformMove, ReformUnit, Succession
from .units import OnlyThis, Placement, Reach, Unit, UnitFact

_OnlyThis = OnlyThis  # the name under which the first migration knows it

__all__ = [
    "Area",
    "AreaSpan",
    "Located",
    "OnlyThis",
    "Placement",
    "Reach",
    "Reform",
    "ReformLink",
    "ReformMove",
    "ReformUnit",
    "Succession",
    "Unit",
    "UnitFact",
    "Zone",
    "ZoneSpan",
]
