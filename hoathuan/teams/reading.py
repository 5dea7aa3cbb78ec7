"""Who reads files of teams: the Chair's decisions, for offices in whose reach the commune lies."""

from django.db.models import QuerySet

from hoathuan.accounts.actor import Actor
from hoathuan.accounts.rules import OFFICE
from hoathuan.core.attachments.api import readers

from .models import CommuneDecision


def _decisions(actor: Actor) -> QuerySet[CommuneDecision]:
    return CommuneDecision.objects.visible_to(actor) if OFFICE(actor) else CommuneDecision.objects.none()


def register_all() -> None:
    readers.register("teams.CommuneDecision", _decisions)
