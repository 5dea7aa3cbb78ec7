"""Two officers and one file at once, and a worker that dies half-way: nobody twice, nothing half-written."""

from typing import Any

import pytest

from hoathuan.accounts.models import Person
from hoathuan.core.imports.models import ImportSession, State
from hoathuan.teams.models import Mediator, Team, TeamHead, TeamStanding
from hoathuan.teams.roster import writing
from hoathuan.units.models import Unit

from .rosters import HEADING, PLAIN, book, saved, staged, written

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def media(settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture
def here() -> Any:
    from conftest import build_world

    return build_world()


def test_two_officers_importing_at_once_enter_nobody_twice(
    here: Any, seat_of: Any, actor_of: Any, race: Any
) -> None:
    own = actor_of(seat_of("commune_officer", here.xa_a))
    above = actor_of(seat_of("province_officer", here.tinh_mau))
    content = saved(book(("DS", [HEADING, *PLAIN])))
    # all three are read and checked before anyone writes: each sees an empty registry
    waiting = [
        (own, staged(own, content)),
        (above, staged(above, content, {"commune": here.xa_a.pk})),
        (own, staged(own, content)),
    ]

    def one() -> ImportSession:
        return written(*waiting.pop())

    done = race(one, 3)
    assert [session.state for session in done] == [State.DONE] * 3, done
    assert sum(session.counts["created"] for session in done) == 3
    assert Mediator.objects.count() == Person.objects.filter(mediator_terms__isnull=False).count() == 3
    assert Team.objects.count() == TeamHead.objects.count() == TeamStanding.objects.count() == 1
    assert Unit.objects.filter(folded="thon 1", placements__parent=here.xa_a).count() == 1


def test_a_worker_that_dies_while_writing_leaves_nothing(
    here: Any, seat_of: Any, actor_of: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Everything is one transaction: what a cut worker wrote is gone, and the work is done again."""
    actor = actor_of(seat_of("commune_officer", here.xa_a))
    content = saved(book(("DS", [HEADING, *PLAIN])))
    session = staged(actor, content)

    def cut(teams: Any) -> None:
        assert Mediator.objects.count() == 3, "the rows were written"
        raise SystemExit("cut")

    from hoathuan.accounts.acting import as_actor
    from hoathuan.core.imports import services

    ImportSession.objects.filter(pk=session.pk).update(state=State.APPLYING)
    with monkeypatch.context() as patch:
        patch.setattr(writing, "restate", cut)
        with pytest.raises(SystemExit), as_actor(actor):
            services.apply(_Silent(), actor, session=str(session.uuid))
    assert not Mediator.objects.exists()
    assert not Team.objects.exists()
    with as_actor(actor):
        services.apply(_Silent(), actor, session=str(session.uuid))
    assert Mediator.objects.count() == 3
    with as_actor(actor):
        services.apply(_Silent(), actor, session=str(session.uuid))
    assert Mediator.objects.count() == 3


class _Silent:
    def report(self, **told: Any) -> None:
        """Nobody watches."""
