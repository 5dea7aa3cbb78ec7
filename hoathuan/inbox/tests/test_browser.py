"""In a real browser: a calendar is made, read by a library, and ended; the pages fit a phone and axe finds nothing."""

import json
import urllib.error
import urllib.request
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import icalendar
import pytest

from conftest import build_world
from hoathuan.core.dates import today
from tests.plugins.browser import overflow

from .conftest import due_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def officer(seat_of: Callable[..., Any], dues: Any) -> Any:
    world = build_world()
    dues.append(due_of(world.xa_a, today() + timedelta(5)))
    return seat_of("commune_officer", world.xa_a)


@pytest.fixture
def signed_in(
    live_server: Any, open_page: Callable[..., Any], client_for: Callable[..., Any]
) -> Callable[..., Any]:
    def enter(seat: Any, width: int) -> Any:
        page = open_page(width=width)
        session = client_for(seat).cookies["sessionid"].value
        page.context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
        return page

    return enter


def read(address: str) -> list[str]:
    with urllib.request.urlopen(address) as answer:
        calendar = icalendar.Calendar.from_ical(answer.read())
    return [str(event["summary"]) for event in calendar.walk("VEVENT")]


@pytest.mark.parametrize("width", [360, 1280])
def test_a_calendar_from_its_making_to_its_end(
    width: int, live_server: Any, officer: Any, signed_in: Callable[..., Any], axe: Callable[..., list[str]]
) -> None:
    page = signed_in(officer, width)
    page.goto(f"{live_server.url}/viec-den-han/")
    assert page.get_by_role("link", name="Việc 1").is_visible()
    assert axe(page) == []
    page.get_by_role("link", name="Xem trong lịch của máy").click()
    page.get_by_role("button", name="Lập địa chỉ lịch").click()
    address = page.get_by_label("Địa chỉ bí mật").input_value()
    assert axe(page) == []
    assert overflow(page) <= 0
    assert read(address) == ["Việc 1"]
    page.goto(f"{live_server.url}/viec-den-han/lich/")
    assert page.get_by_label("Địa chỉ bí mật").count() == 0
    page.get_by_role("button", name="Dừng lịch").click()
    with pytest.raises(urllib.error.HTTPError) as refused:
        read(address)
    assert refused.value.code == 404


@pytest.mark.parametrize("width", [360, 1280])
def test_how_to_be_told_fits_and_says_when_the_browser_cannot(
    width: int, settings: Any, live_server: Any, officer: Any, signed_in: Callable[..., Any], axe: Any
) -> None:
    from config.settings.push_key import make

    settings.HT_PUSH_KEY = make()
    page = signed_in(officer, width)
    problems: list[str] = []
    page.on("console", lambda line: problems.append(line.text) if line.type == "error" else None)
    page.goto(f"{live_server.url}/viec-den-han/nhan-tin/")
    assert page.get_by_role("button", name="Thêm máy này").is_visible()
    # this browser has nobody who could be asked, so it refuses
    page.get_by_role("button", name="Thêm máy này").click()
    page.get_by_text("Trình duyệt đã chặn thông báo").or_(page.get_by_text("Chưa thêm được máy")).wait_for()
    assert axe(page) == []
    assert overflow(page) <= 0
    assert [line for line in problems if "Content Security Policy" in line] == []


SHOWN = """async () => {
  const [worker] = await navigator.serviceWorker.getRegistrations();
  return (await worker.getNotifications()).map((one) => [one.title, one.body, one.data.url]).at(0);
}"""


def test_a_browser_shows_what_the_server_sends(
    settings: Any, live_server: Any, officer: Any, signed_in: Callable[..., Any]
) -> None:
    """The worker is taken on under our own policy of contents, and shows a message that the browser was handed."""
    from config.settings.push_key import make

    settings.HT_PUSH_KEY = make()
    page = signed_in(officer, 1280)
    page.context.grant_permissions(["notifications"], origin=live_server.url)
    page.goto(f"{live_server.url}/viec-den-han/nhan-tin/")
    tools, workers = page.context.new_cdp_session(page), []
    tools.on("ServiceWorker.workerRegistrationUpdated", lambda said: workers.extend(said["registrations"]))
    tools.send("ServiceWorker.enable")
    page.get_by_role("button", name="Thêm máy này").click()
    page.get_by_text("Chưa thêm được máy").wait_for()  # no push service can be reached from here
    message = {"title": "Hòa Thuận", "body": "Hạn hôm nay: Việc 1.", "url": "/viec-den-han/", "tag": "1"}
    tools.send(
        "ServiceWorker.deliverPushMessage",
        {
            "origin": live_server.url,
            "registrationId": workers[-1]["registrationId"],
            "data": json.dumps(message),
        },
    )
    shown = page.wait_for_function(SHOWN).json_value()
    assert shown == ["Hòa Thuận", "Hạn hôm nay: Việc 1.", "/viec-den-han/"]
