"""The database of the commit before this one is brought to this one, with its rows."""

from __future__ import annotations

import subprocess

import pytest

from script import rehearsing

from .rig import ROOT, new_installation


def the_commit_before() -> str:
    done = subprocess.run(
        ["git", "rev-parse", "--verify", "--quiet", "HEAD^"], cwd=ROOT, capture_output=True, text=True
    )
    if done.returncode:
        pytest.skip("no git here, or a checkout without the commit before this one")
    return done.stdout.strip()


def test_the_previous_commits_database_migrates() -> None:
    before = the_commit_before()
    with new_installation() as machine:
        environment = {
            name: value
            for name, value in machine.environment.items()
            if name not in ("DATABASE_URL", "DATABASE_OWNER_URL", "HT_VAR", "DJANGO_SETTINGS_MODULE")
        }
        done = machine.run("script/rehearse-upgrade", before, env=environment)
        assert done.returncode == 0, done.stdout + done.stderr
        assert "came through" in done.stdout
        assert not machine.databases() & {rehearsing.DATABASE}


def test_rows_that_an_update_loses_are_found() -> None:
    before, after = {"a": 3, "b": 2, "gone": 1, "empty": 0}, {"a": 3, "b": 1}
    assert rehearsing.lost_rows(before, after) == ["b: 2 before, 1 after", "gone: 1 before, 0 after"]
