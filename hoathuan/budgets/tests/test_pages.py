"""Pages of money: the unit's own offices write, the province reads and answers, a sister finds nothing."""

import re
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from django.urls import reverse

from hoathuan.accounts.models import Body
from hoathuan.budgets import api, lines, services
from hoathuan.budgets.models import Entry, Estimate
from hoathuan.core.dates import today

from .conftest import LET, PAY, ref

pytestmark = pytest.mark.django_db
YEAR = today().year


def text(answer: Any) -> str:
    words = re.sub(r"<(script|style|option).*?</\1>", " ", answer.content.decode(), flags=re.S)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", words))


def at(name: str, key: Any, year: int = YEAR) -> str:
    return f"{reverse(f'budgets:{name}', args=[key])}?nam={year}"


READING = {
    "officer": 200, "accountant": 200, "leader": 200, "finance": 200, "parent": 200, "ministry": 200,
    "sister": 404, "abroad": 404, "mediator": 403,
}  # fmt: skip
WRITING = READING | {"officer": 403, "finance": 404, "parent": 403, "ministry": 403}
ANSWERS = {
    "holder": READING, "ledger": READING, "ledger-sheet": READING,
    "spend": WRITING, "carry": WRITING,
    "allocate": WRITING | {"finance": 200},
    "overspend": WRITING | {"accountant": 403, "finance": 403, "sister": 403, "abroad": 403},
}  # fmt: skip


@pytest.mark.parametrize("name", ANSWERS)
def test_who_opens_which_page_of_a_commune(name: str, people: Any, client_for: Any, world: Any) -> None:
    for who, status in ANSWERS[name].items():
        assert client_for(people[who]).get(at(name, world.xa_a.uuid)).status_code == status, who
    assert client_for(None).get(at(name, world.xa_a.uuid)).status_code == 302


@pytest.mark.parametrize("name", ["estimate", "estimate-pdf", "estimate-sheet"])
def test_who_reads_an_estimate(name: str, people: Any, client_for: Any, estimate: Estimate) -> None:
    for who, status in READING.items():
        assert client_for(people[who]).get(at(name, estimate.uuid)).status_code == status, who


def test_who_sees_all_communes_together(people: Any, client_for: Any) -> None:
    for who in ("finance", "parent", "ministry", "abroad"):
        assert client_for(people[who]).get(reverse("budgets:rollup")).status_code == 200, who
        assert client_for(people[who]).get(reverse("budgets:home")).status_code == 302, who
    for who in ("officer", "accountant", "leader", "sister", "mediator"):
        assert client_for(people[who]).get(reverse("budgets:rollup")).status_code == 403, who


def test_a_year_from_the_first_click_to_the_last_dong(
    people: Any, client_for: Any, world: Any, django_assert_max_num_queries: Any
) -> None:
    """Officer prepares, accountant sends, province reads, accountant enters the decision and what was spent."""
    officer, accountant, parent = (client_for(people[who]) for who in ("officer", "accountant", "parent"))
    assert "Năm này chưa có số nào" in text(officer.get(reverse("budgets:home")))
    officer.post(at("make", world.xa_a.uuid))
    made = Estimate.objects.get()
    typed = {
        "line": "mediation.training", "label": "Tập huấn hòa giải viên", "source": "state", "n1": "2", "w1": "buổi",
        "n2": "30", "w2": "người", "rate": "50.000", "basis": "theo kế hoạch",
    }  # fmt: skip
    officer.post(reverse("budgets:row-add", args=[made.uuid]), typed)
    page = text(officer.get(reverse("budgets:estimate", args=[made.uuid])))
    assert "2 buổi × 30 người × 50.000" in page
    assert "3.000.000" in page
    assert officer.post(reverse("budgets:submit", args=[made.uuid])).status_code == 403
    accountant.post(reverse("budgets:submit", args=[made.uuid]))
    parent.post(reverse("budgets:answer", args=[made.uuid]), {"seen": "1"})
    assert "cấp trên đã xem" in text(accountant.get(reverse("budgets:home")))
    form = accountant.get(at("allocate", world.xa_a.uuid) + "&theo=du-toan").content.decode()
    assert 'value="3.000.000"' in form
    accountant.post(
        at("allocate", world.xa_a.uuid),
        {
            "number": "12/QĐ-UBND",
            "issued_on": "05/01/2026",
            "source": "state",
            "takes": "0",
            "tien-mediation.training": "3.000.000",
        },
    )
    spent = {
        "line": "mediation.training", "source": "state", "amount": "1.200.000", "label": "Tài liệu tập huấn",
        "voucher": "PC 07", "on_date": f"{today():%d/%m/%Y}", "ma": str(uuid4()),
    }  # fmt: skip
    for _twice in range(2):
        assert accountant.post(at("spend", world.xa_a.uuid), spent).status_code == 302
    with django_assert_max_num_queries(40):
        page = text(accountant.get(reverse("budgets:home")))
    assert "1.800.000" in page
    assert "Tài liệu tập huấn (chứng từ PC 07)" in text(accountant.get(at("ledger", world.xa_a.uuid)))
    assert Entry.objects.filter(kind="spending").count() == 1


