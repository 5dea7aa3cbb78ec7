"""The mediator's own pages: only for seats of a team, each of its own person; a part of `expected`."""

from collections.abc import Callable
from typing import Any

from hoathuan.accounts.choices import SeatKind as K

from .people import of_kinds

TEAM = of_kinds(K.TEAM_HEAD, K.MEDIATOR)


def mine(for_: Callable[..., Any], each: Callable[[str, Any], dict[str, Any]]) -> dict[str, Any]:
    """Nothing in the address says whose page it is."""
    looked_at = each("desk my-work my-money my-papers whom-to-ask", for_(TEAM, methods="get"))
    return looked_at | each("desk my-proof", for_(TEAM, methods="post"))
