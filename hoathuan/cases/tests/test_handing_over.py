"""A head or mediator hands over: another mediator of the team leads it, or takes the open disputes."""

from datetime import date
from typing import Any

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange

from hoathuan.accounts.acting import as_actor
from hoathuan.accounts.actor import actor_for
from hoathuan.accounts.errors import AccountsError
from hoathuan.accounts.models import Seat
from hoathuan.accounts.selectors import not_over
from hoathuan.accounts.services.handing_over import HandOver, hand_over
from hoathuan.cases import services
from hoathuan.cases.models import Case
from hoathuan.teams.api import TeamHead, on_day
from hoathuan.teams.models import Mediator

from .conftest import TODAY, make_mediator

pytestmark = pytest.mark.django_db


@pytest.fixture
def old(world: Any, team: Any, seat_of: Any) -> Seat:
    """The head of the team, who mediates as well."""
    seat = seat_of("team_head", world.xa_a, "Lò Văn Cũ", team_id=team.pk)
    mediator = make_mediator(team, "x")
    Mediator.objects.filter(pk=mediator.pk).update(person=seat.person)
    TeamHead.objects.create(team=team, mediator=mediator, started_on=date(2025, 7, 1))
    return seat


@pytest.fixture
def new(team: Any) -> Any:
    """A mediator without an account."""
    return make_mediator(team, "Hà Thị Mới")


@pytest.fixture
def assigned(officer: Seat, old: Seat, entry: Any) -> Case:
    actor = actor_for(officer, officer.person.user)
    with as_actor(actor):
        case = services.receive(actor=actor, entry=entry(ended_on=None, ending=""))
        services.decide_scope(actor=actor, case=case, reason="Tranh chấp nhỏ", on_date=date(2026, 6, 2))
        mediator = Mediator.objects.get(person=old.person)
        return services.assign(actor=actor, case=case, mediator=mediator, assigned_on=date(2026, 6, 2))


def pages(seat: Seat) -> str:
    return f"/quan-tri/vai/{seat.uuid}/ban-giao/"


def test_the_officer_passes_the_lead_and_the_open_disputes_in_one_press(
    officer: Seat, old: Seat, new: Any, assigned: Case, client_for: Any, team: Any
) -> None:
    browser = client_for(officer)
    shown = browser.get(pages(old)).content.decode()
    assert f"Vụ việc số {assigned}" in shown
    assert "Tranh chấp lối đi" not in shown
    sent = {
        "successor": str(new.person.uuid),
        "day": f"{TODAY:%d/%m/%Y}",
        "version": old.version,
        "duties": ["cases.assigned"],
    }
    assert browser.post(pages(old), sent).status_code == 302
    assert TeamHead.objects.get(on_day(), team=team).mediator_id == new.pk
    before = assigned.assigned_on
    assigned.refresh_from_db()
    assert (assigned.mediator_id, assigned.assigned_on) == (new.pk, before)
    held = dict(Seat.objects.filter(not_over(), team_id=team.pk).values_list("person__full_name", "kind"))
    assert held == {"Hà Thị Mới": "team_head", "Lò Văn Cũ": "mediator"}
    # a former head holds the seat of a mediator now, not that of the head
    Seat.objects.get(pk=old.pk, stopped_at__isnull=False)


def test_a_mediator_passes_the_disputes_and_stays_on_the_roster(
    world: Any, officer: Seat, old: Seat, new: Any, assigned: Case, client_for: Any
) -> None:
    Seat.objects.filter(pk=old.pk).update(kind="mediator")
    TeamHead.objects.all().delete()
    sent = {
        "successor": str(new.person.uuid),
        "day": f"{TODAY:%d/%m/%Y}",
        "version": old.version,
        "duties": ["cases.assigned"],
    }
    assert client_for(officer).post(pages(old), sent).status_code == 302
    assigned.refresh_from_db()
    assert assigned.mediator_id == new.pk
    assert Mediator.objects.get(person=old.person).ended_on is None
    assert Seat.objects.filter(not_over(), person=old.person, kind="mediator").exists()


def test_who_is_not_of_the_team_does_not_follow(
    world: Any, officer: Seat, old: Seat, other_team: Any, actor_of: Any
) -> None:
    stranger = make_mediator(other_team, "Người Tổ Khác")
    plan = HandOver(day=TODAY, person=stranger.person)
    with pytest.raises(AccountsError, match="hòa giải viên đang hoạt động của tổ"):
        hand_over(seat=old, version=1, plan=plan, actor=actor_of(officer))


def test_an_administrator_moves_no_seat_of_a_team(
    world: Any, old: Seat, new: Any, seat_of: Any, client_for: Any
) -> None:
    admin = client_for(seat_of("administrator", world.tinh_mau))
    assert admin.get(pages(old)).status_code == 404
    sister = client_for(seat_of("commune_officer", world.xa_b))
    assert sister.get(pages(old)).status_code == 404
    assert client_for(old).get(pages(old)).status_code == 403
    assert client_for(None).get(pages(old)).status_code == 302


def test_what_is_over_or_of_another_team_does_not_pass(
    officer: Seat, old: Seat, new: Any, assigned: Case, other_team: Any, actor_of: Any
) -> None:
    elsewhere = Seat.objects.create(
        person=old.person, kind="mediator", unit=old.unit, team_id=other_team.pk, valid=DateRange(None, None)
    )
    newcomer = make_mediator(other_team, "Người Tổ Hai")
    Mediator.objects.filter(pk=make_mediator(other_team, "x").pk).update(person=old.person)
    plan = HandOver(day=TODAY, person=newcomer.person, duties=("cases.assigned",))
    actor = actor_of(officer)
    with as_actor(actor):
        hand_over(seat=elsewhere, version=1, plan=plan, actor=actor)
    assigned.refresh_from_db()
    assert assigned.mediator.person_id == old.person_id