def test_more_than_what_is_left_stays_in_the_form_with_the_words(
    people: Any, client_for: Any, world: Any, give: Any
) -> None:
    give(1_000_000, year=YEAR, line="mediation.training")
    spent = {
        "line": "mediation.training", "source": "state", "amount": "1.200.000", "label": "Chi thử", "voucher": "PC 07",
        "on_date": f"{today():%d/%m/%Y}",
    }  # fmt: skip
    page = client_for(people["accountant"]).post(at("spend", world.xa_a.uuid), spent)
    assert page.status_code == 200
    assert "thiếu 200.000 đồng" in text(page)
    assert 'value="1.200.000"' in page.content.decode()


def test_a_form_whose_hidden_name_was_tampered_with_is_an_ordinary_one(
    people: Any, client_for: Any, world: Any, give: Any
) -> None:
    give(1_000_000, year=YEAR, line="mediation.training")
    spent = {
        "line": "mediation.training", "source": "state", "amount": "200.000", "label": "Chi thử", "voucher": "PC 07",
        "on_date": f"{today():%d/%m/%Y}", "ma": "a\x00b",
    }  # fmt: skip
    assert client_for(people["accountant"]).post(at("spend", world.xa_a.uuid), spent).status_code == 302


def test_over_spending_is_said_on_every_page_that_shows_the_line(
    people: Any, client_for: Any, world: Any, give: Any, verb: Any
) -> None:
    give(1_000_000, year=YEAR)
    leader = client_for(people["leader"])
    act = {
        "line": PAY, "source": "state", "amount": "500.000", "number": "31/TB-UBND", "issued_on": "02/03/2026",
        "reason": "Vụ việc gấp",
    }  # fmt: skip
    assert leader.post(at("overspend", world.xa_a.uuid), act).status_code == 302
    verb(api.spend, 1_400_000, ref(), year=YEAR)
    page = text(client_for(people["officer"]).get(reverse("budgets:home")))
    for words in (
        "vượt đến 500.000 đồng",
        people["leader"].person.full_name,
        "31/TB-UBND",
        "Vụ việc gấp",
        "−400.000",
    ):
        assert words in page
    assert "được cho chi vượt" in text(client_for(people["parent"]).get(at("ledger", world.xa_a.uuid)))
    assert "cho chi vượt" in text(client_for(people["parent"]).get(reverse("budgets:rollup")))


def test_an_allocation_typed_wrong_is_taken_back_on_the_page(
    people: Any, client_for: Any, give: Any, world: Any
) -> None:
    entry = give(50_000_000, year=YEAR)
    accountant = client_for(people["accountant"])
    assert (
        reverse("budgets:take-back", args=[entry.uuid])
        in accountant.get(at("ledger", world.xa_a.uuid)).content.decode()
    )
    assert (
        client_for(people["sister"]).get(reverse("budgets:take-back", args=[entry.uuid])).status_code == 404
    )
    accountant.post(reverse("budgets:take-back", args=[entry.uuid]), {"reason": "Nhập nhầm số 0"})
    assert api.sums(world.xa_a, YEAR, PAY).allocated == 0


@pytest.fixture
def voucher(people: Any, client_for: Any, give: Any, world: Any) -> Entry:
    """1.200.000 đồng for training, typed by the accountant."""
    give(2_000_000, year=YEAR, line="mediation.training")
    typed = {
        "line": "mediation.training", "source": "state", "amount": "1.200.000", "label": "Tài liệu",
        "voucher": "PC 07", "on_date": f"{today():%d/%m/%Y}",
    }  # fmt: skip
    client_for(people["accountant"]).post(at("spend", world.xa_a.uuid), typed)
    return Entry.objects.get(kind="spending")


def test_a_spending_typed_wrong_is_taken_back_on_the_page_once(
    people: Any, client_for: Any, voucher: Entry, world: Any
) -> None:
    address, accountant = reverse("budgets:take-back", args=[voucher.uuid]), client_for(people["accountant"])
    assert address in accountant.get(at("ledger", world.xa_a.uuid)).content.decode()
    assert address not in client_for(people["finance"]).get(at("ledger", world.xa_a.uuid)).content.decode()
    for _twice in range(2):
        assert accountant.post(address, {"reason": "Nhập nhầm số 0"}).status_code == 302
    assert api.sums(world.xa_a, YEAR, "mediation.training") == api.Sums(2_000_000)
    assert address not in accountant.get(at("ledger", world.xa_a.uuid)).content.decode()
    assert "Rút lại: Tài liệu (chứng từ PC 07)" in text(accountant.get(at("ledger", world.xa_a.uuid)))


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("sister", 404),
        ("abroad", 404),
        ("finance", 404),
        ("officer", 403),
        ("parent", 403),
        ("mediator", 403),
    ],
)
def test_who_does_not_take_a_spending_back(
    people: Any, client_for: Any, voucher: Entry, who: str, status: int
) -> None:
    client = client_for(people[who])
    assert (
        client.post(reverse("budgets:take-back", args=[voucher.uuid]), {"reason": "Thử xem"}).status_code
        == status
    )
    assert Entry.objects.filter(kind="refund").count() == 0


