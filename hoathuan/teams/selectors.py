"""Reads about teams and mediators: always within the actor's reach, for a day (without one, today)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.postgres.search import SearchQuery, SearchVector
from django.db.models import Count, Exists, F, FilteredRelation, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from hoathuan.accounts.actor import Actor
from hoathuan.accounts.choices import Sex
from hoathuan.accounts.reach import units_in_reach, within_reach
from hoathuan.core.dates import today
from hoathuan.core.text import fold
from hoathuan.core.windows import Window
from hoathuan.stats.api import Measure, table
from hoathuan.units.choices import Level
from hoathuan.units.models import Unit
from hoathuan.units.selectors import country

from . import rules
from .choices import Composition, Gap, Minority
from .models import CommuneDecision, Mediator, Team, TeamHead, TeamStanding, TeamVillage

Teams = QuerySet[Team]
Mediators = QuerySet[Mediator]
COMMON = 20_000
"""How many rows of one name a search of the whole country looks at."""
Counts = dict[int | None, int]
"""By the key of a unit; None: in no unit of the level."""


def on_day(day: date | None = None, prefix: str = "") -> Q:
    """Runs on that day, by `started_on` and `ended_on` (its last day)."""
    day = day or today()
    ends = Q(**{f"{prefix}ended_on": None}) | Q(**{f"{prefix}ended_on__gte": day})
    return Q(**{f"{prefix}started_on__lte": day}) & ends


def teams_visible_to(actor: Actor) -> Teams:
    """All teams of the seat's reach, dissolved ones too; a head or mediator sees the own team."""
    if actor.team_id is not None:
        return Team.objects.filter(pk=actor.team_id)
    return Team.objects.filter(within_reach(actor))


def mediators_visible_to(actor: Actor) -> Mediators:
    """All terms in the seat's reach, ended ones too; a head or mediator sees those of the own team."""
    if actor.team_id is not None:
        return Mediator.objects.filter(team_id=actor.team_id)
    return Mediator.objects.filter(within_reach(actor))


def active_mediators(team: Team, day: date | None = None) -> Mediators:
    """The team's mediators on that day, in Vietnamese order of names."""
    return Mediator.objects.filter(on_day(day), team=team).select_related("person").order_by("sort", "id")


def named(queryset: QuerySet[Any], words: str) -> QuerySet[Any]:
    """Rows whose `folded` holds all these words, with or without accents, the last one only begun."""
    found = _words(words)
    if not found:
        return queryset
    query = " & ".join([*found[:-1], f"{found[-1]}:*"])
    asked = SearchQuery(query, search_type="raw", config="simple")
    found_rows: QuerySet[Any] = queryset.annotate(words=SearchVector("folded", config="simple"))
    return found_rows.filter(words=asked)


def _words(typed: str) -> list[str]:
    return "".join(char if char.isalnum() else " " for char in fold(typed)).split()


def named_in_country(queryset: QuerySet[Any], words: str) -> QuerySet[Any]:
    """The same where nothing else narrows the rows down: of several words at most `COMMON` rows, with `found_sort`.

    One word is found in the order of the list. People of several words stand close together in it, so that walking
    through the order would first pass by all others: they are found by their words and then sorted by `found_sort`.
    """
    if len(_words(words)) < 2:
        return named(queryset, words)
    alike = _alike(queryset, words).values("pk")[:COMMON]
    found: QuerySet[Any] = queryset.filter(pk__in=alike).annotate(found_sort=Coalesce("sort", Value("")))
    return found


def order_of(queryset: QuerySet[Any]) -> tuple[str, str]:
    """The columns by which a list of teams or mediators pages."""
    return ("found_sort" if "found_sort" in queryset.query.annotations else "sort", "id")


def too_common(queryset: QuerySet[Any], words: str) -> bool:
    """More rows bear these words than `named_in_country` looks at: a province has to be chosen."""
    return len(_words(words)) > 1 and _alike(queryset, words)[: COMMON + 1].count() > COMMON


def _alike(queryset: QuerySet[Any], words: str) -> QuerySet[Any]:
    return named(queryset.model._default_manager.order_by(), words)


def incomplete(day: date | None = None) -> Exists:
    """Teams whose standing on that day is incomplete."""
    standing = TeamStanding.objects.filter(
        on_day(day), team=OuterRef("pk"), composition=Composition.INCOMPLETE
    )
    return Exists(standing)


