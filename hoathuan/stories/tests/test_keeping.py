"""What a teller gets of her own data, and where the tie of a story stands after a reform of units."""

import pytest
from django.db import connection

from hoathuan.accounts.models import Person
from hoathuan.privacy.api import Subject
from hoathuan.stories.models import Origin
from hoathuan.stories.privacy import told as told_by

pytestmark = pytest.mark.django_db


def test_a_person_s_own_file_lists_the_stories_that_she_tells(shown, mediator, officer):
    own = Subject(user=None, person=Person.objects.get(pk=mediator.person_id))
    (section,) = told_by(own)
    assert [row[0] for row in section.rows] == [shown.title]
    (others,) = told_by(Subject(user=None, person=officer.person))
    assert others.rows == []
    assert told_by(Subject(user=None, person=None)) == []


def test_a_tie_that_stands_elsewhere_than_its_dispute_is_put_right(shown, world, acting, mediator, officer):
    """As after a reform of units: the database says again where each tie stands, and changes nothing twice."""
    with acting(mediator):
        Origin.objects.update(now_commune_id=world.xa_b.pk)
    with acting(officer):
        assert Origin.objects.count() == 0
    for moved in (1, 0):
        with connection.cursor() as cursor:
            cursor.execute("SELECT stories_place_origins()")
            assert cursor.fetchone()[0] == moved
    with acting(officer):
        assert Origin.objects.count() == 1
