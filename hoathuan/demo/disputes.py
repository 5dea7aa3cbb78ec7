"""Disputes from 2024 to today, about as many as such a province has; some were open when the communes merged."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from random import Random

from hoathuan.cases.choices import Ending, Field, Ground, Outcome, PartyRole, StartBasis, State
from hoathuan.cases.models import Case, CaseContent, CaseEvent, Party
from hoathuan.cases.norms import begin_by
from hoathuan.cases.rules import matter_of
from hoathuan.core.copying import refresh_statistics, write
from hoathuan.documents.api import book_key, reserve_numbers
from hoathuan.teams.models import Mediator, Team
from hoathuan.units.models import Area

from .days import REFORM_DAY
from .names import keys_of, make_person

FIELDS = [
    *[Field.LAND] * 6,
    *[Field.NEIGHBOURS] * 5,
    *[Field.PASSAGE] * 3,
    *[Field.MARRIAGE] * 4,
    Field.DIVORCE,
    Field.FAMILY,
    Field.INHERITANCE,
    *[Field.PROPERTY] * 2,
    *[Field.HYGIENE] * 2,
    Field.OFFENCE,
]
SUMMARIES = {
    Field.LAND: "Hai nhà không thống nhất về ranh giới đất vườn (vụ việc mẫu).",
    Field.MARRIAGE: "Vợ chồng bất hòa trong sinh hoạt hằng ngày (vụ việc mẫu).",
    Field.PASSAGE: "Hai nhà bất đồng về việc đi lại qua lối chung (vụ việc mẫu).",
}
SUMMARY = "Mâu thuẫn giữa hai gia đình trong thôn (vụ việc mẫu)."
ADDRESS = "Cùng thôn (mẫu)"
REQUESTS = "Mỗi bên giữ yêu cầu của mình, chưa thống nhất (mẫu)."
#: Days for which a dispute may wait to be begun: the newest do, a few others too long.
FRESH, LONG_AGO = 5, 40
AGREEMENT = "Hai bên cùng xin lỗi, thống nhất cách giải quyết và cam kết thực hiện (mẫu)."
#: Of the team that is shown: received so many days ago and still to be begun, in time and too late.
TO_BEGIN = (1, 6)
#: Of the same team: ended so many days ago, in what kind of dispute; the last one without success.
SETTLED = (
    (9, Field.PASSAGE),
    (20, Field.LAND),
    (34, Field.NEIGHBOURS),
    (48, Field.HYGIENE),
    (70, Field.MARRIAGE),
)
FAILED = (27, Field.PROPERTY)


class Disputes:
    """Disputes of these teams; about four in five of those ended are settled."""

    def __init__(
        self, teams: Sequence[Team], mediators: Mapping[int, list[Mediator]], random: Random
    ) -> None:
        self.teams, self.mediators, self.random = teams, mediators, random

    def run(
        self,
        first: date,
        until: date,
        count: int,
        homes: Mapping[int, Area] | None = None,
        shown: Team | None = None,
    ) -> None:
        """`count` disputes between these days, known as they stood at the end of `until`.

        homes: area of a team → the area to which a fact of these days belongs. shown: a team whose newest disputes
        are of every kind.
        """
        self.until, homes = until, homes or {}
        cases = [self._case(first, homes) for _ in range(count)]
        if shown is not None:
            told = self._of_shown(shown, homes)
            cases[: len(told)] = told
        cases.sort(key=lambda case: case.received_on)
        self._number(cases)
        write(cases)
        write([self._content(case) for case in cases])
        write([party for case in cases for party in self._parties(case)])
        write([_event(case) for case in cases])
        refresh_statistics(Case, CaseContent, Party)

    def go_on(self, until: date) -> None:
        """What was open goes on: whoever heard it ends it, in the commune of today."""
        waiting = Case.objects.filter(team__in=self.teams, closed_on=None, voided_on=None)
        for case in waiting.order_by("pk"):
            case.assigned_on = case.assigned_on or case.received_on
            case.mediator = case.mediator or self._mediator(case)
            self._end(case, min(REFORM_DAY + timedelta(days=self.random.randint(0, 40)), until))
            case.save()

    def _case(self, first: date, homes: Mapping[int, Area]) -> Case:
        team = self.random.choice(self.teams)
        field = self.random.choice(FIELDS)
        received = first + timedelta(days=self.random.randint(0, (self.until - first).days))
        case = self._new(team, field, received, homes)
        self._fate(case)
        return case

    def _of_shown(self, team: Team, homes: Mapping[int, Area]) -> list[Case]:
        """One dispute to begin in time and one that waits too long; successes and a failure of the last weeks."""
        begun = [self._to_begin(team, self.until - timedelta(days=days), homes) for days in TO_BEGIN]
        settled = [
            self._ended(team, self.until - timedelta(days=days), field, homes) for days, field in SETTLED
        ]
        failed = self._ended(team, self.until - timedelta(days=FAILED[0]), FAILED[1], homes)
        failed.ending, failed.outcome = Ending.PARTY, Outcome.UNSUCCESSFUL
        for place, case in enumerate(
            (*settled, failed), start=1
        ):  # the two whose sign-ins are shown, in turn
            two = self._serving(case)[:2]
            case.mediator = two[place % len(two)]
        return [*begun, *settled, failed]

    def _ended(self, team: Team, day: date, field: Field, homes: Mapping[int, Area]) -> Case:
        case = self._new(team, field, day - timedelta(days=4), homes)
        case.assigned_on = case.received_on
        self._end(case, day)
        case.ending, case.outcome = Ending.AGREEMENT, Outcome.SUCCESSFUL
        return case

    def _to_begin(self, team: Team, day: date, homes: Mapping[int, Area]) -> Case:
        case = self._new(team, Field.PASSAGE, day, homes)
        case.state, case.assigned_on = State.ASSIGNED, day
        case.start_basis, case.start_by = StartBasis.LAW, begin_by(day)
        return case

    def _new(self, team: Team, field: Field, received: date, homes: Mapping[int, Area]) -> Case:
        case = Case(
            team=team,
            received_on=received,
            book_year=received.year,
            ground=self.random.choice(Ground.values),
            field=field,
            matter=matter_of(field),
        )
        case.mediator = self._mediator(case)
        case.locate(homes.get(team.area_id, team.area))
        return case

    def _mediator(self, case: Case) -> Mediator:
        return self.random.choice(self._serving(case))

    def _serving(self, case: Case) -> list[Mediator]:
        """The head first, as the list of the team names them."""
        return [
            term
            for term in self.mediators[case.team_id]
            if term.started_on <= case.received_on and term.ended_on is None
        ]

    def _fate(self, case: Case) -> None:
        """Assigned within days, ended within weeks; some are referred, the newest are still open."""
        assigned = case.received_on + timedelta(days=self.random.randint(0, 3))
        ended = assigned + timedelta(days=self.random.choice([0, 1, 2, 3, 5, 8, 13, 21, 34]))
        if self.random.random() < 0.03 and assigned <= self.until:
            case.state, case.referred_on, case.closed_on = State.REFERRED, assigned, assigned
        elif ended <= self.until and self.random.random() < 0.985:
            case.assigned_on = assigned
            self._end(case, ended)
        elif assigned <= self.until:
            case.state, case.assigned_on = State.ASSIGNED, assigned
            self._begin(case, assigned)
        else:
            case.mediator = None

    def _begin(self, case: Case, assigned: date) -> None:
        """Most were begun in time; the newest are still to be begun, and of the older ones a few wait too long."""
        case.start_basis, case.start_by = StartBasis.LAW, begin_by(assigned)
        waits = (self.until - assigned).days
        if waits > LONG_AGO or (waits > FRESH and assigned.day % 5):
            case.started_on = min(assigned + timedelta(days=assigned.day % 3), self.until)

    def _end(self, case: Case, day: date) -> None:
        case.state, case.ended_on, case.closed_on = State.ENDED, day, day
        settled = self.random.random() < 0.81
        case.ending = Ending.AGREEMENT if settled else self.random.choice([Ending.PARTY, Ending.MEDIATOR])
        case.outcome = Outcome.SUCCESSFUL if settled else Outcome.UNSUCCESSFUL

    def _number(self, cases: Sequence[Case]) -> None:
        """Numbers of each team's book in the order of days, taken from the book itself."""
        books: dict[str, list[Case]] = defaultdict(list)
        for case in cases:
            books[book_key("mediation", case.team.uuid, case.book_year)].append(case)
        first = reserve_numbers({book: len(entries) for book, entries in books.items()})
        for book, entries in books.items():
            for number, case in enumerate(entries, start=first[book]):
                case.book_number = number

    def _content(self, case: Case) -> CaseContent:
        return CaseContent(
            case=case,
            team_id=case.team_id,
            now_commune_id=case.now_commune_id,
            summary=SUMMARIES.get(Field(case.field), SUMMARY),
            agreement=AGREEMENT if case.outcome == Outcome.SUCCESSFUL else REQUESTS,
        )

    def _parties(self, case: Case) -> list[Party]:
        people = [make_person(self.random) for _ in range(2)]
        return [
            Party(
                case=case,
                team_id=case.team_id,
                now_commune_id=case.now_commune_id,
                role=PartyRole.PARTY,
                full_name=person.name,
                folded=keys_of(person.name)[1],
                birth_year=person.birth_year,
                address="" if self.random.random() < 0.1 else ADDRESS,
                position=position,
            )
            for position, person in enumerate(people)
        ]


def _event(case: Case) -> CaseEvent:
    return CaseEvent(case=case, on_date=case.received_on, verb="received", seat_label="Dữ liệu mẫu")
