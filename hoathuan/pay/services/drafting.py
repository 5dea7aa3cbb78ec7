"""A claim from the register in one click: every ended dispute that nobody has asked pay for yet."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _

from hoathuan.accounts.actor import Actor
from hoathuan.accounts.following import hold_units
from hoathuan.cases.api import Case, State
from hoathuan.core.dates import today
from hoathuan.core.writing import write_changed
from hoathuan.documents.api import book_key, reserve_numbers
from hoathuan.pay import evidence
from hoathuan.pay.choices import (
    LIVE_ITEMS,
    ClaimState,
    DifferenceState,
    ItemKind,
    ItemState,
)
from hoathuan.pay.errors import NotYours, PayRefused
from hoathuan.pay.models import Claim, ClaimItem, Difference, Share
from hoathuan.pay.rates import Rates
from hoathuan.pay.rights import PREPARERS, of_team
from hoathuan.pay.rules import RATE_KEYS, covers, split
from hoathuan.pay.standing import Stated, stated_for
from hoathuan.pay.working import workers_of_many
from hoathuan.teams.api import Team
from hoathuan.units.models import Area, Unit
from hoathuan.units.selectors import homes_of

from .keeping import hold_corrected, note_many

_BATCH = 2_000


def claimable(teams: Iterable[Team], since: date | None = None) -> QuerySet[Case]:
    """Ended disputes of these teams without a standing request; what was refused is asked for again one by one."""
    asked = ClaimItem.objects.filter(case=OuterRef("pk"), kind=ItemKind.PAY)
    ended = Case.objects.filter(
        team__in=list(teams), state=State.ENDED, voided_on=None, ended_on__lte=today()
    )
    if since is not None:
        ended = ended.filter(ended_on__gte=since)
    standing = asked.filter(state__in=[*LIVE_ITEMS, ItemState.REFUSED])
    return ended.filter(~Exists(standing)).order_by("team_id", "ended_on", "pk")


def usual_since(day: date) -> date:
    """From which ending on a click takes disputes: this year's, until the end of March last year's too."""
    return date(day.year - (day.month <= 3), 1, 1)


@transaction.atomic
def draft(*, actor: Actor, teams: Iterable[Team], since: date | None = None) -> list[Claim]:
    """One draft for each of these teams that has something to ask for; an open draft of a team is added to.

    Pressed twice, the second press finds nothing left and gives the same drafts back. Disputes whose proofs unlock
    nothing yet stay out: they may be asked for as soon as they are proved.
    """
    hold_units(actor)
    day = today()
    held = _held(actor, teams)
    hold_corrected(team.pk for team in held)
    cases = list(claimable(held, since or usual_since(day)))
    proved = [one for one in ladders_today(cases, day) if one.unlocked.outcome]
    corrected = _corrected(held)
    owed = {team for team, amounts in corrected.items() if max(amounts) > 0}
    claims = _drafts_of(actor, held, {one.case.team_id for one in proved} | owed, day)
    place = last_positions(claims.values())
    before = dict(place)
    add(claims, proved, place)
    for team in sorted(corrected.keys() & claims.keys()):
        _attach_differences(claims[team], place)
    add_up(claims.values(), {key for key, last in place.items() if last > before[key]})
    changed = [claim for claim in claims.values() if claim.amount or place[claim.pk]]
    return sorted(changed, key=lambda claim: claim.pk)


@transaction.atomic
def open_draft(*, actor: Actor, team: Team) -> list[Claim]:
    """The team's draft, an empty new one where it has none: to put single disputes into."""
    hold_units(actor)
    held = _held(actor, [team])
    return list(_drafts_of(actor, held, {team.pk}, today()).values())


def _held(actor: Actor, teams: Iterable[Team]) -> list[Team]:
    """The teams, locked: of two who press at once the second finds what the first has made."""
    keys = [team.pk for team in teams]
    rows = Team.objects.select_for_update(of=("self",), no_key=True).filter(pk__in=keys).order_by("pk")
    held = list(rows)
    for team in held:
        mine = of_team(actor, team_id=team.pk, commune_id=team.now_commune_id)
        if not actor.system and not (PREPARERS(actor) and mine):
            raise NotYours(_("Chỉ tổ hòa giải và công chức tư pháp của xã lập được đề nghị của tổ này."))
    return held


