"""What every deed on a story does besides its own: take the step once, leave a trace without its words."""

from __future__ import annotations

from typing import Any

from django.db.models import F
from django.utils.translation import gettext as _

from hoathuan.accounts.actor import Actor
from hoathuan.core import audit
from hoathuan.stories.errors import StoryRefused
from hoathuan.stories.models import Story
from hoathuan.stories.rules import DEEDS


def seat_of(actor: Actor) -> int:
    """The key of the acting seat; 0, which is none, without one."""
    return actor.seat_id or 0


def take(deed: str, story: Story, *, actor: Actor, version: int | None = None, **fields: Any) -> None:
    """Change the state once: the condition of the UPDATE is the lock.

    `version`: what was read is what is decided on.
    """
    before, after = DEEDS[deed]
    waiting = Story.objects.filter(pk=story.pk, state__in=before)
    if version is not None:
        waiting = waiting.filter(version=version)
    if after is not None:
        fields["state"] = after
    if not waiting.update(version=F("version") + 1, **fields):
        raise StoryRefused(
            _(
                "Câu chuyện vừa đổi: người kể đã sửa hoặc rút về, hay người khác đã làm bước này. Mở lại để xem."
            )
        )
    story.refresh_from_db()
    audit.record(actor=actor, action=f"stories.{deed}", subject=story)
