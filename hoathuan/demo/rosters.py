"""Villages, teams and mediators of the communes until 30/06/2025."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, timedelta
from random import Random
from typing import cast

from django.db.backends.postgresql.psycopg_any import DateRange

from hoathuan.accounts.choices import Sex
from hoathuan.accounts.models import Person, PersonContact
from hoathuan.core.copying import refresh_statistics, write
from hoathuan.core.text import fold, sort_key
from hoathuan.teams.choices import EndReason, Minority, Qualification
from hoathuan.teams.models import Mediator, Team, TeamHead, TeamVillage
from hoathuan.teams.services.standing import restate
from hoathuan.units.choices import Level, UnitFactKind
from hoathuan.units.models import Area, Placement, Unit, UnitFact

from .days import FIRST_DAY, LAST_OF_THREE_LEVELS
from .names import KINH, UPLAND, make_person, person, phone, village_names

QUALIFICATIONS = [Qualification.LAW] * 1 + [Qualification.OTHER] * 5 + [Qualification.NONE] * 14
OCCUPATIONS = [
    "Trưởng ban công tác Mặt trận",
    "Trưởng thôn",
    "Chi hội Phụ nữ",
    "Hội Người cao tuổi",
    "Nông dân",
]
FEW = 3
"""Teams of a commune that the reform splits: until somebody places them, they stand in no commune."""


class Rosters:
    """Makes `teams` teams and about `mediators` mediators, spread unevenly over the communes."""

    def __init__(
        self,
        communes: Sequence[Unit],
        small: Collection[int],
        uplands: Collection[int],
        random: Random,
        teams: int,
        mediators: int,
    ) -> None:
        self.communes, self.random, self.uplands = communes, random, uplands
        large = [commune for commune in communes if commune.pk not in small]
        sizes = _spread(random, teams - FEW * (len(communes) - len(large)), len(large), least=FEW)
        self.sizes = dict.fromkeys(small, FEW) | {c.pk: n for c, n in zip(large, sizes, strict=True)}
        self.members = _spread(random, mediators, sum(self.sizes.values()), least=2)
        areas = Area.objects.filter(then_commune__in=communes, valid__contains=LAST_OF_THREE_LEVELS)
        self.areas = {area.then_commune_id: area for area in areas}

    def run(self) -> None:
        """Standings come last, derived from the terms."""
        self._places()
        self._teams()
        self._mediators()
        self._heads()
        self._contacts()
        self._population()
        refresh_statistics(Unit, Placement, Team, TeamVillage, Mediator, TeamHead, Person)
        restate([team.pk for team in self.teams])

    def _places(self) -> None:
        """As many villages as teams, and now and then one more, which has no team yet."""
        self.villages: dict[int, list[Unit]] = {}
        for commune in self.communes:
            count = self.sizes[commune.pk] + (self.random.random() < 0.1)
            names = village_names(self.random, _village_kind(commune), count)
            self.villages[commune.pk] = [_village(commune, name) for name in names]
        write([village for group in self.villages.values() for village in group])
        write(
            [
                Placement(unit=village, parent_id=commune, valid=village.valid)
                for commune, group in self.villages.items()
                for village in group
            ]
        )

    def _teams(self) -> None:
        self.teams: list[Team] = []
        served: list[Unit] = []
        for commune in self.communes:
            for village in self.villages[commune.pk][: self.sizes[commune.pk]]:
                self.teams.append(self._team(commune, village))
                served.append(village)
        write(self.teams)
        write(
            [
                TeamVillage(team=team, village=village, started_on=team.started_on)
                for team, village in zip(self.teams, served, strict=True)
            ]
        )
        self.village_of = {team.pk: village for team, village in zip(self.teams, served, strict=True)}

    def _team(self, commune: Unit, village: Unit) -> Team:
        founded = date(2014, 6, 1) + timedelta(days=self.random.randint(0, 2500))
        team = Team(
            name=f"Tổ hòa giải {village.name[0].lower()}{village.name[1:]}",
            started_on=founded,
            decision_number=f"{self.random.randint(10, 99)}/QĐ-UBND",
            decision_date=founded,
            needs_minority=commune.pk in self.uplands,
        )
        team.sort, team.folded = sort_key(team.name), fold(team.name)
        team.locate(self.areas[commune.pk])
        return team

    def _mediators(self) -> None:
        people = [self._people(team, size) for team, size in zip(self.teams, self.members, strict=True)]
        write([p for group in people for p in group])
        self.by_team: dict[int, list[Mediator]] = {
            team.pk: [self.term(team, team.area, member, number) for number, member in enumerate(group)]
            for team, group in zip(self.teams, people, strict=True)
        }
        write(self.terms())

    def terms(self) -> list[Mediator]:
        return [term for group in self.by_team.values() for term in group]

    def _people(self, team: Team, size: int) -> list[Person]:
        """Mostly with a woman and, in the uplands, with someone of a minority; now and then not: a gap."""
        return [self.someone(team, Sex.FEMALE if index == 1 else None) for index in range(size)]

    def someone(self, team: Team, sex: str | None = None) -> Person:
        minority = team.needs_minority and self.random.random() < 0.75
        sex = sex if self.random.random() < 0.97 else None
        return person(make_person(self.random, sex, self.random.choice(UPLAND) if minority else KINH))

    def term(self, team: Team, area: Area, who: Person, number: int, since: date | None = None) -> Mediator:
        """The first of a team begin with it and stay; of the others some come later, and some have left."""
        late = number > 2 and self.random.random() < 0.1
        began = since or (
            team.started_on
            if not late
            else LAST_OF_THREE_LEVELS - timedelta(days=self.random.randint(20, 1200))
        )
        term = Mediator(
            person=who,
            team=team,
            started_on=began,
            decision_number=f"{self.random.randint(100, 399)}/QĐ-UBND",
            sex=who.sex,
            minority=Minority.KINH if who.ethnicity == KINH else Minority.OTHER,
            qualification=self.random.choice(QUALIFICATIONS),
            occupation=self.random.choice(OCCUPATIONS),
            languages=[] if who.ethnicity == KINH else [who.ethnicity],
            sort=who.sort,
            folded=who.folded,
        )
        if number > 2 and not late and self.random.random() < 0.04:
            term.ended_on = FIRST_DAY + timedelta(days=self.random.randint(30, 500))
            term.end_reason = EndReason.WISH
        term.locate(area)
        return term

    def _heads(self) -> None:
        """One team in fifty waits for a head."""
        firsts = [self.by_team[team.pk][0] for team in self.teams if self.random.random() < 0.98]
        write([TeamHead(team_id=f.team_id, mediator=f, started_on=f.started_on) for f in firsts])

    def _contacts(self) -> None:
        write(
            [
                PersonContact(
                    person_id=term.person_id,
                    phone=phone(number),
                    now_province_id=cast(int, term.now_province_id),  # nothing is split yet
                    now_commune_id=term.now_commune_id,
                )
                for number, term in enumerate(self.terms(), start=1000)
                if number % 3
            ]
        )

    def _population(self) -> None:
        write(population(self.communes, self.random, FIRST_DAY - timedelta(days=1)))


def population(communes: Sequence[Unit], random: Random, day: date) -> list[UnitFact]:
    """Known for most communes, not for all: sharing by population must say so."""
    return [
        UnitFact(
            unit=commune,
            kind=UnitFactKind.POPULATION,
            value=random.randint(6, 60) * 500,
            on_date=day,
            source="Số liệu mẫu, không phải số thật",
        )
        for commune in communes
        if random.random() < 0.9
    ]


def _village_kind(commune: Unit) -> str:
    return "Tổ dân phố" if commune.kind == "phường" else "Thôn"


def _village(commune: Unit, name: str) -> Unit:
    kind = _village_kind(commune).lower()
    village = Unit(level=Level.VILLAGE, name=name, kind=kind, valid=DateRange(None, None))
    village.name_keys()
    return village


def _spread(random: Random, total: int, parts: int, least: int) -> list[int]:
    """`total` in `parts` uneven whole numbers, none under `least`: where the total does not reach, it is more."""
    total = max(total, least * parts)
    weights = [random.uniform(0.6, 1.8) for _ in range(parts)]
    free = total - least * parts
    shares = [least + int(free * weight / sum(weights)) for weight in weights]
    for index in range(total - sum(shares)):
        shares[index % parts] += 1
    return shares
