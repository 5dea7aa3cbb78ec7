"""What a filter form selects: the list and its .xlsx ask the same question."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db.models import Exists, F, Max, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from hoathuan.accounts.actor import Actor
from hoathuan.core.dates import today
from hoathuan.teams import selectors
from hoathuan.teams.forms import MediatorFilter, TeamFilter
from hoathuan.teams.models import Mediator, MediatorTraining, Team
from hoathuan.units.choices import Level
from hoathuan.units.models import AreaSpan, Unit


def teams(actor: Actor, form: TeamFilter, *, only_gaps: bool = False) -> QuerySet[Team]:
    """Working teams that the filter asks for."""
    queryset = selectors.teams_visible_to(actor).filter(selectors.on_day())
    queryset = _placed(_named(queryset, actor, form), form)
    gap = form.value("thieu")
    if gap or only_gaps:
        queryset = selectors.lacking(queryset, gap if gap not in ("co", None) else "")
    return queryset


def _named(queryset: QuerySet[Any], actor: Actor, form: TeamFilter | MediatorFilter) -> QuerySet[Any]:
    """Rows of the name that was typed; of one that too many bear in the whole country none, and the form says so."""
    words = form.value("ten") or ""
    if not actor.nation or form.value("xa"):
        return selectors.named(queryset, words)
    if selectors.too_common(queryset, words):
        form.add_error(
            "ten", _("Tên này có quá nhiều trong cả nước: hãy chọn tỉnh, hoặc ghi tên đầy đủ hơn.")
        )
        return queryset.none()
    return selectors.named_in_country(queryset, words)


_LEVELS: dict[int, str] = {
    Level.PROVINCE: "province",
    Level.DISTRICT: "district",
    Level.COMMUNE: "commune",
}


def _placed(queryset: QuerySet[Any], form: TeamFilter | MediatorFilter) -> QuerySet[Any]:
    """Only the asked unit's rows; as then, each with `stood_in`, the commune in which it was founded or begun."""
    if unit := form.value("xa"):
        queryset = queryset.filter(_in_unit(unit, then=form.then))
    return queryset.annotate(stood_in=F("area__then_commune__name")) if form.then else queryset


def place_of(row: Team | Mediator) -> str:
    """The commune that a list names: of today, or of then where that was asked."""
    return getattr(row, "stood_in", "") or (row.now_commune.name if row.now_commune else "")


def _in_unit(unit: Unit, *, then: bool) -> Q:
    """What stands in a unit of today; as then, what ever stood in the unit."""
    if not then:
        return Q(now_province=unit) if unit.level == Level.PROVINCE else Q(now_commune=unit)
    return Q(area__in=AreaSpan.objects.filter(**{_LEVELS[unit.level]: unit}).values("area"))


def mediators(actor: Actor, form: MediatorFilter) -> QuerySet[Mediator]:
    """Active mediators that the filter asks for."""
    queryset = selectors.mediators_visible_to(actor).filter(selectors.on_day())
    queryset = _placed(_named(queryset, actor, form), form)
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
