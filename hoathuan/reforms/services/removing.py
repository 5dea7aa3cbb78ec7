"""A line of a draft is taken away, with the new units that nothing else needs."""

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from hoathuan.accounts.actor import Actor
from hoathuan.reforms.changes import Change, changes_of
from hoathuan.reforms.errors import ReformsError
from hoathuan.units.models import Reform, ReformUnit

from .guards import changing


def remove(*, reform: Reform, key: str, version: int, actor: Actor) -> str:
    """Take one line away; returns what it said."""
    with changing(reform, version, actor, "removed", key=key) as held:
        return take_away(held, key).words


def take_away(held: Reform, key: str) -> Change:
    """Inside a change of the draft."""
    change = next((one for one in changes_of(held) if one.key == key), None)
    if change is None:
        raise ReformsError(_("Dòng này không còn trong bản soạn: mở lại trang."))
    held.links.filter(pk__in=change.links).delete()
    held.moves.filter(pk__in=change.moves).delete()
    if change.level:
        held.abolishes = None
    _unneeded(held, change.new).delete()
    return change


def _unneeded(held: Reform, keys: list[int]) -> QuerySet[ReformUnit]:
    """Of these new units: those into which nothing goes, and under which nothing stands."""
    moved_there = held.moves.filter(to_new__isnull=False).values("to_new_id")
    return held.new_units.filter(Q(links=None) & Q(children=None), pk__in=keys).exclude(pk__in=moved_there)
