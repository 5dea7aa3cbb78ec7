"""The pages of the registry: who sees what, and that a list costs few questions however long it is."""

import io
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import load_workbook

from hoathuan.teams.models import CommuneDecision, Mediator, Team, TeamHead

from .registry import complete_team, mediator_in, team_in

pytestmark = pytest.mark.django_db

LISTS = [
    "/to-hoa-giai/",
    "/to-hoa-giai/danh-sach/",
    "/to-hoa-giai/can-kien-toan/",
    "/to-hoa-giai/hoa-giai-vien/",
    "/to-hoa-giai/thon-chua-co-to/",
    "/to-hoa-giai/quyet-dinh/",
]
EXPORTS = ["/to-hoa-giai/danh-sach.xlsx", "/to-hoa-giai/hoa-giai-vien.xlsx"]
DETAIL = "/to-hoa-giai/%(team)s/"
RECORDS = [DETAIL, "/to-hoa-giai/hoa-giai-vien/%(mediator)s/"]
TEAM_FORMS = ["sua/", "giai-the/", "to-truong/", "tap-huan/", "them-hoa-giai-vien/"]
FORMS = [DETAIL + name for name in TEAM_FORMS] + [
    "/to-hoa-giai/hoa-giai-vien/%(mediator)s/sua/",
    "/to-hoa-giai/hoa-giai-vien/%(mediator)s/thoi/",
]
COMMUNE_FORMS = ["/to-hoa-giai/moi/", "/to-hoa-giai/thon/them/"]


@pytest.fixture
def team(world: Any) -> Team:
    """A whole team in Xã An Mẫu, serving its first village."""
    made = complete_team(world.xa_a, villages=world.villages["Xã An Mẫu"][:1])
    CommuneDecision.objects.create(
        area=made.area, now_province=made.now_province,
        now_commune=made.now_commune, number="1/QĐ-UBND", decided_on="2025-07-01", teams_count=2,
    )  # fmt: skip
    return made


@pytest.fixture
def names(team: Team) -> dict[str, Any]:
    return {"team": team.uuid, "mediator": team.mediators.get(sex="F").uuid}


@pytest.fixture
def people(world: Any, seat_of: Any, client_for: Any) -> dict[str, Client]:
    """The four people of every page."""
    return {
        "own": client_for(seat_of("commune_officer", world.xa_a)),
        "parent": client_for(seat_of("province_officer", world.tinh_mau)),
        "sister": client_for(seat_of("commune_officer", world.xa_b)),
        "nobody": client_for(None),
    }


@pytest.mark.parametrize("path", LISTS)
def test_lists_show_the_own_reach_only(path: str, team: Team, people: dict[str, Client]) -> None:
    shown = {who: client.get(path) for who, client in people.items()}
    assert [shown[who].status_code for who in ("own", "parent", "sister", "nobody")] == [200, 200, 200, 302]
    words = ("Tổ hòa giải thôn 1", "Người Mẫu", "Thôn 2", "1/QĐ-UBND")
    for word in words:
        if path != "/to-hoa-giai/thon-chua-co-to/":
            assert word not in shown["sister"].content.decode()
    assert "Xã An Mẫu" not in shown["sister"].content.decode()


@pytest.mark.parametrize("path", EXPORTS)
def test_exports_hold_the_rows_of_the_list(path: str, team: Team, people: dict[str, Client]) -> None:
    def rows(client: Client) -> list[Any]:
        content = b"".join(client.get(path).streaming_content)
        return [row for row in load_workbook(io.BytesIO(content)).active.values if isinstance(row[0], int)]

    expected = 1 if "danh-sach" in path else 3
    assert len(rows(people["own"])) == len(rows(people["parent"])) == expected
    assert rows(people["sister"]) == []
    assert people["nobody"].get(path).status_code == 302


@pytest.mark.parametrize("path", RECORDS)
def test_a_record_outside_reach_is_not_found(path: str, names: Any, people: dict[str, Client]) -> None:
    status = {who: client.get(path % names).status_code for who, client in people.items()}
    assert status == {"own": 200, "parent": 200, "sister": 404, "nobody": 302}


@pytest.mark.parametrize("path", FORMS)
def test_only_the_own_officer_opens_a_form(path: str, names: Any, people: dict[str, Client]) -> None:
    status = {who: client.get(path % names).status_code for who, client in people.items()}
    assert status == {"own": 200, "parent": 403, "sister": 404, "nobody": 302}
    posted = {who: client.post(path % names, {}).status_code for who, client in people.items()}
    assert posted == {"own": 200, "parent": 403, "sister": 404, "nobody": 302}


@pytest.mark.parametrize("path", COMMUNE_FORMS)
def test_a_province_adds_nothing_in_a_commune(path: str, team: Team, people: dict[str, Client]) -> None:
    status = {who: client.get(path).status_code for who, client in people.items()}
    assert status == {"own": 200, "parent": 403, "sister": 200, "nobody": 302}


