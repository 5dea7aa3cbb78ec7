"""A draft becomes one dispute, or is thrown away with a reason; who may do it, who may print."""

from types import SimpleNamespace

import pytest
from django.db import connection, transaction
from django.urls import reverse

from hoathuan.cases.api import record_many
from hoathuan.cases.models import Case, CaseContent, CaseEvent
from hoathuan.cases.services import void
from hoathuan.paperforms import api, selectors, services
from hoathuan.paperforms.choices import DraftState
from hoathuan.paperforms.errors import FormRefused
from hoathuan.paperforms.models import Batch, Draft, Form
from hoathuan.paperforms.moving import move
from hoathuan.paperforms.privacy import handed_in
from hoathuan.privacy.api import Subject
from hoathuan.units.selectors import area_of

from .conftest import jpeg, sheet

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(acting, officer, sent, forms):
    sent(jpeg(sheet(forms()[0].code)))
    with acting(officer) as actor:
        return selectors.drafts_waiting(actor).get()


def address(draft):
    return f"/phieu/{draft.uuid}/"


def test_the_team_types_the_form_in_and_its_photograph_stays_with_the_dispute(
    client_for, head, draft, typed, acting, sent
):
    page = client_for(head).get(address(draft)).content.decode()
    assert "<img" in page
    assert "Mâu thuẫn về việc gì?" in page
    assert "Tổ trưởng Mẫu</textarea>" not in page, "who types is not taken for who mediated"
    answer = client_for(head).post(address(draft), typed())
    case = Case.objects.get()
    assert answer["Location"] == f"/vu-viec/{case.uuid}/da-luu/"
    assert case.uuid == draft.form.uuid
    with acting(head) as actor:
        assert CaseContent.objects.get().summary == "Tranh lối đi"
        assert len(api.photos_of(actor, case)) == 1
    assert CaseEvent.objects.filter(case=case, verb="from_paper").count() == 1
    detail = client_for(head).get(f"/vu-viec/{case.uuid}/").content.decode()
    assert "Ảnh phiếu 1" in detail
    sent(jpeg(sheet(draft.form.code, "anh nua")))
    with acting(head) as actor:
        assert len(api.photos_of(actor, case)) == 2, "a photograph that comes late goes to the dispute"


def test_who_pays_learns_that_there_is_a_photograph_and_nothing_of_it(
    client_for, head, draft, typed, acting, accountant
):
    client_for(head).post(address(draft), typed())
    case = Case.objects.get()
    with acting(accountant) as actor:
        assert api.photographed_among([case]) == {case.pk}
        assert api.photos_of(actor, case) == []


def test_typed_in_twice_it_is_one_dispute_and_the_second_is_told(client_for, head, officer, draft, typed):
    client_for(head).post(address(draft), typed())
    page = client_for(officer).post(address(draft), typed(team=draft.team_id, summary="khác"), follow=True)
    assert Case.objects.count() == 1
    assert "đã nhập thành vụ việc số 1/2026" in page.content.decode()


def test_what_is_wrong_is_told_beside_the_field_and_nothing_typed_is_lost(client_for, head, draft, typed):
    page = client_for(head).post(address(draft), typed(ended_on="", parties="Vi Văn Riêng")).content.decode()
    assert "Vi Văn Riêng" in page
    assert "govuk-error-message" in page
    assert not Case.objects.exists()


def test_a_draft_without_a_team_is_put_to_one_by_the_officer(client_for, acting, officer, head, sent, team):
    sent(jpeg(sheet("")))
    draft = Draft.objects.none()
    with acting(officer) as actor:
        draft = selectors.drafts_waiting(actor).get()
    assert client_for(head).get(address(draft)).status_code == 404
    client_for(officer).post(f"{address(draft)}chuyen/", {"team": team.pk})
    assert client_for(head).get(address(draft)).status_code == 200


