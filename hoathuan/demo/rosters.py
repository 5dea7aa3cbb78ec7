"""Villages, teams and mediators of the communes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from random import Random

from django.db.backends.postgresql.psycopg_any import DateRange

from hoathuan.accounts.choices import Sex
from hoathuan.accounts.models import Person, PersonContact
from hoathuan.teams.choices import Minority, Qualification
from hoathuan.teams.models import Mediator, MediatorTraining, Team, TeamHead, TeamVillage
from hoathuan.teams.services.standing import restate
from hoathuan.units.choices import Level, UnitFactKind
from hoathuan.units.facts import REFORM_DAY
from hoathuan.units.models import Area, Placement, Unit, UnitFact
from hoathuan.units.selectors import area_of

from .names import KINH, UPLAND, make_person, phone

BATCH = 5000
QUALIFICATIONS = [Qualification.LAW] * 1 + [Qualification.OTHER] * 5 + [Qualification.NONE] * 14
OCCUPATIONS = [
    "Trưởng ban công tác Mặt trận",
    "Trưởng thôn",
    "Chi hội Phụ nữ",
    "Hội Người cao tuổi",
    "Nông dân",
]


class Rosters:
    """Makes `teams` teams and about `mediators` mediators, spread unevenly over the communes."""

    def __init__(self, communes: Sequence[Unit], random: Random, teams: int, mediators: int) -> None:
        self.communes, self.random = communes, random
        self.sizes = _spread(random, teams, len(communes), least=6)
        self.members = _spread(random, mediators, teams, least=2)
        self.areas: dict[int, Area] = {commune.pk: area_of(commune) for commune in communes}

    def run(self) -> None:
        """Bulk writes in the order of their keys; standings come last, derived from the terms."""
        self._places()
        self._teams()
        self._mediators()
        self._households()
        restate([team.pk for team in self.teams])

    def _places(self) -> None:
        """As many villages as teams, and now and then one more, which has no team yet."""
        self.villages: list[Unit] = []
        placements, homes = [], []
        for commune, size in zip(self.communes, self.sizes, strict=True):
            for number in range(1, size + 1 + (self.random.random() < 0.3)):
                village = _village(commune, number)
                self.villages.append(village)
                placements.append(Placement(unit=village, parent=commune, valid=village.valid))
                homes.append(commune)
        Unit.objects.bulk_create(self.villages, batch_size=BATCH)
        Placement.objects.bulk_create(placements, batch_size=BATCH)
        self.home = {village.pk: home for village, home in zip(self.villages, homes, strict=True)}

    def _teams(self) -> None:
        left = dict(zip((c.pk for c in self.communes), self.sizes, strict=True))
        self.upland = {commune.pk: self.random.random() < 0.4 for commune in self.communes}
        self.teams: list[Team] = []
        links = []
        for village in self.villages:
            commune = self.home[village.pk]
            if not left[commune.pk]:
                continue
            left[commune.pk] -= 1
            team = self._team(commune, village)
            self.teams.append(team)
            links.append(TeamVillage(team=team, village=village, started_on=REFORM_DAY))
        Team.objects.bulk_create(self.teams, batch_size=BATCH)
        TeamVillage.objects.bulk_create(links, batch_size=BATCH)

    def _team(self, commune: Unit, village: Unit) -> Team:
        team = Team(
            name=f"Tổ hòa giải {village.name[0].lower()}{village.name[1:]}",
            started_on=REFORM_DAY,
            decision_number=f"{self.random.randint(10, 99)}/QĐ-UBND",
            decision_date=REFORM_DAY,
            needs_minority=self.upland[commune.pk],
        )
        team.name_keys()
        team.locate(self.areas[commune.pk])
        return team

    def _mediators(self) -> None:
        people = [self._people(team, size) for team, size in zip(self.teams, self.members, strict=True)]
        Person.objects.bulk_create([p for group in people for p in group], batch_size=BATCH)
        terms = [
            self._term(team, person)
            for team, group in zip(self.teams, people, strict=True)
            for person in group
        ]
        Mediator.objects.bulk_create(terms, batch_size=BATCH)
        self.by_team: dict[int, list[Mediator]] = {}
        for term in terms:
            self.by_team.setdefault(term.team_id, []).append(term)
        self._heads()
        self._trainings(terms)
        self._contacts(terms)

    def _people(self, team: Team, size: int) -> list[Person]:
        """Mostly with a woman and, in the uplands, with someone of a minority; now and then not: a gap."""
        group = []
        for index in range(size):
            minority = team.needs_minority and self.random.random() < 0.75
            sex = Sex.FEMALE if index == 1 and self.random.random() < 0.97 else None
            made = make_person(self.random, sex, self.random.choice(UPLAND) if minority else KINH)
            person = Person(
                full_name=made.name, sex=made.sex, birth_year=made.birth_year, ethnicity=made.ethnicity
            )
            person.name_keys()
            group.append(person)
        return group

    def _term(self, team: Team, person: Person) -> Mediator:
        term = Mediator(
            person=person,
            team=team,
            started_on=REFORM_DAY
            + timedelta(days=self.random.randint(0, 60) if self.random.random() < 0.1 else 0),
            decision_number=f"{self.random.randint(100, 399)}/QĐ-UBND",
            sex=person.sex,
            minority=Minority.KINH if person.ethnicity == KINH else Minority.OTHER,
            qualification=self.random.choice(QUALIFICATIONS),
            occupation=self.random.choice(OCCUPATIONS),
            languages=[] if person.ethnicity == KINH else [person.ethnicity],
            sort=person.sort,
            folded=person.folded,
        )
        term.locate(team.area)
        return term

    def _heads(self) -> None:
        """One team in fifty waits for a head."""
        heads = [
            TeamHead(
                team=team, mediator=self.by_team[team.pk][0], started_on=self.by_team[team.pk][0].started_on
            )
            for team in self.teams
            if self.random.random() < 0.98
        ]
        TeamHead.objects.bulk_create(heads, batch_size=BATCH)

    def _trainings(self, terms: Sequence[Mediator]) -> None:
        days = [date(2025, 10, 15), date(2026, 4, 21), date(2026, 9, 17)]
        trained = []
        for term in terms:
            if self.random.random() < 0.55:
                row = MediatorTraining(
                    mediator=term,
                    trained_on=self.random.choice(days),
                    title="Bồi dưỡng nghiệp vụ hòa giải (mẫu)",
                )
                row.locate(term.area)
                trained.append(row)
        MediatorTraining.objects.bulk_create(trained, batch_size=BATCH)

    def _contacts(self, terms: Sequence[Mediator]) -> None:
        PersonContact.objects.bulk_create(
            [
                PersonContact(
                    person_id=term.person_id,
                    phone=phone(number),
                    now_province_id=term.now_province_id,
                    now_commune_id=term.now_commune_id,
                )
                for number, term in enumerate(terms, start=1000)
                if number % 3
            ],
            batch_size=BATCH,
        )

    def _households(self) -> None:
        """Population is known for most communes, not for all: sharing by population must say so."""
        known = [commune for commune in self.communes if self.random.random() < 0.9]
        UnitFact.objects.bulk_create(
            UnitFact(
                unit=commune,
                kind=UnitFactKind.POPULATION,
                value=self.random.randint(6, 60) * 500,
                on_date=REFORM_DAY,
                source="Số liệu mẫu, không phải số thật",
            )
            for commune in known
        )


def _village(commune: Unit, number: int) -> Unit:
    ward = commune.kind == "phường"
    village = Unit(
        level=Level.VILLAGE,
        name=f"Tổ dân phố {number}" if ward else f"Thôn {number}",
        kind="tổ dân phố" if ward else "thôn",
        valid=DateRange(REFORM_DAY, None),
    )
    village.name_keys()
    return village


def _spread(random: Random, total: int, parts: int, least: int) -> list[int]:
    """`total` in `parts` uneven whole numbers, none under `least`."""
    weights = [random.uniform(0.6, 1.8) for _ in range(parts)]
    free = total - least * parts
    shares = [least + int(free * weight / sum(weights)) for weight in weights]
    for index in range(total - sum(shares)):
        shares[index % parts] += 1
    return shares
