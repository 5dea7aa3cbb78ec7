"""A mediator's own pages: what is next, my money, my papers, whom to ask; and nobody else's."""

import io
import os
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from hoathuan.accounts.models import Body, User
from hoathuan.cases.api import CaseMediator
from hoathuan.desk.models import ServiceProof
from hoathuan.desk.tests.conftest import assigned
from hoathuan.pay import services
from hoathuan.pay.models import Accident, AccidentContent, Share
from hoathuan.pay.supports.services import accidents
from hoathuan.pay.tests.conftest import TODAY
from hoathuan.pay.tests.supports.conftest import request_of
from hoathuan.teams.models import Mediator, MediatorTraining, TeamVillage

pytestmark = pytest.mark.django_db
HOME, WORK, MONEY = "/", "/cua-toi/viec/", "/cua-toi/tien/"
PAPERS, PROOF, ASK = "/cua-toi/giay-to/", "/cua-toi/giay-to/qua-trinh.pdf", "/cua-toi/hoi-ai/"
PAGES = (HOME, WORK, MONEY, PAPERS, ASK)


@pytest.fixture(autouse=True)
def _today(go: Any) -> None:
    """These tests live on 23/06/2026, a Tuesday."""
    go(TODAY)


def main_of(client: Any, path: str) -> str:
    """The words of a page, without its head and foot."""
    answer = client.get(path)
    assert answer.status_code == 200, path
    page = answer.content.decode().split("<main")[1].split("</main>")[0]
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


def test_the_first_page_says_what_is_next_in_sentences_and_opens_four_doors(client_for, me, desk):
    case = assigned(desk, 1)
    words = main_of(client_for(me), HOME)
    assert f"Vụ việc số {case}: bắt đầu hòa giải, chậm nhất ngày 25/06/2026." in words
    for door in ("Ghi vụ việc", "Việc của tôi", "Tiền của tôi", "Giấy tờ của tôi", "Hỏi ai"):
        assert door in words


def test_no_more_than_three_things_stand_on_the_first_page(client_for, me, desk):
    for _number in range(5):
        assigned(desk, 1)
    answer = client_for(me).get(HOME)
    assert len(answer.context["sentences"]) == 3
    assert answer.context["more"] >= 2
    assert main_of(client_for(me), WORK).count("chậm nhất ngày 25/06/2026") >= 5


def test_what_a_colleague_has_to_begin_is_the_colleague_s_and_the_head_s(client_for, me, head, desk):
    case = assigned(desk, 2)
    begin = f"Vụ việc số {case}: bắt đầu hòa giải"
    assert begin not in main_of(client_for(me), HOME)
    assert begin in main_of(client_for(head), HOME)


def test_a_day_that_has_passed_is_said_so(client_for, me, desk, go):
    assigned(desk, 1)
    go(date(2026, 6, 30))
    assert "Đã quá hạn 5 ngày." in main_of(client_for(me), HOME)


def test_my_work_is_what_i_lead_or_join_and_nobody_else_s(client_for, me, desk):
    led, others = assigned(desk, 1), assigned(desk, 2)
    joined = desk.case(mediator=0)
    CaseMediator.objects.create(
        case=joined, mediator=desk.mediators[1], from_on=date(2026, 6, 1), part="joint", came="head"
    )
    links = client_for(me).get(WORK).content.decode().split("Vụ việc tôi đang làm")[1]
    assert str(led.uuid) in links
    assert str(joined.uuid) in links.split("Đã xong")[1]
    assert str(others.uuid) not in links


def test_my_money_says_where_it_is_and_until_when(client_for, me, desk, money):
    desk.case(mediator=1)
    client = client_for(me)
    assert "Chưa có vụ việc nào được đề nghị chi" in main_of(client, MONEY)
    desk.sent()
    amount = f"{Share.objects.get().amount:,}".replace(",", ".")
    words = main_of(client, MONEY)
    assert f"chờ xã quyết định {amount} đồng" in words
    assert "Xã trả lời chậm nhất ngày 30/06/2026." in words, "five working days"


def test_of_refused_money_the_reason_is_told(client_for, me, desk, money):
    desk.case(mediator=1)
    claim = desk.sent()
    item = claim.items.get()
    desk("leader", services.decide, claim=claim, refusals={item.pk: "Sổ chưa ghi kết quả"})
    words = main_of(client_for(me), MONEY)
    assert "Lý do: Sổ chưa ghi kết quả" in words


def test_money_in_hand_is_confirmed_by_one_tap(client_for, me, desk, money):
    desk.case(mediator=1)
    desk.paid()
    client = client_for(me)
    answer = client.get(MONEY)
    (receipt,) = answer.context["receipts"]
    assert "Tôi đã nhận tiền" in answer.content.decode()
    assert client.post(receipt[0]).status_code == 302
    words = main_of(client, MONEY)
    assert "Đã nhận tiền, 23/06/2026." in words
    assert client.get(MONEY).context["receipts"] == []


