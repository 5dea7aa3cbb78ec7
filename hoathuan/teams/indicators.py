"""The numbers that the registry gives: teams, villages, mediators, training."""

from datetime import date
from typing import Any

from django.db.models import (
    BigIntegerField,
    Case,
    DateField,
    F,
    FilteredRelation,
    Func,
    Q,
    QuerySet,
    Value,
    When,
)
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from hoathuan.accounts.actor import Actor
from hoathuan.accounts.choices import Sex
from hoathuan.accounts.reach import within_reach
from hoathuan.core.text import legal_text
from hoathuan.stats.api import (
    COMMUNE,
    Dimension,
    Indicator,
    Kind,
    RecordColumn,
    RowFacts,
    register,
    register_teams,
)
from hoathuan.units.choices import Level
from hoathuan.units.models import Placement

from .choices import Composition, Minority, Qualification
from .models import Mediator, MediatorTraining, Team, TeamStanding
from .selectors import mediators_visible_to

_GROUP = _("Tổ hòa giải, hòa giải viên")
_REVIEW = legal_text(
    "Luật 35/2013/QH13, Điều 12; Nghị quyết liên tịch 01/2014/NQLT/CP-UBTƯMTTQVN, Điều 11 khoản 2"
)
_LONG_AGO = date(1900, 1, 1)


def register_all() -> None:
    """Make the figures of the registry known to stats."""
    register_teams(lambda: Team.objects.all())
    _villages()
    _teams()
    _mediators()
    _trained()


def _teams() -> None:
    register(
        Indicator(
            key="teams.active",
            label=_("Tổ hòa giải đang hoạt động"),
            kind=Kind.STOCK,
            unit_label=_("tổ"),
            definition=_(
                "Đếm tổ hòa giải đang hoạt động vào hết ngày cuối kỳ. Tổ đủ thành phần khi có từ 3 hòa giải viên, "
                "có nữ, có người dân tộc thiểu số ở nơi luật yêu cầu, và tổ trưởng là hòa giải viên của tổ."
            ),
            legal_source=_REVIEW,
            facts=RowFacts(lambda: TeamStanding.objects.all(), start="started_on", end="ended_on"),
            dimensions={"composition": Dimension(_("Thành phần"), "composition", Composition.choices)},
            records=_standings_seen,
            columns=(
                RecordColumn(_("Tổ hòa giải"), lambda row: str(row.team)),
                RecordColumn(_("Xã, phường"), COMMUNE),
                RecordColumn(_("Thành phần"), lambda row: row.get_composition_display()),
                RecordColumn(_("Từ ngày"), "started_on", "date"),
            ),
            detail=lambda row, actor: reverse("teams:detail", args=[row.team.uuid]),
            cells=True,
            group=_GROUP,
        )
    )


def _standings_seen(actor: Actor, facts: QuerySet[TeamStanding]) -> QuerySet[TeamStanding]:
    seen = facts.filter(within_reach(actor)).select_related("team", "now_commune")
    return seen.filter(team_id=actor.team_id) if actor.team_id is not None else seen


def _villages() -> None:
    register(
        Indicator(
            key="teams.villages",
            label=_("Thôn, tổ dân phố"),
            kind=Kind.STOCK,
            unit_label=_("thôn, tổ dân phố"),
            definition=_("Đếm thôn, bản, tổ dân phố và tương đương thuộc xã, phường vào hết ngày cuối kỳ."),
            legal_source=legal_text("Luật 35/2013/QH13, Điều 2 khoản 2"),
            facts=RowFacts(
                _village_places,
                start="first_day",
                until="day_after",
                area="home__id",
                province="province_now",
                commune="home__now_commune_id",
                team="",
            ),
            records=lambda actor, facts: facts.filter(within_reach(actor, "home__")).select_related(
                "unit", "parent"
            ),
            columns=(
                RecordColumn(_("Thôn, tổ dân phố"), "unit.name"),
                RecordColumn(_("Xã, phường"), "parent.name"),
            ),
            group=_GROUP,
        )
    )


def _village_places() -> QuerySet[Any]:
    """Villages under their communes, with the area of the commune on the village's first day there.

    A village of a split commune that nobody has placed stands directly under its province.
    """
    first = Coalesce(
        Func("valid", function="lower", output_field=DateField()), Value(_LONG_AGO), output_field=DateField()
    )
    places = Placement.objects.filter(unit__level=Level.VILLAGE)
    return places.annotate(
        first_day=first,
        day_after=Func("valid", function="upper", output_field=DateField()),
        home=FilteredRelation(
            "parent__areas",
            # a unit has one area of its own a day, and the parts of it that were placed one by one
            condition=Q(parent__areas__valid__contains=_first_of("valid"), parent__areas__part=None),
        ),
        province_now=Coalesce(
            "home__now_province_id",
            Case(When(parent__level=Level.PROVINCE, then="parent_id"), output_field=BigIntegerField()),
        ),
    )


def _first_of(column: str) -> Any:
    """The first day of a range column as a range of one day or from the beginning, for `@>`."""
    lower = Coalesce(
        Func(F(column), function="lower", output_field=DateField()),
        Value(_LONG_AGO, output_field=DateField()),
        output_field=DateField(),
    )
    return lower


def _mediators() -> None:
    register(
        Indicator(
            key="mediators.active",
            label=_("Hòa giải viên"),
            kind=Kind.STOCK,
            unit_label=_("người"),
            definition=_(
                "Đếm hòa giải viên đang được công nhận vào hết ngày cuối kỳ, mỗi người một lần ở mỗi tổ."
            ),
            legal_source=_REVIEW,
            facts=RowFacts(lambda: Mediator.objects.all(), start="started_on", end="ended_on"),
            dimensions={
                "sex": Dimension(_("Giới tính"), "sex", Sex.choices),
                "minority": Dimension(_("Dân tộc"), "minority", Minority.choices),
                "qualification": Dimension(_("Trình độ chuyên môn"), "qualification", Qualification.choices),
            },
            records=_mediators_seen,
            columns=_MEDIATOR,
            detail=_mediator_page,
            cells=True,
            group=_GROUP,
        )
    )


def _trained() -> None:
    register(
        Indicator(
            key="mediators.trained",
            label=_("Hòa giải viên được bồi dưỡng trong kỳ"),
            kind=Kind.DISTINCT,
            unit_label=_("người"),
            definition=_(
                "Đếm hòa giải viên có ít nhất một lần bồi dưỡng chuyên môn, nghiệp vụ trong kỳ; mỗi người một lần."
            ),
            legal_source=legal_text("Luật 35/2013/QH13, Điều 9"),
            facts=RowFacts(
                lambda: MediatorTraining.objects.all(),
                start="trained_on",
                subject="mediator_id",
                subjects=lambda: Mediator.objects.all(),
                team="mediator__team_id",
            ),
            records=_mediators_seen,
            columns=_MEDIATOR,
            detail=_mediator_page,
            group=_GROUP,
        )
    )


_MEDIATOR = (
    RecordColumn(_("Họ và tên"), "person.full_name"),
    RecordColumn(_("Tổ hòa giải"), lambda row: str(row.team)),
    RecordColumn(_("Xã, phường"), COMMUNE),
    RecordColumn(_("Ngày công nhận"), "started_on", "date"),
)


def _mediators_seen(actor: Actor, facts: QuerySet[Mediator]) -> QuerySet[Mediator]:
    visible = mediators_visible_to(actor).values("pk")
    return facts.filter(pk__in=visible).select_related("person", "team", "now_commune")


def _mediator_page(row: Mediator, actor: Actor) -> str:
    return reverse("teams:mediator", args=[row.uuid])
