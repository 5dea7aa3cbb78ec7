"""What a filter form selects: the list and its .xlsx ask the same question."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db.models import Exists, Max, OuterRef, QuerySet

from hoathuan.accounts.actor import Actor
from hoathuan.core.dates import today
from hoathuan.teams import selectors
from hoathuan.teams.forms import MediatorFilter, TeamFilter
from hoathuan.teams.models import Mediator, MediatorTraining, Team


def teams(actor: Actor, form: TeamFilter, *, only_gaps: bool = False) -> QuerySet[Team]:
    """Working teams that the filter asks for."""
    queryset = selectors.teams_visible_to(actor).filter(selectors.on_day())
    queryset = selectors.named(queryset, form.value("ten") or "")
    if commune := form.value("xa"):
        queryset = queryset.filter(now_commune=commune)
    gap = form.value("thieu")
    if gap or only_gaps:
        queryset = selectors.lacking(queryset, gap if gap not in ("co", None) else "")
    return queryset


def mediators(actor: Actor, form: MediatorFilter) -> QuerySet[Mediator]:
    """Active mediators that the filter asks for."""
    queryset = selectors.mediators_visible_to(actor).filter(selectors.on_day())
    queryset = selectors.named(queryset, form.value("ten") or "")
    if commune := form.value("xa"):
        queryset = queryset.filter(now_commune=commune)
    columns = {"gioi": "sex", "dan_toc": "minority", "trinh_do": "qualification"}
    asked = {column: form.value(name) for name, column in columns.items() if form.value(name)}
    return _by_training(queryset.filter(**asked), form.value("tap_huan"))


def _by_training(queryset: QuerySet[Mediator], asked: Any) -> QuerySet[Mediator]:
    if not asked:
        return queryset
    trainings = MediatorTraining.objects.filter(mediator=OuterRef("pk"))
    if asked == "chua-bao-gio":
        return queryset.filter(~Exists(trainings))
    this_year = Exists(trainings.filter(trained_on__year=today().year))
    return queryset.filter(this_year if asked == "nam-nay" else ~this_year)


def trained(rows: Sequence[Mediator]) -> list[tuple[Mediator, date | None]]:
    """Each mediator with the last day of training: one query."""
    found = MediatorTraining.objects.filter(mediator__in=[row.pk for row in rows]).order_by()
    days = dict(found.values_list("mediator").annotate(Max("trained_on")))
    return [(row, days.get(row.pk)) for row in rows]
