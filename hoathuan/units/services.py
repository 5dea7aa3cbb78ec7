"""Changes of units that are not reforms: villages, and the reach derived from placements."""

from collections.abc import Iterable
from datetime import date

from django.db import connection, transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.translation import gettext as _

from hoathuan.core.dates import today
from hoathuan.core.errors import DomainError
from hoathuan.core.text import clean, fold

from . import selectors
from .changing.gate import hold
from .choices import VILLAGE_KINDS, Level
from .models import Placement, Unit

_REBUILD = """
DELETE FROM units_reach;
INSERT INTO units_reach (ancestor_id, descendant_id, depth)
WITH RECURSIVE open AS (
    SELECT p.unit_id, p.parent_id FROM units_placement p JOIN units_unit u ON u.id = p.unit_id
    WHERE p.valid @> %(day)s::date AND u.level < %(village)s
), closure AS (
    SELECT unit_id AS ancestor_id, unit_id AS descendant_id, 0 AS depth FROM open
    UNION ALL
    SELECT o.parent_id, c.descendant_id, c.depth + 1
    FROM closure c JOIN open o ON o.unit_id = c.ancestor_id WHERE o.parent_id IS NOT NULL
)
SELECT ancestor_id, descendant_id, depth FROM closure;
"""


@transaction.atomic
def rebuild_reach(on: date | None = None) -> None:
    """Derive the closure of today's placements anew (0.1 s for the country)."""
    with connection.cursor() as cursor:
        cursor.execute(_REBUILD, {"day": on or today(), "village": Level.VILLAGE})


def ensure_villages(*, commune: Unit, names: Iterable[str], since: date | None = None) -> dict[str, Unit]:
    """The commune's villages by folded name, made where they are missing.

    "Thôn Chòm Mốt", "thon chom mot" and the same in decomposed letters are one village.
    """
    known = {village.folded: village for village in selectors.villages_of(commune)}
    for name in names:
        if fold(name) and fold(name) not in known:
            known[fold(name)] = create_village(commune=commune, name=name, since=since)
    return known


@transaction.atomic
def create_village(*, commune: Unit, name: str, kind: str = "", since: date | None = None) -> Unit:
    """Add a village (thôn, bản, tổ dân phố) under a commune; two of one name in a commune are refused."""
    name = clean(name)
    if not name:
        raise DomainError(_("Viết tên thôn, bản hoặc tổ dân phố."))
    hold()
    commune = Unit.objects.select_for_update().get(
        pk=commune.pk
    )  # two clerks adding the same village wait here
    if not selectors.is_open(commune):
        raise DomainError(
            _("%(commune)s không còn là đơn vị hành chính: thêm vào đơn vị mới.") % {"commune": commune.name}
        )
    if selectors.villages_of(commune).filter(folded=fold(name)).exists():
        raise DomainError(_("%(commune)s đã có %(village)s.") % {"commune": commune.name, "village": name})
    start = since or commune.valid.lower
    village = Unit.objects.create(
        level=Level.VILLAGE, name=name, kind=kind or _kind_in(name), valid=DateRange(start, None)
    )
    Placement.objects.create(unit=village, parent=commune, valid=DateRange(start, None))
    return village


def _kind_in(name: str) -> str:
    """The kind that the name itself says: "Bản Nghịu" is a bản; "thôn" where it says nothing."""
    lowered = name.lower()
    return next((kind for kind in VILLAGE_KINDS if lowered.startswith(kind)), VILLAGE_KINDS[0])
