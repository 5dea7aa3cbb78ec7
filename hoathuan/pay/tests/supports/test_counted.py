"""The numbers of support say what a person counts from the rows by hand."""

from datetime import date

import pytest

from hoathuan.core.windows import Window
from hoathuan.pay.models import Line, SupportMonth
from hoathuan.pay.supports.choices import MonthState
from hoathuan.pay.supports.services import accidents
from hoathuan.stats.api import Measure, table, value
from hoathuan.teams.models import Mediator

from .conftest import request_of
from .test_settling import approved, pay

pytestmark = pytest.mark.django_db


def test_supported_teams_are_divided_by_the_teams_at_work(funded):
    """Item 3.4.3 of the legal-access standard, counted by hand."""
    approved(funded, date(2026, 1, 1), date(2026, 3, 1))
    pay(funded, [Line.objects.get(team=funded.teams[0])])
    months = {
        team.pk: {row.month.month for row in SupportMonth.objects.filter(team=team, state=MonthState.PAID)}
        for team in funded.teams
    }
    full = [pk for pk, paid in months.items() if paid == {1, 2, 3}]
    assert (len(full), len(months)) == (1, 2)
    window = Window(date(2026, 1, 1), date(2026, 3, 31))
    assert value(Measure("access.support_rate"), funded.unit, window) == 0.5


def test_requests_are_counted_by_commune_and_month_and_never_by_team(funded):
    term = Mediator.objects.get(team=funded.teams[0], person__full_name="Người Mẫu Hai")
    funded.act(funded.officer, accidents.file_request, request=request_of(term))
    june = Window(date(2026, 6, 1), date(2026, 6, 30))
    assert value(Measure("support.accidents"), funded.unit, june) == 1
    assert value(Measure("support.accidents"), funded.world.xa_b, june) == 0
    rows = table([Measure("support.accidents")], funded.unit, june, rows="teams")
    assert [rows.cell(row, 0) for row in rows.rows if row.team_id] in ([], [None] * 2, [0] * 2)
