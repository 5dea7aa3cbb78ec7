"""A name that is written into a dispute later must not stand in its story."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from hoathuan.accounts.actor import Actor
from hoathuan.cases.api import ADDED, AMENDED, Case, register_listener

from . import selectors
from .choices import State
from .finding import blocking
from .hidden import wanted_of
from .models import Origin, Story
from .services.second import return_found


def after_change(actor: Actor, case: Case, what: str, before: Mapping[str, Any]) -> None:
    """Look through the dispute's stories once more; one in which something is found now goes back at once."""
    if what not in (AMENDED, ADDED):
        return
    told = Origin.objects.filter(case=case).values("story_id")
    stories = list(Story.objects.filter(pk__in=told, state__in=[State.WAITING, State.SHOWN]))
    wanted = wanted_of(actor, case) if stories else None
    for story in stories:
        if wanted and any(blocking(answer.hits) for answer in selectors.looked_through(story, wanted)):
            return_found(
                actor=actor, story=story, words=_("Vụ việc vừa được sửa; trong chuyện có chỗ trùng tên.")
            )


def register_all() -> None:
    register_listener("stories", after_change)
