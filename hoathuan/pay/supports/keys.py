"""Names by which payments and budgets know support."""

from typing import Final

#: purposes of payment
TEAMS: Final = "support.teams"
ACCIDENT: Final = "support.accident"
#: cost lines of the budget
TEAMS_LINE: Final = "mediation.team_support"
ACCIDENT_LINE: Final = "mediation.accident"
