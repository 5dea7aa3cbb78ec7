"""Decisions for many teams in a real browser: from the list of teams to papers that the chair has signed."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from conftest import build_world
from hoathuan.accounts.models import Body
from hoathuan.documents.models import Paper
from hoathuan.documents.signing.tests.authority import PASSPHRASE, Authority
from hoathuan.teams.tests.registry import complete_team
from tests.plugins.browser import overflow

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def office(settings: Any, tmp_path: Path, seat_of: Callable[..., Any], client_for: Any) -> dict[str, Any]:
    """A commune with two teams, whose committee's certificate this installation holds."""
    settings.MEDIA_ROOT = tmp_path / "media"
    world, name = build_world(), "Ủy ban nhân dân xã An Mẫu"
    body = Body.objects.create(name=name, kind="peoples_committee", unit=world.xa_a)
    settings.HT_SIGN_PKCS12 = str(Authority().give(tmp_path, who="Phạm Văn Mẫu", body=name.upper()))
    settings.HT_SIGN_PASSPHRASE = PASSPHRASE
    for team in ("Tổ hòa giải thôn 1", "Tổ hòa giải thôn 2"):
        complete_team(world.xa_a, team)
    return {
        "officer": client_for(seat_of("commune_officer", world.xa_a, body=body)),
        "chair": client_for(seat_of("commune_leader", world.xa_a, "Phạm Văn Mẫu", body=body)),
    }


@pytest.mark.parametrize("width", [360])
def test_decisions_for_all_teams_are_drafted_numbered_and_signed_together(
    live_server: Any, open_page: Any, axe: Any, office: Any, width: int
) -> None:
    def as_person(who: str) -> Any:
        page = open_page(width=width)
        cookie = office[who].cookies["sessionid"].value
        page.context.add_cookies([{"name": "sessionid", "value": cookie, "url": live_server.url}])
        return page

    def look(page: Any, words: str) -> None:
        page.wait_for_selector(f"main:has-text('{words}')")
        assert overflow(page) == 0, words
        assert axe(page) == [], words

    officer = as_person("officer")
    officer.goto(f"{live_server.url}/to-hoa-giai/")
    officer.get_by_role("link", name="Quyết định công nhận hòa giải viên").click()
    look(officer, "Soạn các dự thảo")
    officer.get_by_role("button", name="Soạn các dự thảo").click()
    look(officer, "Đã soạn 2 dự thảo.")
    officer.get_by_role("link", name="Ban hành cả đợt").click()
    look(officer, "Ban hành 2 văn bản")
    officer.get_by_label("Số đầu tiên trong sổ văn bản đi").fill("41")
    officer.get_by_role("button", name="Ban hành 2 văn bản").click()
    look(officer, "Đã ban hành 2 văn bản.")
    assert officer.get_by_role("button", name="Ký số cả đợt").count() == 0

    chair = as_person("chair")
    chair.goto(officer.url)
    look(chair, "42/QĐ-UBND")
    chair.get_by_role("button", name="Ký số cả đợt").click()
    look(chair, "Đã ký số 2 văn bản.")
    assert set(Paper.objects.values_list("number", "state")) == {("41", "signed"), ("42", "signed")}
