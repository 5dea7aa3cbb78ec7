"""The actor: the seat that acts in this request or job, with the reach that it carries."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from django.http import HttpRequest
from django.utils.translation import gettext

from hoathuan.core.dates import today
from hoathuan.units.choices import Level
from hoathuan.units.selectors import path_of, with_those_before

from .choices import CONTACT_KINDS, CONTENT_KINDS, NATION_KINDS, TEAM_KINDS, SeatKind
from .models import Seat, User


@dataclass(frozen=True)
class Actor:
    """Who acts. Without a seat an actor sees and may do nothing.

    `province_id`, `commune_id`, `team_id`: the narrowest that is set bounds what it sees; `nation`: everything.
    """

    user: User | None = None
    seat: Seat | None = None
    nation: bool = False
    province_id: int | None = None
    commune_id: int | None = None
    team_id: int | None = None
    system: bool = False

    @property
    def is_anonymous(self) -> bool:
        return self.user is None and not self.system

    @property
    def user_id(self) -> int | None:
        return self.user.pk if self.user else None

    @property
    def seat_id(self) -> int | None:
        return self.seat.pk if self.seat else None

    @property
    def kind(self) -> str:
        return self.seat.kind if self.seat else ""

    @property
    def unit_id(self) -> int | None:
        return self.seat.unit_id if self.seat else None

    @property
    def home_unit_id(self) -> int:
        """The commune, province or country of the seat; 0, which is no unit, without one."""
        return self.commune_id or self.province_id or self.unit_id or 0

    @cached_property
    def home_units(self) -> frozenset[int]:
        """That unit and those that wholly went into it: it goes on with what they began."""
        return with_those_before(self.home_unit_id)

    @cached_property
    def label(self) -> str:
        """Name, seat and unit, as the audit trail and the page's head show them."""
        if self.system:
            return gettext("Hệ thống")
        return str(self.seat) if self.seat else (str(self.user) if self.user else "")

    @property
    def reads_content(self) -> bool:
        """Whether content of disputes may be read: the team, and the commune's justice officer (Law 35 Art. 4(3)).

        Not by an account that somebody else has opened or recovered, until its holder is confirmed in person.
        """
        return self.kind in CONTENT_KINDS and not self.unproven

    @property
    def unproven(self) -> bool:
        """Whether nobody has confirmed yet that the person behind this account is who it says."""
        return self.user is not None and self.user.unproven_since is not None

    @property
    def content_closed(self) -> bool:
        """Whether this seat would read content of disputes, were its holder confirmed."""
        return self.kind in CONTENT_KINDS and self.unproven

    @property
    def why_closed(self) -> str:
        """Why this seat reads no content now, and who can open it; "" where it may, or never could."""
        if not self.content_closed:
            return ""
        words = {
            SeatKind.COMMUNE_OFFICER: gettext("lãnh đạo xã hoặc công chức tư pháp khác của xã"),
            SeatKind.TEAM_HEAD: gettext("công chức tư pháp xã"),
        }
        who = words.get(SeatKind(self.kind), gettext("tổ trưởng hoặc công chức tư pháp xã"))
        return gettext(
            "Tài khoản này mới được mở, khôi phục hoặc giao vai, nên nội dung vụ việc còn đóng. "
            "Hãy gặp trực tiếp %(who)s để được xác nhận đúng là ông/bà; xong là đọc và ghi được ngay."
        ) % {"who": who}

    @property
    def reads_contacts(self) -> bool:
        """Whether phones and addresses of people in reach may be read: those who must call them or give accounts."""
        return self.system or self.kind in CONTACT_KINDS

    def is_any(self, *kinds: str) -> bool:
        return self.kind in kinds


NOBODY = Actor()
SYSTEM = Actor(system=True, nation=True)


def actor_for(seat: Seat, user: User | None = None) -> Actor:
    """The actor of a seat whose term runs today; a seat outside its term, or stopped, is nobody."""
    if seat.stopped_at is not None or today() not in seat.valid:
        return Actor(user=user)
    if seat.kind in NATION_KINDS or seat.unit.level == Level.COUNTRY:
        return Actor(user=user, seat=seat, nation=True)
    by_level = {step.level: step.pk for step in path_of(seat.unit)}
    if seat.unit.level == Level.VILLAGE and Level.COMMUNE not in by_level:
        # its commune was split and nobody has placed it yet: it must not see the whole province instead
        by_level.pop(Level.PROVINCE, None)
    return Actor(
        user=user,
        seat=seat,
        province_id=by_level.get(Level.PROVINCE),
        commune_id=by_level.get(Level.COMMUNE),
        team_id=seat.team_id if seat.kind in TEAM_KINDS else None,
    )


def actor_in(request: HttpRequest) -> Actor:
    """Who acts in this request: set by the middleware, asked of the database when it is first needed."""
    return request.actor  # type: ignore[attr-defined, no-any-return]


def seats_today(user: User) -> list[Seat]:
    """The seats that this account may act in now."""
    seats = Seat.objects.filter(person__user=user, stopped_at=None, valid__contains=today())
    return list(seats.select_related("person", "unit", "body").order_by("kind", "unit__sort", "id"))
