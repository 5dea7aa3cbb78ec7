"""The numbers of what follows an agreement say what a person counts from the rows."""

from datetime import date

import pytest

from hoathuan.cases import services as cases
from hoathuan.core.windows import Window
from hoathuan.settlements.models import Report
from hoathuan.settlements.services import reporting
from hoathuan.stats.api import Measure, value

pytestmark = pytest.mark.django_db
DUE = date(2026, 6, 20)


def test_problems_told_to_the_front_are_counted_by_the_day_of_telling(
    acted, case, world, seat_of, team, head
):
    mediator = seat_of("mediator", world.villages["Xã An Mẫu"][0], team_id=team.pk)

    def counted(**where):
        return value(
            Measure("settlements.reports", where), world.xa_a, Window(date(2026, 6, 1), date(2026, 6, 30))
        )

    one = acted(lambda actor: reporting.report(actor=actor, case=case, kind="late", seen_on=DUE), mediator)
    assert counted() == 0, "the head knows, the Front does not yet"
    acted(lambda actor: reporting.pass_on(actor=actor, one=one), head)
    told = [row for row in Report.objects.all() if row.told_front_on]
    assert counted() == counted(kind="late") == len(told) == 1
    assert counted(kind="other") == 0
    acted(lambda actor: cases.void(actor=actor, case=case, version=case.version, reason="ghi trùng"))
    assert counted() == 0
