"""`script/screenshots`: which pages of the demo the tutorial shows, as whom and how wide."""

import argparse
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
IMAGES = ROOT / "docs/images"
PASSWORD = "hoa-thuan-2026"  # of the demo: `hoathuan/demo/offices.py`, which cannot be read without Django
LARGEST = 150_000  # bytes: a tutorial is read on slow lines, too
BROWSER_WORDS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PHONE, DESK = (360, 740), (1280, 860)


@dataclass(frozen=True)
class Picture:
    """A page as one person sees it. `path` is opened, then the links whose words `follow` names are taken."""

    name: str
    who: str
    path: str
    size: tuple[int, int]
    follow: tuple[str, ...] = ()
    scroll_to: str = ""  # a selector that is brought to the top


PICTURES = (
    Picture("home-province", "sotuphap", "/", DESK),
    Picture("home-team", "totruong", "/", PHONE),
    Picture("plan", "sotuphap", "/", (1280, 640), ("Kế hoạch 73/KH-STP",), "main h2"),
    Picture("plan-target", "sotuphap", "/", DESK, ("Hội nghị bồi dưỡng hòa giải viên",)),
    Picture("plan-phone", "tuphapxa", "/ke-hoach/", PHONE),
    Picture("roster", "tuphapxa", "/to-hoa-giai/", DESK),
    Picture("roster-import", "tuphapxa", "/nhap-tep/", DESK),
    Picture("roster-team", "totruong", "/to-hoa-giai/cua-toi/", PHONE),
    Picture("dispute", "hoagiaivien", "/vu-viec/ghi/", PHONE),
    Picture("dispute-grid", "tuphapxa", "/vu-viec/nhap-so/", (1280, 640), scroll_to="main form"),
    Picture("number", "sotuphap", "/so-lieu/cases.ended/", DESK),
    Picture("number-phone", "tuphapxa", "/so-lieu/cases.ended/", PHONE),
    Picture("form", "sotuphap", "/bao-cao/20-2013-bieu-12/", DESK, scroll_to="main table"),
    Picture("form-phone", "tuphapxa", "/bao-cao/20-2013-bieu-12/", PHONE),
)


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="script/screenshots", description=__doc__)
    parser.add_argument(
        "address", nargs="?", default="", help="a running demo; without one it is served here"
    )
    parser.add_argument("--only", default="", help="pictures whose name holds this word")
    asked = parser.parse_args(arguments)
    chosen = [picture for picture in PICTURES if asked.only in picture.name]
    if asked.address:
        return _take(chosen, asked.address.rstrip("/"))
    with _served() as address:
        return _take(chosen, address)


def _take(pictures: list[Picture], address: str) -> int:
    from playwright.sync_api import sync_playwright

    IMAGES.mkdir(parents=True, exist_ok=True)
    too_large = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=_chromium(), args=BROWSER_WORDS)
        for picture in pictures:
            size = _picture(browser, picture, address)
            print(f"{picture.name}.png  {size // 1000} kB", flush=True)
            if size > LARGEST:
                too_large.append(picture.name)
        browser.close()
    if too_large:
        print(f"Larger than {LARGEST // 1000} kB: {', '.join(too_large)}", file=sys.stderr)
    return 1 if too_large else 0


def _picture(browser: Any, picture: Picture, address: str) -> int:
    """Sign in, go there, keep what the window shows; its size in bytes."""
    width, height = picture.size
    context = browser.new_context(
        viewport={"width": width, "height": height}, locale="vi-VN", timezone_id="Asia/Ho_Chi_Minh"
    )
    page = context.new_page()
    page.set_default_timeout(120_000)
    page.goto(f"{address}/tai-khoan/login/?next={picture.path}")
    page.fill("[name=login]", picture.who)
    page.fill("[name=password]", PASSWORD)
    with page.expect_navigation():
        page.press("[name=password]", "Enter")
    for words in picture.follow:
        with page.expect_navigation():
            page.locator("main a", has_text=words).first.click()
    if picture.scroll_to:
        page.locator(picture.scroll_to).first.evaluate("place => place.scrollIntoView()")
    page.evaluate("document.fonts.ready")
    target = IMAGES / f"{picture.name}.png"
    page.screenshot(path=str(target))
    context.close()
    return target.stat().st_size


def _chromium() -> str:
    path = os.environ.get("HT_CHROMIUM") or shutil.which("chromium")
    return path or sys.exit("No Chromium here. On Debian or Ubuntu: apt-get install chromium")


@contextmanager
def _served() -> Iterator[str]:
    """Serve the database that the settings name, on a free port, until the pictures are taken."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "manage.py", "runserver", str(port), "--noreload"]
    server = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL)
    try:
        _wait(f"http://127.0.0.1:{port}", server)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait()


def _wait(address: str, server: "subprocess.Popen[bytes]") -> None:
    while server.poll() is None:
        try:
            with urllib.request.urlopen(f"{address}/tai-khoan/login/", timeout=60):
                return
        except urllib.error.HTTPError as answer:
            sys.exit(f"The demo answers {answer.code}: run script/demo --load-only first.")
        except OSError:
            time.sleep(0.5)
    sys.exit("The server did not start; see above.")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
