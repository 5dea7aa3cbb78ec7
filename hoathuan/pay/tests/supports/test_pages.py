"""What each person sees on the pages of support, and what pressing a button there does."""

from datetime import date

import pytest
from django.urls import reverse

from hoathuan.budgets.models import Entry
from hoathuan.pay.models import Accident, SupportAct
from hoathuan.pay.supports.choices import AccidentState, ActState
from hoathuan.pay.supports.services import accidents, rounds
from hoathuan.teams.models import Mediator

from .conftest import FELL, request_of

pytestmark = pytest.mark.django_db
Q2 = {"first": date(2026, 4, 1), "last": date(2026, 6, 1)}


@pytest.fixture
def page(client_for):
    def get(seat, name, *args, query="", **more):
        return client_for(seat).get(reverse(f"pay:{name}", args=args) + query, **more)

    return get


def words(response):
    return response.content.decode()


def test_the_officer_sees_the_sum_before_anything_is_written_and_then_draws_the_round_up(
    funded, client_for, page
):
    asked = "?first=2026-04&last=2026-06"
    shown = words(page(funded.officer, "support-new", query=asked))
    assert "900.000" in shown
    assert "04–06/2026" in shown
    assert not SupportAct.objects.exists()
    sent = {"first": "2026-04", "last": "2026-06", "budget_year": "2026", "source": "state"}
    answer = client_for(funded.officer).post(reverse("pay:support-new"), sent)
    act = SupportAct.objects.get()
    assert answer.url == reverse("pay:support-round", args=[act.uuid])
    again = client_for(funded.officer).post(reverse("pay:support-new"), sent)
    assert "Không còn tháng nào" in words(again)
    assert SupportAct.objects.count() == 1


def test_the_leader_approves_and_too_small_a_budget_is_told_beside_the_form(commune, client_for):
    act = commune.act(commune.officer, rounds.propose, **Q2)
    url = reverse("pay:support-approve", args=[act.uuid])
    answer = client_for(commune.leader).post(url, {"version": act.version})
    assert answer.status_code == 200
    act.refresh_from_db()
    assert act.state == ActState.PROPOSED
    sent = {
        "version": act.version,
        "overspend": "chờ giao bổ sung",
        "document": "31/TB-UBND",
        "document_on": "02/06/2026",
    }
    assert client_for(commune.leader).post(url, sent).status_code == 302
    act.refresh_from_db()
    assert act.state == ActState.APPROVED
    assert Entry.objects.filter(kind="overspend").exists()


def test_a_lost_connection_while_approving_changes_nothing_twice(funded, client_for):
    act = funded.act(funded.officer, rounds.propose, **Q2)
    url, client = reverse("pay:support-approve", args=[act.uuid]), client_for(funded.leader)
    sent = {"version": act.version}
    assert client.post(url, sent).status_code == 302
    assert "Người khác vừa làm bước này" in words(client.post(url, sent))
    assert Entry.objects.filter(kind="commitment").count() == 2


def test_arrears_name_the_team_that_waits_longest_first(funded, page):
    shown = words(page(funded.officer, "support-arrears"))
    assert "07–12/2025, 01–05/2026" in shown


def test_a_team_sees_its_own_months_and_no_others(funded, page, seat_of):
    act = funded.act(funded.officer, rounds.propose, **Q2)
    funded.act(funded.leader, rounds.approve, act=act, version=act.version)
    shown = words(page(funded.head, "support-team"))
    assert shown.count("150.000") == 3
    assert page(funded.head, "support-round", act.uuid).status_code == 403


@pytest.mark.parametrize(
    "kind, place, status",
    [
        ("commune_leader", "xa_a", 200),
        ("province_officer", "tinh_mau", 200),
        ("commune_leader", "xa_b", 404),
        (None, "", 302),
    ],
)
def test_a_round_is_seen_from_its_commune_and_above(funded, seat_of, page, kind, place, status):
    act = funded.act(funded.officer, rounds.propose, **Q2)
    seat = seat_of(kind, getattr(funded.world, place)) if kind else None
    assert page(seat, "support-round", act.uuid).status_code == status


