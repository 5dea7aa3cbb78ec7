"""The words with which each answer begins: neutral ones, so that no name need be typed. Nothing of the register."""

from django.utils.translation import gettext as _

from hoathuan.cases.api import Outcome


def starters(outcome: str) -> dict[str, str]:
    """Beginnings by answer; where an answer still reads so, nothing has been written."""
    ended = (
        _("Hai bên thống nhất: …") if outcome == Outcome.SUCCESSFUL else _("Hai bên chưa thống nhất, vì …")
    )
    return {
        "situation": _("Bên A và bên B là …\nBên A cho rằng …\nBên B cho rằng …"),
        "helped": _("Hòa giải viên đã …\nHai bên nghe ra khi …"),
        "ended": ended,
        "lesson": _("Gặp việc như thế này, nên …"),
    }
