"""One decision of a kind about a team is drafted once, by whom and however often it is asked for."""

import re
import uuid
from typing import Any

import pytest
from django.test import Client

from conftest import build_world
from hoathuan.accounts.acting import as_actor
from hoathuan.accounts.actor import actor_for
from hoathuan.accounts.models import Body, Seat
from hoathuan.documents import kinds
from hoathuan.documents.choices import PaperState
from hoathuan.documents.errors import PaperRefused
from hoathuan.documents.models import Paper
from hoathuan.documents.services.drafting import Typed, draft_paper
from hoathuan.units.selectors import area_of

from .registry import complete_team

KEY = "cong-nhan-to-hoa-giai"


def typed(body: Body) -> Typed:
    return Typed(body, "Về việc công nhận tổ hòa giải", "QĐ-UBND", "Phạm Văn Mẫu", "CHỦ TỊCH", {})


def body_of(unit: Any) -> Body:
    return Body.objects.create(name="Ủy ban nhân dân xã An Mẫu", kind="peoples_committee", unit=unit)


def filled(officer: Client, path: str, body: Body) -> dict[str, str]:
    token = re.search(r'name="token" value="([^"]+)"', officer.get(path).content.decode())
    assert token
    return {
        "body": str(body.uuid), "token": token[1], "title": "Về việc công nhận", "sign": "QĐ-UBND",
        "signer": "Phạm Văn Mẫu", "signer_office": "CHỦ TỊCH", "f_de_nghi": "", "f_can_cu_khac": "",
    }  # fmt: skip


@pytest.mark.django_db(transaction=True)
def test_two_officers_who_draft_one_decision_at_once_leave_one_draft(seat_of: Any, race: Any) -> None:
    commune = build_world().xa_a
    body, team = body_of(commune), complete_team(commune, "Tổ Một")
    seats: list[Seat] = [seat_of("commune_officer", commune, f"Người Thử {n}", body=body) for n in "AB"]

    def draft() -> Paper:
        seat = seats.pop()
        actor = actor_for(seat, seat.person.user)
        with as_actor(actor):
            return draft_paper(
                kind=kinds.get(KEY), subject=team, typed=typed(body), actor=actor, token=uuid.uuid4()
            )

    got = race(draft, 2)
    assert sorted(type(one) for one in got if isinstance(one, Paper)) == [Paper]
    assert ["Đã có dự thảo" in str(one) for one in got if isinstance(one, PaperRefused)] == [True]


@pytest.mark.django_db
def test_who_asks_for_the_decision_again_is_led_to_its_draft(
    world: Any, seat_of: Any, client_for: Any
) -> None:
    body, team = body_of(world.xa_a), complete_team(world.xa_a, "Tổ Một")
    officer = client_for(seat_of("commune_officer", world.xa_a, body=body))
    path = f"/van-ban/moi/{KEY}/?doi_tuong={team.uuid}"
    form = filled(officer, path, body)
    officer.post(path, form)
    paper = Paper.objects.get(state=PaperState.DRAFT)
    assert officer.get(path)["Location"] == f"/van-ban/{paper.uuid}/"
    refused = officer.post(path, form | {"token": str(uuid.uuid4())}).content.decode()
    assert "Đã có dự thảo loại này" in refused
    assert Paper.objects.count() == 1


@pytest.mark.django_db
def test_a_draft_of_the_unit_that_had_the_team_before_stands_in_nobodys_way(
    world: Any, seat_of: Any, client_for: Any
) -> None:
    """A village went to another commune with its team; the officer there cannot open what the former one drafted."""
    team, officers = complete_team(world.xa_a, "Tổ Một"), {}
    for unit in (world.xa_a, world.xa_b):
        body = body_of(unit)
        officers[unit] = client_for(seat_of("commune_officer", unit, body=body)), body
    path = f"/van-ban/moi/{KEY}/?doi_tuong={team.uuid}"
    former, body = officers[world.xa_a]
    former.post(path, filled(former, path, body))
    team.locate(area_of(world.xa_b))
    team.save()
    now, body = officers[world.xa_b]
    assert str(team.uuid) in now.get(f"/van-ban/hang-loat/{KEY}/").content.decode()
    now.post(path, filled(now, path, body))
    assert [paper.unit for paper in Paper.objects.all()] == [world.xa_b]
    assert former.get(path).status_code == 404
