"""By the units of which day a form counts: of the period's last day, unless now or then is asked for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from hoathuan.accounts.former import last_change
from hoathuan.core.text import legal_text
from hoathuan.core.windows import Window
from hoathuan.units.models import Unit

LAST_DAY, AS_NOW, AS_THEN = "", "nay", "1"
_WORDS = {LAST_DAY: _("ngày cuối kỳ"), AS_NOW: _("hiện nay"), AS_THEN: _("khi đó")}


@dataclass(frozen=True)
class Placing:
    """then: by the unit of each event's day. fixed: by the units of this day. Neither: by those of today."""

    then: bool = False
    fixed: date | None = None
    words: str = ""


def choices_for(window: Window) -> list[tuple[str, Any]]:
    """The ways of counting that can differ in this period; none where all say the same."""
    change = last_change()
    if change is None or window.start >= change:
        return []
    keys = [LAST_DAY, AS_THEN] if window.last_day >= change else [LAST_DAY, AS_THEN, AS_NOW]
    return [(key, _WORDS[key]) for key in keys]


def placing(asked: str, window: Window, unit: Unit) -> Placing:
    """What an answer of `choices_for` means; a unit that had ended by the last day has numbers as then only."""
    if not choices_for(window):
        return Placing()
    ended = unit.valid.upper is not None
    if asked == AS_THEN or (ended and window.last_day not in unit.valid):
        return Placing(then=True, words=legal_text("theo đơn vị hành chính tại thời điểm phát sinh"))
    if asked == AS_NOW and not ended:
        return Placing(words=legal_text("theo đơn vị hành chính hiện nay"))
    words = legal_text("theo đơn vị hành chính ngày") + f" {window.last_day:%d/%m/%Y}"
    change = last_change()
    same = change is None or window.last_day >= change
    return Placing(words=words) if same else Placing(fixed=window.last_day, words=words)
