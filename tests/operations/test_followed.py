"""The pages of docs/operations and the page about installing, followed word for word.

Blocks marked `sh` are run in the order of the page (`following`). The page about a replica needs two servers, and is
followed by `test_replica`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from .following import BLOCK, MARKS, PAGES, Follower, blocks
from .rig import ROOT, Installation, new_installation
from .serving import web_server


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_every_block_says_whether_it_is_run(page: Path) -> None:
    kinds = {kind for _indent, kind, _text in BLOCK.findall(page.read_text(encoding="utf-8"))}
    assert kinds <= MARKS


def test_no_block_that_is_shown_only_holds_a_command_of_ours() -> None:
    shown = [text for page in PAGES for text in blocks(page, "")]
    assert [text for text in shown if "manage.py" in text] == []


@pytest.fixture(scope="module")
def followed() -> Iterator[Callable[[int], Follower]]:
    """A new machine on which the page about installing was followed."""
    with new_installation() as machine:
        texts = blocks(PAGES[0])
        follower = Follower(machine)
        settings = next(index for index, text in enumerate(texts) if "hoathuan-owner.env /etc" in text)
        follower.follow(texts[: settings + 1])
        follower.fill_in()
        follower.follow(texts[settings + 1 :])
        yield lambda port: Follower(machine, port)


@contextmanager
def serving(machine: Installation) -> Iterator[int]:
    with web_server(machine, "--workers", "1") as web:
        yield web.port


def test_the_page_about_installing_ends_with_a_program_that_serves(
    followed: Callable[[int], Follower],
) -> None:
    follower = followed(8000)
    assert "systemctl enable --now hoathuan-web hoathuan-jobs@1" in follower.told_systemd()
    units = {path.name for path in (follower.root / "etc/systemd/system").iterdir()}
    assert {"hoathuan-web.service", "hoathuan-jobs@.service", "hoathuan-backup.timer"} <= units
    assert follower.machine.ask("SELECT count(*) > 3000 FROM units_unit WHERE level = 3") == [(True,)]
    with serving(follower.machine) as port:
        from .serving import machine

        assert '"status": "' in machine(port).get("/suc-khoe/").text


def test_backing_up_and_restoring_as_the_page_says(followed: Callable[[int], Follower]) -> None:
    """On the machine itself: its database is taken away in between, as a lost one."""
    follower = followed(8000)
    texts = blocks(ROOT / "docs/operations/backup.md")
    lost = next(index for index, text in enumerate(texts) if "restore" in text and "systemctl stop" in text)
    said = follower.follow(texts[:lost])
    assert "is whole" in said
    assert "manifest.json: OK" in said
    assert [path.stat().st_mode & 0o777 for path in (follower.root / "keys").iterdir()] == [0o600]
    counted = follower.machine.ask("SELECT count(*) FROM units_unit")
    follower.machine.ask("DROP DATABASE hoathuan", database="postgres")
    environment = next(text for text in texts if ". /etc/hoathuan.env" in text)
    only_settings = "\n".join(environment.splitlines()[:2])
    said = follower.follow([only_settings, *texts[lost:]])
    assert said.count("Every table holds what the backup held") == 2
    assert "The database that was there is called hoathuan_before_" in said
    assert follower.machine.ask("SELECT count(*) FROM units_unit") == counted


def test_updating_as_the_page_says(followed: Callable[[int], Follower]) -> None:
    with serving(followed(8000).machine) as port:
        said = followed(port).follow(blocks(ROOT / "docs/operations/upgrade.md"))
    assert "are up to date" in said
    assert '"status"' in said


def test_watching_as_the_page_says(followed: Callable[[int], Follower]) -> None:
    with serving(followed(8000).machine) as port:
        said = followed(port).follow(blocks(ROOT / "docs/operations/watching.md"))
    assert "hoathuan_jobs_waiting" in said
    named = set(re.findall(r"`(hoathuan_[a-z_]+)`", (ROOT / "docs/operations/watching.md").read_text()))
    told = set(re.findall(r"hoathuan_[a-z_]+", said)) | {"hoathuan_request_seconds"}
    later = {"hoathuan_requests_total", "hoathuan_backup_age_seconds"}
    assert named - told - later == set()
