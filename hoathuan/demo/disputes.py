"""Disputes from 01/07/2025 to today, about as many as such a province has."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, timedelta
from random import Random

from hoathuan.cases.choices import Ending, Field, Ground, Outcome, PartyRole, State
from hoathuan.cases.models import Case, CaseContent, CaseEvent, Party
from hoathuan.cases.rules import matter_of
from hoathuan.core.text import fold
from hoathuan.documents.api import book_key, reserve_numbers
from hoathuan.teams.models import Mediator, Team
from hoathuan.units.facts import REFORM_DAY

from .names import make_person
from .rosters import BATCH

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
ADDRESS = "Cùng thôn (mẫu)"
REQUESTS = "Mỗi bên giữ yêu cầu của mình, chưa thống nhất (mẫu)."
AGREEMENT = "Hai bên cùng xin lỗi, thống nhất cách giải quyết và cam kết thực hiện (mẫu)."


class Disputes:
    """Makes `count` disputes of these teams; about four in five of those ended are settled."""

    def __init__(
        self,
        teams: Sequence[Team],
        mediators: dict[int, list[Mediator]],
        random: Random,
        until: date,
        count: int,
    ) -> None:
        self.teams, self.mediators, self.random, self.until, self.count = (
            teams,
            mediators,
            random,
            until,
            count,
        )

    def run(self) -> None:
        cases = sorted((self._case() for _ in range(self.count)), key=lambda case: case.received_on)
        self._number(cases)
        Case.objects.bulk_create(cases, batch_size=BATCH)
        CaseContent.objects.bulk_create((self._content(case) for case in cases), batch_size=BATCH)
        Party.objects.bulk_create((p for case in cases for p in self._parties(case)), batch_size=BATCH)
        CaseEvent.objects.bulk_create((self._event(case) for case in cases), batch_size=BATCH)

    def _case(self) -> Case:
        team = self.random.choice(self.teams)
        field = self.random.choice(FIELDS)
        received = REFORM_DAY + timedelta(days=self.random.randint(0, (self.until - REFORM_DAY).days))
        case = Case(
            team=team,
            received_on=received,
            book_year=received.year,
            ground=self.random.choice(Ground.values),
            field=field,
            matter=matter_of(field),
            mediator=self.random.choice(self.mediators[team.pk]),
        )
        case.locate(team.area)
        self._fate(case)
        return case

    def _fate(self, case: Case) -> None:
        """Assigned within days, ended within weeks; some are referred, the newest are still open."""
        assigned = case.received_on + timedelta(days=self.random.randint(0, 3))
        ended = assigned + timedelta(days=self.random.choice([0, 1, 2, 3, 5, 8, 13, 21, 34]))
        if self.random.random() < 0.03 and assigned <= self.until:
            case.state, case.referred_on, case.closed_on = State.REFERRED, assigned, assigned
        elif ended <= self.until and self.random.random() < 0.985:
            case.state, case.assigned_on, case.ended_on, case.closed_on = State.ENDED, assigned, ended, ended
            settled = self.random.random() < 0.81
            case.ending = Ending.AGREEMENT if settled else self.random.choice([Ending.PARTY, Ending.MEDIATOR])
            case.outcome = Outcome.SUCCESSFUL if settled else Outcome.UNSUCCESSFUL
        elif assigned <= self.until:
            case.state, case.assigned_on = State.ASSIGNED, assigned
        else:
            case.mediator = None

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
        default = "Mâu thuẫn giữa hai gia đình trong thôn (vụ việc mẫu)."
        return CaseContent(
            case=case,
            team_id=case.team_id,
            now_commune_id=case.now_commune_id,
            summary=SUMMARIES.get(Field(case.field), default),
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
                folded=fold(person.name),
                birth_year=person.birth_year,
                address="" if self.random.random() < 0.1 else ADDRESS,
                position=position,
            )
            for position, person in enumerate(people)
        ]

    def _event(self, case: Case) -> CaseEvent:
        return CaseEvent(case=case, on_date=case.received_on, verb="received", seat_label="Dữ liệu mẫu")
