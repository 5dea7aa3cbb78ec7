"""The period of a form in force stands among what is due about its end; that of a form that ended does not."""

from datetime import date, datetime
from typing import Any

import pytest

from hoathuan.core.dates import ZONE
from hoathuan.inbox.dues.reading import lines_of
from hoathuan.reports.models import FormVersion
from hoathuan.reports.services import load_forms

pytestmark = pytest.mark.django_db


@pytest.fixture
def form(world: Any) -> FormVersion:
    """The form of 2013 as if it were in force again."""
    load_forms()
    version = FormVersion.objects.filter(code="20-2013-bieu-12").latest("version")
    definition = version.definition | {"in_force": {"first": "2025-07-01"}}
    return FormVersion.objects.create(
        code=version.code,
        version=version.version + 1,
        valid=(date(2025, 7, 1), None),
        definition=definition,
        digest="x",
    )


def on(monkeypatch: pytest.MonkeyPatch, day: date) -> None:
    from django.utils import timezone

    moment = datetime(day.year, day.month, day.day, 9, tzinfo=ZONE)
    monkeypatch.setattr(timezone, "now", lambda: moment)


def periods(actor: Any) -> list[tuple[date | None, str]]:
    return [(line.due.due_on, line.state) for line in lines_of(actor, only=["reports.period"])]


def test_each_unit_is_told_of_its_own_period_about_its_end(
    form, world, seat_of, actor_of, monkeypatch
) -> None:
    officer, mediator = seat_of("commune_officer", world.xa_a), seat_of("village_head", world.xa_a)
    expected = {
        date(2026, 6, 1): [],
        date(2026, 6, 20): [(date(2026, 6, 30), "risk")],
        date(2026, 7, 5): [(date(2026, 6, 30), "risk")],
        date(2026, 8, 1): [],
        date(2027, 1, 2): [(date(2026, 12, 31), "risk")],
    }
    for day, found in expected.items():
        on(monkeypatch, day)
        assert periods(actor_of(officer)) == found, day
        assert periods(actor_of(mediator)) == []


def test_a_form_that_ended_is_due_to_nobody(world, seat_of, actor_of, monkeypatch) -> None:
    load_forms()
    on(monkeypatch, date(2026, 6, 30))
    assert periods(actor_of(seat_of("commune_officer", world.xa_a))) == []


def test_the_link_opens_the_form_with_that_period(
    form, world, seat_of, actor_of, client_for, monkeypatch
) -> None:
    on(monkeypatch, date(2026, 6, 30))
    officer = seat_of("commune_officer", world.xa_a)
    (line,) = lines_of(actor_of(officer), only=["reports.period"])
    page = client_for(officer).get(line.due.url).content.decode()
    assert "30/06/2026" in page
