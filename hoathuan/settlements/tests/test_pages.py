"""Pages of agreements: who gets which, and that looking writes nothing."""

from datetime import date

import pytest
from django.urls import reverse

from hoathuan.cases.models import CaseTeam
from hoathuan.settlements.models import (
    Agreement,
    CourtRequest,
    Draft,
    Promise,
    PromiseText,
    Report,
    Signature,
    VersionText,
)
from hoathuan.settlements.services import court, promises, reporting
from hoathuan.settlements.services.promises import NewPromise

from .conftest import AGREED
from .test_court import ALL

pytestmark = pytest.mark.django_db


@pytest.fixture
def people(world, seat_of, officer, head, team, other_team, sister_team):
    village = world.villages["Xã An Mẫu"][0]
    return {
        "officer": officer,
        "head": head,
        "mediator": seat_of("mediator", village, team_id=team.pk),
        "beside": seat_of("team_head", village, team_id=other_team.pk),
        "leader": seat_of("commune_leader", world.xa_a),
        "parent": seat_of("province_officer", world.tinh_mau),
        "sister": seat_of("commune_officer", world.xa_b),
        "nobody": None,
    }


@pytest.fixture
def things(acted, case, version):
    """One of everything."""
    new = NewPromise(debtor="Hà Văn Mẫu", deed="Dời hàng rào", due_on=date(2026, 6, 20))
    (promise,) = acted(lambda actor: promises.promise(actor=actor, case=case, new=new))
    report = acted(lambda actor: reporting.report(actor=actor, case=case, kind="late", seen_on=AGREED))
    acted(lambda actor: court.wish(actor=actor, case=case, conditions=ALL, on_date=AGREED))
    line = acted(lambda actor: Signature.objects.filter(recorded=version).first())
    return {"promise": promise, "report": report, "line": line}


def pages(case, things):
    pk = case.uuid
    key, report, line = things["promise"].uuid, things["report"].uuid, things["line"].uuid
    named = {
        "home": [], "compose": [], "group": ["duties"], "record": [], "version": [1], "version-pdf": [1],
        "sign": [line], "scan": [], "promise-new": [], "promise": [key], "follow": [key, "da-xong"],
        "report-new": [], "report": [report], "report-slip": [report], "court": [], "application": [],
        "dossier": [], "court-step": ["nop-don"], "failures": [],
    }  # fmt: skip
    return {name: reverse(f"settlements:{name}", args=[pk, *rest]) for name, rest in named.items()}


EXPECTED = {
    "officer": 200, "head": 200, "mediator": 200, "beside": 404, "leader": 403, "parent": 403, "sister": 404,
    "nobody": 302,
}  # fmt: skip


@pytest.mark.parametrize("person", EXPECTED)
def test_every_page_answers_each_person_as_it_should(case, things, people, client_for, person):
    client = client_for(people[person])
    got = {name: client.get(url).status_code for name, url in pages(case, things).items()}
    assert {name: status for name, status in got.items() if status != EXPECTED[person]} == {}


def test_looking_writes_nothing(case, client_for, officer):
    client = client_for(officer)
    for name in ("home", "compose", "record", "promise-new", "report-new"):
        assert client.get(reverse(f"settlements:{name}", args=[case.uuid])).status_code == 200
    client.get(reverse("settlements:group", args=[case.uuid, "duties"]))
    assert Agreement.objects.count() == 0


def test_the_page_of_a_dispute_shows_the_next_promise_and_the_court(
    case, things, client_for, officer, people
):
    words = client_for(officer).get(reverse("cases:detail", args=[case.uuid])).content.decode()
    assert "Thỏa thuận và theo dõi" in words
    assert "Hà Văn Mẫu: Dời hàng rào" in words
    assert "Hạn cuối nộp đơn" in words
    above = client_for(people["parent"]).get(reverse("cases:detail", args=[case.uuid])).content.decode()
    assert "Dời hàng rào" not in above


def test_the_home_of_an_agreement_asks_few_questions(
    case, things, acted, client_for, officer, django_assert_max_num_queries
):
    for n in range(10):
        new = NewPromise(debtor="Hà Văn Mẫu", deed=f"Việc {n}", span="lasting")
        acted(lambda actor, new=new: promises.promise(actor=actor, case=case, new=new))
    client = client_for(officer)
    url = reverse("settlements:home", args=[case.uuid])
    client.get(url)
    with django_assert_max_num_queries(30):
        assert client.get(url).status_code == 200


def test_the_pages_speak_of_promises_in_plain_words(case, things, client_for, officer):
    client, at = client_for(officer), pages(case, things)
    assert "Việc đã hứa" in client.get(at["home"]).content.decode()
    assert "Hạn cuối là ngày" in client.get(at["promise-new"]).content.decode()
    words = client.get(at["promise"]).content.decode()
    assert "Báo gặp việc không lường trước (ốm nặng, lũ, mất mùa)" in words
    assert "bất khả kháng" not in words
    assert "Xong, in để ký" in client.get(at["record"]).content.decode()


def test_what_was_typed_stays_when_somebody_else_was_faster(case, client_for, officer, acted):
    client = client_for(officer)
    url = reverse("settlements:group", args=[case.uuid, "duties"])
    client.post(url, {"text": "Một", "version": "1"})
    answer = client.post(url, {"text": "Hai", "version": "1"})
    assert answer.status_code == 200
    assert "Hai" in answer.content.decode()
    assert acted(lambda actor: Draft.objects.get().duties) == "Một"


