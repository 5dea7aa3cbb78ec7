"""Entries of a register, many at once: the one door through which a dispute comes in."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from itertools import groupby
from typing import Any

from django.db import connection, transaction

from hoathuan.accounts.actor import Actor
from hoathuan.cases import rules
from hoathuan.cases.choices import PartyRole, State
from hoathuan.cases.entries import Entry, check
from hoathuan.cases.models import Case, CaseContent, CaseEvent, CaseMediator, Party
from hoathuan.cases.parties import Someone
from hoathuan.core import audit
from hoathuan.core.dates import today
from hoathuan.core.text import fold
from hoathuan.documents.api import book_key, reserve_numbers
from hoathuan.teams.api import Mediator, TeamVillage
from hoathuan.units.api import homes_of
from hoathuan.units.models import Area

from .workers import book_rows
from .writing import event_fields, refuse_if, require_right

_BATCH = 2_000


@transaction.atomic
def record_many(*, actor: Actor, entries: Sequence[Entry]) -> list[Case]:
    """Store entries that the rules allow, in their order; each team and year gets the next numbers of its book.

    An entry whose `key` is stored already is not stored again: its dispute is returned instead.
    Raises CaseRefused at the first entry that breaks a rule, and then stores none.
    """
    _require_rights(actor, entries)
    known = _already_stored([entry for entry in entries if entry.key])
    fresh = [entry for entry in entries if entry.key not in known]
    day = today()
    for entry in fresh:
        refuse_if(check(entry, day))
    made = _store(actor, fresh, day)
    by_entry = {id(entry): case for entry, case in zip(fresh, made, strict=True)}
    return [known[entry.key] if entry.key in known else by_entry[id(entry)] for entry in entries]


def _require_rights(actor: Actor, entries: Sequence[Entry]) -> None:
    for team in {entry.team.pk: entry.team for entry in entries}.values():
        require_right(actor, team_id=team.pk, commune_id=team.now_commune_id)


def _already_stored(entries: Sequence[Entry]) -> dict[Any, Case]:
    """Disputes of an earlier sending. The lock makes a second, simultaneous one wait for the first."""
    keys = [entry.key for entry in entries if entry.key]
    if not keys:
        return {}
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [str(min(map(str, keys)))])
    return {case.uuid: case for case in Case.objects.filter(uuid__in=keys)}


def _store(actor: Actor, entries: Sequence[Entry], day: date) -> list[Case]:
    if not entries:
        return []
    places, names = _Places(entries), _Names(entries)
    cases = [_case(entry, actor, places, names, day) for entry in entries]
    # last before the rows are written: a counter is held until the transaction ends
    _number(cases, entries)
    Case.objects.bulk_create(cases, batch_size=_BATCH)
    pairs = list(zip(cases, entries, strict=True))
    CaseContent.objects.bulk_create((_content(case, entry) for case, entry in pairs), batch_size=_BATCH)
    people = (party for case, entry in pairs for party in parties_of(case, _people(case, entry, names)))
    Party.objects.bulk_create(people, batch_size=_BATCH)
    parts = (part for case, entry in pairs for part in book_rows(case, names.known(entry)))
    CaseMediator.objects.bulk_create(parts, batch_size=_BATCH)
    CaseEvent.objects.bulk_create((_event(case, actor) for case in cases), batch_size=_BATCH)
    _audit(actor, cases)
    return cases


def _case(entry: Entry, actor: Actor, places: "_Places", names: "_Names", day: date) -> Case:
    ended = entry.ended_on is not None
    case = Case(
        team_id=entry.team.pk,
        village_id=places.village(entry.team),
        book_year=entry.began_on.year,
        paper_number=entry.paper_number,
        received_on=entry.began_on,
        received_known=entry.received_on is not None,
        ground=entry.ground,
        field=entry.field,
        matter=rules.matter_of(entry.field, entry.matter),
        state=State.ENDED if ended else State.RECEIVED,
        mediator_id=names.first_mediator(entry),
        ended_on=entry.ended_on,
        closed_on=entry.ended_on,
        ending=entry.ending if ended else "",
        outcome=rules.outcome_of(entry.ending) if ended else "",
        entered_late=rules.is_late(entry.ended_on or entry.began_on, day),
        entry_digest=entry.digest(),
        created_by_seat=actor.seat_id,
    )
    if entry.key:
        case.uuid = entry.key
    case.locate(places.area(entry.team, entry.began_on))
    return case


def _number(cases: Sequence[Case], entries: Sequence[Entry]) -> None:
    """The next numbers of each book, in the order of the entries."""
    books = [book_of(entry.team, case.book_year) for case, entry in zip(cases, entries, strict=True)]
    following = reserve_numbers(Counter(books))
    for case, book in zip(cases, books, strict=True):
        case.book_number = following[book]
        following[book] += 1


def book_of(team: Any, year: int) -> str:
    """The key of a team's register of a year."""
    return book_key("mediation", team.uuid, year)


