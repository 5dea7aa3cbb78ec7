"""The team that is shown has something to show: agreements in every state, and stories that were read first."""

from datetime import timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest
from django.db import transaction

from hoathuan.accounts.actor import actor_for
from hoathuan.cases.tests.conftest import make_mediator, make_team
from hoathuan.core.dates import today
from hoathuan.core.migrating import as_owner
from hoathuan.demo.disputes import FAILED, SETTLED, TO_BEGIN, Disputes
from hoathuan.demo.retold import Retold
from hoathuan.demo.settlements import Settlements
from hoathuan.settlements.models import Agreement, CourtRequest, FailureNote, Promise
from hoathuan.settlements.models import Report as Problem
from hoathuan.stories.models import Story
from hoathuan.stories.selectors import readable, waiting_for

pytestmark = pytest.mark.django_db(transaction=True)
COUNT = len(TO_BEGIN) + len(SETTLED) + 1


@pytest.fixture
def shown(world: Any, seat_of: Any, settings: Any, tmp_path: Path) -> Any:
    """A team with its head, a mediator and the commune's officer, and the disputes that the demo gives it."""
    settings.MEDIA_ROOT = tmp_path / "media"
    team = make_team(world.xa_a, "Tổ hòa giải thôn 1")
    village = world.villages["Xã An Mẫu"][0]
    seat_of("team_head", village, "Lê Thị Tổ", team_id=team.pk)
    seat_of("mediator", village, "Phạm Văn Viên", team_id=team.pk)
    officer = seat_of("commune_officer", world.xa_a, "Cán bộ Mẫu")
    terms = [make_mediator(team, name) for name in ("Lê Thị Tổ", "Phạm Văn Viên")]
    with as_owner(), transaction.atomic():
        disputes = Disputes([team], {team.pk: terms}, Random(3))
        disputes.run(today() - timedelta(days=100), today(), COUNT, shown=team)
        made = Settlements(team, today()).run()
        told = Retold(team, officer, today()).run()
    return team, officer, made, told


def test_the_demo_shows_agreements_promises_and_stories_in_every_state(shown: Any) -> None:
    team, officer, made, told = shown
    with as_owner():
        _agreements(made)
        _stories(team, officer, told)


def _agreements(made: int) -> None:
    assert made == Agreement.objects.count() == len(SETTLED)
    assert Agreement.objects.filter(newest=2, signed_on__isnull=False).count() == 1
    assert set(Promise.objects.values_list("standing", flat=True)) == {
        "kept",
        "kept_late",
        "late",
        "open",
        "broken",
    }
    assert Promise.objects.filter(span="lasting").exists()
    assert CourtRequest.objects.get().apply_by > today()
    assert Problem.objects.get().told_front_on == today()
    assert FailureNote.objects.get().case.ended_on == today() - timedelta(days=FAILED[0])


def _stories(team: Any, officer: Any, told: int) -> None:
    assert told == Story.objects.count() == 4
    reader = actor_for(officer)
    assert waiting_for(reader).count() == 1
    shown = readable(reader).filter(state="shown")
    assert shown.count() == 3
    assert all(story.useful == 1 for story in shown)
