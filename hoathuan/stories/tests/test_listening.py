"""A story that colleagues read hears what is written of its dispute afterwards."""

from datetime import date

import pytest

from hoathuan.cases import services as cases
from hoathuan.cases.api import PartyRole, Someone
from hoathuan.stories.choices import State
from hoathuan.stories.models import Story

pytestmark = pytest.mark.django_db


def test_a_story_goes_back_when_a_meeting_written_afterwards_names_somebody_in_it(
    shown, acting, officer, case
):
    Story.objects.filter(pk=shown.pk).update(lesson="Nên nghe anh Ruộng")
    with acting(officer) as actor:
        cases.hold_session(actor=actor, case=case, held_on=date(2026, 6, 4))
        shown.refresh_from_db()
        assert shown.state == State.SHOWN, "nobody was named"
        there = [Someone("Bế Văn Ruộng", role=PartyRole.RELATED)]
        cases.hold_session(actor=actor, case=case, held_on=date(2026, 6, 5), present=there)
    shown.refresh_from_db()
    assert (shown.state, shown.lesson) == (State.RETURNED, "")


def test_a_story_goes_back_when_somebody_in_it_is_invited_afterwards(shown, acting, officer, case):
    Story.objects.filter(pk=shown.pk).update(lesson="Nên nghe anh Ruộng")
    with acting(officer) as actor:
        cases.invite(
            actor=actor, case=case, full_name="Bế Văn Ruộng", asked_by="mediator", asked_on=date(2026, 6, 3)
        )
    shown.refresh_from_db()
    assert shown.state == State.RETURNED
