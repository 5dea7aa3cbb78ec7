"""The days between which the demo's province lives."""

from datetime import date, timedelta

from hoathuan.units.facts import REFORM_DAY

FIRST_DAY = date(2024, 1, 1)
"""The first day with disputes and seats; teams are older."""
LAST_OF_THREE_LEVELS = REFORM_DAY - timedelta(days=1)

__all__ = ["FIRST_DAY", "LAST_OF_THREE_LEVELS", "REFORM_DAY"]
