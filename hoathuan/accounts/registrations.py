"""What accounts tells the layers below: how a background job acts as the seat that asked, and its navigation."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hoathuan.core import imports, jobs
from hoathuan.core.errors import DomainError
from hoathuan.core.ui import nav
from hoathuan.core.ui.nav import NavItem
from hoathuan.units.api import refusal_of

from . import (
    moving,
    telling,  # noqa: F401 - listens to sign-ins
)
from .acting import as_actor
from .actor import SYSTEM, Actor, actor_for
from .duties import IMPORTS, JOBS
from .following import followed, hold_units
from .handover import register_duty
from .models import Seat
from .rules import ADMINISTRATORS
from .services.seats import stop_ended


@contextmanager
def _acting(user_id: int | None, seat_id: int | None) -> Iterator[Actor]:
    """Act as the seat, if its term still runs and its account is open; asked for by nobody, as the system.

    Asked again at the end, before anything is kept: a seat that ended meanwhile has done nothing. One that went on
    at another unit, by a reform of units, goes on.
    """
    if user_id is None and seat_id is None:
        with as_actor(SYSTEM):
            yield SYSTEM
        return
    actor = _actor(user_id, seat_id)
    with as_actor(actor):
        yield actor
        if actor.reads_content and not _actor(user_id, seat_id).reads_content:
            raise DomainError(_("Tài khoản của người yêu cầu đang chờ xác nhận nên việc không được làm."))
        _actor(user_id, seat_id)


def _actor(user_id: int | None, seat_id: int | None) -> Actor:
    seats = Seat.objects.select_related("person__user", "unit", "body")
    seat = seats.filter(pk=followed(seat_id) or 0, person__user=user_id, person__user__is_active=True).first()
    actor = actor_for(seat, seat.person.user) if seat else None
    if actor is None or actor.seat is None:
        raise DomainError(_("Vai của người yêu cầu đã hết hạn nên việc không được làm."))
    return actor


jobs.set_acting(_acting)
jobs.set_explaining(refusal_of)
imports.set_entering(hold_units)
moving.register_all()
jobs.register_daily("accounts.stop_ended", stop_ended)
register_duty(IMPORTS)
register_duty(JOBS)
nav.register(NavItem("people", gettext_lazy("Quản trị"), "accounts:people", 80, ADMINISTRATORS))
nav.register(NavItem("bodies", gettext_lazy("Cơ quan"), "accounts:bodies", 81, ADMINISTRATORS))
nav.register(NavItem("slips", gettext_lazy("Phiếu kích hoạt"), "desk:slips", 82, ADMINISTRATORS))
