"""The door of budgets for other contexts.

A context registers its cost lines in `ready()` and moves money by verbs; each stands once for its record:

    register_line(CostLine("mediation.pay", _("Thù lao hòa giải viên"), Group.MEDIATION, norm_keys=(…), estimate=…))
    commit(actor=actor, unit=commune, year=2026, line="mediation.pay", amount=400_000, source=Source.STATE,
           reference=Reference("pay", str(claim.uuid), "Đề nghị chi 07", url))
    spend(…, amount=400_000, reference=Reference("pay", str(payment.uuid), …), of=<the committed reference>)

`unit` may be one that has ended: the unit that it went wholly into goes on with its money. After a split what is held
follows its record: `register_whereabouts("pay", lambda keys: {key: commune})`.
"""

from .choices import EntryKind, EstimateState, Group, Source
from .errors import AboveRate, BudgetRefused, EnteredOtherwise, OverBudget
from .lines import CostLine, EstimateRow, Factor, all_lines, label_of, line_of, register_line
from .models import Entry
from .rights import may_keep, may_overspend
from .rules import check_rate, rate_day, year_of
from .selectors import lines_of, remaining, spent_for, sums, year_spent, years_held
from .services import (
    allocate,
    allow_overspend,
    carry_commitments,
    carry_over,
    commit,
    commit_many,
    hold_again_many,
    refund,
    refund_many,
    register_whereabouts,
    release,
    release_many,
    spend,
    spend_many,
    take_back_allocation,
    undo_refund_many,
)
from .values import Document, LineSums, Movement, Overspend, Reference, Sums

__all__ = [
    "Movement",
    "carry_commitments",
    "carry_over",
    "spend_many",
    "release_many",
    "commit_many",
    "AboveRate",
    "BudgetRefused",
    "CostLine",
    "Document",
    "EnteredOtherwise",
    "Entry",
    "EntryKind",
    "EstimateRow",
    "EstimateState",
    "Factor",
    "Group",
    "LineSums",
    "OverBudget",
    "Overspend",
    "Reference",
    "Source",
    "Sums",
    "all_lines",
    "allocate",
    "allow_overspend",
    "check_rate",
    "commit",
    "hold_again_many",
    "label_of",
    "line_of",
    "lines_of",
    "may_keep",
    "may_overspend",
    "rate_day",
    "refund",
    "refund_many",
    "register_line",
    "register_whereabouts",
    "release",
    "remaining",
    "spend",
    "spent_for",
    "sums",
    "take_back_allocation",
    "undo_refund_many",
    "year_of",
    "year_spent",
    "years_held",
]