@pytest.fixture
def filed(funded):
    term = Mediator.objects.get(team=funded.teams[0], person__full_name="Người Mẫu Hai")
    return funded.act(funded.officer, accidents.file_request, request=request_of(term))


@pytest.mark.parametrize(
    "kind, place, status",
    [
        ("commune_leader", "xa_a", 200),
        ("commune_accountant", "xa_a", 200),
        ("province_officer", "tinh_mau", 403),
        ("commune_officer", "xa_b", 404),
        ("front_head", "xa_a", 403),
        (None, "", 302),
    ],
)
def test_a_request_is_for_its_commune_and_nobody_above(funded, filed, seat_of, page, kind, place, status):
    seat = seat_of(kind, getattr(funded.world, place)) if kind else None
    for name in ("accident", "accident-request"):
        assert page(seat, name, filed.uuid).status_code == status


def test_the_head_reads_the_request_and_confirms_it_but_sees_no_papers(funded, filed, client_for, page):
    funded.act(
        funded.officer, accidents.add_paper, accident=filed, kind="discharge", seen_on=FELL, note="khoa ngoại"
    )
    shown = words(page(funded.head, "accident", filed.uuid))
    assert "Ngã xe máy" in shown
    assert "khoa ngoại" not in shown
    url = reverse("pay:accident-step", args=[filed.uuid, "xac-nhan"])
    sent = {"version": filed.version, "certified_on": "04/06/2026"}
    assert client_for(funded.head).post(url, sent).status_code == 302
    filed.refresh_from_db()
    assert filed.state == AccidentState.CERTIFIED


def test_the_officer_types_a_request_from_paper(funded, client_for):
    term = Mediator.objects.get(team=funded.teams[0], person__full_name="Người Mẫu Hai")
    client = client_for(funded.officer)
    url = reverse("pay:accident-new")
    form = client.get(url).context["form"]
    sent = {
        "mediator": term.pk,
        "harm": "injury",
        "happened_on": "01/06/2026",
        "situation": "going",
        "place": "dốc đầu thôn",
        "account": "Ngã xe.",
        "insured": "no",
        "asker": "self",
        "treated": "0",
        "filed_on": "03/06/2026",
        "token": form["token"].value(),
    }
    first = client.post(url, sent)
    assert first.url == client.post(url, sent).url
    assert Accident.objects.count() == 1
    assert "biết cần giấy tờ gì" in words(client.post(url, sent | {"income_asked": "on"}))
    wrong = words(client.post(url, sent | {"filed_on": "01/05/2026", "token": ""}))
    assert "Ngã xe." in wrong, "what was typed stays"


def test_the_list_of_requests_asks_no_more_for_more_of_them(
    funded, filed, client_for, django_assert_max_num_queries
):
    term = Mediator.objects.get(team=funded.teams[0], person__full_name="Người Mẫu Ba")
    for number in range(4):
        request = request_of(term, happened_on=date(2026, 5, 1 + number))
        funded.act(funded.officer, accidents.file_request, request=request)
    client = client_for(funded.officer)
    client.get(reverse("pay:accidents"))
    with django_assert_max_num_queries(20):
        assert words(client.get(reverse("pay:accidents"))).count("Người Mẫu Ba") == 4


def test_the_paper_of_the_request_is_a_pdf(funded, filed, page):
    answer = page(funded.officer, "accident-request", filed.uuid)
    assert answer.content.startswith(b"%PDF")


def test_health_is_in_no_audit_line_and_no_label_of_money(funded, filed):
    from hoathuan.core.models import AuditEntry

    for entry in AuditEntry.objects.all():
        assert "Ngã" not in str(entry.data)
        assert "dốc" not in str(entry.data)
