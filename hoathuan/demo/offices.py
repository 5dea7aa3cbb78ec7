"""Bodies, seats and sign-ins: of the three levels until 30/06/2025, and of the new communes since."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from django.contrib.auth.hashers import make_password
from django.db.backends.postgresql.psycopg_any import DateRange

from hoathuan.accounts.choices import BodyKind, SeatKind
from hoathuan.accounts.models import Body, Person, Seat, User
from hoathuan.core.copying import write
from hoathuan.core.text import sort_key
from hoathuan.core.writing import write_changed
from hoathuan.teams.models import Mediator
from hoathuan.units.models import Unit

from .days import FIRST_DAY, REFORM_DAY
from .names import make_person, person, phone

PASSWORD = "hoa-thuan-2026"  # noqa: S105 - printed by script/demo, only ever in fictional data
SINCE_THEN = DateRange(FIRST_DAY, None)
SINCE_REFORM = DateRange(REFORM_DAY, None)
#: The first commune shows all who have a part in a dispute's way to its pay.
SHOWN_ROLES = (
    ("tuphapxa", SeatKind.COMMUNE_OFFICER),
    ("chutichxa", SeatKind.COMMUNE_LEADER),
    ("ketoanxa", SeatKind.COMMUNE_ACCOUNTANT),
)


@dataclass(frozen=True)
class SignIn:
    """What `script/demo` prints: a role, its username and where it sits."""

    role: str
    username: str
    place: str


class Offices:
    """Makes the offices of a province and the seats in them."""

    def __init__(self, country: Unit, province: Unit, random: Random) -> None:
        self.country, self.province, self.random = country, province, random
        self.secret = make_password(PASSWORD)  # one hash for all: hundreds would take a minute
        self.seats: dict[str, Seat] = {}
        self._waiting: list[tuple[str, Person, Seat]] = []

    def open(self, districts: Sequence[Unit], communes: Sequence[Unit]) -> None:
        """The province with its districts and communes of before the reform."""
        self._province_bodies()
        for username, kind, body in (
            ("quantri", SeatKind.ADMINISTRATOR, self.department),
            ("sotuphap", SeatKind.PROVINCE_OFFICER, self.department),
            ("giamdoc", SeatKind.PROVINCE_LEADER, self.department),
            ("ubndtinh", SeatKind.PROVINCE_OFFICER, self.committee),
            ("hoiphunu", SeatKind.BODY_OFFICER, self.union),
            ("thanhtra", SeatKind.INSPECTOR, self.department),
            ("ketoantinh", SeatKind.PROVINCE_FINANCE, self.finance),
        ):
            self._seat(username, kind, self.province, body)
        self._seat("botuphap", SeatKind.MINISTRY_VIEWER, self.country, self.ministry)
        self._districts(districts)
        self._committees(communes)
        for commune in communes:
            self._seat(f"cu.{commune.code}", SeatKind.COMMUNE_OFFICER, commune, self.bodies[commune.pk])
        self._write()

    def team_seats(self, terms: Sequence[tuple[str, str, Mediator, Unit]]) -> None:
        """Sign-ins of team heads and mediators: username, kind, term, the village where they sit."""
        for username, kind, term, village in terms:
            self._seat(username, kind, village, None, term.person, term.team_id)
        self._write()

    def village_seats(self, village: Unit) -> None:
        """Who answers for a village beside its team: they witness, receive reports, hand in papers."""
        self._seat("mattran", SeatKind.FRONT_HEAD, village, None)
        self._seat("truongthon", SeatKind.VILLAGE_HEAD, village, None)
        self._write()

    def settle(self, communes: Sequence[Unit]) -> None:
        """After the reform: who came along stays, and a commune that got nobody appoints an officer, `xa.<code>`.

        The first commune shows all its roles.
        """
        self._committees(communes)
        officers = Seat.objects.filter(kind=SeatKind.COMMUNE_OFFICER, stopped_at=None, valid__endswith=None)
        held = set(officers.values_list("unit_id", flat=True))
        for commune in communes:
            body = self.bodies[commune.pk]
            if commune == communes[0]:
                for username, kind in SHOWN_ROLES:
                    self._seat(username, kind, commune, body, valid=SINCE_REFORM)
            elif commune.pk not in held:
                self._seat(f"xa.{commune.code}", SeatKind.COMMUNE_OFFICER, commune, body, valid=SINCE_REFORM)
        self._write()

    def _province_bodies(self) -> None:
        name, at = _of(self.province), {"unit": self.province}
        self.committee = Body.objects.create(
            name=f"Ủy ban nhân dân {name}", kind=BodyKind.PEOPLES_COMMITTEE, **at
        )
        self.department = Body.objects.create(
            name=f"Sở Tư pháp {name}", kind=BodyKind.JUSTICE_DEPARTMENT, superior=self.committee, **at
        )
        self.front = Body.objects.create(
            name=f"Ủy ban Mặt trận Tổ quốc Việt Nam {name}", kind=BodyKind.FRONT, **at
        )
        self.union = Body.objects.create(name=f"Hội Liên hiệp Phụ nữ {name}", kind=BodyKind.ASSOCIATION, **at)
        self.ethnic = Body.objects.create(name=f"Sở Dân tộc và Tôn giáo {name}", kind=BodyKind.AGENCY, **at)
        self.finance = Body.objects.create(name=f"Sở Tài chính {name}", kind=BodyKind.AGENCY, **at)
        self.ministry = Body.objects.create(name="Bộ Tư pháp", kind=BodyKind.MINISTRY, unit=self.country)

    def _districts(self, districts: Sequence[Unit]) -> None:
        """Each district has its justice office; about every second officer there works with this system."""
        offices = [
            _body(f"Phòng Tư pháp {_of(district)}", BodyKind.DISTRICT_JUSTICE, district)
            for district in districts
        ]
        write(offices)
        for district, body in zip(districts, offices, strict=True):
            if self.random.random() < 0.5:
                self._seat(f"huyen.{district.code}", SeatKind.DISTRICT_OFFICER, district, body)

    def _committees(self, communes: Sequence[Unit]) -> None:
        """Everybody's own committee: the one that came with the unit, else a new one."""
        names = {commune.pk: f"Ủy ban nhân dân {_of(commune)}" for commune in communes}
        known = Body.objects.filter(
            unit__in=communes, kind=BodyKind.PEOPLES_COMMITTEE, closed_on=None
        ).order_by("-pk")
        self.bodies = {body.unit_id: body for body in known if body.name == names[body.unit_id]}
        made = [
            _body(names[commune.pk], BodyKind.PEOPLES_COMMITTEE, commune)
            for commune in communes
            if commune.pk not in self.bodies
        ]
        write(made)
        self.bodies |= {body.unit_id: body for body in made}
        for body in self.bodies.values():
            body.work_phone = phone(body.unit_id)
        write_changed(self.bodies.values(), ["work_phone"])

    def _seat(
        self, username: str, kind: str, unit: Unit, body: Body | None, who: Person | None = None,
        team_id: int | None = None, valid: DateRange = SINCE_THEN,
    ) -> None:  # fmt: skip
        who = who or person(make_person(self.random))
        seat = Seat(kind=kind, unit=unit, body=body, team_id=team_id, valid=valid)
        self._waiting.append((username, who, seat))

    def _write(self) -> None:
        """Accounts, people (those of terms are there already) and seats."""
        users = [User(username=username, password=self.secret) for username, _who, _seat in self._waiting]
        write(users)
        known = []
        for user, (_name, who, _seat) in zip(users, self._waiting, strict=True):
            who.user = user
            known += [who] if who.pk else []
        write([who for _name, who, _seat in self._waiting if not who.pk])
        write_changed(known, ["user"])
        for username, who, seat in self._waiting:
            seat.person = who
            self.seats[username] = seat
        write([seat for _name, _who, seat in self._waiting])
        self._waiting = []


def _of(unit: Unit) -> str:
    """The unit's name inside another: "xã Hạc Thành"."""
    return unit.name[0].lower() + unit.name[1:]


def _body(name: str, kind: str, unit: Unit) -> Body:
    return Body(name=name, kind=kind, unit=unit, sort=sort_key(name))
