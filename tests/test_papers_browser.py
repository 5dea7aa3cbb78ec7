"""A decision in a real browser: from the team's page over the template to the signed PDF coming back and its check."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from conftest import build_world
from hoathuan.accounts.models import Body
from hoathuan.core.dates import today
from hoathuan.documents.models import Paper
from hoathuan.documents.signing.making import sign_pdf
from hoathuan.documents.signing.tests.authority import PASSPHRASE, Authority
from hoathuan.documents.signing.verifying import verify_pdf
from hoathuan.teams.models import Mediator
from hoathuan.teams.tests.registry import complete_team
from tests.plugins.browser import overflow

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def office(settings: Any, tmp_path: Path, seat_of: Callable[..., Any], client_for: Any) -> tuple[Any, Any]:
    """A commune with a complete team; the office signs with a certificate of its own, elsewhere."""
    settings.MEDIA_ROOT = tmp_path / "media"
    authority = Authority()
    settings.HT_SIGN_PKCS12 = str(authority.give(tmp_path, who="Phạm Văn Mẫu", body="UBND xã An Mẫu"))
    settings.HT_SIGN_PASSPHRASE, settings.HT_TRUST_ROOTS = PASSPHRASE, str(authority.root(tmp_path))
    world = build_world()
    body = Body.objects.create(name="Ủy ban nhân dân xã An Mẫu", kind="peoples_committee", unit=world.xa_a)
    team = complete_team(world.xa_a, villages=world.villages["Xã An Mẫu"])
    seat_of("commune_leader", world.xa_a, "Phạm Văn Mẫu", body=body)
    return client_for(seat_of("commune_officer", world.xa_a, body=body)), team


def elsewhere(work: Callable[..., Any], *given: Any) -> Any:
    """In a thread of its own: the browser's driver keeps an event loop in ours."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(work, *given).result()


@pytest.mark.parametrize("width", [360, 1280])
def test_a_decision_from_its_template_to_the_signed_copy_and_the_public_check(
    live_server: Any, open_page: Any, axe: Any, office: Any, tmp_path: Path, width: int
) -> None:
    client, team = office
    page = open_page(width=width)
    page.context.add_cookies(
        [{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}]
    )

    def look(words: str) -> None:
        page.wait_for_selector(f"main:has-text('{words}')")
        assert overflow(page) == 0, words
        assert axe(page) == [], words

    page.goto(f"{live_server.url}/to-hoa-giai/{team.uuid}/")
    page.get_by_role("link", name="Quyết định công nhận hòa giải viên").click()
    look("Lưu dự thảo")
    page.get_by_label("Căn cứ đề nghị").fill("Theo đề nghị của Trưởng ban công tác Mặt trận thôn 1")
    page.get_by_role("button", name="Lưu dự thảo").click()
    look("Xem thử")
    page.get_by_role("link", name="Ban hành").click()
    look("Ban hành văn bản")
    page.get_by_label("Số trong sổ văn bản đi").fill("7")
    page.get_by_role("button", name="Ban hành văn bản").click()
    look("07/QĐ-UBND")
    paper = Paper.objects.get()
    issued = page.request.get(live_server.url + paper.issued_file.get_absolute_url()).body()
    signed = tmp_path / "da-ky.pdf"
    signed.write_bytes(elsewhere(sign_pdf, issued))  # the office signs in its own way
    page.get_by_role("link", name="Nhận bản đã ký").click()
    look("Lưu bản đã ký")
    page.set_input_files("input[type=file]", signed)
    page.get_by_role("button", name="Lưu bản đã ký").click()
    look("Đúng là tệp đã phát hành, có thêm chữ ký số")
    back = page.request.get(live_server.url + Paper.objects.get().signed_file.get_absolute_url()).body()
    assert [one.state for one in elsewhere(verify_pdf, back)] == ["valid"]
    assert set(Mediator.objects.values_list("decision_number", flat=True)) == {"07/QĐ-UBND"}
    page.goto(f"{live_server.url}/to-hoa-giai/{team.uuid}/")
    look("07/QĐ-UBND")

    code = (
        page.goto(f"{live_server.url}/van-ban/{paper.uuid}/")
        and page.locator("a[href^='/kiem-tra/']").inner_text()
    )
    reader = open_page(width=width)  # without an account
    reader.goto(f"{live_server.url}/kiem-tra/{code}/")
    reader.wait_for_selector("main:has-text('07/QĐ-UBND')")
    shown = reader.locator("main").inner_text()
    assert f"{today():%d/%m/%Y}" in shown
    assert "Người Mẫu" not in shown
