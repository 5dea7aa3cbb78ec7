"""What waits in the registry of teams: gaps that the law names, villages without a team."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from hoathuan.accounts.choices import SeatKind as K
from hoathuan.accounts.rules import TEAM_WRITERS
from hoathuan.inbox.api import Asked, Due, DueSource, Office, register

from .api import gaps_summary


def register_all() -> None:
    register(
        DueSource(
            "teams.gaps", gettext_lazy("Kiện toàn tổ hòa giải"), (K.COMMUNE_OFFICER,), gaps, reminded=False
        )
    )


def gaps(asked: Asked) -> Iterator[Due]:
    """Without a day: they wait until somebody mends them."""
    actor = asked.actor
    if actor is None or not TEAM_WRITERS(actor):
        return
    found = gaps_summary(actor)
    office = Office(actor.commune_id or 0, (K.COMMUNE_OFFICER,))
    if found.incomplete:
        words = ngettext(
            "%(n)s tổ hòa giải cần kiện toàn", "%(n)s tổ hòa giải cần kiện toàn", found.incomplete
        )
        title, url = words % {"n": found.incomplete}, reverse("teams:gaps")
        yield Due("teams.gaps:incomplete", title, None, office, url, state="risk", words=_("chưa đúng luật"))
    if found.bare_villages:
        words = ngettext(
            "%(n)s thôn, tổ dân phố chưa có tổ hòa giải",
            "%(n)s thôn, tổ dân phố chưa có tổ hòa giải",
            found.bare_villages,
        )
        title, url = words % {"n": found.bare_villages}, reverse("teams:bare-villages")
        yield Due("teams.gaps:bare", title, None, office, url, state="risk", words=_("chưa có tổ"))
