"""Last days that the law gives: computed by the norms of the day, never by numbers written here."""

from datetime import date

from hoathuan.norms import api as norms
from hoathuan.units.models import Unit

APPLY_WITHIN = "court.apply_within"
ANSWER_WITHIN = "court.answer_within"
COURT = "competence.court"


def apply_by(agreed_on: date, unit: Unit | None) -> date | None:
    """The last day to ask the court, counted from the day of the agreement (CPC Art. 418(1)).

    None for a day before the Code, for which nothing says how long.
    """
    return _last(APPLY_WITHIN, agreed_on, unit)


def answer_by(asked_on: date, unit: Unit | None) -> date | None:
    """The last day for the team to answer the court (CPC Art. 419(3)), in working days."""
    return _last(ANSWER_WITHIN, asked_on, unit)


def _last(key: str, start: date, unit: Unit | None) -> date | None:
    try:
        return norms.last_day(start, norms.value(key, on=start, unit=unit), unit=unit)
    except norms.NormMissing:
        return None


def court_named(on: date, unit: Unit | None) -> norms.Value | None:
    """Which court decides, as the norms say: its value knows whether anybody has confirmed it."""
    try:
        return norms.value(COURT, on=on, unit=unit)
    except norms.NormMissing:
        return None
