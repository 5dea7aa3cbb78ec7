"""Apply a reform: one transaction, behind the gate; nothing of it is seen before all of it is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone
from django.utils.translation import gettext as _

from hoathuan.core.dates import today
from hoathuan.core.errors import DomainError
from hoathuan.units.choices import Level, ReformState
from hoathuan.units.models import Placement, Reform, Succession, Unit
from hoathuan.units.placing import place_areas
from hoathuan.units.services import rebuild_reach

from . import gate
from .blueprint import Blueprint, draw
from .checking import problems_of
from .moving import Effect, Line, move_all, totals
from .stamping import stamp

Say = Callable[[str], None]
BATCH = 5000


class ReformRefused(DomainError):
    """The reform cannot be applied as it is written; `problems` says why, one line each."""

    def __init__(self, problems: Iterable[str]) -> None:
        self.problems = list(problems)
        super().__init__(" ".join(self.problems))


@dataclass(frozen=True)
class Outcome:
    """What was counted: lines of what moved, and the country's totals, the same before and after."""

    lines: list[Line]
    totals: dict[str, int]

    def as_data(self) -> dict[str, Any]:
        return {"lines": [line.as_data() for line in self.lines], "totals": self.totals}


class _Undo(Exception):
    """Carries the outcome of a trial out of the transaction that is rolled back."""


def preview(reform: Reform, say: Say = lambda words: None) -> Outcome:
    """Apply everything, count what moved, and take it all back."""
    found: list[Outcome] = []
    try:
        with transaction.atomic():
            found.append(_apply(reform, say))
            raise _Undo
    except _Undo:
        return found[0]


@transaction.atomic
def apply(reform: Reform, say: Say = lambda words: None) -> Outcome:
    """Apply the reform once. Interrupted anywhere, it has not happened; called again after it has, it is refused."""
    if reform.on_date > today():
        raise ReformRefused([_("Việc sắp xếp có hiệu lực từ %(day)s: đến ngày đó mới thực hiện được.")
                             % {"day": f"{reform.on_date:%d/%m/%Y}"}])  # fmt: skip
    outcome = _apply(reform, say)
    Reform.objects.filter(pk=reform.pk).update(
        state=ReformState.APPLIED, applied_at=timezone.now(), found=outcome.as_data()
    )
    return outcome


def _apply(reform: Reform, say: Say) -> Outcome:
    gate.close(say)
    held = Reform.objects.select_for_update().get(pk=reform.pk)
    if held.state == ReformState.APPLIED:
        raise ReformRefused([_("Việc sắp xếp này đã thực hiện rồi.")])
    if problems := problems_of(held):
        raise ReformRefused(problems)
    say(_("Đang cộng số liệu trước khi sắp xếp"))
    before = totals()
    with _for_bulk_work():
        say(_("Đang thay đổi đơn vị hành chính"))
        effect = change_units(held, say)
        moved = [*_unit_lines(held, effect), *_stamp(effect), *move_all(effect)]
    return Outcome(moved, _same(before, totals()))


_SESSION = """
SELECT set_config('ht.reform', '1', true),      -- the triggers of sums stand still: sums are counted anew at the end
       set_config('enable_nestloop', 'off', true),  -- fresh tables have no statistics, and guesses cost minutes
       set_config('work_mem', '64MB', true)
"""
_AS_BEFORE = """
SELECT set_config('ht.reform', '', true), set_config('enable_nestloop', 'on', true), set_config('work_mem', %s, true)
"""


@contextmanager
def _for_bulk_work() -> Iterator[None]:
    with connection.cursor() as cursor:
        cursor.execute("SHOW work_mem")
        memory = cursor.fetchone()[0]
        cursor.execute(_SESSION)
        yield
        cursor.execute(_AS_BEFORE, [memory])


def change_units(reform: Reform, say: Say = lambda words: None) -> Effect:
    """Units, placements, successions, areas and reach; without the facts that stand in them."""
    _make_units(reform)
    plan = draw(reform)
    _succeed(reform, plan)
    _close_units(reform, plan)
    _place(reform, plan)
    _new_areas(reform)
    areas = place_areas()
    rebuild_reach()
    ended = plan.split - plan.abolished
    return Effect(
        reform=reform,
        day=reform.on_date,
        into=plan.whole,
        split=frozenset(ended),
        abolished=frozenset(plan.abolished),
        areas=frozenset(areas),
        placed=plan.places,
        say=say,
    )


_MADE = """
UPDATE units_reformunit n SET made_id = m.unit
FROM unnest(%s::bigint[], %s::bigint[]) AS m(id, unit) WHERE n.id = m.id
"""


def _make_units(reform: Reform) -> None:
    """Without their codes: those may be of units that end today (`_close_units`)."""
    rows = list(reform.new_units.filter(made=None).order_by("id"))
    units = [
        Unit(level=row.level, name=row.name, kind=row.kind, valid=DateRange(reform.on_date, None))
        for row in rows
    ]
    for unit in units:
        unit.name_keys()
    Unit.objects.bulk_create(units, batch_size=BATCH)
    with connection.cursor() as cursor:
        cursor.execute(_MADE, [[row.pk for row in rows], [unit.pk for unit in units]])


