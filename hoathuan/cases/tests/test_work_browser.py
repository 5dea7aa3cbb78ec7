"""The pages of the work on a dispute in a real browser: clean for axe, and no sideways scrolling on a phone."""

from datetime import date, datetime, time

import pytest

from hoathuan.cases import services
from hoathuan.cases.choices import PartyRole
from hoathuan.cases.parties import Someone
from hoathuan.core.dates import ZONE
from tests.plugins.browser import overflow

from .conftest import make_mediator
from .test_browser import HOST, serve

pytestmark = [pytest.mark.browser, pytest.mark.django_db]


@pytest.fixture
def answers(client_for, acting, officer, entry, team, other_team, seat_of, world):
    """A dispute on which everything happened, as its officer, the chair and the other team's head see it."""
    mediator = make_mediator(team, "Vi Văn Mẫu")
    with acting(officer) as actor:
        told = entry(received_on=date(2026, 6, 10), ended_on=None)
        case = services.receive(actor=actor, entry=told)
        given = {"actor": actor, "case": case}
        services.decide_scope(**given, reason="Lối đi", on_date=date(2026, 6, 10))
        assigning = services.assign(**given, mediator=mediator, assigned_on=date(2026, 6, 11), came="chosen")
        elder = services.invite(**given, full_name="Già làng Mẫu", asked_by="mediator", asked_on=date(2026, 6, 11),
                                consent_on=date(2026, 6, 12), reason="Người có uy tín")  # fmt: skip
        present = [Someone("Lò Thị Mẫu"), Someone("Già làng Mẫu", role=PartyRole.INVITED)]
        services.hold_session(**given, held_on=date(2026, 6, 13), held_at=time(14, 30), place="Nhà văn hóa thôn 1",
                              is_public=False, present=present, result="Hai bên hẹn gặp lại sau mùa gặt.")  # fmt: skip
        services.pause(**given, from_on=date(2026, 6, 14), until_on=date(2026, 6, 18), asked_by="parties")
        services.join_team(**given, team=other_team, joined_on=date(2026, 6, 12))
        one = services.escalate(
            **given, kind="violence", needed="Cần công an xã đến giữ trật tự", words="Dọa đánh nhau",
            told_at=datetime(2026, 6, 22, 19, 30, tzinfo=ZONE), passed_to="chair",
            passed_at=datetime(2026, 6, 22, 19, 45, tzinfo=ZONE),
        )  # fmt: skip
    own, chair = client_for(officer), client_for(seat_of("commune_leader", world.xa_a))
    village = world.villages["Xã An Mẫu"][1]
    other = client_for(seat_of("team_head", village, "Tổ trưởng bạn", team_id=other_team.pk))
    detail, danger = f"/vu-viec/{assigning.uuid}/", f"/vu-viec/khan/{one.uuid}/"
    acts = f"{detail}dien-bien/"
    return {
        "detail": own.get(detail),
        "acts": own.get(acts),
        "meeting": own.get(f"{acts}buoi/"),
        "meeting refused": own.post(f"{acts}buoi/", {"held_on": "22/06/2026"}),
        "another team": own.get(f"{acts}to-khac/"),
        "report": own.post(
            f"{acts}bao-khan/", {"kind": "crime", "told_day": "30/06/2026", "told_hour": "8h"}
        ),
        "answer of the invited": own.get(f"{detail}moi/{elder.uuid}/"),
        "assign": own.get(f"{detail}phan-cong/"),
        "reports": own.get("/vu-viec/khan/"),
        "chair": chair.get(danger),
        "chair answers": chair.get(f"{danger}tra-loi/"),
        "list of the other team": other.get("/vu-viec/"),
        "detail of the other team": other.get(detail),
    }


def test_every_page_of_the_work_is_clean_for_axe_and_fits_a_phone(answers, open_page, axe):
    for name, answer in answers.items():
        assert (name, answer.status_code) == (name, 200)
        page = open_page()
        page.route("**/*", serve(answer))
        page.goto(f"{HOST}/vu-viec/trang/")
        for width in (360, 1280):
            page.set_viewport_size({"width": width, "height": 900})
            assert (name, width, axe(page)) == (name, width, [])
            assert (name, width, overflow(page)) == (name, width, 0)
        page.close()
