"""What somebody of a place has to look up: values that nobody has compared with a signed text, or that are missing."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.db import models
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from hoathuan.accounts.actor import Actor
from hoathuan.core.dates import today
from hoathuan.units.models import Unit

from . import registry, rights
from .days import years
from .models import LocalCheck, NormValue
from .places import Chain
from .registry import NormKind
from .selectors import Checks, nearest, provinces, standing
from .values import Value, value_of


class Why(models.TextChoices):
    """Why a value waits for somebody."""

    MISSING = "missing", _("chưa có giá trị")
    UNCONFIRMED = "unconfirmed", _("chưa đối chiếu với văn bản đã ký")
    DEFAULT = "default", _("đang dùng mức của Trung ương, tỉnh chưa xác nhận")


@dataclass(frozen=True)
class Matter:
    """One kind that waits, with the value that is used meanwhile."""

    kind: NormKind
    value: Value | None
    why: Why


@dataclass(frozen=True)
class Progress:
    """How many of the values of a place have been confirmed, and how many it has set itself."""

    done: int
    total: int
    own: int = 0

    @property
    def waiting(self) -> int:
        return self.total - self.done

    @property
    def state(self) -> str:
        return "go" if self.waiting else "done"


def open_matters(province: Unit | None, on: date | None = None) -> list[Matter]:
    """Of a province, or (None) of the country: what holds today and what begins later."""
    day = on or today()
    chain = Chain(province)
    return _matters(list(_now_or_later(chain.keys, day)), chain, day)


def _now_or_later(keys: Sequence[int | None], day: date) -> QuerySet[NormValue]:
    return standing(keys).filter(Q(valid__contains=day) | Q(valid__startswith__gt=day))


def _matters(rows: list[NormValue], chain: Chain, day: date, checks: Checks | None = None) -> list[Matter]:
    province = chain.province
    found = nearest([row for row in rows if day in row.valid], chain, checks)
    now = (_matter(kind, found.get(kind.key), province) for kind in registry.kinds())
    return [*(matter for matter in now if matter), *_still_to_come(rows, province, day)]


def _matter(kind: NormKind, value: Value | None, province: Unit | None) -> Matter | None:
    if value is None:
        return None if kind.past else Matter(kind, None, Why.MISSING)
    if not value.confirmed:
        return Matter(kind, value, Why.UNCONFIRMED)
    if province and kind.local and value.unit is None and not value.checked:
        return Matter(kind, value, Why.DEFAULT)
    return None


def _still_to_come(rows: list[NormValue], province: Unit | None, day: date) -> list[Matter]:
    own = province.pk if province else None
    later = [row for row in rows if row.valid.lower > day and row.unit_id == own and row.confirmed_on is None]
    pairs = ((registry.kind(row.key), row) for row in later)
    return [Matter(kind, value_of(row, kind), Why.UNCONFIRMED) for kind, row in pairs if kind]


def progress_of(matters: Sequence[Matter], on: date | None = None) -> Progress:
    """How far a place is, by what still waits there."""
    day = on or today()
    later = sum(one.value is not None and one.value.first > day for one in matters)
    total = sum(not kind.past for kind in registry.kinds()) + later
    return Progress(total - len(matters), total)


def progress_by_province(on: date | None = None) -> list[tuple[Unit, Progress]]:
    """Every province of today, the least confirmed first: three questions however many there are."""
    day, places = on or today(), provinces()
    rows: dict[int | None, list[NormValue]] = defaultdict(list)
    for row in _now_or_later([None, *(place.pk for place in places)], day):
        rows[row.unit_id].append(row)
    checks: dict[int, Checks] = defaultdict(dict)
    for check in LocalCheck.objects.filter(province__in=places):
        checks[check.province_id][check.value_id] = check
    found = [(place, _progress(rows, checks[place.pk], place, day)) for place in places]
    return sorted(found, key=lambda pair: pair[1].done)


def _progress(rows: dict[int | None, list[NormValue]], checks: Checks, place: Unit, day: date) -> Progress:
    own = rows.get(place.pk, [])
    matters = _matters([*own, *rows.get(None, [])], Chain(place), day, checks)
    return replace(progress_of(matters, day), own=sum(day in row.valid for row in own))


def confirmed_ones(province: Unit | None, on: date | None = None) -> list[Value]:
    """What a person of this place has compared, the newest first."""
    day = on or today()
    chain = Chain(province)
    found = nearest(list(standing(chain.keys).filter(valid__contains=day)), chain).values()
    own = [value for value in found if value.checked or (value.confirmed and value.unit == province)]
    return sorted(own, key=lambda value: value.confirmed_on or day, reverse=True)


def waiting(actor: Actor) -> int:
    """How much waits for this seat's word: values of its province or of the country, and the country's calendar.

    0 for who only reads.
    """
    places = rights.places(actor)
    if not places:
        return 0
    mine = [one for one in open_matters(places[0]) if rights.keeps_kind(actor, one.kind)]
    return len(mine) + (len(years.unconfirmed(today())) if None in places else 0)
