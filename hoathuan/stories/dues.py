"""What waits in stories: to be read second, to be put right. Without a day, and without a word of the story."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from hoathuan.accounts.choices import SeatKind as K
from hoathuan.inbox.api import Asked, Due, DueSource, Office, register

from .choices import State
from .forms import CHECKS, MINE
from .rights import CHECKERS, TELLERS
from .selectors import own_of, waiting_for

_CHECKERS = (K.COMMUNE_OFFICER, K.PROVINCE_OFFICER)
_TELLERS = (K.TEAM_HEAD, K.MEDIATOR, K.COMMUNE_OFFICER)


def register_all() -> None:
    check = DueSource("stories.check", gettext_lazy("Đọc chuyện kể lại"), _CHECKERS, to_check, reminded=False)
    register(check)
    register(
        DueSource("stories.returned", gettext_lazy("Sửa chuyện kể lại"), _TELLERS, returned, reminded=False)
    )


def to_check(asked: Asked) -> Iterator[Due]:
    """How many stories wait for this seat to read them."""
    if asked.actor is None or not CHECKERS(asked.actor):
        return
    if found := waiting_for(asked.actor).order_by().count():
        words = ngettext("%(n)s câu chuyện chờ ông/bà đọc lại", "%(n)s câu chuyện chờ ông/bà đọc lại", found)
        yield _line(asked, "stories.check", words % {"n": found}, CHECKS)


def returned(asked: Asked) -> Iterator[Due]:
    """How many of the seat's own were given back."""
    if asked.actor is None or not TELLERS(asked.actor):
        return
    if found := own_of(asked.actor).filter(state=State.RETURNED).count():
        words = ngettext("%(n)s câu chuyện trả lại để sửa", "%(n)s câu chuyện trả lại để sửa", found)
        yield _line(asked, "stories.returned", words % {"n": found}, MINE)


def _line(asked: Asked, key: str, title: str, which: str) -> Due:
    actor = asked.actor
    assert actor is not None  # noqa: S101 - its callers asked
    office = Office(actor.commune_id or actor.home_unit_id, (actor.kind,), team_id=actor.team_id)
    url = f"{reverse('stories:list')}?cua={which}"
    return Due(f"{key}:own", title, None, office, url, state="idle", words=_("khi rảnh"))
