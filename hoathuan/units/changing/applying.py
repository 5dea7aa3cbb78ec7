"""Apply a reform: one transaction, behind the gate; nothing of it is seen before all of it is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from hoathuan.core.dates import today
from hoathuan.core.errors import DomainError
from hoathuan.units.choices import Level, ReformState
from hoathuan.units.models import Reform, Unit

from . import gate
from .checking import problems_of
from .correcting import correct_units
from .moving import Effect, Line, Say, move_all, quiet, totals
from .stamping import stamp
from .tree import change_units


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


def preview(reform: Reform, say: Say = quiet) -> Outcome:
    """Apply everything, count what moved, and take it all back."""
    found: list[Outcome] = []
    try:
        with transaction.atomic():
            found.append(_apply(reform, say))
            raise _Undo
    except _Undo:
        return found[0]


@transaction.atomic
def apply(reform: Reform, say: Say = quiet) -> Outcome:
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
    with bulk_work():
        say(_("Đang cộng số liệu trước khi sắp xếp"))
        before = totals()
        say(_("Đang thay đổi đơn vị hành chính"))
        effect = correct_units(held, say) if held.corrects_id else change_units(held, say)
        moved = [*_unit_lines(held, effect), *stamp_all(effect), *move_all(effect)]
        return Outcome(moved, same_totals(before, totals()))


_SESSION = """
SELECT set_config('ht.reform', '1', true),      -- the triggers of sums stand still: sums are counted anew at the end
       set_config('enable_nestloop', 'off', true),  -- fresh tables have no statistics, and guesses cost minutes
       set_config('work_mem', '64MB', true)
"""
_AS_BEFORE = """
SELECT set_config('ht.reform', '', true), set_config('enable_nestloop', %s, true), set_config('work_mem', %s, true)
"""


@contextmanager
def bulk_work() -> Iterator[None]:
    """Settings of the transaction while many rows of many tables are written."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('enable_nestloop'), current_setting('work_mem')")
        before = cursor.fetchone()
        cursor.execute(_SESSION)
        yield
        cursor.execute(_AS_BEFORE, before)


def stamp_all(effect: Effect) -> list[Line]:
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


def same_totals(before: dict[str, int], after: dict[str, int]) -> dict[str, int]:
    """The promise of every reform: what the country counted before, it counts afterwards."""
    changed = {name: (before.get(name), after.get(name)) for name in before | after}
    wrong = [f"{name}: {one} → {other}" for name, (one, other) in changed.items() if one != other]
    if wrong:
        raise ReformRefused(
            [_("Số liệu cả nước không khớp trước và sau khi sắp xếp, nên không làm: %(what)s. Báo người quản trị.")
             % {"what": "; ".join(wrong)}]
        )  # fmt: skip
    return after