def _corrected(teams: Sequence[Team]) -> dict[int, list[int]]:
    """Team → what corrections of its register after an approval have left open, more or less than was approved."""
    left = Difference.objects.filter(item__claim__team__in=teams, state=DifferenceState.OPEN)
    found: dict[int, list[int]] = {}
    for team, amount in left.values_list("item__claim__team_id", "amount"):
        found.setdefault(team, []).append(amount)
    return found


def _drafts_of(actor: Actor, teams: Sequence[Team], needed: set[int], day: date) -> dict[int, Claim]:
    """Team → its draft: the open one, else a new one with the next number of its commune's book.

    The open one is locked: what is being confirmed at this moment gets nothing that the head has not confirmed.
    """
    drafts = Claim.objects.filter(team__in=teams, state=ClaimState.DRAFT).select_for_update(of=("self",))
    found: dict[int, Claim] = {claim.team_id: claim for claim in drafts.order_by("pk").select_related("team")}
    fresh = [team for team in teams if team.pk in needed and team.pk not in found]
    if not fresh:
        return found
    homes = homes_of({team.area_id for team in fresh})
    new = [_new_claim(actor, team, day, homes.get(team.area_id, [])) for team in fresh]
    _number(new)
    for claim in Claim.objects.bulk_create(new, batch_size=_BATCH):
        found[claim.team_id] = claim
    note_many(actor, new, "drafted", day)
    return found


def _new_claim(actor: Actor, team: Team, day: date, homes: Sequence[tuple[Any, Area]]) -> Claim:
    if team.now_commune_id is None:
        words = _("Chưa biết %(team)s thuộc xã nào sau khi sắp xếp. Nhờ người quản trị xếp tổ vào xã trước.")
        raise PayRefused(words % {"team": team.name})
    claim = Claim(
        team=team, book_id=team.now_commune_id, book_year=day.year, made_on=day,
        made_by_seat=actor.seat_id, made_by=actor.label[:300],
    )  # fmt: skip
    claim.locate(next((home for days, home in homes if day in days), None) or team.area)
    return claim


def _number(claims: Sequence[Claim]) -> None:
    """The next numbers in the book of each commune and year."""
    communes = Unit.objects.in_bulk({claim.book_id for claim in claims})
    books = [book_key("pay-claim", communes[claim.book_id].uuid, claim.book_year) for claim in claims]
    wanted: dict[str, int] = {}
    for book in books:
        wanted[book] = wanted.get(book, 0) + 1
    following = reserve_numbers(wanted)
    for claim, book in zip(claims, books, strict=True):
        claim.book_number = following[book]
        following[book] += 1


def ladders_today(cases: Sequence[Case], day: date) -> list[evidence.Ladder]:
    """What the proofs of each dispute unlock by its commune's rule, once the head confirms it."""
    stated = stated_for({case.now_commune_id for case in cases}, day)
    proofs, denied = evidence.proofs_of_many(cases, confirmed=True)
    return [
        evidence.ladder_of(
            case, proofs[case.pk], stated.get(case.now_commune_id or 0, Stated()), case.pk in denied
        )
        for case in cases
    ]


def add(claims: dict[int, Claim], found: Sequence[evidence.Ladder], place: dict[int, int]) -> None:
    """Items and shares of these disputes, each into its team's claim; `place`: claim → its last position by now."""
    cases = [one.case for one in found]
    rates, workers = Rates(cases), workers_of_many(cases)
    items: list[ClaimItem] = []
    for one in found:
        claim = claims[one.case.team_id]
        place[claim.pk] += 1
        items.append(_item(claim, one, rates, place[claim.pk]))
    ClaimItem.objects.bulk_create(items, batch_size=_BATCH)
    shares = [
        share
        for item, one in zip(items, found, strict=True)
        for share in shares_of(item, split(item.amount, workers[one.case.pk], one.stated.sharing))
    ]
    Share.objects.bulk_create(shares, batch_size=_BATCH)


def last_positions(claims: Iterable[Claim]) -> dict[int, int]:
    last = {claim.pk: 0 for claim in claims}
    rows = ClaimItem.objects.filter(claim__in=last).values_list("claim_id", "position")
    for key, position in rows:
        last[key] = max(last[key], position)
    return last


