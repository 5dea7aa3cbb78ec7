"""What belongs to a team goes where its team goes: a claim that was made before a reform goes on at the successor."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from django.db import connection
from django.utils.translation import gettext as _

from hoathuan.budgets.api import register_whereabouts
from hoathuan.units.api import Effect, Line, Mover, register_follower, register_mover
from hoathuan.units.models import Unit

from .models import Line as Sum

#: located tables that go with their team
WITH_TEAM = ("pay_claim", "pay_line", "pay_payment", "pay_accident", "pay_supportmonth")
#: those that stay with the commune that made them: an order and a round are of all its teams together
STAYING = ("pay_batch", "pay_supportact", "pay_payrule", "pay_layout", "pay_sample")
_PLACED = (
    "SET area_id = {of}.area_id, now_province_id = {of}.now_province_id, now_commune_id = {of}.now_commune_id"
)
_PARTS = """
UPDATE {table} r SET area_id = p.id, now_province_id = p.now_province_id, now_commune_id = p.now_commune_id
FROM unnest(%(former)s::bigint[], %(part)s::bigint[]) AS m(former, part) JOIN units_area p ON p.id = m.part,
     teams_team t JOIN units_area home ON home.id = t.area_id
WHERE r.area_id = m.former AND t.id = r.team_id AND home.part_id = p.part_id
"""
# a person's sum names no team: it goes with the request that it pays
_PERSONS = (
    f"UPDATE pay_line r {_PLACED.format(of='a')} FROM pay_accident a"
    " WHERE r.team_id IS NULL AND r.area_id = ANY(%(former)s) AND r.subject = a.uuid::text"
    " AND a.area_id = ANY(%(part)s)",
    f"UPDATE pay_payment r {_PLACED.format(of='l')} FROM pay_line l"
    " WHERE r.team_id IS NULL AND r.area_id = ANY(%(former)s) AND l.payment_id = r.id"
    " AND l.area_id = ANY(%(part)s)",
)


def follow_villages(villages: Sequence[int], parts: Mapping[int, int]) -> None:
    """After their teams, when a split commune's villages are placed."""
    words = {"former": list(parts), "part": list(parts.values())}
    with connection.cursor() as cursor:
        for table in WITH_TEAM:
            cursor.execute(_PARTS.format(table=table), words)
        for statement in _PERSONS:
            cursor.execute(statement, words)


def whereabouts(keys: Iterable[str]) -> dict[str, Unit]:
    """The commune that pays each of these sums today; of a turn of a sum, the same."""
    uuids = {key: key.partition("/")[0] for key in keys}
    rows = Sum.objects.filter(uuid__in=set(uuids.values()), now_commune__isnull=False)
    homes = {str(line.uuid): line.now_commune for line in rows.select_related("now_commune")}
    return {key: unit for key, uuid in uuids.items() if (unit := homes.get(uuid))}


def move(effect: Effect) -> Sequence[Line]:
    """Who gave a proof is behind row security: a function of the database says where each dispute stands now."""
    effect.say(_("Đang chuyển chứng cứ chi thù lao"))
    with connection.cursor() as cursor:
        cursor.execute("SELECT pay_place_contents()")
        (moved,) = cursor.fetchone()
    return [Line(_("Chứng cứ chi thù lao chuyển sang nơi tiếp nhận"), moved)] if moved else []


def register_all() -> None:
    register_follower("pay", follow_villages)
    register_mover(Mover("pay", move, order=66))
    register_whereabouts("pay", whereabouts)
