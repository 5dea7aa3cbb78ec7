"""Reads about people, bodies, seats and accounts: always within the actor's reach."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from hoathuan.core.dates import today
from hoathuan.core.models import AuditEntry
from hoathuan.core.text import fold
from hoathuan.units.choices import Level
from hoathuan.units.models import Placement, Reach

from .actor import Actor
from .choices import TEAM_KINDS, AccountState, SeatKind
from .former import former_units
from .models import Activation, Body, Person, Recovery, Seat

UNUSABLE = "!"


def in_reach(actor: Actor, column: str = "unit") -> Q:
    """The condition on a column that names a unit: under the actor's seat today, villages and ended units too.

    Who sat at a unit that ended, and sits nowhere since, is found by whoever can give another seat.
    """
    if actor.nation:
        return Q()
    if actor.seat is None:
        return Q(pk__in=[])
    under = Reach.objects.filter(ancestor_id=actor.commune_id or actor.province_id).values("descendant_id")
    villages = Placement.objects.filter(
        parent__in=under, valid__contains=today(), unit__level=Level.VILLAGE
    ).values("unit_id")
    ended = former_units(actor, Level.PROVINCE, Level.DISTRICT, Level.COMMUNE).order_by().values("pk")
    return Q(**{f"{column}__in": under}) | Q(**{f"{column}__in": villages}) | Q(**{f"{column}__in": ended})


def not_over(day: date | None = None) -> Q:
    """Seats whose term runs on that day or begins later, and that nobody has stopped."""
    runs = Q(valid__upper_inf=True) | Q(valid__endswith__gt=day or today())
    return Q(stopped_at=None) & runs


def seats_in_reach(actor: Actor) -> QuerySet[Seat]:
    """Seats of all times at units of the actor's reach."""
    return Seat.objects.filter(in_reach(actor))


def people_in_reach(actor: Actor) -> QuerySet[Person]:
    """People who hold or held a seat in the actor's reach."""
    held = Seat.objects.filter(in_reach(actor), person=OuterRef("pk"))
    return Person.objects.filter(Exists(held))


def bodies_in_reach(actor: Actor) -> QuerySet[Body]:
    """Bodies at units of the actor's reach, closed ones too."""
    return Body.objects.filter(in_reach(actor))


def named(queryset: QuerySet[Person], words: str) -> QuerySet[Person]:
    """People whose name holds all these words, with or without accents; or whose username it is."""
    name = Q()
    for word in fold(words).split():
        name &= Q(folded__contains=word)
    username = fold(words).replace(" ", "")
    return queryset.filter(name | Q(user__username=username)) if username else queryset


def seats_outside(actor: Actor, people: Iterable[int]) -> list[Seat]:
    """Seats of these people, running or to come, that lie outside the actor's reach."""
    theirs = Seat.objects.filter(not_over(), person__in=list(people))
    mine = set(theirs.filter(in_reach(actor)).values_list("pk", flat=True))
    return [seat for seat in theirs.select_related("person") if seat.pk not in mine]


def account_states(people: Iterable[int]) -> dict[int, AccountState]:
    """How far each person's account is: two questions for any number of people."""
    rows = list(
        Person.objects.filter(pk__in=list(people)).values_list(
            "pk", "user_id", "user__password", "user__is_active"
        )
    )
    accounts = [user for _person, user, _password, _active in rows if user]
    waiting = set(open_slips(accounts).values_list("user_id", flat=True))
    return {person: _state(user, password, active, waiting) for person, user, password, active in rows}


def _state(user: int | None, password: str | None, active: bool | None, waiting: set[int]) -> AccountState:
    if user is None:
        return AccountState.NONE
    if not active:
        return AccountState.LOCKED
    if password and not password.startswith(UNUSABLE):
        return AccountState.OPEN
    return AccountState.WAITING if user in waiting else AccountState.NONE


def open_slips(users: Iterable[int]) -> QuerySet[Activation]:
    """Slips that can still be used."""
    return Activation.objects.filter(
        user__in=list(users), used_at=None, voided_at=None, expires_on__gte=today()
    )


def trail_of(person: Person) -> QuerySet[AuditEntry]:
    """What was done to a person, the seats and the account; newest first by key."""
    seats = [str(key) for key in Seat.objects.filter(person=person).values_list("pk", flat=True)]
    about = Q(subject_type="accounts.person", subject_id=str(person.pk))
    about |= Q(subject_type="accounts.seat", subject_id__in=seats)
    if person.user_id:
        about |= Q(subject_type="accounts.user", subject_id=str(person.user_id))
    return AuditEntry.objects.filter(about)


def recoveries_shown_to(actor: Actor) -> QuerySet[Recovery]:
    """Accounts opened or recovered in reach: a commune's and a team's own; above, those outside the teams."""
    held = Seat.objects.filter(not_over(), in_reach(actor), person__user=OuterRef("user"))
    if actor.kind == SeatKind.TEAM_HEAD:
        held = held.filter(team_id=actor.team_id or 0)
    elif not actor.commune_id:
        held = held.exclude(kind__in=TEAM_KINDS)
    return Recovery.objects.filter(Exists(held)).select_related(
        "user__person", "by__person", "confirmed_by__person"
    )


def waiting_to_be_confirmed(recoveries: QuerySet[Recovery]) -> QuerySet[Recovery]:
    """The latest of an account, while nobody has met its holder."""
    return recoveries.filter(confirmed_at=None, at=F("user__unproven_since"))