def _item(claim: Claim, one: evidence.Ladder, rates: Rates, position: int) -> ClaimItem:
    """A dispute as it stands today, at the rate that its proofs unlock."""
    case: Case = one.case
    value = rates.of(case, one.unlocked.outcome)
    rate = int(value.amount or 0)
    return ClaimItem(
        claim=claim,
        case=case,
        position=position,
        ended_on=case.ended_on,  # type: ignore[misc]
        outcome=case.outcome,
        case_version=case.version,
        rate=rate,
        rate_key=RATE_KEYS[one.unlocked.outcome],
        rate_document=value.cited[:400],
        rate_confirmed=value.confirmed,
        amount=rate,
        proofs=sorted(one.proofs),
        unlocked=one.unlocked.full,
    )


def shares_of(item: ClaimItem, given: dict[int, int]) -> list[Share]:
    """Rows of the shares of one item; a difference settles and stands beside the first share."""
    return [
        Share(
            item=item, case_id=item.case_id, mediator_id=mediator, amount=amount,
            settles=item.kind == ItemKind.DIFFERENCE,
        )
        for mediator, amount in given.items()
    ]  # fmt: skip


def _attach_differences(claim: Claim, place: dict[int, int]) -> None:
    """What the register's corrections left open for this team: all that is owed, and what may be taken off that."""
    left = Difference.objects.select_for_update(of=("self",)).filter(
        item__claim__team=claim.team_id, state=DifferenceState.OPEN
    )
    have = _asked_by_mediator(claim)
    for one in left.select_related("item__case").order_by("-amount", "pk"):
        parts, own = shared_as(one.item, one.amount), have.setdefault(one.item.source, {})
        if one.amount < 0 and not covers(own, parts):
            continue  # nothing of theirs to take it off: it is given back by hand, or waits for the next claim
        for mediator, part in parts.items():
            own[mediator] = own.get(mediator, 0) + part
        place[claim.pk] += 1
        _settle(claim, one, place[claim.pk])


def _asked_by_mediator(claim: Claim) -> dict[str, dict[int, int]]:
    """Source of money → mediator → what the claim asks for them so far."""
    found: dict[str, dict[int, int]] = {}
    rows = Share.objects.filter(item__claim=claim, item__state=ItemState.OPEN, live=True)
    for source, mediator, amount in rows.values_list("item__source", "mediator_id", "amount"):
        own = found.setdefault(source, {})
        own[mediator] = own.get(mediator, 0) + amount
    return found


def _settle(claim: Claim, one: Difference, position: int) -> None:
    first = one.item
    item = ClaimItem.objects.create(
        claim=claim, case=first.case, kind=ItemKind.DIFFERENCE, original=first, position=position,
        ended_on=first.case.ended_on or first.ended_on, outcome=first.case.outcome or first.outcome,
        case_version=first.case.version, rate=abs(one.amount), rate_key=first.rate_key,
        rate_document=one.note, amount=one.amount, source=first.source, proofs=first.proofs,
    )  # fmt: skip
    Share.objects.bulk_create(shares_of(item, shared_as(first, one.amount)))
    one.state, one.settled_by = DifferenceState.SETTLED, item
    one.save(update_fields=["state", "settled_by"])


def shared_as(first: ClaimItem, amount: int) -> dict[int, int]:
    """Mediator → part of a difference, as the first sum of the dispute was shared."""
    former = {share.mediator_id: share.amount for share in first.shares.filter(live=True)}
    return _like(former, amount)


def _like(former: dict[int, int], amount: int) -> dict[int, int]:
    """Shared as the first sum was, the rest to the first."""
    total = sum(former.values())
    if not total:
        return dict.fromkeys(former, 0) | ({next(iter(former)): amount} if former else {})
    sign = -1 if amount < 0 else 1
    given = {key: sign * (abs(amount) * part // total) for key, part in former.items()}
    given[next(iter(given))] += amount - sum(given.values())
    return given


def add_up(claims: Iterable[Claim], grown: Collection[int] = ()) -> None:
    """Write the sums that are asked for; those that have `grown` are not any more what somebody has read."""
    from django.db.models import Sum

    rows = list(claims)
    asked: dict[int, Any] = dict(
        ClaimItem.objects.filter(claim__in=rows)
        .exclude(state=ItemState.DROPPED)
        .order_by()
        .values("claim_id")
        .annotate(total=Sum("amount"))
        .values_list("claim_id", "total")
    )
    for claim in rows:
        claim.amount = asked.get(claim.pk, 0)
        claim.version += claim.pk in grown
    write_changed(rows, ["amount", "version"] if grown else ["amount"])


__all__ = [
    "add",
    "add_up",
    "claimable",
    "draft",
    "ladders_today",
    "last_positions",
    "shared_as",
    "shares_of",
    "usual_since",
]
