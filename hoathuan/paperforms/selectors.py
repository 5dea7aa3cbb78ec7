"""Reads about forms, always within the actor's reach."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from hoathuan.accounts.actor import Actor
from hoathuan.accounts.choices import TEAM_KINDS
from hoathuan.core.attachments.models import Attachment
from hoathuan.teams.api import Team, TeamVillage, on_day
from hoathuan.units.api import whole_successors
from hoathuan.units.models import Unit

from .choices import DraftState
from .models import Batch, Draft, Form, Photo, Receipt
from .rights import DECIDERS, PRINTERS


def batches_seen(actor: Actor) -> QuerySet[Batch]:
    """What was printed for the commune, newest first, with the number of forms."""
    if not PRINTERS(actor):
        return Batch.objects.none()
    seen: QuerySet[Batch] = Batch.objects.visible_to(actor).order_by("-id")
    return seen.annotate(count=Count("forms"), used=Count("forms__draft"))


def teams_of_commune(actor: Actor) -> QuerySet[Team]:
    """The working teams whose papers this seat may hand in: of its commune; a team's own people, of their team."""
    teams = Team.objects.filter(on_day(), now_commune_id=actor.commune_id or 0).order_by("sort", "id")
    return teams.filter(pk=actor.team_id or 0) if actor.kind in TEAM_KINDS else teams


def drafts_seen(actor: Actor) -> QuerySet[Draft]:
    """Filled forms that this seat may read; row security says the same."""
    if not DECIDERS(actor):
        return Draft.objects.none()
    drafts = Draft.objects.select_related("form", "team", "case").exclude(state=DraftState.JOINED)
    if actor.kind in TEAM_KINDS:
        return drafts.filter(team_id=actor.team_id or 0)
    return drafts.filter(now_commune_id=actor.commune_id or 0)


def drafts_waiting(actor: Actor) -> QuerySet[Draft]:
    """Those that nobody has typed in, the oldest first."""
    return drafts_seen(actor).filter(state=DraftState.WAITING).order_by("made_at", "id")


def photos_seen(actor: Actor) -> QuerySet[Photo]:
    """Pictures of those forms; a team does not see one on which forms of other teams are."""
    photos = Photo.objects.filter(draft__in=drafts_seen(actor))
    return photos.filter(mixed=False) if actor.kind in TEAM_KINDS else photos


def files_of(actor: Actor, drafts: Iterable[Draft]) -> list[Attachment]:
    """The pictures of these forms, in the order in which they came in."""
    photos = photos_seen(actor).filter(draft__in=list(drafts)).select_related("file").order_by("id")
    return [photo.file for photo in photos]


def receipts(actor: Actor, sending: UUID) -> list[Receipt]:
    """What became of the pictures that this seat sent at one time."""
    own = Receipt.objects.filter(seat_id=actor.seat_id or 0, sending=sending)
    return list(own.select_related("team").order_by("id"))


def forms_by_code(found: Iterable[str]) -> list[Form]:
    """The forms of these codes, whichever commune's they are."""
    codes = list(found)
    return list(Form.objects.filter(code__in=codes).select_related("team").order_by("team_id", "number"))


def working_team(form: Form) -> Team | None:
    """The form's team; where it no longer works, the one team that serves its villages, or what they became."""
    team: Team = form.team
    if Team.objects.filter(on_day(), pk=team.pk).exists():
        return team
    served = Unit.objects.filter(village_teams__team=team)
    villages = {*served.values_list("pk", flat=True), *whole_successors(served).values()}
    following = TeamVillage.objects.filter(
        village__in=villages, ended_on=None, team__now_commune=team.now_commune_id
    )
    found = Team.objects.filter(on_day(), pk__in=following.values("team")).distinct()[:2]
    return found[0] if len(found) == 1 else None


def waiting_counts(actor: Actor) -> tuple[int, int]:
    """Forms that wait to be typed in, and those of which nobody knows the team."""
    counted = drafts_waiting(actor).order_by().aggregate(
        known=Count("pk", filter=~Q(team=None)), unknown=Count("pk", filter=Q(team=None))
    )  # fmt: skip
    return counted["known"], counted["unknown"]
