"""Bodies, seats and sign-ins. One sign-in per role; every commune has its justice officer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from django.contrib.auth.hashers import make_password
from django.db.backends.postgresql.psycopg_any import DateRange

from hoathuan.accounts.choices import BodyKind, SeatKind
from hoathuan.accounts.models import Body, Person, Seat, User
from hoathuan.teams.models import Mediator
from hoathuan.units.facts import REFORM_DAY
from hoathuan.units.models import Unit

from .names import make_person

PASSWORD = "hoa-thuan-2026"  # noqa: S105 - printed by script/demo, only ever in fictional data
TERM = DateRange(REFORM_DAY, None)


@dataclass(frozen=True)
class SignIn:
    """What `script/demo` prints: a role, its username and where it sits."""

    role: str
    username: str
    place: str


class Offices:
    """Makes the offices of a province and the seats in them."""

    def __init__(self, country: Unit, province: Unit, communes: Sequence[Unit], random: Random) -> None:
        self.country, self.province, self.communes, self.random = country, province, communes, random
        self.secret = make_password(PASSWORD)  # one hash for all: hundreds would take a minute
        self.seats: dict[str, Seat] = {}
        self.sign_ins: list[SignIn] = []

    def run(self) -> None:
        self._bodies()
        province = [
            ("quantri", SeatKind.ADMINISTRATOR, self.department),
            ("sotuphap", SeatKind.PROVINCE_OFFICER, self.department),
            ("giamdoc", SeatKind.PROVINCE_LEADER, self.department),
            ("ubndtinh", SeatKind.PROVINCE_OFFICER, self.committee),
            ("hoiphunu", SeatKind.BODY_OFFICER, self.union),
        ]
        for username, kind, body in province:
            self.sign_in(username, kind, self.province, body)
        self.sign_in("botuphap", SeatKind.MINISTRY_VIEWER, self.country, self.ministry)
        self._communes()

    def _bodies(self) -> None:
        name = self.province.name[0].lower() + self.province.name[1:]
        at = {"unit": self.province}
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
        self.commune_bodies = {
            commune.pk: Body.objects.create(
                name=f"Ủy ban nhân dân {commune.name[0].lower()}{commune.name[1:]}",
                kind=BodyKind.PEOPLES_COMMITTEE,
                unit=commune,
            )
            for commune in self.communes
        }

    def _communes(self) -> None:
        """The first commune shows all its roles; the others have their justice officer, `xa.<code>`."""
        first, *others = self.communes
        body = self.commune_bodies[first.pk]
        for username, kind in (
            ("tuphapxa", SeatKind.COMMUNE_OFFICER),
            ("chutichxa", SeatKind.COMMUNE_LEADER),
        ):
            self.sign_in(username, kind, first, body)
        for commune in others:
            self.seat(
                f"xa.{commune.code}", SeatKind.COMMUNE_OFFICER, commune, self.commune_bodies[commune.pk]
            )

    def team_seats(self, head: Mediator, mediator: Mediator) -> None:
        """Sign-ins for a team head and a mediator of the first commune."""
        for username, kind, term in (
            ("totruong", SeatKind.TEAM_HEAD, head),
            ("hoagiaivien", SeatKind.MEDIATOR, mediator),
        ):
            village = term.team.villages.get()
            self.sign_in(username, kind, village, None, person=term.person, team_id=term.team_id)

    def sign_in(
        self, username: str, kind: SeatKind, unit: Unit, body: Body | None, person: Person | None = None,
        team_id: int | None = None,
    ) -> None:  # fmt: skip
        seat = self.seat(username, kind, unit, body, person, team_id)
        self.sign_ins.append(SignIn(str(seat.get_kind_display()), username, body.name if body else unit.name))

    def seat(
        self, username: str, kind: SeatKind, unit: Unit, body: Body | None, person: Person | None = None,
        team_id: int | None = None,
    ) -> Seat:  # fmt: skip
        user = User.objects.create(username=username, password=self.secret)
        if person is None:
            made = make_person(self.random)
            person = Person(
                full_name=made.name, sex=made.sex, birth_year=made.birth_year, ethnicity=made.ethnicity
            )
        person.user = user
        person.save()
        seat = Seat.objects.create(
            person=person, kind=kind, unit=unit, body=body, team_id=team_id, valid=TERM
        )
        self.seats[username] = seat
        return seat
