"""Who sees which disputes, and that the database itself closes their content."""

import pytest
from django.db import connection, transaction

from hoathuan.cases import selectors, services
from hoathuan.cases.models import Case, CaseContent, Party

pytestmark = pytest.mark.django_db

SEES_CONTENT = {"own officer", "own head", "own mediator"}
SEES_CASE = SEES_CONTENT | {"own leader", "province", "ministry"}


@pytest.fixture
def case(acting, officer, entry):
    with acting(officer) as actor:
        return services.record_ended_case(actor=actor, entry=entry())


@pytest.fixture
def people(world, seat_of, officer, head, team, other_team):
    village = world.villages["Xã An Mẫu"][0]
    return {
        "own officer": officer,
        "own head": head,
        "own mediator": seat_of("mediator", village, team_id=team.pk),
        "other team": seat_of("team_head", village, team_id=other_team.pk),
        "no team": seat_of("team_head", village),
        "own leader": seat_of("commune_leader", world.xa_a),
        "own accountant": seat_of("commune_accountant", world.xa_a),
        "administrator": seat_of("administrator", world.xa_a),
        "sister officer": seat_of("commune_officer", world.xa_b),
        "province": seat_of("province_officer", world.tinh_mau),
        "other province": seat_of("province_officer", world.tinh_khac),
        "ministry": seat_of("ministry_viewer", world.country),
    }


def test_each_seat_sees_its_own_disputes_and_only_team_and_justice_officer_their_content(
    case, people, acting
):
    for name, seat in people.items():
        with acting(seat) as actor:
            seen = selectors.visible_cases(actor)
            assert list(seen) == ([case] if name in SEES_CASE else []), name
            content = selectors.content_of(actor, case)
            assert (content is not None) == (name in SEES_CONTENT), name
            assert len(selectors.people_of(actor, case)) == (2 if name in SEES_CONTENT else 0), name


def raw_rows():
    with connection.cursor() as cursor:
        cursor.execute("SELECT (SELECT count(*) FROM cases_casecontent), (SELECT count(*) FROM cases_party)")
        return cursor.fetchone()


def test_the_database_shows_content_to_nobody_but_team_and_justice_officer(case, people, acting):
    assert raw_rows() == (0, 0), "without an actor nothing is seen"
    for name, seat in people.items():
        with acting(seat):
            assert raw_rows() == ((1, 2) if name in SEES_CONTENT else (0, 0)), name


def test_the_database_refuses_writing_content_for_another_commune(case, people, acting):
    for name in ("sister officer", "province", "other team", "own leader"):
        with acting(people[name]), pytest.raises(Exception, match="row-level security"), transaction.atomic():
            Party.objects.create(
                case=case, team_id=case.team_id, now_commune_id=case.now_commune_id, full_name="X"
            )
        with acting(people[name]):
            assert CaseContent.objects.filter(case=case).update(summary="X") == 0
            assert Party.objects.filter(case=case).delete()[0] == 0


def test_search_by_name_finds_only_where_names_may_be_read(case, people, acting):
    for name, seat in people.items():
        with acting(seat) as actor:
            cases = selectors.visible_cases(actor)
            found = list(selectors.search_people(actor, cases, "lo thi"))
            assert (found == [case]) == (name in SEES_CASE), name
            missed = list(selectors.search_people(actor, cases, "không ai"))
            # who may not read names gets no answer from them: the filter does nothing
            assert (missed == []) == (name in SEES_CONTENT or name not in SEES_CASE), name


def pages(case, team):
    detail = f"/vu-viec/{case.uuid}/"
    return {
        "list": "/vu-viec/",
        "xlsx": "/vu-viec/tai-ve.xlsx",
        "detail": detail,
        "record": "/vu-viec/ghi/",
        "receive": "/vu-viec/tiep-nhan/",
        "saved": f"{detail}da-luu/",
        "amend": f"{detail}sua/",
        "grid": "/vu-viec/nhap-so/",
        "books": "/vu-viec/so/",
        "book": f"/vu-viec/so/{team.uuid}/2026/",
        "pdf": f"/vu-viec/so/{team.uuid}/2026/so.pdf",
    }


