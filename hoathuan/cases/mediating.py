"""Who mediated a dispute: said once, for column 3 of the register, the agreement's signers and every list.

`CaseMediator` is the truth; the register's own words add only guests who are no mediators of a team.
"""

from __future__ import annotations

from datetime import date

from .choices import Part, PartyRole, Went
from .models import Case, CaseMediator
from .parties import Someone
from .selectors import workers_of


def stands(part: CaseMediator, closed_on: date | None) -> bool:
    """Whether this part lasts, or lasted until the dispute left the team: nobody stepped back or was replaced."""
    if part.went not in ("", Went.SERVED):
        return False
    return part.until_on is None or (closed_on is not None and part.until_on >= closed_on)


def who_mediated(case: Case) -> list[Someone]:
    """The lead first, then those who mediated along, then guests whom the register alone names.

    Whoever recused, was replaced or left before the end is not among them, also where the register once named them.
    """
    parts = _parts(case)
    standing = [one.mediator for one in parts if one.part == Part.JOINS and stands(one, case.closed_on)]
    found = {one.person_id: one for one in [*([case.mediator] if case.mediator else []), *standing]}
    written = [one for one in case.parties.all() if one.role == PartyRole.MEDIATOR]
    lines = {one.folded: Someone(one.full_name, one.birth_year, one.address) for one in written}
    known = {one.mediator.folded for one in parts} | {one.folded for one in found.values()}
    return [
        *(lines.get(one.folded) or Someone(one.person.full_name) for one in found.values()),
        *(lines[one.folded] for one in written if one.folded not in known),
    ]


def _parts(case: Case) -> list[CaseMediator]:
    """Read along where the dispute is one of many."""
    prefetched = "workers" in getattr(case, "_prefetched_objects_cache", {})
    return list(case.workers.all()) if prefetched else workers_of(case)
