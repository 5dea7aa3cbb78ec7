"""What keeps the repository in order: files in their places, and every view under a rule."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from hoathuan.core.access import THIRD_PARTY, is_declared
from script.checks import repository

ROOT = Path(__file__).resolve().parents[1]


def test_every_file_is_where_it_belongs_and_short_enough_to_read() -> None:
    assert [str(fault) for fault in repository.faults(ROOT)] == []


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("notes.txt", "", "no known part"),
        ("hoathuan/core/utils.py", "", "what it decides"),
        ("hoathuan/core/photo.jpg", "", "do not belong"),
        ("hoathuan/core/long.py", "\n" * 401, "401 lines"),
        ("hoathuan/core/fun.py", "def f():\n" + "    1\n" * 60, "61 lines"),
        ("docs/setup.md", "see /" + "root/x", "names a machine"),
        ("requirements/base.txt", "-i https://py" + "pi.example/simple", "names a machine"),
    ],
)
def test_a_stray_thing_is_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, text: str, words: str
) -> None:
    path = tmp_path / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    monkeypatch.setattr(repository, "tracked", lambda root: [path])
    assert any(words in str(fault) for fault in repository.faults(tmp_path))


def all_views(resolver: URLResolver | None = None, prefix: str = "/") -> Iterator[tuple[str, Any]]:
    for entry in (resolver or get_resolver()).url_patterns:
        route = prefix + re.sub(r"^\^|\$$", "", str(entry.pattern))
        if isinstance(entry, URLPattern):
            yield route, entry.callback
        else:
            yield from all_views(entry, route)


def test_every_view_says_who_may_call_it() -> None:
    views = list(all_views())
    assert len(views) > 10
    assert [route for route, view in views if not is_declared(view, route)] == []


def test_only_packages_stand_under_the_reviewed_prefixes() -> None:
    """A view of ours there would escape the rule."""
    ours = [
        route
        for route, view in all_views()
        if route.startswith(tuple(THIRD_PARTY))
        and view.__module__.startswith("hoathuan.")
        and not hasattr(view, "access_rule")
    ]
    assert ours == []
