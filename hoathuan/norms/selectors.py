"""Reads: the value of a kind on a day for a unit, all of them at once, the history of one, what is unconfirmed.

Norms are public law: every seat reads all of them. What a province set is shown to the seats of that province, of
the units in it, and of the nation.
"""

from collections.abc import Iterable, Sequence
from datetime import date

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from hoathuan.accounts.actor import Actor
from hoathuan.core.dates import today
from hoathuan.units.choices import Level
from hoathuan.units.models import Unit
from hoathuan.units.selectors import children_of, country

from . import registry
from .errors import NormMissing
from .models import LocalCheck, NormValue
from .places import Chain, chain_of
from .values import Value, value_of

#: value → what a province said of it
Checks = dict[int, LocalCheck]


def standing(units: Iterable[int | None]) -> QuerySet[NormValue]:
    """Rows that nobody has taken back, of these units (None: the country)."""
    keys = list(units)
    condition = Q(unit__in=[key for key in keys if key])
    if None in keys:
        condition |= Q(unit=None)
    return NormValue.objects.filter(condition, voided_on=None).select_related("basis", "unit")


def values(
    keys: Sequence[str] | None, *, on: date | None = None, unit: Unit | None = None
) -> dict[str, Value]:
    """The values of these kinds (None: of all) that hold on a day for a unit; what has none is left out."""
    day = on or today()
    chain = chain_of(unit, day)
    rows = standing(chain.keys).filter(valid__contains=day)
    if keys is not None:
        rows = rows.filter(key__in=keys)
    return nearest(list(rows), chain)


def nearest(rows: list[NormValue], chain: Chain, checks: Checks | None = None) -> dict[str, Value]:
    """Of rows of one day the one of the nearest unit, for each kind that is declared.

    checks: the province's own checks, where the caller has read them for many provinces at once.
    """
    order = {key: place for place, key in enumerate(chain.keys)}
    checks = _checks(rows, chain.province) if checks is None else checks
    found: dict[str, Value] = {}
    for row in sorted(rows, key=lambda row: order[row.unit_id]):
        kind = registry.kind(row.key)
        if kind is not None and row.key not in found:
            former = chain.former is not None and row.unit_id == chain.former.pk
            found[row.key] = value_of(row, kind, checked=checks.get(row.pk), former=former)
    return found


def _checks(rows: list[NormValue], province: Unit | None) -> Checks:
    if province is None:
        return {}
    found = LocalCheck.objects.filter(province=province, value__in=[row.pk for row in rows])
    return {check.value_id: check for check in found}


def value(key: str, *, on: date | None = None, unit: Unit | None = None) -> Value:
    """The value of a kind on a day (today) for a unit (the country); raise NormMissing, in words, if none holds."""
    day = on or today()
    kind = registry.known(key)
    found = values([key], on=day, unit=unit).get(key)
    if found is None:
        raise NormMissing(kind.label, unit.name if unit else country_name(), day)
    return found


def spans(key: str) -> list[Value]:
    """Every value of a kind that the country has set and nobody has taken back: for many days at once."""
    kind = registry.known(key)
    rows = standing([None]).filter(key=key).order_by("valid")
    return [value_of(row, kind) for row in rows]


def country_name() -> str:
    return _("cả nước")


def history(key: str, province: Unit | None) -> list[NormValue]:
    """Every value of a kind for the country and a province, taken back or not, the newest days first."""
    rows = NormValue.objects.filter(Q(unit=None) | Q(unit=province) if province else Q(unit=None), key=key)
    return list(rows.select_related("basis", "unit").order_by("-valid", "-id"))


def place_of(actor: Actor) -> Unit | None:
    """The province whose values a seat sees first; None: the country's."""
    if actor.province_id is None:
        return None
    return Unit.objects.filter(pk=actor.province_id).first()


def provinces() -> list[Unit]:
    """Today's provinces, for a reader of the whole country."""
    return list(children_of(country()).filter(level=Level.PROVINCE))
