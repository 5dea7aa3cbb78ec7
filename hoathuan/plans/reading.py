"""Who reads files of plans: whoever sees the plan, and for evidence whoever sees the target."""

from django.db.models import QuerySet

from hoathuan.accounts.actor import Actor
from hoathuan.accounts.rules import OFFICE
from hoathuan.core.attachments.api import readers

from .models import Plan, TargetReport
from .rights import plans_seen, targets_seen


def _plans(actor: Actor) -> QuerySet[Plan]:
    return plans_seen(actor) if OFFICE(actor) else Plan.objects.none()


def _reports(actor: Actor) -> QuerySet[TargetReport]:
    if not OFFICE(actor):
        return TargetReport.objects.none()
    return TargetReport.objects.filter(target__in=targets_seen(actor))


def register_all() -> None:
    readers.register("plans.Plan", _plans)
    readers.register("plans.TargetReport", _reports)