def test_a_form_whose_dispute_was_written_before_becomes_its_evidence(
    client_for, head, draft, entry, acting, officer
):
    with acting(officer) as actor:
        case = record_many(actor=actor, entries=[entry()])[0]
    client = client_for(head)
    assert (
        "không có vụ việc số 9"
        in client.post(f"{address(draft)}da-ghi/", {"number": 9, "year": 2026}).content.decode()
    )
    answer = client.post(f"{address(draft)}da-ghi/", {"number": 1, "year": 2026})
    assert answer["Location"] == f"/vu-viec/{case.uuid}/"
    assert Case.objects.count() == 1
    with acting(head) as actor:
        assert len(api.photos_of(actor, case)) == 1
    page = client.post(f"{address(draft)}da-ghi/", {"number": 1, "year": 2026}).content.decode()
    assert "vừa nhập hoặc bỏ" in page


@pytest.mark.parametrize("square", [True, False], ids=["with a code", "without"])
def test_a_form_whose_dispute_was_struck_out_waits_again_and_becomes_another_dispute(
    client_for, head, officer, acting, forms, sent, team, typed, square
):
    sent(jpeg(sheet(forms()[0].code if square else "")))
    with acting(officer) as actor:
        draft = selectors.drafts_waiting(actor).get()
        services.assign_team(actor=actor, draft=draft, team=team)
    client = client_for(head)
    for time in range(1, 4):
        client.post(address(draft), typed(summary=f"Lần {time}"))
        case = Case.objects.get(voided_on=None)
        with acting(head) as actor:
            assert case.content.summary == f"Lần {time}", "not the same sent twice"
            assert len(api.photos_of(actor, case)) == 1
        client.post(address(draft), typed(summary="nữa"))
        assert Case.objects.count() == time
        with acting(head) as actor:
            void(actor=actor, case=case, version=case.version, reason="đọc nhầm chữ")
            waiting = selectors.drafts_waiting(actor).get()
            assert (waiting.case, waiting.decided_by, len(selectors.files_of(actor, [waiting]))) == (
                None,
                "",
                1,
            )
    assert [case.book_number for case in Case.objects.order_by("id")] == [1, 2, 3]


def test_a_draft_is_thrown_away_only_with_a_reason_and_stays_to_be_read(client_for, head, acting, draft):
    client = client_for(head)
    assert "govuk-error-message" in client.post(f"{address(draft)}bo/", {"reason": " "}).content.decode()
    client.post(f"{address(draft)}bo/", {"reason": "đã ghi sổ, số 4"})
    with acting(head) as actor:
        kept = selectors.drafts_seen(actor).get()
        assert (kept.state, len(selectors.files_of(actor, [kept]))) == (DraftState.DISCARDED, 1)
        with pytest.raises(FormRefused, match="vừa nhập hoặc bỏ"):
            services.discard(actor=actor, draft=kept, reason="nữa")
    page = client.get(address(draft)).content.decode()
    assert "đã ghi sổ, số 4" in page
    assert "<img" in page


def test_only_the_team_and_the_justice_officer_come_to_a_draft(
    world, seat_of, client_for, draft, head, officer, other_team
):
    village = world.villages["Xã An Mẫu"][0]
    people = {
        "own head": head,
        "own officer": officer,
        "other team": seat_of("team_head", village, team_id=other_team.pk),
        "sister officer": seat_of("commune_officer", world.xa_b),
        "leader": seat_of("commune_leader", world.xa_a),
        "province": seat_of("province_officer", world.tinh_mau),
        "nobody": None,
    }
    for path in ("", "bo/", "chuyen/", "da-ghi/"):
        got = {
            name: client_for(seat).get(f"{address(draft)}{path}").status_code for name, seat in people.items()
        }
        assert got == {
            "own head": 403 if path == "chuyen/" else 200, "own officer": 200,
            "other team": 403 if path == "chuyen/" else 404, "sister officer": 404,
            "leader": 403, "province": 403, "nobody": 302,
        }, path  # fmt: skip


def test_the_officer_prints_for_every_team_and_the_batch_is_known(client_for, officer, team, other_team):
    client = client_for(officer)
    answer = client.post("/phieu/in/", {"copies": 3, "teams": [team.pk, other_team.pk]})
    batch = Batch.objects.get()
    assert answer["Location"] == f"/phieu/in/{batch.uuid}/"
    assert (batch.copies, batch.forms.count(), batch.seat_label) == (3, 6, batch.seat_label)
    assert len({form.code for form in Form.objects.all()}) == 6
    page = client.get(answer["Location"]).content.decode()
    assert "1–3" in page
    assert "Cán bộ Mẫu" in page
    pdf = client.get(f"/phieu/in/{batch.uuid}/phieu.pdf")
    assert pdf.status_code == 200
    assert b"".join(pdf.streaming_content if pdf.streaming else [pdf.content])[:5] == b"%PDF-"
    client.post("/phieu/in/", {"copies": 1, "teams": [team.pk]})
    assert Form.objects.filter(team=team).order_by("-id").first().number == 4, "numbers go on"


