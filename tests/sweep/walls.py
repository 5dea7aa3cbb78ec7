"""Which rows of the protected tables each person sees and may change in SQL, without any of our selectors."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from . import paperforms, pay, settlements, supports, work
from .people import PEOPLE

#: Tables that must have row security; one that is missing here or there fails the sweep.
OWN_TEAM = frozenset({"own"})
COMMUNE = frozenset({"own", "beside"})
SISTER = frozenset({"sister"})
NOTHING: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Wall:
    """A protected table: whose rows are which (`label` is SQL), who sees and who may change them.

    `added`: rows are only ever added; the application may not even try to change them.
    """

    label: str
    seen: Mapping[str, frozenset[str]]
    changed: Mapping[str, frozenset[str]] = field(default_factory=dict)
    added: bool = False

    def sees(self, person: str) -> frozenset[str]:
        return self.seen.get(person, NOTHING)

    def changes(self, person: str) -> frozenset[str]:
        return self.changed.get(person, NOTHING)


_CASE = "(SELECT t.name FROM teams_team t JOIN cases_case c ON c.team_id = t.id WHERE c.id = case_id)"
_COMMUNE = "(SELECT u.name FROM units_unit u WHERE u.id = now_commune_id)"
#: Content of disputes (Law 35/2013/QH13 Art. 4(3)): the team and its commune's justice officer.
_WRITERS = {
    "officer": COMMUNE, "head": OWN_TEAM, "mediator": OWN_TEAM, "beside": frozenset({"beside"}),
    "sister": SISTER, "sister_head": SISTER,
}  # fmt: skip
#: The inspector has stated a reason for the dispute of the own team, and for no other.
_READERS = _WRITERS | {"inspector": OWN_TEAM}
#: Phones: offices that call people, and who gives out accounts.
_CALLERS = {
    "officer": OWN_TEAM, "leader": OWN_TEAM, "sister": SISTER, "sister_administrator": SISTER,
    "parent": OWN_TEAM | SISTER, "administrator": OWN_TEAM | SISTER,
}  # fmt: skip

WALLS: dict[str, Wall] = {
    "cases_casecontent": Wall(_CASE, _READERS, _WRITERS),
    "cases_party": Wall(_CASE, _READERS, _WRITERS),
    **{table: Wall(_CASE, _READERS, _WRITERS, added=table == "cases_eventwords") for table in work.WORDS},
    work.NEED: Wall(_CASE, _READERS | {"leader": COMMUNE}, _WRITERS | {"leader": COMMUNE}),
    # what the book said before it was put right
    "cases_casecorrection": Wall(_CASE, _READERS, _WRITERS, added=True),
    # forms on paper that wait to be typed in: their photographs come in by a function alone
    "paperforms_draft": Wall(paperforms.TEAM, _WRITERS, _WRITERS),
    "paperforms_photo": Wall(paperforms.TEAM_OF_DRAFT, _WRITERS, added=True),
    # who read: told to who may read, and to who did
    "cases_display": Wall(_CASE, _WRITERS, added=True),
    "cases_inspection": Wall(
        _CASE, dict.fromkeys(("officer", "head", "mediator", "inspector"), OWN_TEAM), added=True
    ),
    # from which dispute a story comes
    "stories_origin": Wall(_CASE, _WRITERS, _WRITERS),
    **{
        f"settlements_{table}": Wall(
            settlements.TEAM,
            _READERS if table in settlements.READ else _WRITERS,
            _WRITERS,
            added=table in settlements.ADDED,
        )
        for table in (*settlements.CHANGED, *settlements.ADDED)
    },  # fmt: skip
    # data about health
    "pay_proofcontent": Wall(pay.PROOF, _WRITERS, _WRITERS),
    "pay_accidentcontent": Wall(supports.LABEL, supports.REQUESTS, supports.REQUESTS),
    "pay_accidentpaper": Wall(supports.LABEL, supports.PAPERS, supports.PAPERS),
    "accounts_personcontact": Wall(_COMMUNE, _CALLERS, _CALLERS),
    # closed to everybody until a page of numbers opens them for the own commune
    "privacy_identitypaper": Wall(_COMMUNE, {}),
    "privacy_bankaccount": Wall(_COMMUNE, {}),
}


def as_table() -> list[str]:
    """Rows seen by each person: of which team or commune; the same rows may be changed unless noted."""
    lines = [
        "Rows of the own commune's team (`own`), of the team `beside` and of the `sister` commune. In italics: to be",
        "read, not changed. Whoever is missing sees nothing, and so does a connection on which nobody acts.",
        "",
        "| Table | Who sees which rows |",
        "| --- | --- |",
    ]
    for table, wall in WALLS.items():
        seen = [_words(wall, person) for person in PEOPLE if wall.sees(person)]
        lines.append(f"| `{table}` | {'; '.join(seen) or 'nobody'} |")
    return lines


def _words(wall: Wall, person: str) -> str:
    rows = ", ".join(sorted(wall.sees(person)))
    return f"{person}: {rows}" if wall.sees(person) == wall.changes(person) else f"{person}: *{rows}*"