def test_nobody_sees_the_money_of_a_colleague(client_for, me, head, seat_for, desk, money, mediators):
    desk.case(mediator=1)
    desk.paid()
    for other in (head, seat_for(mediators[2])):
        answer = client_for(other).get(MONEY)
        assert answer.context["lines"] == []
        assert "Tôi đã nhận tiền" not in answer.content.decode()


def test_my_papers_are_terms_decisions_and_training(client_for, me, world, mediators):
    term = mediators[1]
    Mediator.objects.filter(pk=term.pk).update(decision_number="12/QĐ-UBND")
    TeamVillage.objects.create(
        team=term.team, village=world.villages["Xã An Mẫu"][0], started_on=date(2025, 7, 1)
    )
    training = MediatorTraining(mediator=term, trained_on=date(2026, 3, 5), title="Kỹ năng hòa giải")
    training.locate(term.area)
    training.save()
    words = main_of(client_for(me), PAPERS)
    for told in (
        "Hòa giải viên Mẫu B",
        "Thôn 1",
        "số 12/QĐ-UBND",
        "Kỹ năng hòa giải 05/03/2026",
        "01/07/2025",
    ):
        assert told in words
    assert "Mẫu A" not in words


def test_a_former_term_shows_by_which_decision_it_ended(client_for, me, mediators):
    Mediator.objects.filter(pk=mediators[1].pk).update(
        decision_number="12/QĐ-UBND", ended_on=date(2026, 5, 31), end_reason="wish", end_decision="40/QĐ-UBND"
    )
    words = main_of(client_for(me), PAPERS)
    assert "12/QĐ-UBND" in words
    assert "thôi theo quyết định số 40/QĐ-UBND" in words


def asked_support(desk, number, **changes):
    """A request for support of one of the mediators, as it stands."""
    request = request_of(desk.mediators[number], income_asked=False)
    made = desk("officer", accidents.file_request, request=request)
    Accident.objects.filter(pk=made.pk).update(**changes)
    return made


def test_my_money_shows_my_own_requests_for_support_to_the_end(client_for, me, desk, seat_for):
    one = asked_support(desk, 1)
    client = client_for(me)
    assert f"Hồ sơ số {one} Chờ xác nhận, 03/06/2026." in main_of(client, MONEY)

    def stands(amount=0, reason="", **changes):
        Accident.objects.filter(pk=one.pk).update(**changes)
        desk(
            "officer",
            lambda actor: AccidentContent.objects.filter(accident=one).update(amount=amount, reason=reason),
        )
        return main_of(client, MONEY)

    decided = {"decided_on": date(2026, 6, 15)}
    refused = stands(reason="Không phải khi đang hòa giải", state="refused", **decided)
    assert "Không hỗ trợ, 15/06/2026. Lý do: Không phải khi đang hòa giải" in refused
    granted = stands(2_400_000, state="approved", **decided)
    assert f"Hồ sơ số {one}: 2.400.000 đồng Đã quyết định hỗ trợ, chờ chi, 15/06/2026." in granted
    paid = stands(2_400_000, state="paid", paid_on=date(2026, 6, 20), **decided)
    assert "Đã chi, 20/06/2026." in paid
    for other in (seat_for(desk.mediators[0], "team_head"), seat_for(desk.mediators[2])):
        assert f"Hồ sơ số {one}" not in main_of(client_for(other), MONEY), "the head confirms it elsewhere"


