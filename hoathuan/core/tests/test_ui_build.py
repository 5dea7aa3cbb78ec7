"""What `script/assets` builds: light enough for a slow line, plain enough for an old phone."""

import gzip
import re
from pathlib import Path

import pytest
from django.conf import settings
from fontTools.ttLib import TTFont

from hoathuan.core.face import build, fonts
from hoathuan.core.ui import PDF_FONTS, icons

BUILT = Path(settings.BASE_DIR) / "hoathuan/core/static/ht"
STYLES = sorted((build.SOURCES / "scss").glob("*.scss"))
TOO_NEW = re.compile(r"@layer|:is\(|:where\(|:has\(|color-mix|oklch|light-dark\(|aspect-ratio|:focus-visible")
LETTERS = "ăâđêôơưĂÂĐÊÔƠƯ" + "".join(chr(code) for code in range(0x1EA0, 0x1EFA)) + "₫“”–…"
COMBINING = "\u0300\u0301\u0302\u0303\u0306\u0309\u031b\u0323"


@pytest.mark.parametrize("path", STYLES, ids=lambda path: path.name)
def test_styles_use_nothing_that_an_old_phone_drops(path: Path) -> None:
    source = path.read_text("utf-8")
    assert TOO_NEW.findall(source) == []
    # a gap in a flex box does nothing there; grids say it twice, the old name first
    assert len(re.findall(r"[^-]gap:", source)) == len(re.findall(r"grid-gap:", source))


def test_the_first_page_stays_under_a_hundred_kilobytes() -> None:
    texts = sum(
        len(gzip.compress((BUILT / name).read_bytes()))
        for name in ("face.css", "app.js", "htmx.js", "icons.svg")
    )
    faces = sum(
        (BUILT / f"fonts/{name}.woff2").stat().st_size
        for name in ("noto-sans-400", "noto-sans-600", "be-vietnam-700")
    )
    assert texts + faces < 95_000


def test_the_sprite_holds_every_icon_of_the_list() -> None:
    sprite = (BUILT / "icons.svg").read_text("utf-8")
    assert set(re.findall(r'<symbol id="([\w-]+)"', sprite)) == icons.names()


@pytest.mark.parametrize("name", ["noto-sans-400", "noto-sans-600", "be-vietnam-700"])
def test_no_vietnamese_letter_is_missing_from_the_web_fonts(name: str) -> None:
    known = TTFont(BUILT / f"fonts/{name}.woff2").getBestCmap()
    assert [letter for letter in LETTERS + COMBINING if ord(letter) not in known] == []


@pytest.mark.parametrize("name", [Path(name).name for name in fonts.PDF if "TaiViet" not in name])
def test_no_vietnamese_letter_is_missing_from_the_fonts_of_documents(name: str) -> None:
    known = TTFont(PDF_FONTS / name).getBestCmap()
    assert [letter for letter in LETTERS if ord(letter) not in known] == []


def test_nothing_is_loaded_from_another_host() -> None:
    for name in ("face.css", "icons.svg"):
        assert re.findall(r"url\([\"']?(?:https?:)?//", (BUILT / name).read_text("utf-8")) == []


def test_the_stamp_changes_with_the_sources(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.scss").write_text("a")
    (tmp_path / "package.json").write_text("{}")
    (tmp_path / "package-lock.json").write_text("{}")
    monkeypatch.setattr(build, "ROOT", tmp_path)
    monkeypatch.setattr(build, "SOURCES", tmp_path)
    before = build._stamp()
    (tmp_path / "a.scss").write_text("b")
    assert build._stamp() != before


def test_the_lock_file_names_no_address_of_an_index() -> None:
    lock = (Path(settings.BASE_DIR) / "package-lock.json").read_text("utf-8")
    assert '"resolved"' not in lock
