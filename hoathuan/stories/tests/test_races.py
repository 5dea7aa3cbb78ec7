"""Two people on one story at the same moment."""

import pytest

from hoathuan.accounts.acting import as_actor
from hoathuan.accounts.actor import actor_for
from hoathuan.stories import services
from hoathuan.stories.choices import State
from hoathuan.stories.errors import StoryRefused
from hoathuan.stories.models import Origin, Story, Useful
from hoathuan.stories.services import steps
from hoathuan.stories.tests.conftest import FIT

pytestmark = pytest.mark.django_db(transaction=True)


def as_seat(seat, deed):
    """A deed of a seat, in a transaction of its own."""
    actor = actor_for(seat, seat.person.user)
    with as_actor(actor):
        return deed(actor)


def pair(race, *deeds):
    """Run the deeds at the same moment, each once."""
    waiting = iter(deeds)
    return race(lambda: next(waiting)(), len(deeds))


def show_and_withdraw(race, sent, officer, mediator):
    read = Story.objects.get(pk=sent.pk)
    return pair(
        race,
        lambda: as_seat(officer, lambda a: services.show(actor=a, story=read, version=read.version)),
        lambda: as_seat(mediator, lambda a: services.withdraw(actor=a, story=Story.objects.get(pk=sent.pk))),
    )


def test_withdrawn_while_it_is_being_shown_it_is_not_shown(race, sent, officer, mediator):
    """Whoever comes first, in the end it is withdrawn: what is shown may be taken back, what is gone is not shown."""
    show_and_withdraw(race, sent, officer, mediator)
    sent.refresh_from_db()
    assert (sent.state, sent.situation) == (State.WITHDRAWN, "")


def test_without_the_condition_a_withdrawn_story_would_be_shown(race, sent, officer, mediator, monkeypatch):
    """The control: a deed that does not ask for the state brings back what its author took away."""
    monkeypatch.setitem(steps.DEEDS, "show", (tuple(State), State.SHOWN))
    read = Story.objects.get(pk=sent.pk)
    as_seat(mediator, lambda a: services.withdraw(actor=a, story=Story.objects.get(pk=sent.pk)))
    as_seat(officer, lambda a: services.show(actor=a, story=read, version=read.version + 1))
    sent.refresh_from_db()
    assert sent.state == State.SHOWN


def test_what_is_shown_is_what_was_read(sent, officer, mediator):
    """The author takes it back, writes something else and sends that, while the second reader looks at the former."""
    read = Story.objects.get(pk=sent.pk)
    as_seat(mediator, lambda a: services.withdraw(actor=a, story=sent))
    as_seat(mediator, lambda a: services.send(actor=a, story=sent, version=sent.version))
    with pytest.raises(StoryRefused, match="vừa đổi"):
        as_seat(officer, lambda a: services.show(actor=a, story=read, version=read.version))
    sent.refresh_from_db()
    assert sent.state == State.WAITING


def test_many_clicks_begin_one_story(race, case, mediator):
    results = race(lambda: as_seat(mediator, lambda a: services.tell(actor=a, case=case, telling=FIT).pk), 4)
    assert len(set(results)) == 1, results
    assert Story.objects.count() == 1
    with as_actor(actor_for(mediator, mediator.person.user)):
        assert Origin.objects.count() == 1


def test_many_clicks_on_useful_count_once_and_none_after_it_is_withdrawn(
    race, shown, officer, mediator, province
):
    race(lambda: as_seat(province, lambda a: services.mark_useful(actor=a, story=shown, useful=True)), 4)
    shown.refresh_from_db()
    assert (shown.useful, Useful.objects.count()) == (1, 1)
    results = pair(
        race,
        lambda: as_seat(mediator, lambda a: services.withdraw(actor=a, story=Story.objects.get(pk=shown.pk))),
        lambda: as_seat(officer, lambda a: services.mark_useful(actor=a, story=shown, useful=True)),
    )
    shown.refresh_from_db()
    assert shown.state == State.WITHDRAWN, results
    assert shown.useful == Useful.objects.count()
