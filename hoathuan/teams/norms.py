"""What in teams depends on norms: the monthly support of a team."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from hoathuan.core.ui.numbers import number
from hoathuan.norms import api as norms

from .models import Team

SUPPORT = "mediation.team_support"


def register_all() -> None:
    norms.register_effect(norms.Effect("teams.support", frozenset({SUPPORT}), _support))


def _support(change: norms.Change) -> Iterable[str]:
    """What a year of support costs before and after, for the teams of today."""
    teams = Team.objects.filter(ended_on=None)
    if change.province is not None:
        teams = teams.filter(now_province=change.province)
    count = teams.count()
    before = change.before.amount if change.before else None
    words = _("%(count)s tổ: %(before)s đồng một năm theo mức trước, %(after)s đồng theo mức sau.")
    yield words % {
        "count": number(count),
        "before": number(before * count * 12 if before is not None else None),
        "after": number((change.after.amount or 0) * count * 12),
    }
