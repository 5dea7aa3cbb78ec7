"""The papers of a team: from its page to a decision whose number stands with the people whom it recognises."""

import re
from typing import Any

import pytest
from django.test import Client

from hoathuan.accounts.actor import SYSTEM
from hoathuan.accounts.models import Body
from hoathuan.core import audit
from hoathuan.core.dates import today
from hoathuan.documents import kinds
from hoathuan.documents.choices import PaperState
from hoathuan.documents.models import Paper
from hoathuan.teams.models import Mediator, Team
from hoathuan.teams.papers import offered
from hoathuan.teams.services.mediators import end_mediator
from hoathuan.teams.services.teams import dissolve_team

from .registry import START, complete_team, mediator_in, team_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_store")]
KEY = "cong-nhan-hoa-giai-vien"


@pytest.fixture
def team(world: Any) -> Team:
    return complete_team(world.xa_a, villages=world.villages["Xã An Mẫu"])


@pytest.fixture
def body(world: Any) -> Body:
    return Body.objects.create(name="Ủy ban nhân dân xã An Mẫu", kind="peoples_committee", unit=world.xa_a)


@pytest.fixture
def officer(world: Any, body: Body, seat_of: Any, client_for: Any) -> Client:
    made: Client = client_for(seat_of("commune_officer", world.xa_a, body=body))
    return made


def draft(client: Client, body: Body, url: str, **changes: str) -> Paper:
    page = client.get(url).content.decode()
    token = re.search(r'name="token" value="([^"]+)"', page)
    title = re.search(r"<textarea[^>]*name=\"title\"[^>]*>\s*([^<]*)</textarea>", page)
    data = {
        "body": str(body.uuid), "title": title[1] if title else "", "sign": "QĐ-UBND", "signer": "Phạm Văn Mẫu",
        "signer_office": "CHỦ TỊCH", "token": token[1] if token else "", "f_de_nghi": "", "f_can_cu_khac": "",
    }  # fmt: skip
    client.post(url, data | changes)
    return Paper.objects.latest("id")


def issue(client: Client, paper: Paper, number: str) -> Paper:
    client.post(f"/van-ban/{paper.uuid}/ban-hanh/", {"number": number, "issued_on": "05/02/2026"})
    paper.refresh_from_db()
    return paper


def test_the_teams_page_leads_to_its_papers(officer: Client, team: Team) -> None:
    page = officer.get(f"/to-hoa-giai/{team.uuid}/").content.decode()
    for one in offered(team):
        assert one["url"].replace("&", "&amp;") in page


def test_the_decision_names_the_people_and_its_number_comes_back_to_them(
    officer: Client, body: Body, team: Team
) -> None:
    paper = draft(officer, body, f"/van-ban/moi/{KEY}/?doi_tuong={team.uuid}")
    assert paper.title == f"Về việc công nhận hòa giải viên của {team.name}"
    assert [row["ho_ten"] for row in paper.data["hoa_giai_vien"]] == [
        "Người Mẫu Ba", "Người Mẫu Hai", "Người Mẫu Một",
    ]  # fmt: skip
    assert paper.data["hoa_giai_vien"][2]["nhiem_vu"] == "Tổ trưởng"
    paper = issue(officer, paper, "7")
    assert paper.state == PaperState.ISSUED
    numbers = set(Mediator.objects.filter(team=team).values_list("decision_number", flat=True))
    assert numbers == {"07/QĐ-UBND"}
    assert audit.entries_about(team).first().action == "teams.recognised"
    page = officer.get(f"/to-hoa-giai/{team.uuid}/").content.decode()
    assert "07/QĐ-UBND" in page


def test_a_later_decision_names_those_who_came_since(officer: Client, body: Body, team: Team) -> None:
    issue(officer, draft(officer, body, f"/van-ban/moi/{KEY}/?doi_tuong={team.uuid}"), "7")
    mediator_in(team, "Người Mẫu Bốn", "F")
    paper = draft(officer, body, f"/van-ban/moi/{KEY}/?doi_tuong={team.uuid}")
    assert [row["ho_ten"] for row in paper.data["hoa_giai_vien"]] == ["Người Mẫu Bốn"]