def _content(case: Case, entry: Entry) -> CaseContent:
    return CaseContent(
        case=case,
        team_id=case.team_id,
        now_commune_id=case.now_commune_id,
        summary=entry.summary,
        agreement=entry.agreement,
        notes=entry.notes,
        late_reason=entry.late_reason,
    )


def _people(case: Case, entry: Entry, names: "_Names") -> list[Someone]:
    """Parties as told, and the mediators besides the one whom the dispute itself names."""
    others = [
        Someone(name, role=PartyRole.MEDIATOR)
        for name in entry.mediators
        if case.mediator_id is None or names.find(entry.team.pk, name) != case.mediator_id
    ]
    return [*entry.people, *others]


def parties_of(case: Case, people: Sequence[Someone]) -> list[Party]:
    """Rows for these people, carrying the columns that row security reads."""
    return [
        Party(
            case=case,
            team_id=case.team_id,
            now_commune_id=case.now_commune_id,
            role=person.role,
            full_name=person.full_name,
            folded=fold(person.full_name),
            birth_year=person.birth_year,
            address=person.address,
            position=position,
        )
        for position, person in enumerate(people, start=1)
    ]


def _event(case: Case, actor: Actor) -> CaseEvent:
    verb = "recorded" if case.state == State.ENDED else "received"
    data = {"late": True} if case.entered_late else {}
    return CaseEvent(**event_fields(case, actor, verb, case.ended_on or case.received_on, data))


def _audit(actor: Actor, cases: Sequence[Case]) -> None:
    """One line for each team and year, with the numbers given; a line for one dispute names it."""
    if len(cases) == 1:
        audit.record(actor=actor, action="cases.recorded", subject=cases[0], data={"number": str(cases[0])})
        return
    by_book = sorted(cases, key=lambda case: (case.team_id, case.book_year))
    for (team, year), group in groupby(by_book, key=lambda case: (case.team_id, case.book_year)):
        numbers = [case.book_number for case in group]
        data = {"team": team, "year": year, "from": min(numbers), "to": max(numbers)}
        audit.record(actor=actor, action="cases.recorded_many", data=data)


class _Places:
    """Areas and villages of the teams of some entries, read at once."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        teams = {entry.team.pk: entry.team for entry in entries}
        self._homes = homes_of({team.area_id for team in teams.values()})
        self._villages: dict[int, set[int]] = {}
        for team, village in _villages(teams):
            self._villages.setdefault(team, set()).add(village)

    def area(self, team: Any, day: date) -> Area:
        """Where the team stood on that day; before its own place was there, that place."""
        spans = self._homes.get(team.area_id, [])
        return next((home for valid, home in spans if day in valid), None) or team.area

    def village(self, team: Any) -> int | None:
        """The village, where the team serves but one."""
        found = self._villages.get(team.pk, set())
        return next(iter(found)) if len(found) == 1 else None


def _villages(teams: Iterable[int]) -> list[tuple[int, int]]:
    served = TeamVillage.objects.filter(team_id__in=list(teams), ended_on=None)
    return list(served.values_list("team_id", "village_id"))


class _Names:
    """The mediators of the teams of some entries, found by the names in the register."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        teams = {entry.team.pk for entry in entries if entry.mediators}
        rows = Mediator.objects.filter(team_id__in=teams).order_by("ended_on", "id")
        # of two terms of one name the running one comes last and stays
        self._found = {(team, folded): pk for team, folded, pk in rows.values_list("team_id", "folded", "pk")}

    def find(self, team_id: int, name: str) -> int | None:
        return self._found.get((team_id, fold(name)))

    def first_mediator(self, entry: Entry) -> int | None:
        """The first of the named mediators who is one of the team's."""
        return next(iter(self.known(entry)), None)

    def known(self, entry: Entry) -> list[int]:
        """Those of the named mediators who are the team's."""
        found = (self.find(entry.team.pk, name) for name in entry.mediators)
        return [pk for pk in found if pk]
