"""Browser tests: one Chromium for the run, pages of any size and theme, and axe.

Where no Chromium is installed these tests are left out, and the run says so in one line.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

AXE = Path(settings.BASE_DIR) / "node_modules/axe-core/axe.min.js"
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def chromium_path() -> str:
    """Chromium of this machine, or "" where there is none."""
    named = os.environ.get("HT_CHROMIUM", "")
    return named or shutil.which("chromium") or shutil.which("chromium-browser") or ""


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if chromium_path():
        return
    browser = [item for item in items if item.get_closest_marker("browser")]
    if browser:
        config.hook.pytest_deselected(items=browser)
        items[:] = [item for item in items if item not in browser]


def pytest_report_header() -> str:
    path = chromium_path()
    return f"browser tests: {path}" if path else "browser tests: left out, no Chromium is installed"


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """The browser, started once."""
    from playwright.sync_api import sync_playwright

    # Playwright keeps an event loop in this thread; Django would take the tests' own queries for asynchronous ones
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def open_page(chromium: Any) -> Iterator[Callable[..., Any]]:
    """`open_page(width=360, dark=True, script=True)`: an empty page of that size, closed after the test."""
    contexts = []

    def make(width: int = 1280, height: int = 900, dark: bool = False, script: bool = True) -> Any:
        context = chromium.new_context(
            viewport={"width": width, "height": height},
            color_scheme="dark" if dark else "light",
            java_script_enabled=script,
            locale="vi-VN",
        )
        contexts.append(context)
        return context.new_page()

    yield make
    for context in contexts:
        context.close()


@pytest.fixture
def axe() -> Callable[[Any], list[str]]:
    """`axe(page)`: what axe finds wrong on a page, one line for each place."""

    def check(page: Any) -> list[str]:
        page.evaluate(AXE.read_text(encoding="utf-8"))
        found = page.evaluate("rules => axe.run(document, {runOnly: {type: 'tag', values: rules}})", RULES)
        return [
            f"{rule['id']}: {node['html'][:160]} — {node['failureSummary'].splitlines()[-1].strip()}"
            for rule in found["violations"]
            for node in rule["nodes"]
        ]

    return check


def press(page: Any, selector: str) -> None:
    """Click what leads to another page, and wait until that page is there."""
    with page.expect_navigation():
        page.click(selector)


def overflow(page: Any) -> int:
    """How many pixels a page that has come wholly is wider than its window."""
    page.wait_for_load_state()
    return int(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))


class Phone:
    """Taps and looks. Every page that it comes to fits the screen and, where scripts run, is clean for axe."""

    def __init__(self, page: Any, root: str, axe: Callable[[Any], list[str]] | None) -> None:
        self.page, self.root, self.axe = page, root, axe

    def go(self, path: str, words: str) -> None:
        self.page.goto(self.root + path)
        self.see(words)

    def tap(self, name: str, words: str, where: str = "main") -> None:
        """The first link or button that says `name`; the page that it leads to says `words`."""
        self.follow(f"{where} a:visible, {where} button:visible", words, name)

    def menu(self, name: str, words: str) -> None:
        self.tap(name, words, "nav")

    def follow(self, selector: str, words: str, name: str = "") -> None:
        found = self.page.locator(selector, has_text=name).first
        with self.page.expect_navigation():
            found.click()
        self.see(words)

    def see(self, words: str) -> None:
        self.page.wait_for_selector(f"main:has-text('{words}')")
        assert overflow(self.page) == 0, words
        assert self.axe is None or self.axe(self.page) == [], words

    def fill(self, **answers: str) -> None:
        """Fields by their names: words to type, or the value of what is chosen."""
        for name, answer in answers.items():
            field = self.page.locator(f"main [name={name}]").first
            if field.get_attribute("type") in ("radio", "checkbox"):
                self.page.check(f"main [name={name}][value='{answer}']")
            elif field.evaluate("field => field.tagName") == "SELECT":
                field.select_option(answer)
            else:
                field.fill(answer)

    def tick(self, label: str) -> None:
        self.page.get_by_label(label).first.check()


@pytest.fixture
def phone_of(
    live_server: Any, open_page: Any, axe: Any, client_for: Callable[..., Any]
) -> Callable[..., Phone]:
    """`phone_of(seat, script=False)`: somebody's phone of 360 pixels, signed in."""

    def make(seat: Any, script: bool = True) -> Phone:
        page = open_page(width=360, script=script)
        cookie = client_for(seat).cookies["sessionid"].value
        page.context.add_cookies([{"name": "sessionid", "value": cookie, "url": live_server.url}])
        return Phone(page, live_server.url, axe if script else None)

    return make