def test_what_pay_writes_is_not_taken_back_by_hand(
    people: Any, client_for: Any, give: Any, verb: Any
) -> None:
    give(1_000_000, year=YEAR)
    entry = verb(api.spend, 400_000, ref(), year=YEAR)
    client = client_for(people["accountant"])
    assert client.get(reverse("budgets:take-back", args=[entry.uuid])).status_code == 404


def test_pay_is_not_written_by_hand(people: Any, client_for: Any, world: Any, give: Any) -> None:
    give(1_000_000, year=YEAR)
    client, address = client_for(people["accountant"]), at("spend", world.xa_a.uuid)
    assert f'value="{PAY}"' not in client.get(address).content.decode()
    typed = {
        "line": PAY, "source": "state", "amount": "100.000", "label": "Thù lao", "voucher": "1",
        "on_date": f"{today():%d/%m/%Y}",
    }  # fmt: skip
    assert client.post(address, typed).status_code == 200
    assert not Entry.objects.filter(kind="spending").exists()


def test_a_leader_who_sends_the_form_twice_lets_it_through_once(
    people: Any, client_for: Any, world: Any
) -> None:
    act = {
        "line": PAY, "source": "state", "amount": "500.000", "number": "31/TB-UBND", "issued_on": "02/03/2026",
        "reason": "Vụ việc gấp", "ma": str(uuid4()),
    }  # fmt: skip
    for _twice in range(2):
        assert client_for(people["leader"]).post(at("overspend", world.xa_a.uuid), act).status_code == 302
    assert api.sums(world.xa_a, YEAR, PAY).allowed == 500_000


def test_a_line_of_another_context_is_estimated_held_and_spent_like_the_others(
    officer: Any, actor_of: Any, client_for: Any, people: Any, world: Any, give: Any, verb: Any,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setattr(lines, "_lines", dict(lines._lines))
    row = api.EstimateRow("books", "Mua sách", (api.Factor(Decimal(3), "bộ"),), 200_000)
    line = api.CostLine(
        "library.books", "Tủ sách pháp luật", api.Group.OTHER, estimate=lambda *_asked: [row], by_hand=False
    )
    api.register_line(line)
    made = services.make(actor=actor_of(officer), unit=officer.unit, year=YEAR)
    assert made.lines.get(line="library.books").amount == 600_000
    give(600_000, year=YEAR, line="library.books")
    verb(api.commit, 200_000, ref("sách"), year=YEAR, line="library.books")
    verb(api.spend, 200_000, ref("sách"), year=YEAR, line="library.books")
    assert "Tủ sách pháp luật" in text(client_for(officer).get(reverse("budgets:home")))
    form = client_for(people["accountant"]).get(at("spend", world.xa_a.uuid)).content.decode()
    assert "library.books" not in form


def test_a_year_that_is_not_offered_shows_this_one(people: Any, client_for: Any) -> None:
    officer = client_for(people["officer"])
    for asked in ("abc", "1", "99999999"):
        assert f"Kinh phí năm {YEAR}" in text(officer.get(reverse("budgets:home"), {"nam": asked}))
    assert f"Kinh phí năm {YEAR - 1}" in text(officer.get(reverse("budgets:home"), {"nam": str(YEAR - 1)}))


def test_a_body_keeps_its_own_money_and_sees_no_others(
    world: Any, seat_of: Any, client_for: Any, actor_of: Any
) -> None:

    body = Body.objects.create(name="Hội Mẫu", kind="association", unit=world.tinh_mau)
    seat = seat_of("body_officer", world.tinh_mau, body=body)
    api.allocate(
        actor=actor_of(seat), unit=world.tinh_mau, body=body, year=YEAR, line="dissemination.activities",
        amount=7_000_000, document=api.Document("3/QĐ", date(2026, 1, 5)),
    )  # fmt: skip
    page = text(client_for(seat).get(reverse("budgets:home")))
    assert "Hội Mẫu" in page
    assert "7.000.000" in page
    assert client_for(seat).get(at("holder", world.xa_a.uuid)).status_code == 404
    assert client_for(seat).get(at("holder", world.tinh_mau.uuid)).status_code == 404
    finance = client_for(seat_of("province_finance", world.tinh_mau))
    assert "Hội Mẫu" in text(finance.get(at("holder", world.tinh_mau.uuid)))
    assert "7.000.000" in text(finance.get(reverse("budgets:rollup")))


def test_what_a_leader_lets_through_in_pay_is_seen_too(
    give: Any, verb: Any, leader: Any, client_for: Any
) -> None:
    give(1_000_000, year=YEAR)
    verb(api.commit, 1_100_000, ref(), overspend=LET, seat=leader, year=YEAR)
    assert LET.reason in text(client_for(leader).get(reverse("budgets:home")))
