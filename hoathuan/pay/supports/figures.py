"""The dated figures behind a request: norms of the day, who is competent, until when each step has to be taken."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from hoathuan.core.dates import today
from hoathuan.norms import api as norms
from hoathuan.pay.models import Accident, AccidentContent
from hoathuan.units.choices import Level
from hoathuan.units.models import Unit

from . import rules
from .choices import AccidentState, Insured
from .errors import SupportRefused

#: state → (the norm of the step that is due, the day from which it is counted)
STEPS = {
    AccidentState.COMPLETE: ("accident.examine_within", "complete_on"),
    AccidentState.SUBMITTED: ("accident.decide_within", "submitted_on"),
    AccidentState.APPROVED: ("accident.pay_within", "decided_on"),
}


def figures_of(content: AccidentContent, unit: Unit | None) -> rules.Figures:
    """The norms of the day on which it happened, of the funeral those of the day of the death.

    Raises SupportRefused, in words, where one is missing.
    """
    share = "mediation.medical_insured" if content.insured == Insured.YES else "mediation.medical_uninsured"
    happened, died = content.happened_on, content.died_on or content.happened_on
    keys = {
        share: happened,
        "mediation.income_days": happened,
        "mediation.funeral_salaries": died,
        "salary.base": died,
    }
    try:
        found = [norms.value(key, on=day, unit=unit) for key, day in keys.items()]
    except norms.NormMissing as missing:
        raise SupportRefused(str(missing)) from missing
    return rules.Figures(*(_figure(value) for value in found))


def _figure(value: norms.Value) -> rules.Figure:
    # papers quote the text alone; that nobody has compared it stands beside it on the page
    return rules.Figure(value.amount or Decimal(0), str(value.document), value.confirmed)


@dataclass(frozen=True)
class Deadline:
    """Until when a step has to be taken, and by which text."""

    on: date
    value: norms.Value


def deadline_of(accident: Accident) -> Deadline | None:
    """Of the step that waits; None where nothing is due or no norm says."""
    key, column = STEPS.get(AccidentState(accident.state), ("", ""))
    start = getattr(accident, column) if column else None
    if start is None:
        return None
    try:
        value = norms.value(key, on=start, unit=accident.now_commune)
    except norms.NormMissing:
        return None
    return Deadline(norms.last_day(start, value, unit=accident.now_commune), value)


def pay_by(decided_on: date, unit: Unit | None) -> date | None:
    """The last day to pay after a decision."""
    try:
        value = norms.value("accident.pay_within", on=decided_on, unit=unit)
    except norms.NormMissing:
        return None
    return norms.last_day(decided_on, value, unit=unit)


def decider(unit: Unit | None, on: date | None = None) -> tuple[str, bool]:
    """Who decides a request that is put before them on a day, and whether that is above the commune."""
    value = norms.value("competence.accident", on=on or today(), unit=unit)
    return value.office, value.office_level != Level.COMMUNE