def _succeed(reform: Reform, plan: Blueprint) -> None:
    Succession.objects.bulk_create(
        (
            Succession(
                reform=reform,
                from_unit_id=unit,
                to_unit_id=target,
                on_date=reform.on_date,
                whole=len(into) == 1,
            )
            for unit, into in plan.targets.items()
            for target in into
        ),
        batch_size=BATCH,
    )


_END = "UPDATE {table} SET valid = daterange(lower(valid), %(day)s) WHERE {key} = ANY(%(units)s) AND valid @> %(day)s"
_CODES = """
UPDATE units_unit u SET code = n.code FROM units_reformunit n
WHERE n.made_id = u.id AND n.reform_id = %(reform)s AND n.code IS NOT NULL
"""


def _close_units(reform: Reform, plan: Blueprint) -> None:
    ending: dict[str, Any] = {"units": sorted(plan.ending), "day": reform.on_date, "reform": reform.pk}
    leaving = ending | {"units": sorted(plan.ending | {unit for unit in plan.places if unit in plan.held})}
    with connection.cursor() as cursor:
        cursor.execute(_END.format(table="units_unit", key="id"), ending)
        cursor.execute(_END.format(table="units_placement", key="unit_id"), leaving)
        cursor.execute(_CODES, ending)


def _place(reform: Reform, plan: Blueprint) -> None:
    since = DateRange(reform.on_date, None)
    Placement.objects.bulk_create(
        (Placement(unit_id=unit, parent_id=parent, valid=since) for unit, parent in plan.places.items()),
        batch_size=BATCH,
    )


_END_AREAS = """
UPDATE units_area a SET valid = daterange(lower(a.valid), %(day)s)
WHERE a.valid @> %(day)s::date AND (
    EXISTS (SELECT 1 FROM units_unit u WHERE u.id = a.then_commune_id AND upper(u.valid) = %(day)s)
    OR (a.then_commune_id, a.then_province_id) NOT IN (SELECT commune, province FROM commune_now)
    OR a.then_commune_id IN (SELECT commune FROM commune_now WHERE since = %(day)s)
)
"""
_COMMUNES_NOW = """
CREATE TEMPORARY TABLE commune_now ON COMMIT DROP AS
SELECT p.unit_id AS commune,
       CASE WHEN u.level = %(province)s THEN u.id ELSE up.parent_id END AS province,
       greatest(lower(p.valid), CASE WHEN u.level <> %(province)s THEN lower(up.valid) END) AS since
FROM units_placement p
JOIN units_unit c ON c.id = p.unit_id AND c.level = %(commune)s
JOIN units_unit u ON u.id = p.parent_id
LEFT JOIN units_placement up ON up.unit_id = u.id AND up.valid @> %(day)s::date
WHERE p.valid @> %(day)s::date
"""
_ADD_AREAS = """
INSERT INTO units_area (then_commune_id, then_province_id, valid)
SELECT n.commune, n.province, daterange(%(day)s::date, NULL) FROM commune_now n
WHERE NOT EXISTS (SELECT 1 FROM units_area a WHERE a.then_commune_id = n.commune AND a.valid @> %(day)s::date)
ORDER BY n.commune
"""


def _new_areas(reform: Reform) -> None:
    """Areas end with their commune, or when it comes under another parent; each open commune has one."""
    words: dict[str, Any] = {"day": reform.on_date, "province": Level.PROVINCE, "commune": Level.COMMUNE}
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS commune_now")
        cursor.execute(_COMMUNES_NOW, words)
        cursor.execute(_END_AREAS, words)
        cursor.execute(_ADD_AREAS, words)
        cursor.execute("DROP TABLE commune_now")


def _stamp(effect: Effect) -> list[Line]:
    lines = []
    for model in gate.located_models():
        name = model._meta.verbose_name
        effect.say(_("Đang chuyển %(what)s") % {"what": name})
        lines.append(Line(name, stamp(model, effect.areas)))
    return [line for line in lines if line.count]


def _unit_lines(reform: Reform, effect: Effect) -> list[Line]:
    levels = Unit.objects.filter(pk__in=effect.ended).values_list("level", flat=True)
    made = reform.new_units.values_list("level", flat=True)
    counted = [
        Line(_("%(level)s kết thúc") % {"level": level.label}, sum(1 for one in levels if one == level))
        for level in Level
    ] + [
        Line(_("%(level)s mới") % {"level": level.label}, sum(1 for one in made if one == level))
        for level in Level
    ]
    return [line for line in counted if line.count]


def _same(before: dict[str, int], after: dict[str, int]) -> dict[str, int]:
    """The promise of every reform: what the country counted before, it counts afterwards."""
    changed = {name: (before.get(name), after.get(name)) for name in before | after}
    wrong = [f"{name}: {one} → {other}" for name, (one, other) in changed.items() if one != other]
    if wrong:
        raise ReformRefused(
            [_("Số liệu cả nước không khớp trước và sau khi sắp xếp, nên không làm: %(what)s. Báo người quản trị.")
             % {"what": "; ".join(wrong)}]
        )  # fmt: skip
    return after
