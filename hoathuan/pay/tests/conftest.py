"""A team with three mediators, ended disputes, money in the budget, and every seat that takes part in pay."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

import pytest
from PIL import Image

from hoathuan.accounts.acting import as_actor
from hoathuan.accounts.actor import SYSTEM, actor_for
from hoathuan.budgets import api as budgets
from hoathuan.cases import services as cases
from hoathuan.cases.choices import Ending, Field
from hoathuan.cases.entries import Entry
from hoathuan.cases.parties import Someone
from hoathuan.cases.tests.conftest import make_mediator, make_team
from hoathuan.core.attachments.api import store_bytes
from hoathuan.pay import services
from hoathuan.teams.models import TeamHead

TODAY = date(2026, 6, 23)
PEOPLE = (Someone("Lò Thị Mẫu", 1972, "thôn 1"), Someone("Hà Văn Mẫu", 1968, "thôn 1"))


def picture() -> bytes:
    """A small picture, whole."""
    out = io.BytesIO()
    Image.new("RGB", (8, 8), "white").save(out, "PNG")
    return out.getvalue()


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    """These tests live on 23/06/2026, a Tuesday."""
    on(monkeypatch, TODAY)


def on(monkeypatch: pytest.MonkeyPatch, day: date, hour: int = 9) -> None:
    """Go to a day (in Viet Nam)."""
    from hoathuan.core import dates

    moment = dates.datetime(day.year, day.month, day.day, hour, tzinfo=dates.ZONE)
    monkeypatch.setattr(dates.timezone, "now", lambda: moment)


@pytest.fixture
def go(monkeypatch: pytest.MonkeyPatch) -> Any:
    return lambda day, hour=9: on(monkeypatch, day, hour)


@pytest.fixture
def team(world: Any) -> Any:
    return make_team(world.xa_a)


@pytest.fixture
def mediators(team: Any) -> list[Any]:
    found = [make_mediator(team, f"Hòa giải viên Mẫu {letter}") for letter in "ABC"]
    TeamHead.objects.create(team=team, mediator=found[0], started_on=date(2025, 7, 1))
    return found


@pytest.fixture
def seats(world: Any, seat_of: Any, team: Any) -> dict[str, Any]:
    """Everybody of the commune An Mẫu who takes part, its sister's leader and the province's accountant."""
    village = world.villages["Xã An Mẫu"][0]
    return {
        "officer": seat_of("commune_officer", world.xa_a, "Cán bộ Mẫu"),
        "leader": seat_of("commune_leader", world.xa_a, "Chủ tịch Mẫu"),
        "accountant": seat_of("commune_accountant", world.xa_a, "Kế toán Mẫu"),
        "head": seat_of("team_head", village, "Tổ trưởng Mẫu", team_id=team.pk),
        "sister": seat_of("commune_leader", world.xa_b, "Chủ tịch Bình Mẫu"),
        "sister_officer": seat_of("commune_officer", world.xa_b, "Cán bộ Bình Mẫu"),
        "parent": seat_of("province_finance", world.tinh_mau, "Kế toán tỉnh"),
    }


class Desk:
    """Does things as the seats, each deed in a transaction of its own as a request has it."""

    def __init__(self, seats: dict[str, Any], team: Any, mediators: list[Any]) -> None:
        self.seats, self.team, self.mediators = seats, team, mediators

    def __call__(self, seat: str, deed: Any, **given: Any) -> Any:
        actor = actor_for(self.seats[seat], self.seats[seat].person.user)
        with as_actor(actor):
            return deed(actor=actor, **given)

    def case(self, *, mediator: int | None = 0, ending: str = Ending.AGREEMENT, **changes: Any) -> Any:
        """An ended dispute of the team, mediated by one of its mediators."""
        base: dict[str, Any] = {
            "team": self.team, "field": Field.LAND, "received_on": date(2026, 6, 1), "ended_on": date(2026, 6, 10),
            "ending": ending, "people": PEOPLE, "summary": "Tranh chấp lối đi chung.",
        }  # fmt: skip
        if mediator is not None:
            base["mediators"] = (self.mediators[mediator].person.full_name,)
        return self("officer", cases.record_many, entries=[Entry(**(base | changes))])[0]

    def draft(self) -> Any:
        (claim,) = self("officer", services.draft, teams=[self.team])
        return claim

    def sent(self) -> Any:
        return self("head", services.confirm, claim=self.draft())

    def decided(self, **given: Any) -> Any:
        return self("leader", services.decide, claim=self.sent(), **given)

    def ordered(self) -> Any:
        """A decided claim whose sum is in a payment that the bank has not carried out yet."""
        claim = self.decided()
        lines = [line for line in {item.line for item in claim.items.all()} if line]
        self("accountant", services.make_batch, commune=self.team.now_commune, lines=lines)
        claim.refresh_from_db()
        return claim, claim.items.first().line.payment

    def paid(self, reference: str = "UNC-01") -> Any:
        claim, payment = self.ordered()
        self("accountant", services.record_paid, payments=[payment], bank_reference=reference, on=TODAY)
        payment.refresh_from_db()
        return claim, payment


@pytest.fixture
def desk(seats: dict[str, Any], team: Any, mediators: list[Any]) -> Desk:
    return Desk(seats, team, mediators)


@pytest.fixture
def money(desk: Desk, world: Any) -> Any:
    """Ten million đồng for mediators' pay of 2026."""
    return allocate(world.xa_a, 10_000_000)


def allocate(unit: Any, amount: int, year: int = 2026, source: str = "state") -> Any:
    with as_actor(SYSTEM):
        return budgets.allocate(
            actor=SYSTEM, unit=unit, year=year, line="mediation.pay", amount=amount, source=source,
            document=budgets.Document("01/QĐ-UBND", date(year, 1, 1)),
            donor="Nhà hảo tâm Mẫu" if source == "donated" else "",
        )  # fmt: skip


@pytest.fixture
def scan(desk: Desk) -> Any:
    """A picture of a signed sheet."""

    def make(seat: str = "officer") -> Any:
        return desk(seat, lambda actor: store_bytes(picture(), "ban-ky.png", actor))

    return make