def lacking(queryset: Teams, gap: str, day: date | None = None) -> Teams:
    """Teams that have this gap (a `Gap`), or any gap of composition and head when `gap` is empty."""
    day = day or today()
    if not gap:
        return queryset.filter(incomplete(day))
    members = Mediator.objects.filter(on_day(day), team=OuterRef("pk"))
    not_accepted = ~Q(accepted_on__lte=day)
    head = TeamHead.objects.filter(on_day(day), team=OuterRef("pk"))
    if gap == Gap.FEW:
        queryset = queryset.annotate(members=_count(members))
        return queryset.filter(not_accepted, members__lt=rules.LEAST_MEDIATORS)
    if gap == Gap.NO_WOMAN:
        return queryset.filter(not_accepted, ~Exists(members.filter(sex=Sex.FEMALE)))
    if gap == Gap.NO_MINORITY:
        minority = members.filter(minority=Minority.OTHER)
        return queryset.filter(not_accepted, ~Exists(minority), needs_minority=True)
    if gap == Gap.NO_HEAD:
        return queryset.filter(~Exists(head))
    if gap == Gap.HEAD_LEFT:
        return queryset.filter(Exists(head), ~Exists(head.filter(on_day(day, "mediator__"))))
    return _outside_limits(queryset, members, day)


def _count(members: Mediators) -> Coalesce:
    counted = members.order_by().values("team").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted), 0)


def _outside_limits(queryset: Teams, members: Mediators, day: date) -> Teams:
    """R2: more or fewer mediators than the newest decision of the commune."""
    newest = CommuneDecision.objects.filter(
        now_commune=OuterRef("now_commune"), area__then_commune=F("now_commune"), decided_on__lte=day
    ).order_by("-decided_on", "-id")
    queryset = queryset.annotate(
        members=_count(members),
        least=Subquery(newest.values("team_least")[:1]),
        most=Subquery(newest.values("team_most")[:1]),
    )
    few = Q(least__gt=rules.LEAST_MEDIATORS, members__lt=F("least"))
    return queryset.filter(Q(members__gt=F("most")) | few)


@dataclass(frozen=True)
class TeamRow:
    """A team as a list shows it."""

    team: Team
    head: Mediator | None
    villages: list[str]
    makeup: rules.Makeup
    gaps: list[rules.TeamGap]


def team_rows(teams: Sequence[Team], day: date | None = None) -> list[TeamRow]:
    """Teams with head, villages, numbers and gaps: four queries for any number of teams."""
    day = day or today()
    keys = [team.pk for team in teams]
    counts = _makeup_counts(keys, day)
    heads = {head.team_id: head for head in _heads(keys, day)}
    villages = _villages(keys, day)
    limits = latest_decisions({team.now_commune_id for team in teams if team.now_commune_id}, day)
    rows = []
    for team in teams:
        head = heads.get(team.pk)
        limit = limits.get(team.now_commune_id) if team.now_commune_id else None
        makeup = _makeup(team, counts.get(team.pk, (0, 0, 0)), head, limit, day)
        gaps = rules.gaps(makeup) if team.ended_on is None else []
        rows.append(TeamRow(team, head.mediator if head else None, villages.get(team.pk, []), makeup, gaps))
    return rows


def _makeup_counts(keys: list[int], day: date) -> dict[int, tuple[int, int, int]]:
    found = (
        Mediator.objects.filter(on_day(day), team__in=keys)
        .order_by()
        .values_list("team")
        .annotate(
            n=Count("pk"),
            women=Count("pk", filter=Q(sex=Sex.FEMALE)),
            others=Count("pk", filter=Q(minority=Minority.OTHER)),
        )
    )
    return {team: (n, women, minority) for team, n, women, minority in found}


def _heads(keys: list[int], day: date) -> QuerySet[TeamHead]:
    heads = TeamHead.objects.filter(on_day(day), team__in=keys)
    return heads.select_related("mediator__person")


def _villages(keys: list[int], day: date) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    links = TeamVillage.objects.filter(on_day(day), team__in=keys).order_by("village__sort")
    for team, name in links.values_list("team", "village__name"):
        found.setdefault(team, []).append(name)
    return found


def latest_decisions(communes: Iterable[int], day: date | None = None) -> dict[int, CommuneDecision]:
    """The decision of Art. 12(2) that holds in each commune on that day: its own, not of a commune it came from."""
    decisions = CommuneDecision.objects.filter(
        now_commune__in=list(communes), area__then_commune=F("now_commune"), decided_on__lte=day or today()
    )
    newest = decisions.order_by("now_commune", "-decided_on", "-id").distinct("now_commune")
    return {found.now_commune_id: found for found in newest if found.now_commune_id}


def _makeup(
    team: Team, counts: tuple[int, int, int], head: TeamHead | None, limit: CommuneDecision | None, day: date
) -> rules.Makeup:
    ended = head.mediator.ended_on if head else None
    return rules.Makeup(
        mediators=counts[0],
        women=counts[1],
        minority=counts[2],
        needs_minority=team.needs_minority,
        has_head=head is not None,
        head_active=head is not None and head.mediator.started_on <= day and (ended is None or ended >= day),
        accepted=team.accepted_on is not None and team.accepted_on <= day,
        least=limit.team_least if limit else None,
        most=limit.team_most if limit else None,
    )


