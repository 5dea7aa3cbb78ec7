"""A reader's deeds: found useful, or found something wrong."""

from __future__ import annotations

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from hoathuan.accounts.actor import Actor
from hoathuan.core import audit
from hoathuan.stories import selectors
from hoathuan.stories.choices import State, Trouble
from hoathuan.stories.errors import StoryRefused
from hoathuan.stories.models import Report, Story, Useful
from hoathuan.stories.rights import is_author

from .steps import seat_of, take


def _held(actor: Actor, story: Story) -> Story:
    """The story as this seat reads it now, held: what was withdrawn a moment ago is no longer there."""
    seen = selectors.shown_to(actor).filter(pk=story.pk).values("pk")
    held = Story.objects.select_for_update().filter(pk__in=seen, state=State.SHOWN).first()
    if held is None:
        raise StoryRefused(_("Câu chuyện này vừa được rút về."))
    return held


@transaction.atomic
def mark_useful(*, actor: Actor, story: Story, useful: bool) -> Story:
    """Say that it helped, or take that back; once for a seat, never for one's own."""
    held = _held(actor, story)
    if is_author(actor, held):
        raise StoryRefused(_("Đây là chuyện của ông/bà kể."))
    mine = Useful.objects.filter(story=held, seat_id=seat_of(actor))
    if useful and not mine.exists():
        Useful.objects.create(story=held, seat_id=seat_of(actor))
        Story.objects.filter(pk=held.pk).update(useful=F("useful") + 1)
    elif not useful and mine.delete()[0]:
        Story.objects.filter(pk=held.pk).update(useful=F("useful") - 1)
    held.refresh_from_db()
    return held


@transaction.atomic
def report(*, actor: Actor, story: Story, trouble: str) -> Story:
    """Tell the second reader that something is wrong.

    Where people might be recognised the story is hidden until that reader has looked again.
    """
    held = _held(actor, story)
    Report.objects.get_or_create(story=held, seat_id=seat_of(actor), trouble=trouble, settled_at=None)
    audit.record(actor=actor, action="stories.report", subject=held, data={"trouble": trouble})
    if trouble == Trouble.RECOGNISED:
        take("hide", held, actor=actor, shown_on=None)
    return held
