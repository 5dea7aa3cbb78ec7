"""What the documentation promises is there: its links, its pictures, its commands."""

import os
import re
from pathlib import Path

import pytest
from django.core.management import get_commands

ROOT = Path(__file__).resolve().parents[1]
DOCUMENTS = [*sorted(ROOT.glob("README*.md")), *sorted(ROOT.glob("docs/**/*.md"))]
_LINK = re.compile(r"\]\(([^)\s]+)\)")
_SCRIPT = re.compile(r"(?<![\w./-])(script/[a-z-]+)(?![\w./-])")
_MANAGE = re.compile(r"manage\.py ([a-z_]+)")
_CODE = re.compile(r"`([\w./-]+/[\w./-]+\.(?:py|json|html|scss))`")


def _id(path: Path) -> str:
    return str(path.relative_to(ROOT))


def _exists(document: Path, target: str) -> bool:
    return (document.parent / target.split("#")[0]).exists()


def _known_file(name: str) -> bool:
    """A file named from the root, or as short as the context or part that the page tells of allows."""
    return (ROOT / name).exists() or next(ROOT.glob(f"hoathuan/**/{name}"), None) is not None


@pytest.mark.parametrize("document", DOCUMENTS, ids=_id)
def test_every_link_and_picture_leads_to_a_file(document: Path) -> None:
    targets = _LINK.findall(document.read_text(encoding="utf-8"))
    ours = [target for target in targets if not target.startswith(("http:", "https:", "#", "mailto:"))]
    assert [target for target in ours if not _exists(document, target)] == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=_id)
def test_every_command_that_a_page_names_can_be_run(document: Path) -> None:
    text = document.read_text(encoding="utf-8")
    scripts = {name for name in _SCRIPT.findall(text) if not (ROOT / name).is_dir()}
    assert [name for name in sorted(scripts) if not os.access(ROOT / name, os.X_OK)] == []
    assert set(_MANAGE.findall(text)) - set(get_commands()) == set()


@pytest.mark.parametrize("document", DOCUMENTS, ids=_id)
def test_every_source_file_that_a_page_names_is_there(document: Path) -> None:
    named = _CODE.findall(document.read_text(encoding="utf-8"))
    assert [name for name in named if not _known_file(name)] == []


def test_every_picture_is_shown_somewhere_and_small_enough_for_a_slow_line() -> None:
    shown = " ".join(document.read_text(encoding="utf-8") for document in DOCUMENTS)
    pictures = sorted(ROOT.glob("docs/images/*"))
    assert [path.name for path in pictures if path.name not in shown] == []
    assert [path.name for path in pictures if path.stat().st_size > 150_000] == []


def test_every_package_has_its_reason_written_down() -> None:
    """A dependency that nobody can justify is one to remove."""
    reasons = (ROOT / "docs/dependencies.md").read_text(encoding="utf-8")
    listed = [*ROOT.glob("requirements/*.in")]
    lines = [line for path in listed for line in path.read_text(encoding="utf-8").splitlines()]
    wanted = {re.split(r"[\[<>=~; ]", line)[0] for line in lines if line and line[0] not in "#-"}
    assert {name for name in wanted if name not in reasons} == set()
    package = (ROOT / "package.json").read_text(encoding="utf-8")
    in_browser = re.findall(r'"([@\w./-]+)": "\d', package)
    short = {
        "@expo-google-fonts/" + name.split("/")[1]: "@expo-google-fonts/*"
        for name in in_browser
        if "fonts/" in name
    }
    assert {
        name for name in in_browser if name != "version" and short.get(name, name) not in reasons
    } == set()
