"""A made-up province for the benchmark of pay: communes, teams with heads and accounts, ended disputes, money."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from conftest import build_world
from hoathuan.accounts.actor import SYSTEM, Actor, actor_for
from hoathuan.accounts.choices import SeatKind
from hoathuan.accounts.models import Person, Seat
from hoathuan.budgets import api as budgets
from hoathuan.cases.models import Case
from hoathuan.core.dates import today
from hoathuan.privacy.models import BankAccount
from hoathuan.privacy.numbers import keys
from hoathuan.teams.models import Mediator, Team, TeamHead
from hoathuan.units.models import Area, Placement, Unit
from hoathuan.units.placing import place_areas
from hoathuan.units.selectors import area_of
from hoathuan.units.services import rebuild_reach

YEAR = today().year
FIRST = date(YEAR, 1, 1)
DECISION = budgets.Document("01/QĐ-MAU", FIRST)
SIZE = 2_000


def communes(count: int) -> list[Unit]:
    """A province of so many communes, the first of which the small world of the tests brings."""
    world = build_world()
    province, first = world.tinh_mau, world.xa_a
    made = [first]
    for number in range(1, count):
        one = Unit.objects.create(
            level=first.level, code=91000 + number, name=f"Xã Mẫu {number}", kind="xã", valid=first.valid
        )
        Placement.objects.create(unit=one, parent=province, valid=first.valid)
        Area.objects.create(then_commune=one, then_province=province, valid=first.valid)
        made.append(one)
    place_areas()
    rebuild_reach()
    return made


def registry(places: Sequence[Unit], count: int) -> list[tuple[Team, Mediator]]:
    """Teams with a head, spread evenly."""
    areas = [area_of(place) for place in places]
    teams = [_team(areas[number % len(areas)], number) for number in range(count)]
    Team.objects.bulk_create(teams, batch_size=SIZE)
    people = [Person(full_name=f"Người Mẫu {number}") for number in range(count)]
    for person in people:
        person.name_keys()
    Person.objects.bulk_create(people, batch_size=SIZE)
    terms = [_term(team, person) for team, person in zip(teams, people, strict=True)]
    Mediator.objects.bulk_create(terms, batch_size=SIZE)
    heads = [TeamHead(team=term.team, mediator=term, started_on=term.started_on) for term in terms]
    TeamHead.objects.bulk_create(heads, batch_size=SIZE)
    return list(zip(teams, terms, strict=True))


def _team(area: Area, number: int) -> Team:
    team = Team(name=f"Tổ hòa giải {number}", started_on=date(2025, 7, 1))
    team.locate(area)
    team.name_keys()
    return team


def _term(team: Team, person: Person) -> Mediator:
    term = Mediator(
        team=team, person=person, started_on=date(2025, 7, 1), sort=person.sort, folded=person.folded
    )
    term.locate(team.area)
    return term


def accounts(terms: Iterable[Mediator]) -> None:
    """The account into which each is paid, as the commune keeps it: encrypted for its person, with a keyed hash."""
    made = [_account(term, f"1903{number:09d}") for number, term in enumerate(terms)]
    BankAccount.objects.bulk_create(made, batch_size=SIZE)


def _account(term: Mediator, number: str) -> BankAccount:
    bank, owner = "Ngân hàng Mẫu", term.person
    return BankAccount(
        person=owner, bank=bank, cipher=keys.encrypt(str(owner.uuid), {"number": number, "holder": owner.full_name}),
        digest=keys.digests("bank", f"{bank.lower()}:{number}")[0], key_mark=keys.mark(),
        now_province_id=term.now_province_id, now_commune_id=term.now_commune_id,
    )  # fmt: skip


def accountants(places: Iterable[Unit]) -> dict[int, Actor]:
    """Who pays in each commune: none but her opens account numbers."""
    found = {}
    for place in places:
        person = Person.objects.create(full_name=f"Kế toán {place.name}")
        seat = Seat.objects.create(
            person=person, kind=SeatKind.COMMUNE_ACCOUNTANT, unit=place, valid=place.valid
        )
        found[place.pk] = actor_for(seat)
    return found


def disputes(pairs: Sequence[tuple[Team, Mediator]], count: int) -> None:
    """Ended ones of this year, four of five settled."""
    days = max((today() - FIRST).days, 1)
    made = []
    for number in range(count):
        team, term = pairs[number % len(pairs)]
        day = FIRST + timedelta(days=number * 7 % days)
        settled = number % 5 != 0
        case = Case(
            team=team, mediator=term, book_year=YEAR, book_number=number // len(pairs) + 1, received_on=day,
            matter="a", field="neighbours", state="ended", assigned_on=day, started_on=day, ended_on=day,
            closed_on=day, ending="agreement" if settled else "party",
            outcome="successful" if settled else "unsuccessful",
        )  # fmt: skip
        case.locate(team.area)
        made.append(case)
    Case.objects.bulk_create(made, batch_size=SIZE)


def money(places: Iterable[Unit]) -> None:
    for place in places:
        for line in ("mediation.pay", "mediation.team_support"):
            budgets.allocate(actor=SYSTEM, unit=place, year=YEAR, line=line, amount=10**10, document=DECISION)
