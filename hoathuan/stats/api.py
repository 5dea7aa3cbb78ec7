"""The door of `stats`: every number anywhere is asked for here.

Who counts something registers it in its own `indicators.py`, imported by `registrations.py`:

    from hoathuan.stats.api import Dimension, Formula, Indicator, Kind, Measure, RecordColumn, RowFacts, register

    register(
        Indicator(
            key="cases.ended",
            label=_("Vụ việc kết thúc hòa giải"),
            kind=Kind.FLOW,
            unit_label=_("vụ việc"),
            definition=_("Đếm theo ngày kết thúc hòa giải."),
            legal_source="Luật 35/2013/QH13, Điều 23",
            facts=RowFacts(queryset=lambda: Case.objects.all(), start="ended_on"),
            dimensions={"outcome": Dimension(_("Kết quả"), "outcome", Outcome.choices)},
            records=lambda actor, facts: facts.filter(within_reach(actor)).select_related("team"),
            columns=[RecordColumn(_("Số"), str), RecordColumn(_("Ngày"), "ended_on", "date")],
            detail=lambda case, actor: reverse("cases:detail", args=[case.uuid]),
            cells=True,
        )
    )

* FLOW counts rows whose `start` lies in the window. STOCK counts rows with start <= last day and no `end` or
  end >= last day; use `until` (first day that counts no more) where a row may end on the day it began:
  `RowFacts(queryset=lambda: Case.objects.annotate(dealt_on=Least("assigned_on", "closed_on")),
  start="received_on", until="dealt_on")`. DISTINCT counts `subject`s with at least `at_least` rows in the
  window and lists `subjects()` behind the number: `RowFacts(queryset=…, start="trained_on",
  subject="mediator_id", subjects=lambda: Mediator.objects.all(), team="mediator__team_id")`.
* A dimension's column is a field or an annotation that gives text: for a boolean annotate a
  `Case(When(complete=True, then=Value("complete")), default=Value("incomplete"))`.
* Facts that are not `Located` say where the place is: `RowFacts(…, area="team__area_id",
  province="team__now_province_id", commune="team__now_commune_id")`;
  a team itself says team="id".
* `cells=True` only for facts of one table without joins (the triggers that keep the sums see only that table).
* `records(actor, queryset)` must only narrow and join, never add rows: the rest is shown as a count.
* `Formula(key, label, parts=[Measure("cases.not_yet"), Measure("cases.in_progress")], …)` is a sum; with
  `denominator=Measure("cases.ended")` it is a rate (Decimal 0.848, None where the denominator is 0).

* `group=_("Vụ việc")` puts it under that heading of /so-lieu/. Registered order is shown order. What a group does not
  count is said below it: `explain_group(group, text)`.
* Teams tell where they stand, once: `register_teams(lambda: Team.objects.all())` (located rows with uuid, name, sort,
  started_on, ended_on): tables with rows="teams" and `team_id=` need it.

Who shows numbers asks:

    value(Measure("cases.received", {"matter": ("a", "b")}), commune, Window.half(2026, 1))       # → 12
    grid = table([Measure("cases.received"), Measure("cases.ended")], province, window)          # by commune
    for row in grid.rows: row.label, row.unit, grid.cell(row, 0), grid.url(row, 0)
    grid.total(0)
    table(measures, commune, window, rows="teams")                                               # row.team_id
    breakdown(Measure("cases.received"), commune, window, "matter")                              # {"a": 4, "b": 8}

A number that is read after a write includes that write, also inside the same transaction. Windows are inclusive;
their cut-off counts. `unit` is a commune, a province or the country, and every fact is counted in the unit of today
that holds its place wholly. With `then=True` it is counted where its place stood on the day of the event (a stock: on
the window's last day), `unit` may have ended, and may be a district; a table lists the units of those days. What no
unit of a level holds is the row "Chưa phân bổ": rows and it always add up to the total.
"""

from .cells.folding import fold
from .choosing import AS_THEN, differs, name_of, offered_former, switch_field, unit_choices
from .errors import NotCounted, UnknownMeasure
from .grid import Table, breakdown, table, value
from .kinds import COMMUNE, Dimension, Formula, Indicator, Kind, Measure, RecordColumn, RowFacts
from .links import drill_url
from .registry import (
    all_indicators,
    check,
    dimensions_of,
    explain_group,
    get,
    register,
    register_teams,
)
from .rows import Row

__all__ = [
    "AS_THEN",
    "COMMUNE",
    "Dimension",
    "Formula",
    "Indicator",
    "Kind",
    "Measure",
    "NotCounted",
    "RecordColumn",
    "Row",
    "RowFacts",
    "Table",
    "UnknownMeasure",
    "all_indicators",
    "breakdown",
    "check",
    "differs",
    "dimensions_of",
    "drill_url",
    "explain_group",
    "fold",
    "get",
    "name_of",
    "offered_former",
    "register",
    "register_teams",
    "switch_field",
    "table",
    "unit_choices",
    "value",
]