def test_the_ministry_sees_provinces_and_a_leader_writes_nothing(
    world: Any, team: Team, seat_of: Any, client_for: Any
) -> None:
    page = client_for(seat_of("ministry_viewer", world.country)).get("/to-hoa-giai/").content.decode()
    assert "Tỉnh Mẫu" in page
    assert "Tỉnh Khác" in page
    leader = client_for(seat_of("commune_leader", world.xa_a))
    assert "Thêm tổ hòa giải" not in leader.get("/to-hoa-giai/danh-sach/").content.decode()
    assert leader.get("/to-hoa-giai/moi/").status_code == 403


def test_a_teams_own_people_see_their_team_and_no_other(
    world: Any, team: Team, seat_of: Any, client_for: Any
) -> None:
    other = complete_team(world.xa_a, "Tổ hòa giải thôn 2")
    for kind in ("team_head", "mediator"):
        client = client_for(seat_of(kind, world.xa_a, team_id=team.pk))
        assert client.get("/to-hoa-giai/", follow=True).redirect_chain == [("/to-hoa-giai/cua-toi/", 302)]
        page = client.get("/to-hoa-giai/cua-toi/").content.decode()
        assert "Tổ hòa giải thôn 1" in page
        assert "them-hoa-giai-vien" not in page
        assert client.get(DETAIL % {"team": other.uuid}).status_code == 404
        assert client.get(DETAIL % {"team": team.uuid} + "sua/").status_code == 403


def test_the_own_team_is_for_teams_people(people: dict[str, Client], team: Team) -> None:
    status = {who: client.get("/to-hoa-giai/cua-toi/").status_code for who, client in people.items()}
    assert status == {"own": 403, "parent": 403, "sister": 403, "nobody": 302}


@pytest.mark.parametrize("path", [*LISTS[1:], "/to-hoa-giai/"])
@pytest.mark.parametrize("who", ["own", "parent"])
def test_a_list_costs_few_questions_however_long(
    path: str, who: str, world: Any, team: Team, people: dict[str, Client], django_assert_max_num_queries: Any
) -> None:
    for n in range(2, 12):
        complete_team(world.xa_a, f"Tổ hòa giải thôn {n}")
    people[who].get(path)
    # five of them find the account, the seat and its place
    with django_assert_max_num_queries(18):
        people[who].get(path)


@pytest.mark.parametrize(
    ("query", "found"),
    [("ten=nguoi+mau", 3), ("ten=NGƯỜI ba", 1), ("ten=khong+co", 0), ("gioi=F", 1), ("gioi=X", 3), ("trinh_do=law", 0),
     ("tap_huan=chua-bao-gio", 3), ("tap_huan=nam-nay", 0), ("ten=%27%3A*%26|!", 3)],
)  # fmt: skip
def test_mediators_are_found_without_accents(
    query: str, found: int, team: Team, people: dict[str, Client]
) -> None:
    page = people["own"].get(f"/to-hoa-giai/hoa-giai-vien/?{query}")
    assert len(page.context["rows"]) == found


@pytest.mark.parametrize("gap", ["it-nguoi", "khong-nu", "khong-to-truong", "co"])
def test_teams_are_found_by_what_they_lack(
    gap: str, world: Any, team: Team, people: dict[str, Client]
) -> None:
    bare = team_in(world.xa_a, "Tổ hòa giải thôn 2")
    page = people["parent"].get(f"/to-hoa-giai/danh-sach/?thieu={gap}&xa={world.xa_a.uuid}")
    assert [row.team for row in page.context["rows"]] == [bare]


def test_too_many_mediators_and_a_minority_that_lacks_are_found(
    world: Any, team: Team, people: dict[str, Client]
) -> None:
    CommuneDecision.objects.update(team_most=3)
    mediator_in(team, "Người Mẫu Bốn")
    Team.objects.filter(pk=team.pk).update(needs_minority=True)
    for gap in ("qua-so-luong", "thieu-dan-toc"):
        page = people["own"].get(f"/to-hoa-giai/danh-sach/?thieu={gap}")
        assert [row.team for row in page.context["rows"]] == [team]
        assert len(page.context["rows"][0].gaps) == 2
    TeamHead.objects.update(mediator=mediator_in(team_in(world.xa_a, "Tổ khác"), "Người Khác"))
    Mediator.objects.filter(person__full_name="Người Khác").update(ended_on="2025-08-01")
    page = people["own"].get("/to-hoa-giai/danh-sach/?thieu=to-truong-da-thoi")
    assert [row.team for row in page.context["rows"]] == [team]


def test_the_gaps_list_names_the_article(world: Any, team: Team, people: dict[str, Client]) -> None:
    team_in(world.xa_a, "Tổ hòa giải thôn 2")
    page = people["own"].get("/to-hoa-giai/can-kien-toan/").content.decode()
    assert "Điều 12 khoản 1 Luật Hòa giải ở cơ sở số 35/2013/QH13" in page
    assert "Tổ hòa giải thôn 1" not in page.split("<table")[1]