ANSWERS = {
    # own officer, own head, province (parent), sister officer, leader, administrator, nobody
    "list": (200, 200, 200, 200, 200, 403, 302),
    "xlsx": (200, 200, 200, 200, 200, 403, 302),
    "detail": (200, 200, 200, 404, 200, 403, 302),
    "record": (200, 200, 403, 200, 403, 403, 302),
    "receive": (200, 200, 403, 200, 403, 403, 302),
    "saved": (200, 200, 403, 404, 403, 403, 302),
    "amend": (200, 200, 403, 404, 403, 403, 302),
    "grid": (200, 403, 403, 200, 403, 403, 302),
    "books": (200, 200, 403, 200, 403, 403, 302),
    "book": (200, 200, 403, 404, 403, 403, 302),
    "pdf": (200, 200, 403, 404, 403, 403, 302),
}


def test_every_page_answers_each_person_as_it_should(case, team, people, client_for):
    order = ("own officer", "own head", "province", "sister officer", "own leader", "administrator", None)
    clients = [client_for(people[name] if name else None) for name in order]
    for page, url in pages(case, team).items():
        got = tuple(client.get(url).status_code for client in clients)
        assert got == ANSWERS[page], page


def test_the_team_beside_and_the_seat_without_a_team_do_not_see_the_dispute(case, team, people, client_for):
    for name in ("other team", "no team"):
        client = client_for(people[name])
        assert client.get(f"/vu-viec/{case.uuid}/").status_code == 404
        assert client.get(f"/vu-viec/so/{team.uuid}/2026/").status_code == 404
        assert "Lò Thị" not in client.get("/vu-viec/").content.decode()


def test_above_the_commune_and_for_its_leader_content_is_named_as_closed(case, people, client_for):
    for name in ("own leader", "province", "ministry"):
        page = client_for(people[name]).get(f"/vu-viec/{case.uuid}/").content.decode()
        assert "Nội dung chỉ tổ và tư pháp xã đọc được" in page
        assert "Hòa giải thành" in page
        for secret in ("Lò Thị Mẫu", "lối đi chung"):
            assert secret not in page, name
    page = client_for(people["own head"]).get(f"/vu-viec/{case.uuid}/").content.decode()
    assert "Lò Thị Mẫu" in page
    assert "lối đi chung" in page


def test_a_forged_post_writes_nothing_for_a_team_outside(
    case, people, client_for, team, sister_team, other_team
):
    data = {"ended_on": "10/06/2026", "parties": "A\nB", "field": "land", "ending": "agreement"}
    forged = [("sister officer", team), ("own officer", sister_team), ("own head", other_team)]
    for name, wanted in forged:
        client_for(people[name]).post("/vu-viec/ghi/", data | {"team": wanted.pk})
        assert not Case.objects.exclude(pk=case.pk).filter(team=wanted).exists(), name
    # a team's own people write for their team, whatever the post says
    assert Case.objects.exclude(pk=case.pk).get().team == team
    for name in ("sister officer", "other team", "province"):
        for word in ("sua", "mo-lai", "ket-thuc"):
            answer = client_for(people[name]).post(f"/vu-viec/{case.uuid}/{word}/", {"on_date": "12/06/2026"})
            assert answer.status_code in (403, 404), (name, word)
    case.refresh_from_db()
    assert case.version == 1


def test_ids_from_outside_are_not_found(people, client_for):
    client = client_for(people["own officer"])
    nothing = "00000000-0000-4000-8000-000000000000"
    for url in (
        f"/vu-viec/{nothing}/",
        f"/vu-viec/{nothing}/sua/",
        f"/vu-viec/so/{nothing}/2026/so.pdf",
        "/vu-viec/1/",
    ):
        assert client.get(url).status_code == 404, url


def test_those_above_read_the_days_of_a_dispute_and_not_who_wrote_them(
    client_for, seat_of, world, officer, acting, entry
):
    with acting(officer) as actor:
        case = services.record_ended_case(actor=actor, entry=entry())
    own = client_for(officer).get(f"/vu-viec/{case.uuid}/").content.decode()
    above = (
        client_for(seat_of("province_officer", world.tinh_mau)).get(f"/vu-viec/{case.uuid}/").content.decode()
    )
    name = officer.person.full_name
    assert name in own.split("Diễn biến")[-1]
    assert name not in above
