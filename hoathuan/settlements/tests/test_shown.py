"""The few agreements of the demo, and the number of successes with a written agreement."""

from datetime import date

import pytest
from django.db import connection

from hoathuan.cases import services as cases
from hoathuan.cases.models import Case
from hoathuan.cases.tests.conftest import make_mediator
from hoathuan.core.windows import Window
from hoathuan.demo.settlements import Settlements
from hoathuan.privacy.api import Subject
from hoathuan.settlements.models import Agreement, Promise, Report, Version, VersionText
from hoathuan.settlements.privacy import followed
from hoathuan.stats.api import Measure, value
from hoathuan.units.selectors import area_of

from .conftest import record

pytestmark = pytest.mark.django_db


def test_the_demo_shows_versions_promises_and_a_request(acted, entry, head, team):
    for _n in range(4):
        acted(lambda actor: cases.record_ended_case(actor=actor, entry=entry(agreement="Dời rào (mẫu).")))
    assert Settlements(team, date(2026, 6, 23)).run() == 4
    assert sorted(Version.objects.values_list("number", flat=True)) == [1, 2]
    found = sorted(Promise.objects.values_list("standing", flat=True))
    assert found == ["broken", "kept", "kept_late", "late", "open"]
    assert Report.objects.count() == 1
    assert Agreement.objects.filter(signed_on__isnull=False).count() == 1


def test_written_agreements_are_counted_by_the_day_of_the_ending(acted, case, world, version):
    june = Window(date(2026, 6, 1), date(2026, 6, 30))
    assert value(Measure("settlements.written"), world.xa_a, june) == 1
    assert value(Measure("settlements.written_rate"), world.xa_a, june) == 1
    assert value(Measure("settlements.written"), world.xa_b, june) == 0
    assert value(Measure("settlements.written"), world.xa_a, Window(date(2026, 5, 1), date(2026, 5, 31))) == 0
    acted(lambda actor: cases.void(actor=actor, case=case, version=case.version, reason="ghi trùng"))
    assert value(Measure("settlements.written"), world.xa_a, june) == 0


def test_words_stand_where_their_dispute_stands_after_a_reform(acted, case, version, world, seat_of):
    sister = seat_of("commune_officer", world.xa_b)
    assert acted(lambda actor: VersionText.objects.count(), sister) == 0
    moved = Case.objects.get(pk=case.pk)
    moved.locate(area_of(world.xa_b))
    moved.save()
    with connection.cursor() as cursor:
        cursor.execute("SELECT settlements_place()")
        assert cursor.fetchone()[0] == 4, "one text, two lines to sign, the emptied draft"
        cursor.execute("SELECT settlements_place()")
        assert cursor.fetchone()[0] == 0, "again changes nothing"
    assert acted(lambda actor: VersionText.objects.count(), sister) == 1
    assert acted(lambda actor: VersionText.objects.count()) == 0


def test_a_mediator_gets_references_and_no_word_of_others(acted, team, entry):
    mediator = make_mediator(team, "Vi Thị Mẫu")
    case = acted(lambda actor: cases.record_ended_case(actor=actor, entry=entry()))
    Case.objects.filter(pk=case.pk).update(mediator=mediator)
    acted(lambda actor: record(actor, case))
    (section,) = followed(Subject(person=mediator.person, user=None))
    assert [row[1] for row in section.rows] == [str(case)]
    assert "Lò Thị" not in str(section.rows)