def test_an_officer_sets_up_a_team_and_enters_a_mediator(world: Any, people: dict[str, Client]) -> None:
    village = world.villages["Xã An Mẫu"][1]
    data = {"name": "Tổ hòa giải thôn 2", "started_on": "1/8/25", "villages": [village.pk]}
    answer = people["own"].post("/to-hoa-giai/moi/", data)
    team = Team.objects.get()
    assert answer["Location"] == f"/to-hoa-giai/{team.uuid}/"
    person = {
        "full_name": "Lò Thị Mẫu", "birth": "15/3/1968", "sex": "F", "ethnicity": "03", "qualification": "law",
        "phone": "0912 345 678", "languages": "tiếng Thái, Mường", "started_on": "01/08/2025",
    }  # fmt: skip
    people["own"].post(f"/to-hoa-giai/{team.uuid}/them-hoa-giai-vien/", person)
    mediator = Mediator.objects.get()
    assert (mediator.person.birth_year, mediator.minority, mediator.qualification) == (1968, "other", "law")
    assert mediator.languages == ["03", "06"]
    assert "0912345678" in people["own"].get(f"/to-hoa-giai/hoa-giai-vien/{mediator.uuid}/").content.decode()


def test_a_namesake_is_asked_about_in_the_form(team: Team, people: dict[str, Client]) -> None:
    path = f"/to-hoa-giai/{team.uuid}/them-hoa-giai-vien/"
    data = {
        "full_name": "nguoi mau ba",
        "birth": "1980",
        "sex": "F",
        "qualification": "none",
        "started_on": "1/1/2026",
    }
    page = people["own"].post(path, data)
    assert "Người Mẫu Ba, 1980" in page.content.decode()
    answer = people["own"].post(path, data | {"person": "khac"})
    assert answer.status_code == 302
    assert team.mediators.count() == 4


def test_a_stale_form_shows_both_versions(team: Team, people: dict[str, Client]) -> None:
    path = f"/to-hoa-giai/{team.uuid}/sua/"
    data = {"version": team.version, "name": "Tên mới", "started_on": "01/07/2025"}
    assert people["own"].post(path, data).status_code == 302
    page = people["own"].post(path, data | {"name": "Tên khác"}).content.decode()
    assert "Người khác vừa lưu bản ghi này" in page
    assert "Tên mới" in page


def test_villages_are_pasted_and_stand_among_those_without_a_team(
    team: Team, people: dict[str, Client]
) -> None:
    people["own"].post("/to-hoa-giai/thon/them/", {"names": "Bản Mới\t12\n\nThôn 1\n"})
    page = people["own"].get("/to-hoa-giai/thon-chua-co-to/")
    assert [village.name for village in page.context["page"].rows] == ["Bản Mới", "Thôn 2"]


def test_the_decisions_file_is_for_the_reach_only(
    world: Any, people: dict[str, Client], settings: Any, tmp_path: Any
) -> None:
    settings.MEDIA_ROOT = tmp_path
    pdf = SimpleUploadedFile("qd.pdf", b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n")
    data = {
        "number": "7/QĐ-UBND",
        "decided_on": "1/7/25",
        "teams_count": 3,
        "team_least": 3,
        "team_most": 7,
        "upload": pdf,
    }
    assert people["own"].post("/to-hoa-giai/quyet-dinh/", data).status_code == 302
    path = CommuneDecision.objects.get().file.get_absolute_url()
    status = {who: client.get(path).status_code for who, client in people.items()}
    assert status == {"own": 200, "parent": 200, "sister": 404, "nobody": 302}
    assert people["parent"].post("/to-hoa-giai/quyet-dinh/", data).status_code == 200
    assert CommuneDecision.objects.count() == 1


def test_the_nation_finds_a_name_and_is_asked_for_a_province_where_too_many_bear_it(
    world: Any, team: Team, seat_of: Any, client_for: Any, monkeypatch: Any
) -> None:
    complete_team(world.xa_c, villages=world.villages["Xã Cao Khác"][:1])
    nation = client_for(seat_of("ministry_viewer", world.country))
    both = Mediator.objects.filter(folded__contains="nguoi mau").count()
    path = "/to-hoa-giai/hoa-giai-vien/?ten=mau+nguoi"
    assert nation.get(path).context["page"].total == both
    monkeypatch.setattr("hoathuan.teams.selectors.COMMON", both - 1)
    asked = nation.get(path)
    assert "hãy chọn tỉnh" in asked.content.decode()
    assert asked.context["page"].total == 0
    chosen = nation.get(f"{path}&xa={world.tinh_mau.uuid}")
    assert chosen.context["page"].total == team.mediators.count()
    assert nation.get("/to-hoa-giai/hoa-giai-vien/?ten=mau").context["page"].total == both, (
        "one word is quick"
    )