def test_a_wrong_money_line_is_said_beside_its_field(case, client_for, officer):
    url = reverse("settlements:promise-new", args=[case.uuid])
    data = {
        "debtor": "Hà Văn Mẫu", "deed": "Trả tiền", "amount": "5.000.000", "span": "day",
        "parts": "30/06/2026 2.000.000\n30/07/2026 2.000.000",
    }  # fmt: skip
    answer = client_for(officer).post(url, data)
    assert "Cộng các đợt được 4.000.000 đồng, khác tổng 5.000.000 đồng" in answer.content.decode()
    assert Promise.objects.count() == 0


def test_a_note_of_unsuccessful_mediation_is_printed_with_its_mark(failed, client_for, officer):
    client = client_for(officer)
    url = reverse("settlements:failure-new", args=[failed.uuid])
    page = client.get(url)
    assert "chưa đối chiếu" in page.content.decode()
    data = {
        "made_on": "10/06/2026", "place": "Xã An Mẫu", "parties": "A; B", "summary": "Lối đi", "requests": "A đòi",
        "reason": "Không chịu", "mediator": "Cán bộ Mẫu",
    }  # fmt: skip
    assert client.post(url, data).status_code == 302
    listed = client.get(reverse("settlements:failures", args=[failed.uuid]))
    (link,) = listed.context["notes"]
    pdf = client.get(reverse("settlements:failure", args=[failed.uuid, link.uuid]))
    assert pdf.content.startswith(b"%PDF")


def test_a_scan_is_read_by_the_same_right_as_the_dispute(case, version, acted, client_for, people):
    url = version.file.get_absolute_url()
    got = {name: client_for(seat).get(url).status_code for name, seat in people.items()}
    assert got == {
        "officer": 200, "head": 200, "mediator": 200, "beside": 404, "leader": 404, "parent": 404, "sister": 404,
        "nobody": 302,
    }  # fmt: skip


def test_old_words_go_and_days_stay(acted, case, things, version):
    from django.db import connection

    from hoathuan.privacy.models import Retention

    Retention.objects.create(
        key="cases.content", amount=1, unit="day", basis="x", source="x", valid_from=date(2026, 1, 1),
        unconfirmed=False, confirmed_by="x", confirmed_on=date(2026, 1, 1), switched_on=True, recorded_by="x",
    )  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute("SELECT settlements_due('agreements', %s)", [date(2026, 6, 11)])
        assert cursor.fetchone() == (1,)
        cursor.execute("SELECT settlements_erase(%s, 10)", [date(2026, 6, 11)])
        assert cursor.fetchone() == (1,)
    text = acted(lambda actor: VersionText.objects.get())
    assert (text.parties, text.solution, text.signing) == ("(đã xóa)", "", "")
    version.refresh_from_db()
    assert (version.file, len(version.parts)) == (None, 8)
    assert Report.objects.count() == 1


def test_a_mistaken_step_is_taken_back_from_the_page_of_the_court(
    acted, case, things, client_for, officer, people
):
    request = CourtRequest.objects.get()
    acted(
        lambda actor: court.step(
            actor=actor, court=request, word="filed", version=request.version, on_date=date(2026, 6, 15)
        )
    )
    client, page = client_for(officer), reverse("settlements:court", args=[case.uuid])
    back = reverse("settlements:court-step", args=[case.uuid, "ghi-nham"])
    assert back in client.get(page).content.decode()
    assert client_for(people["beside"]).get(back).status_code == 404
    request.refresh_from_db()
    client.post(back, {"version": request.version, "why": "step"})
    request.refresh_from_db()
    assert (request.state, request.filed_on) == ("wished", None)
    assert back not in client.get(page).content.decode()
    assert client.get(back)["Location"] == page


def test_a_team_that_mediates_along_reads_what_was_agreed_and_changes_nothing(
    acted, case, version, things, people, other_team, client_for
):
    beside = client_for(people["beside"])
    detail = reverse("cases:detail", args=[case.uuid])
    assert "dời hàng rào về ranh cũ" not in beside.get(detail).content.decode()
    along = CaseTeam.objects.create(case=case, team=other_team, joined_on=AGREED)
    read = beside.get(detail).content.decode()
    assert "dời hàng rào về ranh cũ" in read
    assert "Hà Văn Mẫu: Dời hàng rào" in read
    assert beside.get(version.file.get_absolute_url()).status_code == 200
    assert beside.get(reverse("settlements:home", args=[case.uuid])).status_code == 404
    changed = acted(lambda actor: PromiseText.objects.update(deed="khác"), people["beside"])
    assert changed == 0, "the database says so too"
    along.left_on = AGREED
    along.save()
    assert acted(lambda actor: VersionText.objects.count(), people["beside"]) == 0
    assert beside.get(version.file.get_absolute_url()).status_code == 404


def test_an_inspector_who_said_why_reads_what_was_agreed_there_alone(
    case, version, things, world, seat_of, client_for
):
    inspector = client_for(seat_of("inspector", world.tinh_mau))
    detail = reverse("cases:detail", args=[case.uuid])
    assert "dời hàng rào về ranh cũ" not in inspector.get(detail).content.decode()
    why = {"reason": "Kiểm tra đơn thư của một bên về kết quả hòa giải", "decision_number": "12/QĐ-TTr"}
    assert inspector.post(reverse("cases:open", args=[case.uuid]), why).status_code == 302
    assert "dời hàng rào về ranh cũ" in inspector.get(detail).content.decode()
    assert inspector.get(reverse("settlements:home", args=[case.uuid])).status_code in (403, 404)