def printed(client: Any) -> str:
    answer = client.post(PROOF)
    assert answer["Content-Type"] == "application/pdf"
    if folder := os.environ.get("HT_SHOTS"):  # to be looked at
        (Path(folder) / "qua-trinh.pdf").write_bytes(answer.content)
    pages = PdfReader(io.BytesIO(answer.content)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def test_the_printed_record_counts_my_disputes_by_year_and_its_code_is_known(client_for, me, desk):
    desk.case(mediator=1)
    desk.case(mediator=1, ending="party")
    passed_on = desk.case(mediator=2)
    passed_on.workers.create(
        mediator=desk.mediators[1], part="lead", from_on=date(2026, 6, 1), until_on=date(2026, 6, 2), came="named",
        went="reassigned",
    )  # fmt: skip
    desk.case(mediator=1, received_on=date(2025, 8, 1), ended_on=date(2025, 8, 9), late_reason="Sổ giấy")
    client = client_for(me)
    words = printed(client)
    assert "BẢN GHI QUÁ TRÌNH LÀM HÒA GIẢI VIÊN" in words
    assert "2026 1 1 0 2" in words
    assert "2025 1 0 0 1" in words
    code = re.search(r"Mã kiểm tra: ([0-9A-Z-]+)", words)
    assert code
    told = client_for(None).get(f"/kiem-tra/{code[1]}/", follow=True).content.decode()
    assert "Bản ghi quá trình" in told
    assert "Hòa giải viên Mẫu B" not in told
    assert code[1] in printed(client), "on one day the same code"
    assert ServiceProof.objects.count() == 1


def test_an_account_whose_holder_nobody_has_met_gets_neither_money_nor_record(client_for, me, desk, money):
    desk.case(mediator=1)
    desk.paid()
    User.objects.filter(pk=me.person.user_id).update(unproven_since="2026-06-01T00:00:00Z")
    client = client_for(me)
    assert client.post(PROOF).status_code == 404
    words = main_of(client, MONEY)
    assert "gặp trực tiếp" in words
    assert "đồng" not in words.replace("hội đồng", "")
    assert "gặp trực tiếp" in main_of(client, PAPERS)


def test_whom_to_ask_begins_with_danger_and_goes_from_near_to_far(client_for, me, seats, head, world):
    words = main_of(client_for(me), ASK)
    order = [
        words.index(one) for one in ("113", "111", "Hòa giải viên Mẫu A", "Cán bộ Mẫu", "trợ giúp pháp lý")
    ]
    assert order == sorted(order)
    assert "tỉnh chưa ghi tên và địa chỉ trung tâm" in client_for(me).get(ASK).content.decode()
    Body.objects.create(name="Trung tâm Trợ giúp pháp lý Mẫu", kind="other", unit=world.tinh_mau)
    assert "Trung tâm Trợ giúp pháp lý Mẫu" in main_of(client_for(me), ASK)
    assert "Bình Mẫu" not in words, "the sister's officer is not ours to ask"


def test_the_office_to_ask_is_called_by_a_tap_and_nobodys_own_number_stands_there(
    client_for, me, seats, seat_of, world
):
    """The administrator writes the number of the office down; teams call it. Another commune's is not offered."""
    keeper = client_for(seat_of("administrator", world.country))
    new = {"name": "Ủy ban nhân dân xã", "kind": "peoples_committee"}
    for unit, number in ((world.xa_a, "0212 385 1234"), (world.xa_b, "0212 385 9999")):
        page = keeper.post("/quan-tri/co-quan/moi/", new | {"unit": unit.name, "work_phone": number})
        assert page.status_code == 302, page.content.decode()
    page = client_for(me).get(ASK).content.decode()
    assert 'href="tel:+842123851234"' in page
    assert "0212 385 1234" in page
    assert "3859999" not in page.replace(" ", "")
    wrong = keeper.post(
        "/quan-tri/co-quan/moi/", new | {"unit": world.xa_a.name, "name": "Khác", "work_phone": "12"}
    )
    assert "không đủ hoặc thừa chữ số" in wrong.content.decode()


def test_offices_others_and_strangers_at_each_door(client_for, me, seats, seat_of, world):
    for path in (WORK, MONEY, PAPERS, PROOF, ASK):
        asked, other = ("post", "get") if path == PROOF else ("get", "post")
        for name in ("officer", "leader", "parent", "sister"):
            answer = getattr(client_for(seats[name]), asked)(path)
            assert (path, name, answer.status_code) == (path, name, 403)
        assert "/tai-khoan/login/" in getattr(client_for(None), asked)(path)["Location"]
        assert getattr(client_for(me), other)(path).status_code == 405


def test_many_disputes_cost_no_more_questions_than_few(
    client_for,
    me,
    desk,
    money,
    django_assert_max_num_queries,
):
    for _number in range(4):
        assigned(desk, 1)
        desk.case(mediator=1)
    desk.sent()
    client = client_for(me)
    for path, most in ((HOME, 45), (WORK, 45), (MONEY, 30), (PAPERS, 22), (ASK, 22)):
        client.get(path)
        with django_assert_max_num_queries(most):
            client.get(path)


def test_the_pages_are_light(client_for, me, desk, money):
    """On a line of two kilobytes a second: no page of more than 20 kB, and no script that it does not need."""
    for _number in range(4):
        assigned(desk, 1)
        desk.case(mediator=1)
    desk.sent()
    client = client_for(me)
    for path in PAGES:
        page = client.get(path)
        assert len(page.content) < 20_000, (path, len(page.content))
        assert b"htmx.js" not in page.content


def test_who_says_on_the_own_page_that_the_money_is_in_hand_comes_back_to_it(desk, money, me, client_for):
    desk.case(mediator=1)
    _claim, payment = desk.paid()
    client, own = client_for(me), "/cua-toi/tien/"
    address = f"/chi-tra/lenh-chi/{payment.uuid}/da-nhan/"
    page = client.get(own).content.decode()
    assert f'action="{address}"' in page
    assert client.post(address, {"next": "https://noi-khac.example/"})["Location"].startswith("/chi-tra/")
    assert client.post(address, {"next": own})["Location"] == own
    assert "Bỏ xác nhận" in client.get(own).content.decode()
