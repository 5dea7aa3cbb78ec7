"""On a phone of 360 px: danger is reported from the guide; who is related and what came before is shown in time."""

from datetime import date

import pytest

from conftest import build_world
from hoathuan.accounts.acting import as_actor
from hoathuan.accounts.actor import SYSTEM
from hoathuan.accounts.models import PersonContact
from hoathuan.cases import services
from hoathuan.cases.models import Escalation
from hoathuan.cases.parties import Someone
from tests.plugins.browser import overflow

from .conftest import make_mediator

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def world():
    return build_world()


@pytest.fixture
def case(acting, head, entry, team, world):
    """A dispute between the parties of an earlier one; two mediators of the team bear a party's family name."""
    names = ("Lò Văn Mẫu", "Lò Thị Gương")
    with as_actor(SYSTEM):
        for person in [make_mediator(team, name).person for name in names]:
            PersonContact.objects.create(
                person=person, address="thôn 1 Xã An Mẫu", now_commune=world.xa_a, now_province=world.tinh_mau
            )
    with acting(head) as actor:
        services.record_ended_case(actor=actor, entry=entry())
        strangers = (Someone("Vi Văn Lạ", 1980, "bản Xa"), Someone("Ma Thị Lạ", 1981, "bản Xa"))
        services.record_ended_case(
            actor=actor, entry=entry(people=strangers, summary="Chuyện của người khác")
        )
        return services.receive(
            actor=actor, entry=entry(ended_on=None, received_on=date(2026, 6, 20), summary="Lại cãi nhau")
        )


@pytest.fixture
def phone(live_server, client_for, open_page, head):
    """A page of a phone, signed in as the team's head unless another seat is named."""

    def enter(seat=None, **more):
        page = open_page(width=360, **more)
        cookie = client_for(seat or head).cookies["sessionid"].value
        page.context.add_cookies([{"name": "sessionid", "value": cookie, "url": live_server.url}])
        return page

    return enter


def test_a_head_reports_a_knife_from_the_guide(case, phone, live_server):
    page = phone(script=False)
    page.goto(f"{live_server.url}/vu-viec/{case.uuid}/")
    page.get_by_role("button", name="Xác định thuộc phạm vi").click()
    page.get_by_label("có người cầm dao, gậy, súng", exact=False).check()
    page.get_by_role("button", name="Tiếp tục").click()
    assert page.inner_text("h1") == "Có vũ khí, vật nguy hiểm: báo ngay"
    assert overflow(page) <= 0
    page.get_by_role("button", name="Báo ngay").click()
    assert "Phần mềm không gọi thay." in page.inner_text("main")
    assert page.get_by_role("button", name="Ghi đã báo lên").is_visible()
    assert Escalation.objects.get(case=case).kind == "violence"
    assert overflow(page) <= 0


def test_pages_of_the_guide_are_clean_for_axe(case, phone, live_server, axe):
    page = phone()
    for way in ("", "?b=1&d=2", "?b=1&d=44441", "?b=1&d=44453", "?b=1&d=4449"):
        page.goto(f"{live_server.url}/vu-viec/{case.uuid}/pham-vi/{way}")
        assert (way, overflow(page) <= 0) == (way, True)
        assert (way, axe(page)) == (way, [])
    page.goto(f"{live_server.url}/vu-viec/{case.uuid}/thuoc-pham-vi/")
    page.get_by_label("Vì sao thuộc phạm vi hòa giải?").fill("Lối đi")
    page.get_by_label("Tôi xác nhận: không ai bị đánh", exact=False).check()
    assert overflow(page) <= 0
    assert axe(page) == []


def test_relatives_and_the_earlier_dispute_are_shown_before_it_is_given_to_anybody(
    case, acting, head, officer, phone, live_server
):
    """Also to the head, who reads no addresses of people: that they live in one place is all that he learns."""
    with acting(head) as actor:
        services.decide_scope(actor=actor, case=case, reason="Ranh giới", on_date=date(2026, 6, 21))
    kin = "Lò Thị Gương, Lò Văn Mẫu cùng họ và cùng nơi ở với một bên"
    for seat in (officer, head):
        page = phone(seat, script=False)
        for address in ("", "phan-cong/"):
            page.goto(f"{live_server.url}/vu-viec/{case.uuid}/{address}")
            words = page.inner_text("main")
            assert kin in words
            assert words.count("Các bên này đã có vụ việc số 1/2026") == 1
            assert "vụ việc số 2/2026" not in words
            assert overflow(page) <= 0
