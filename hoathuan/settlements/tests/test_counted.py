"""The numbers of what follows an agreement say what a person counts from the rows."""

from datetime import date
from decimal import Decimal

import pytest

from hoathuan.cases import services as cases
from hoathuan.core.windows import Window
from hoathuan.settlements.choices import Deed
from hoathuan.settlements.models import Promise, Report
from hoathuan.settlements.services import reporting
from hoathuan.stats.api import Measure, drill_url, value

from .test_following import add, tell

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


def test_promises_kept_are_divided_by_all_whose_outcome_is_known(acted, case, world, client_for, seat_of):
    """In time, late and not at all; one is still awaited, and one the parties dropped together."""
    kept, late, broken, _awaited, dropped = (add(acted, case, deed=f"Việc {n}")[0] for n in range(5))
    tell(acted, kept, Deed.KEPT, DUE)
    tell(acted, late, Deed.KEPT, date(2026, 6, 22))
    tell(acted, broken, Deed.BROKEN, date(2026, 6, 22))
    tell(acted, dropped, Deed.DROPPED, date(2026, 6, 19), words="Hai bên thôi")
    known = [one.standing for one in Promise.objects.all() if one.settled_on and one.standing != "dropped"]
    assert sorted(known) == ["broken", "kept", "kept_late"]
    june = Window(date(2026, 6, 1), date(2026, 6, 30))
    assert value(Measure("settlements.kept_rate"), world.xa_a, june) == Decimal(2) / 3
    assert value(Measure("settlements.promises"), world.xa_a, june, then=True) == 3
    assert value(Measure("settlements.kept_rate"), world.xa_b, june) is None
    url = drill_url(Measure("settlements.promises"), world.xa_a, june)
    for seat in (seat_of("commune_officer", world.xa_a), seat_of("province_officer", world.tinh_mau)):
        assert client_for(seat).get(url).context["shown"] == 3
    assert client_for(seat_of("commune_officer", world.xa_b)).get(url).status_code == 404
    assert client_for(None).get(url).status_code == 302
