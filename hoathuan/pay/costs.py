"""The cost lines of what pay pays, and how an estimate of them is computed: teams, disputes of three years, rates."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import ROUND_CEILING, Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hoathuan.budgets.api import CostLine, EstimateRow, Factor, Group, rate_day, register_line
from hoathuan.core.text import legal_text
from hoathuan.core.ui.numbers import day as shown
from hoathuan.core.windows import Window
from hoathuan.norms.api import Value, values
from hoathuan.stats.api import Measure, UnknownMeasure, value
from hoathuan.units.choices import Level
from hoathuan.units.models import Unit

from .money import PAY as PAY_LINE
from .supports.keys import ACCIDENT_LINE, TEAMS_LINE

SUPPORT = "mediation.team_support"
PAY = {"mediation.pay_successful": "successful", "mediation.pay_unsuccessful": "unsuccessful"}
"""Norm → the outcome that it pays for."""
YEARS = 3
MONTHS = 12
_CIRCULAR = legal_text("Thông tư 56/2023/TT-BTC")


def register_all() -> None:
    """What is paid on these lines is written by pay's own pages, never by hand."""
    for line in (
        CostLine(
            PAY_LINE,
            gettext_lazy("Thù lao hòa giải viên theo vụ việc"),
            Group.MEDIATION,
            tuple(PAY),
            pay,
            legal_source=legal_text("điểm a khoản 17 Điều 3 ") + _CIRCULAR,
            by_hand=False,
            order=10,
        ),
        CostLine(
            TEAMS_LINE,
            gettext_lazy("Hỗ trợ hoạt động của tổ hòa giải"),
            Group.MEDIATION,
            (SUPPORT,),
            team_support,
            legal_source=legal_text("điểm đ khoản 17 Điều 3 ") + _CIRCULAR,
            by_hand=False,
            order=20,
        ),
        CostLine(
            ACCIDENT_LINE,
            gettext_lazy("Hỗ trợ hòa giải viên gặp tai nạn, rủi ro"),
            Group.MEDIATION,
            ("mediation.funeral_salaries", "mediation.income_days"),
            legal_source=legal_text("điểm b, c, d khoản 17 Điều 3 ") + _CIRCULAR,
            by_hand=False,
            order=30,
        ),
    ):
        register_line(line)


def _rate(key: str, unit: Unit, year: int, on: date) -> Value | None:
    found = values([key], on=rate_day(year, on), unit=unit).get(key)
    return found if found is not None and found.amount is not None else None


def team_support(unit: Unit, year: int, on: date) -> Iterator[EstimateRow]:
    """Teams of the day × twelve months × the rate."""
    rate = _rate(SUPPORT, unit, year, on)
    if unit.level != Level.COMMUNE or rate is None:
        return
    teams = _count(Measure("teams.active"), unit, Window.day(on))
    if teams is None:
        return
    yield EstimateRow(
        SUPPORT,
        rate.kind.label,
        (Factor(Decimal(teams), _("tổ")), Factor(Decimal(MONTHS), _("tháng"))),
        int(rate.amount or 0),
        _("%(teams)s tổ ngày %(day)s; mức chi: %(document)s")
        % {"teams": teams, "day": shown(on), "document": rate.cited},
        not rate.confirmed,
    )


def pay(unit: Unit, year: int, on: date) -> Iterator[EstimateRow]:
    """Disputes expected, by outcome: the average of the last three years, upwards × the rate of the outcome."""
    if unit.level != Level.COMMUNE:
        return
    for key, outcome in PAY.items():
        rate, counts = _rate(key, unit, year, on), _three_years(outcome, unit, on)
        if rate is None or counts is None:
            continue
        expected = (Decimal(sum(counts)) / YEARS).to_integral_value(ROUND_CEILING)
        yield EstimateRow(
            key,
            rate.kind.label,
            (Factor(expected, _("vụ việc")),),
            int(rate.amount or 0),
            _("trung bình %(years)s năm đến %(day)s: (%(sum)s) : %(years)s; mức chi: %(document)s")
            % {
                "years": YEARS,
                "day": shown(on),
                "sum": " + ".join(map(str, counts)),
                "document": rate.cited,
            },
            not rate.confirmed,
        )


def _three_years(outcome: str, unit: Unit, on: date) -> list[int] | None:
    """Disputes that ended so in each of the last three years up to a day, the oldest first."""
    measure = Measure("cases.ended", {"outcome": outcome})
    counts = [_count(measure, unit, window) for window in _windows(on)]
    return None if None in counts else [count or 0 for count in counts]


def _windows(on: date) -> list[Window]:
    ends = [_years_before(on, back) for back in (3, 2, 1, 0)]
    return [Window(first + timedelta(days=1), last) for first, last in zip(ends, ends[1:], strict=False)]


def _years_before(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year - years)
    except ValueError:  # the 29th of February
        return date(day.year - years, 2, 28)


def _count(measure: Measure, unit: Unit, window: Window) -> int | None:
    """None where nobody counts this here."""
    try:
        found = value(measure, unit, window)
    except UnknownMeasure:
        return None
    return int(found or 0)
