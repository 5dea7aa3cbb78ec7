"""Who enters and confirms: of the country its administrator, of a province its administrator or its director."""

from django.utils.translation import gettext as _

from hoathuan.accounts.actor import Actor
from hoathuan.accounts.choices import SeatKind
from hoathuan.accounts.rules import seats
from hoathuan.privacy.api import keeps_periods
from hoathuan.units.models import Unit

from .errors import NormRefused

#: Who may open the pages on which something is written; for which place is asked there.
KEEPERS = seats(SeatKind.ADMINISTRATOR, SeatKind.PROVINCE_LEADER)


def keeps_province(actor: Actor) -> bool:
    """Whether this seat decides for its own province: it sits at the province, not at a commune of it."""
    return KEEPERS(actor) and actor.province_id is not None and actor.commune_id is None


def keeps_nation(actor: Actor) -> bool:
    """The country's administrator; where one province works alone, that province's (as for periods of keeping)."""
    return keeps_periods(actor)


def places(actor: Actor) -> list[Unit | None]:
    """The places for which this seat writes values, its own first; None: the country."""
    own: list[Unit | None] = []
    if keeps_province(actor) and actor.province_id is not None:
        own.append(Unit.objects.get(pk=actor.province_id))
    return [*own, None] if keeps_nation(actor) else own


def require(actor: Actor, province: Unit | None) -> None:
    """Refuse whoever may not write values of this place, before anything is written."""
    if province is None:
        allowed = keeps_nation(actor)
    else:
        allowed = keeps_province(actor) and actor.province_id == province.pk
    if not allowed:
        raise NormRefused(
            _(
                "Giá trị của tỉnh do người quản trị hoặc lãnh đạo của tỉnh đó nhập và xác nhận; "
                "giá trị cả nước do người quản trị của cả nước."
            )
        )