def test_a_large_batch_is_set_as_a_job(client_for, officer, team, monkeypatch):
    monkeypatch.setattr("hoathuan.paperforms.views.printing._SMALL", 1)
    client = client_for(officer)
    client.post("/phieu/in/", {"copies": 2, "teams": [team.pk]})
    address = f"/phieu/in/{Batch.objects.get().uuid}/phieu.pdf"
    assert client.get(address).status_code == 200
    done = client.post(address, follow=True).content.decode()
    assert "Tệp đã sẵn sàng" in done


def test_forms_are_printed_for_the_own_commune_only(
    world, seat_of, client_for, acting, officer, head, sister_team, forms
):
    batch = forms()[0].batch
    people = {"own head": head, "sister": seat_of("commune_officer", world.xa_b),
              "province": seat_of("province_officer", world.tinh_mau), "nobody": None}  # fmt: skip
    got = {
        name: client_for(seat).get(f"/phieu/in/{batch.uuid}/").status_code for name, seat in people.items()
    }
    assert got == {"own head": 403, "sister": 404, "province": 403, "nobody": 302}
    with acting(officer) as actor, pytest.raises(FormRefused, match="ít nhất một tổ"):
        services.print_batch(actor=actor, teams=[sister_team], copies=1)


def test_what_waits_stands_among_the_things_to_do(client_for, acting, head, officer, accountant, draft, sent):
    sent(jpeg(sheet("")))
    with acting(officer) as actor:
        assert selectors.waiting_counts(actor) == (1, 1)
    page = client_for(officer).get(reverse("inbox:list")).content.decode()
    assert "1 phiếu giấy chờ nhập vào sổ" in page
    assert "1 ảnh phiếu chưa rõ của tổ nào" in page
    assert "chưa rõ" not in client_for(head).get(reverse("inbox:list")).content.decode()


def test_the_list_asks_the_same_number_of_questions_however_many_forms_wait(
    client_for, officer, sent, forms, django_assert_max_num_queries
):
    for form in forms(copies=4):
        sent(jpeg(sheet(form.code)))
    client = client_for(officer)
    client.get("/phieu/")
    with django_assert_max_num_queries(40):
        page = client.get("/phieu/").content.decode()
    assert page.count("Phiếu số") >= 4


def test_a_draft_goes_with_its_team_to_another_commune(world, seat_of, acting, draft, team, officer):
    sister = seat_of("commune_officer", world.xa_b)
    team.locate(area_of(world.xa_b))
    team.save()
    moved = move(SimpleNamespace(say=lambda words: None))
    assert [line.count for line in moved] == [1]
    with acting(sister) as actor:
        assert [one.pk for one in selectors.drafts_waiting(actor)] == [draft.pk]
    with acting(officer) as actor:
        assert not selectors.drafts_waiting(actor)


def test_a_person_is_told_what_she_printed_and_handed_in_and_nothing_that_stands_on_it(
    accountant, officer, draft
):
    handed = [section.rows for section in handed_in(Subject(user=None, person=accountant.person))]
    printed = [section.rows for section in handed_in(Subject(user=None, person=officer.person))]
    assert [row[0] for row in handed[0]] == ["Đã chuyển đến tổ"]
    assert [row[0] for row in printed[0]] == ["In phiếu trắng"]


def test_photographs_do_not_go_before_the_period_is_over(draft):
    with connection.cursor() as cursor:
        cursor.execute("SELECT paperforms_photos_due('2026-06-23')")
        assert cursor.fetchone() == (0,), "a draft that waits is not due"
        with pytest.raises(Exception, match="not over"), transaction.atomic():
            cursor.execute("SELECT paperforms_erase_photos('2026-06-23', 10)")