def villages_without_team(actor: Actor, commune_id: int | None = None) -> QuerySet[Any]:
    """Villages in reach that no team serves today, each with `commune_name`."""
    communes = units_in_reach(actor).filter(level=Level.COMMUNE)
    if commune_id is not None:
        communes = communes.filter(pk=commune_id)
    served = TeamVillage.objects.filter(on_day(), on_day(prefix="team__"), village=OuterRef("pk"))
    place = FilteredRelation("placements", condition=Q(placements__valid__contains=today()))
    placed: QuerySet[Any] = Unit.objects.filter(level=Level.VILLAGE).annotate(place=place)
    bare: QuerySet[Any] = placed.filter(~Exists(served), place__parent__in=communes.order_by())
    found: QuerySet[Any] = bare.annotate(
        commune_name=F("place__parent__name"), commune_id=F("place__parent_id")
    )
    return found


@dataclass(frozen=True)
class UnitRow:
    """What a province sees of one commune; unit None: of what stands in none.

    The nation sees provinces, without `trained` and `bare_villages`.
    """

    unit: Unit | None
    teams: int
    incomplete: int
    mediators: int
    trained: int
    bare_villages: int


def by_unit(actor: Actor) -> list[UnitRow]:
    """Teams, gaps, mediators and villages without a team, by the units right under the seat's own.

    Last, without a unit, what a divided commune left unallocated: the rows add up to the seat's whole.
    """
    column, level = ("now_province", Level.PROVINCE) if actor.nation else ("now_commune", Level.COMMUNE)
    teams, lacking_teams, mediators = _sums_by_province() if actor.nation else _rows_by(actor, column)
    trained: Counts = {}
    bare: Counts = {}
    if not actor.nation:  # half a million rows are not counted for a page
        served = mediators_visible_to(actor).filter(on_day(), trainings__isnull=False)
        trained = _grouped(served.distinct(), column)
        found = villages_without_team(actor).order_by().values_list("place__parent_id").annotate(Count("pk"))
        bare = dict(found)
    counts = (teams, lacking_teams, mediators, trained, bare)
    rows = [_unit_row(unit, counts) for unit in units_in_reach(actor).filter(level=level)]
    return [*rows, _unit_row(None, counts)] if any(None in found for found in counts) else rows


def _unit_row(unit: Unit | None, counts: Iterable[Counts]) -> UnitRow:
    return UnitRow(unit, *(found.get(unit.pk if unit else None, 0) for found in counts))


def _rows_by(actor: Actor, column: str) -> list[Counts]:
    teams = teams_visible_to(actor).filter(on_day())
    mediators = mediators_visible_to(actor).filter(on_day())
    return [_grouped(rows, column) for rows in (teams, teams.filter(incomplete()), mediators)]


def _sums_by_province() -> list[Counts]:
    """For the nation from the kept sums."""
    measures = [
        Measure("teams.active"),
        Measure("teams.active", {"composition": (Composition.INCOMPLETE,)}),
        Measure("mediators.active"),
    ]
    grid = table(measures, country(), Window.day(today()))
    return [{row.key: int(grid.cell(row, n) or 0) for row in grid.rows} for n in range(3)]


def _grouped(queryset: QuerySet[Any], column: str) -> Counts:
    return dict(queryset.order_by().values_list(column).annotate(Count("pk", distinct=True)))


def team_counts(units: Iterable[Unit], day: date | None = None) -> dict[int, int]:
    """How many teams work on that day in each of these units (provinces or communes)."""
    wanted = list(units)
    found: Counts = {}
    for column, level in (("now_province", Level.PROVINCE), ("now_commune", Level.COMMUNE)):
        keys = [unit.pk for unit in wanted if unit.level == level]
        if keys:
            found |= _grouped(Team.objects.filter(on_day(day), **{f"{column}__in": keys}), column)
    return {unit.pk: found.get(unit.pk, 0) for unit in wanted}


@dataclass(frozen=True)
class GapsSummary:
    """What needs a hand in the seat's reach: teams, those incomplete, and which gap how often."""

    teams: int
    incomplete: int
    by_gap: dict[str, int]
    bare_villages: int


def gaps_summary(actor: Actor) -> GapsSummary:
    """Counts of today's gaps for a home page."""
    teams = teams_visible_to(actor).filter(on_day())
    by_gap = {gap.value: lacking(teams, gap.value).count() for gap in Gap}
    bare = 0 if actor.nation or actor.team_id else villages_without_team(actor).count()
    return GapsSummary(teams.count(), teams.filter(incomplete()).count(), by_gap, bare)