def test_a_voided_decision_takes_its_number_back_and_no_other(
    officer: Client, body: Body, team: Team
) -> None:
    other = mediator_in(team, "Người Mẫu Bốn", decision_number="1/QĐ-UBND")
    paper = issue(officer, draft(officer, body, f"/van-ban/moi/{KEY}/?doi_tuong={team.uuid}"), "7")
    officer.post(f"/van-ban/{paper.uuid}/huy/", {"reason": "Sai danh sách"})
    numbers = Mediator.objects.filter(team=team).values_list("decision_number", flat=True)
    assert sorted(numbers) == ["", "", "", "1/QĐ-UBND"]
    other.refresh_from_db()
    assert other.decision_number == "1/QĐ-UBND"


def test_what_was_frozen_does_not_follow_the_roster(officer: Client, body: Body, team: Team) -> None:
    paper = draft(officer, body, f"/van-ban/moi/{KEY}/?doi_tuong={team.uuid}")
    mediator_in(team, "Người Mẫu Bốn")
    paper = issue(officer, paper, "7")
    assert paper.data["so_nguoi"] == "3"


def test_a_draft_about_a_team_that_was_dissolved_since_is_not_written_anew(
    officer: Client, body: Body, team: Team
) -> None:
    paper = draft(officer, body, f"/van-ban/moi/{KEY}/?doi_tuong={team.uuid}")
    team.refresh_from_db()
    dissolve_team(team=team, version=team.version, ended_on=today(), decision="1/QĐ-UBND", actor=SYSTEM)
    form = {
        "body": str(body.uuid), "title": "Lời khác", "sign": "QĐ-UBND", "signer": "Phạm Văn Mẫu",
        "signer_office": "CHỦ TỊCH", "version": "1", "f_de_nghi": "", "f_can_cu_khac": "",
    }  # fmt: skip
    assert "đã kết thúc" in officer.post(f"/van-ban/{paper.uuid}/sua/", form).content.decode()
    assert issue(officer, paper, "7").state == PaperState.ISSUED


def test_a_decision_on_a_team_without_a_head_says_what_is_missing(
    officer: Client, body: Body, world: Any
) -> None:
    bare = team_in(world.xa_a, "Tổ mới")
    page = officer.get(f"/van-ban/moi/cong-nhan-to-truong/?doi_tuong={bare.uuid}").content.decode()
    assert "Hồ sơ chưa có:" in page
    assert "Tổ trưởng" in page


def test_the_end_of_a_term_is_decided_and_its_number_kept(officer: Client, body: Body, team: Team) -> None:
    one = team.mediators.get(person__full_name="Người Mẫu Hai")
    end_mediator(mediator=one, version=one.version, ended_on=START, reason="wish", decision="", actor=SYSTEM)
    page = officer.get(f"/to-hoa-giai/hoa-giai-vien/{one.uuid}/").content.decode()
    assert "thoi-hoa-giai-vien" in page
    paper = issue(
        officer, draft(officer, body, f"/van-ban/moi/thoi-hoa-giai-vien/?doi_tuong={one.uuid}"), "8"
    )
    one.refresh_from_db()
    assert one.end_decision == paper.code == "08/QĐ-UBND"


@pytest.mark.parametrize("kind", ["cong-nhan-to-hoa-giai", "cong-nhan-to-truong", "danh-sach-hoa-giai-vien"])
def test_the_other_papers_of_a_team_can_be_issued_too(
    officer: Client, body: Body, team: Team, kind: str
) -> None:
    paper = issue(officer, draft(officer, body, f"/van-ban/moi/{kind}/?doi_tuong={team.uuid}"), "9")
    assert (paper.kind, paper.state) == (kind, PaperState.ISSUED)


def test_four_people_at_a_new_decision(
    world: Any, team: Team, officer: Client, seat_of: Any, client_for: Any
) -> None:
    path = f"/van-ban/moi/{KEY}/?doi_tuong={team.uuid}"
    assert officer.get(path).status_code == 200
    # a province does not write a commune's decisions: this kind does not exist for it
    assert client_for(seat_of("province_officer", world.tinh_mau)).get(path).status_code == 404
    assert client_for(seat_of("commune_officer", world.xa_b)).get(path).status_code == 404
    assert client_for(None).get(path).status_code == 302
    assert officer.get(f"/van-ban/moi/{KEY}/?doi_tuong=khong-phai").status_code == 404
    assert officer.get(f"/van-ban/moi/{KEY}/").status_code == 404


def test_every_kind_of_teams_is_registered() -> None:
    for key in (
        KEY,
        "cong-nhan-to-hoa-giai",
        "cong-nhan-to-truong",
        "thoi-hoa-giai-vien",
        "danh-sach-hoa-giai-vien",
    ):
        assert kinds.get(key).key == key
