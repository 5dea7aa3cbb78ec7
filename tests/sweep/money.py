"""Who answers what on the pages of money: own offices, those above; a sister commune finds nothing."""

from collections.abc import Callable
from typing import Any

from hoathuan.accounts.choices import SeatKind as K

from .people import INSIDE, of_kinds

COMMUNE = of_kinds(K.COMMUNE_OFFICER, K.COMMUNE_ACCOUNTANT, K.COMMUNE_LEADER)
PROVINCE = of_kinds(K.PROVINCE_OFFICER, K.PROVINCE_FINANCE, K.PROVINCE_LEADER)
READERS = COMMUNE | PROVINCE | of_kinds(K.BODY_OFFICER, K.MINISTRY_VIEWER)
PREPARERS = COMMUNE | PROVINCE | of_kinds(K.BODY_OFFICER)
KEEPERS = of_kinds(
    K.COMMUNE_ACCOUNTANT, K.COMMUNE_LEADER, K.PROVINCE_FINANCE, K.PROVINCE_LEADER, K.BODY_OFFICER
)
OWN = frozenset({"officer", "leader", "accountant"})
PURSE = frozenset({"leader", "accountant"})


def money(for_: Callable[..., Any], each: Callable[..., dict[str, Any]]) -> dict[str, Any]:
    """Lines of the addresses of budgets."""
    above = PROVINCE | of_kinds(K.MINISTRY_VIEWER)
    seen = INSIDE - {"body"}
    estimate, row = "pk=thing.estimate", "pk=thing.estimate_row"
    return {
        "budgets:home": for_(READERS, methods="get"),
        **each("budgets rollup rollup-sheet", for_(above, methods="get")),
        **each(
            "budgets holder ledger ledger-sheet", for_(READERS, "pk=unit.xa_a", inside=seen, methods="get")
        ),
        "budgets:allocate": for_(KEEPERS, "pk=unit.xa_a", inside=PURSE | {"parent_leader"}),
        "budgets:take-back": for_(KEEPERS, "pk=thing.allocation", inside=PURSE | {"parent_leader"}),
        # no commune of the world was split
        "budgets:apportion": for_(
            of_kinds(K.PROVINCE_FINANCE, K.PROVINCE_LEADER), "pk=thing.estimate", inside=frozenset()
        ),
        **each("budgets spend carry", for_(KEEPERS, "pk=unit.xa_a", inside=PURSE)),
        "budgets:overspend": for_(
            of_kinds(K.COMMUNE_LEADER, K.PROVINCE_LEADER), "pk=unit.xa_a", inside=frozenset({"leader"})
        ),
        "budgets:make": for_(PREPARERS, "pk=unit.xa_a", inside=OWN, methods="post"),
        **each(
            "budgets estimate estimate-pdf estimate-sheet",
            for_(READERS, estimate, inside=seen, methods="get"),
        ),
        **each("budgets row-add adjust", for_(PREPARERS, estimate, inside=OWN)),
        "budgets:row": for_(PREPARERS, row, inside=OWN),
        "budgets:row-remove": for_(PREPARERS, row, inside=OWN, methods="post"),
        "budgets:submit": for_(KEEPERS, estimate, inside=PURSE, methods="post"),
        "budgets:answer": for_(PROVINCE, estimate, inside=frozenset({"parent", "parent_leader"})),
    }
