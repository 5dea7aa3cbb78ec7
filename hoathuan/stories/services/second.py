"""The second reader's deeds: show, give back with words; and taking a story back at once."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from hoathuan.accounts.actor import Actor
from hoathuan.core.dates import today
from hoathuan.core.text import clean
from hoathuan.stories import selectors
from hoathuan.stories.errors import StoryRefused
from hoathuan.stories.finding import Wanted, blocking, find
from hoathuan.stories.hidden import wanted_of
from hoathuan.stories.models import Origin, Story
from hoathuan.stories.rights import is_author
from hoathuan.stories.rules import TEXTS

from .steps import take


def _require_second_reader(actor: Actor, story: Story) -> None:
    if not selectors.checked_by(actor).filter(pk=story.pk).exists():
        raise StoryRefused(_("Chỉ người đọc thứ hai, không phải người kể, mới làm được bước này."))


def wanted_by(actor: Actor, story: Story) -> Wanted:
    """Names and places of the dispute, where this seat may read them; the province's officer may not."""
    origin = Origin.objects.filter(story=story).select_related("case").first()
    return wanted_of(actor, origin.case) if origin else Wanted()


@transaction.atomic
def show(*, actor: Actor, story: Story, version: int) -> Story:
    """Let colleagues read it. People written into the dispute since it was sent are looked for once more."""
    _require_second_reader(actor, story)
    found = selectors.looked_through(story, wanted_by(actor, story))
    if any(blocking(answer.hits) for answer in found):
        raise StoryRefused(_("Trong chuyện còn chỗ có thể làm lộ người hoặc nơi. Trả lại để người kể sửa."))
    take("show", story, actor=actor, version=version, shown_on=today(), checker_seat_id=actor.seat_id)
    _settle(story)
    return story


@transaction.atomic
def give_back(*, actor: Actor, story: Story, version: int, words: str) -> Story:
    """Return it to its author with words that say what to change; names have no place in those either."""
    _require_second_reader(actor, story)
    said = "\n".join(clean(line) for line in words.splitlines()).strip()
    if not said:
        raise StoryRefused(_("Ghi cần sửa gì, ví dụ: bỏ chi tiết về nghề của bên A."))
    if blocking(find(said, wanted_by(actor, story))):
        raise StoryRefused(
            _("Trong lời nhắn cũng không ghi tên, nơi, ngày hay số. Viết lại, ví dụ: câu thứ hai.")
        )
    return _returned("give_back", story, actor, said, version)


def return_found(*, actor: Actor, story: Story, words: str) -> Story:
    """Return a story in which something was found after a change of its dispute; called inside that change."""
    return _returned("find", story, actor, words)


def _returned(deed: str, story: Story, actor: Actor, words: str, version: int | None = None) -> Story:
    blank: dict[str, Any] = dict.fromkeys((*TEXTS, "folded"), "")
    reader = actor.seat_id if deed == "give_back" else None
    take(
        deed,
        story,
        actor=actor,
        version=version,
        back_words=words,
        checker_seat_id=reader,
        shown_on=None,
        **blank,
    )
    _settle(story)
    return story


def _settle(story: Story) -> None:
    """What readers reported has been looked at."""
    story.reports.filter(settled_at=None).update(settled_at=timezone.now())


@transaction.atomic
def withdraw(*, actor: Actor, story: Story) -> Story:
    """Take it away from colleagues at once: its author, or its second reader. The author's own text stays his."""
    if not is_author(actor, story):
        _require_second_reader(actor, story)
    blank: dict[str, Any] = dict.fromkeys((*TEXTS, "folded", "back_words"), "")
    take("withdraw", story, actor=actor, shown_on=None, **blank)
    _settle(story)
    return story
