"""Who sees and who moves money. Rights belong to seats; what a seat may not see is a 404."""

from django.db.models import Q
from django.utils.translation import gettext as _

from hoathuan.accounts.actor import Actor
from hoathuan.accounts.choices import SeatKind as K
from hoathuan.accounts.models import Body
from hoathuan.accounts.reach import unit_in_reach
from hoathuan.accounts.rules import seats
from hoathuan.units.choices import Level
from hoathuan.units.models import Unit

from .errors import BudgetRefused

COMMUNE = (K.COMMUNE_OFFICER, K.COMMUNE_ACCOUNTANT, K.COMMUNE_LEADER)
PROVINCE = (K.PROVINCE_OFFICER, K.PROVINCE_FINANCE, K.PROVINCE_LEADER)
#: who opens pages of money; which budgets is for the selectors
READERS = seats(*COMMUNE, *PROVINCE, K.BODY_OFFICER, K.MINISTRY_VIEWER)
#: who prepares estimates
PREPARERS = seats(*COMMUNE, *PROVINCE, K.BODY_OFFICER)
#: who enters allocations, commitments, spending
KEEPERS = seats(K.COMMUNE_ACCOUNTANT, K.COMMUNE_LEADER, K.PROVINCE_FINANCE, K.PROVINCE_LEADER, K.BODY_OFFICER)
#: who shares out what a commune that was split still had
APPORTIONERS = seats(K.PROVINCE_FINANCE, K.PROVINCE_LEADER)
#: who lets more be spent than was allocated
LEADERS = seats(K.COMMUNE_LEADER, K.PROVINCE_LEADER)
#: who reads and answers what communes submit, and sees all of them on one page
ABOVE = seats(*PROVINCE, K.MINISTRY_VIEWER)
ANSWERERS = seats(*PROVINCE)


def may_see(actor: Actor, unit: Unit, body: Body | None = None) -> bool:
    """Whether this seat reads the money of a unit or body: its own, or of what lies under it."""
    if not READERS(actor) or unit.level not in (Level.PROVINCE, Level.COMMUNE):
        return False
    if actor.kind == K.BODY_OFFICER:
        return body is not None and _at_home(actor, unit, body)
    return unit_in_reach(actor, unit)


def bodies_held(body: int | None) -> set[int]:
    """A body and those that went on as it when their units were merged."""
    held, new = set(), {body} if body else set()
    while new:
        held |= new
        new = set(Body.objects.filter(moved_to__in=new).values_list("pk", flat=True)) - held
    return held


def _at_home(actor: Actor, unit: Unit, body: Body | None) -> bool:
    if actor.kind == K.BODY_OFFICER:
        return body is not None and actor.seat is not None and actor.seat.body_id == body.pk
    return unit.pk == actor.home_unit_id


def may_prepare(actor: Actor, unit: Unit, body: Body | None = None) -> bool:
    """Write the estimate: the unit's own offices."""
    return actor.system or (PREPARERS(actor) and _at_home(actor, unit, body))


def may_submit(actor: Actor, unit: Unit, body: Body | None = None) -> bool:
    """Send it to the unit above: its accountant or leader; of a body its officer."""
    return actor.system or (KEEPERS(actor) and _at_home(actor, unit, body))


def may_keep(actor: Actor, unit: Unit, body: Body | None = None) -> bool:
    """Enter commitments and spending: the unit's own accountant or leader; of a body its officer."""
    return actor.system or (KEEPERS(actor) and _at_home(actor, unit, body))


def may_allocate(actor: Actor, unit: Unit, body: Body | None = None) -> bool:
    """Enter allocations: who keeps the unit's money, and the province for its communes."""
    above = actor.is_any(K.PROVINCE_FINANCE, K.PROVINCE_LEADER) and unit_in_reach(actor, unit)
    return may_keep(actor, unit, body) or above


def may_apportion(actor: Actor, unit: Unit, body: Body | None = None) -> bool:
    """Share out what a commune that was split still had, and take it back: the province, of communes under it."""
    return actor.system or (APPORTIONERS(actor) and body is None and unit_in_reach(actor, unit))


def may_overspend(actor: Actor, unit: Unit, body: Body | None = None) -> bool:
    """Let more be spent than was allocated: a leader of the unit itself."""
    return LEADERS(actor) and unit.pk == actor.home_unit_id


def may_answer(actor: Actor, unit: Unit, body: Body | None = None) -> bool:
    """Read or return what was submitted: the province, of communes under it."""
    return ANSWERERS(actor) and unit.pk != actor.home_unit_id and unit_in_reach(actor, unit)


def require(allowed: bool) -> None:
    """Refuse whoever may not, before anything is written."""
    if not allowed:
        raise BudgetRefused(
            _(
                "Tiền của đơn vị nào do kế toán hoặc lãnh đạo của đơn vị đó ghi; "
                "chi vượt dự toán chỉ lãnh đạo mới cho được."
            )
        )


def own_condition(unit: Unit, body: Body | None) -> Q:
    """The budgets that a unit of today carries on: its own, and those of units that went wholly into it."""
    if body is not None:
        return Q(body__in=bodies_held(body.pk))
    if unit.level == Level.COMMUNE:
        return Q(now_commune=unit, body=None)
    return Q(now_province=unit, area=None, body=None)
