"""What somebody of a place has to look up: values that nobody has compared with a signed text, or that are missing."""

from dataclasses import dataclass
from datetime import date

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from hoathuan.accounts.actor import Actor
from hoathuan.core.dates import today
from hoathuan.units.models import Unit

from . import registry, rights
from .models import NormValue
from .places import Chain
from .registry import NormKind
from .selectors import nearest, standing
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


def open_matters(province: Unit | None, on: date | None = None) -> list[Matter]:
    """Of a province, or (None) of the country: what holds today and what begins later."""
    day = on or today()
    chain = Chain(province)
    rows = list(standing(chain.keys).filter(Q(valid__contains=day) | Q(valid__startswith__gt=day)))
    found = nearest([row for row in rows if day in row.valid], chain)
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


def confirmed_ones(province: Unit | None, on: date | None = None) -> list[Value]:
    """What a person of this place has compared, the newest first."""
    day = on or today()
    chain = Chain(province)
    found = nearest(list(standing(chain.keys).filter(valid__contains=day)), chain).values()
    own = [value for value in found if value.checked or (value.confirmed and value.unit == province)]
    return sorted(own, key=lambda value: value.confirmed_on or day, reverse=True)


def waiting(actor: Actor) -> int:
    """How many values wait for this seat's word: of its province, or of the country; 0 for who only reads."""
    return len(open_matters(places[0])) if (places := rights.places(actor)) else 0
