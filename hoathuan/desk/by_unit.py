"""Where is it stuck: the units below, with their figures and how they stand on what was handed to them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hoathuan.accounts.actor import Actor
from hoathuan.core.dates import today
from hoathuan.core.text import fold
from hoathuan.core.windows import Window
from hoathuan.plans import api as plans
from hoathuan.stats.api import Measure, Table, table
from hoathuan.units.api import country
from hoathuan.units.choices import Level
from hoathuan.units.models import Unit

MEASURES = (
    Measure("teams.active", {"composition": "complete"}),
    Measure("teams.active"),
    Measure("cases.received"),
    Measure("cases.ended", {"outcome": "successful"}),
    Measure("cases.success_rate"),
)
_WORST = ("late", "risk", "idle", "go", "done", "")


class UnitFilter(forms.Form):
    """Name and progress; the period is the current year unless another one is chosen."""

    marks_optional = False
    ten = forms.CharField(label=_("Tên"), required=False, max_length=80)
    ky = forms.ChoiceField(label=_("Kỳ"), required=False)
    tien_do = forms.ChoiceField(
        label=_("Tiến độ"),
        required=False,
        choices=[
            ("", _("Tất cả")),
            ("late", _("Chậm")),
            ("risk", _("Có nguy cơ")),
            ("go", _("Đúng tiến độ")),
            ("done", _("Xong")),
        ],
    )

    def __init__(self, *args: Any, by_team: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if by_team:  # nothing is handed down to a team
            del self.fields["tien_do"]
        self.windows = {f"{w.start:%Y%m%d}-{w.end:%Y%m%d}": w for w in _windows()}
        self.fields["ky"].choices = [(key, w.title()) for key, w in self.windows.items()]  # type: ignore[attr-defined]

    @property
    def window(self) -> Window:
        """The chosen period; an unknown one is the current year."""
        chosen = self.data.get("ky", "")
        return self.windows.get(chosen) or next(iter(self.windows.values()))


def _windows() -> list[Window]:
    year = today().year
    return [
        Window.year(year),
        Window.half(year, 1),
        Window.half(year, 2),
        *(Window.quarter(year, quarter) for quarter in (1, 2, 3, 4)),
        Window.year(year - 1),
    ]


@dataclass(frozen=True)
class UnitLine:
    """One unit (or team): its figures with the addresses of their records, and its state in the plans."""

    label: str
    url: str
    state: str
    values: Sequence[int | Decimal | None]
    urls: Sequence[str]
    sort: str


def home_unit(actor: Actor) -> Unit:
    """The commune, province or country that the seat looks after."""
    key = actor.commune_id or actor.province_id
    return Unit.objects.get(pk=key) if key else country()


def unit_lines(actor: Actor, unit: Unit, window: Window) -> list[UnitLine]:
    """The units below (a commune's: its teams), the stuck first; last what stands in none of them."""
    rows = "teams" if unit.level == Level.COMMUNE else "children"
    found = table(MEASURES, unit, window, rows=rows)
    stuck = {line.unit.pk: line for line in plans.stuck_units(actor)} if rows == "children" else {}
    lines = [_line(found, row, stuck.get(row.key)) for row in found.rows if row.key is not None]
    unallocated = [_line(found, row, None) for row in found.rows if row.key is None]
    return sorted(lines, key=lambda line: (_WORST.index(line.state), line.sort)) + unallocated


def _line(found: Table, row: Any, stuck: plans.StuckUnit | None) -> UnitLine:
    columns = range(len(MEASURES))
    return UnitLine(
        label=row.label,
        url=stuck.url if stuck else "",
        state=stuck.state if stuck else "",
        values=[found.cell(row, column) for column in columns],
        urls=[found.url(row, column) for column in columns],
        sort=row.unit.sort if row.unit else "",
    )


def matching(lines: Sequence[UnitLine], form: UnitFilter) -> list[UnitLine]:
    name, state = fold(form.data.get("ten", "")), form.data.get("tien_do", "")
    return [line for line in lines if name in fold(line.label) and state in ("", line.state)]
