"""Reads: the value of a kind on a day for a unit, all of them at once, the history of one, what is unconfirmed.

Norms are public law: every seat reads all of them. What a province set is shown to the seats of that province, of
the units in it, and of the nation.
"""

from collections.abc import Iterable, Sequence
from datetime import date

from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from hoathuan.accounts.actor import Actor
from hoathuan.core.dates import today
from hoathuan.units.choices import Level
from hoathuan.units.models import Reach, Succession, Unit
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
            former = row.unit_id in chain.ended
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


def values_on_days(
    keys: Sequence[str], days: Iterable[date], unit: Unit | None = None
) -> dict[date, dict[str, Value]]:
    """`values` for many days of one unit: what holds on each, with few questions however many days are asked for."""
    asked = sorted(set(days))
    if not asked:
        return {}
    chains = _chains(unit, asked, {})
    everywhere = {key for chain in chains.values() for key in chain.keys}
    rows = standing(everywhere).filter(key__in=keys, valid__overlap=DateRange(asked[0], asked[-1], "[]"))
    found = list(rows)
    provinces = {chain.province.pk: chain.province for chain in chains.values() if chain.province}
    checks = {key: _checks(found, province) for key, province in provinces.items()}
    return {day: _on_day(found, day, chains[day], checks) for day in asked}


def _on_day(rows: list[NormValue], day: date, chain: Chain, checks: dict[int, Checks]) -> dict[str, Value]:
    own = checks.get(chain.province.pk, {}) if chain.province else {}
    held = [row for row in rows if day in row.valid and row.unit_id in chain.keys]
    return nearest(held, chain, own)


def _chains(unit: Unit | None, days: Sequence[date], known: dict[date, Chain]) -> dict[date, Chain]:
    """Whose values hold on each day: between two days of one chain it is the same, else the middle is asked."""
    first, last = days[0], days[-1]
    for day in (first, last):
        if day not in known:
            known[day] = chain_of(unit, day)
    if known[first].keys == known[last].keys:
        known |= dict.fromkeys(days, known[first])
    elif len(days) > 2:
        middle = len(days) // 2
        _chains(unit, days[: middle + 1], known)
        _chains(unit, days[middle:], known)
    return known


def spans(key: str) -> list[Value]:
    """Every value of a kind that the country has set and nobody has taken back: for many days at once."""
    kind = registry.known(key)
    rows = standing([None]).filter(key=key).order_by("valid")
    return [value_of(row, kind) for row in rows]


def country_name() -> str:
    return _("cả nước")


def history(key: str, province: Unit | None, commune: Unit | None = None) -> list[NormValue]:
    """Every value of a kind for the country, a province and its communes, taken back or not, the newest days first.

    `commune`: of the communes only this one, and those that went into it.
    """
    rows = NormValue.objects.filter(Q(unit=None) | _of_place(province, commune), key=key)
    return list(rows.select_related("basis", "unit").order_by("-valid", "-id"))


def _of_place(province: Unit | None, commune: Unit | None) -> Q:
    if province is None:
        return Q(unit=None)
    if commune is not None:
        before = Succession.objects.filter(to_unit=commune, voided_by=None).values("from_unit")
        return Q(unit=province) | Q(unit=commune) | Q(unit__in=before)
    under = Reach.objects.filter(ancestor=province).values("descendant")
    before = Succession.objects.filter(to_unit__in=under, voided_by=None).values("from_unit")
    communes = Q(unit__in=under) | Q(unit__in=before)
    return Q(unit=province) | (communes & Q(unit__level=Level.COMMUNE))


def place_of(actor: Actor) -> Unit | None:
    """The province whose values a seat sees first; None: the country's."""
    if actor.province_id is None:
        return None
    return Unit.objects.filter(pk=actor.province_id).first()


def commune_of_seat(actor: Actor) -> Unit | None:
    """The commune of a seat that has one: what was set for it alone holds before its province's."""
    return Unit.objects.filter(pk=actor.commune_id).first() if actor.commune_id else None


def own_communes(key: str, province: Unit, on: date) -> int:
    """How many communes of a province have a value of their own on a day: the province's own does not reach them."""
    under = Reach.objects.filter(ancestor=province, descendant__level=Level.COMMUNE).values("descendant")
    rows = NormValue.objects.filter(key=key, unit__in=under, voided_on=None, valid__contains=on)
    return rows.values("unit").distinct().count()


def provinces() -> list[Unit]:
    """Today's provinces, for a reader of the whole country."""
    return list(children_of(country()).filter(level=Level.PROVINCE))


def change_days(keys: Sequence[str]) -> list[date]:
    """The days on which a value of these kinds, or a place in the country, may become another: sorted, each once.

    Between two of them a value that was read for a unit holds for all days, so many are read with few questions.
    """
    rows = NormValue.objects.filter(key__in=keys, voided_on=None)
    edges = {edge for row in rows.values_list("valid", flat=True) for edge in (row.lower, row.upper) if edge}
    return sorted(edges | set(Succession.objects.filter(voided_by=None).values_list("on_date", flat=True)))
