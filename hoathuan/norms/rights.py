"""Who enters and confirms: of the country its administrator, of a province its administrator or its director.

A province's accountant enters and confirms amounts of money, and nothing else. What holds in one commune alone is set
by its province.
"""

from collections.abc import Iterable

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from hoathuan.accounts.actor import Actor
from hoathuan.accounts.choices import SeatKind
from hoathuan.accounts.reach import unit_in_reach
from hoathuan.accounts.rules import seats
from hoathuan.privacy.api import keeps_periods
from hoathuan.units.choices import Level
from hoathuan.units.models import Reach, Unit

from . import registry
from .choices import ValueType
from .errors import NormRefused
from .registry import NormKind

#: Who may open the pages on which something is written; for which place is asked there.
KEEPERS = seats(SeatKind.ADMINISTRATOR, SeatKind.PROVINCE_LEADER)
#: The same of pages on which amounts are written.
RATE_KEEPERS = seats(SeatKind.ADMINISTRATOR, SeatKind.PROVINCE_LEADER, SeatKind.PROVINCE_FINANCE)


def keeps_kind(actor: Actor, kind: NormKind) -> bool:
    """The accountant keeps amounts of money; who decides for the province keeps every kind."""
    return actor.kind != SeatKind.PROVINCE_FINANCE or kind.type == ValueType.MONEY


def keeps_province(actor: Actor) -> bool:
    """Whether this seat decides for its own province: it sits at the province, not at a commune of it."""
    return RATE_KEEPERS(actor) and actor.province_id is not None and actor.commune_id is None


def keeps_nation(actor: Actor) -> bool:
    """The country's administrator; where one province works alone, that province's (as for periods of keeping)."""
    return keeps_periods(actor)


def places(actor: Actor) -> list[Unit | None]:
    """The places for which this seat writes values, its own first; None: the country."""
    own: list[Unit | None] = []
    if keeps_province(actor) and actor.province_id is not None:
        own.append(Unit.objects.get(pk=actor.province_id))
    return [*own, None] if keeps_nation(actor) else own


def communes(actor: Actor) -> QuerySet[Unit]:
    """The communes for which this seat may write a value of their own: those of its province today."""
    if not keeps_province(actor):
        return Unit.objects.none()
    under = Reach.objects.filter(ancestor=actor.province_id).values("descendant")
    return Unit.objects.filter(pk__in=under, level=Level.COMMUNE).order_by("sort", "id")


def writes(actor: Actor, place: Unit | None) -> bool:
    """Whether this seat writes values of a place: the country, its province, a commune of it."""
    if place is None:
        return keeps_nation(actor)
    if place.level == Level.COMMUNE:
        return keeps_province(actor) and unit_in_reach(actor, place)
    return keeps_province(actor) and actor.province_id == place.pk


def require_days(actor: Actor, place: Unit | None) -> None:
    """Days off and worked are no amounts of money."""
    if not KEEPERS(actor):
        raise NormRefused(_("Ngày nghỉ, ngày làm bù do người quản trị hoặc lãnh đạo tỉnh nhập."))
    require(actor, place)


def require(actor: Actor, province: Unit | None, keys: Iterable[str] = ()) -> None:
    """Refuse whoever may not write values of this place (and of these kinds), before anything is written."""
    kinds = [kind for kind in map(registry.kind, keys) if kind]
    if not all(keeps_kind(actor, kind) for kind in kinds):
        raise NormRefused(_("Kế toán tỉnh nhập và xác nhận mức tiền; thời hạn, thẩm quyền do lãnh đạo tỉnh."))
    if not writes(actor, province):
        raise NormRefused(
            _(
                "Giá trị của tỉnh do người quản trị hoặc lãnh đạo của tỉnh đó nhập và xác nhận; "
                "giá trị cả nước do người quản trị của cả nước."
            )
        )
