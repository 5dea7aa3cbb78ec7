"""What a reform of units does to sums: facts may have changed their zone, so every sum is counted anew.

While a reform is applied the triggers that keep sums stand still (`cells.installing`), and nobody writes facts.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date

from django.db import connection
from django.utils.translation import gettext as _

from hoathuan.core.dates import today
from hoathuan.core.windows import Window
from hoathuan.units.api import Effect, Line, Mover, country, register_mover, register_totals

from .cells import filling
from .counting import cube
from .kinds import Indicator, Kind
from .registry import all_indicators, with_cells
from .scope import Scope

FIRST, LAST = date(1900, 1, 1), date(2200, 12, 31)


def recount(effect: Effect) -> Sequence[Line]:
    """Count every sum anew. A fold that is under way ends before; the next one finds only what is written later."""
    effect.say(_("Đang cộng lại số liệu"))
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [filling.LOCK])
    for item in with_cells():
        filling.refill(item)
    return []


def of_the_country() -> dict[str, int]:
    """Every counted indicator for the whole country: flows of all time, stocks of today."""
    counted = [item for item in all_indicators() if isinstance(item, Indicator)]
    times = Counter(str(item.label) for item in counted)
    return {_name(item, times): _total(item) for item in counted}


def _name(item: Indicator, times: Counter[str]) -> str:
    label = str(item.label)
    return label if times[label] == 1 else f"{label} ({item.key})"


def _total(item: Indicator) -> int:
    """As anybody would ask for it: from the sums where there are any, else from the rows."""
    window = Window(FIRST, today() if item.kind is Kind.STOCK else LAST)
    return sum(cube(item, Scope(country()), window).values())


def register_all() -> None:
    register_mover(Mover("stats", recount, order=90))
    register_totals("stats", of_the_country)
