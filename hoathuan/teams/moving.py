"""What a reform of units does to teams besides their place: the seats and contacts of their people follow them.

Located rows are stamped by the reform itself; names, villages, books and heads stay the team's.
"""

from __future__ import annotations

from collections.abc import Sequence

from django.db import connection
from django.utils.translation import gettext as _

from hoathuan.accounts.choices import TEAM_KINDS
from hoathuan.accounts.models import Seat
from hoathuan.accounts.moving import carry_seats
from hoathuan.accounts.selectors import not_over
from hoathuan.units.api import Effect, Line, Mover, register_mover
from hoathuan.units.choices import Level

from .models import Team


def move(effect: Effect) -> Sequence[Line]:
    """After a merger this has been done with all seats; after a decision about a split commune it is not."""
    effect.say(_("Đang chuyển vai trong tổ hòa giải"))
    found = [
        Line(_("Vai trong tổ hòa giải theo tổ"), _carry_team_seats(effect)),
        Line(_("Thông tin liên lạc của hòa giải viên theo tổ"), _place_contacts()),
        Line(_("Tổ hòa giải trùng tên trong một xã"), _name_twins(effect)),
    ]
    return [line for line in found if line.count]


def _carry_team_seats(effect: Effect) -> int:
    """Seats of teams at communes where the team does not stand (seats at villages go with their village)."""
    held = Seat.objects.filter(
        not_over(effect.day), kind__in=TEAM_KINDS, team_id__isnull=False, unit__level=Level.COMMUNE
    )
    seats = list(held.select_related("person", "unit", "body").order_by("id"))
    teams = Team.objects.filter(pk__in={seat.team_id for seat in seats}, now_commune__isnull=False)
    stands = dict(teams.values_list("pk", "now_commune"))
    going = [
        (seat, commune)
        for seat in seats
        if (commune := stands.get(seat.team_id or 0)) is not None and commune != seat.unit_id
    ]
    return carry_seats(going, effect.day)


def _place_contacts() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT teams_place_contacts()")
        return int(cursor.fetchone()[0])


_NAME_TWINS = """
UPDATE teams_team t SET former_commune = w.former FROM (
    SELECT x.id, CASE WHEN a.then_commune_id <> x.now_commune_id
        AND count(*) OVER (PARTITION BY x.now_commune_id, x.folded) > 1 THEN u.name ELSE '' END AS former
    FROM teams_team x JOIN units_area a ON a.id = x.area_id JOIN units_unit u ON u.id = a.then_commune_id
    WHERE x.ended_on IS NULL AND x.now_commune_id IN (
        SELECT now_commune_id FROM units_area WHERE id = ANY(%s) AND now_commune_id IS NOT NULL)
) w WHERE w.id = t.id AND t.former_commune <> w.former
"""


def _name_twins(effect: Effect) -> int:
    """Teams of one name in a merged commune are told apart by where they come from."""
    with connection.cursor() as cursor:
        cursor.execute(_NAME_TWINS, [list(effect.areas)])
        return int(cursor.rowcount)


def register_all() -> None:
    register_mover(Mover("teams", move, order=40))
