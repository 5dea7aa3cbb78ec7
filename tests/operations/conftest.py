"""One filled installation for the tests of operations; whoever changes it makes a copy of its own."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from .rig import Installation, new_installation


@pytest.fixture(scope="session")
def filled() -> Iterator[Installation]:
    """Set up as docs say, with people and disputes in it. Not to be changed."""
    with new_installation() as made:
        made.must("setup")
        done = made.run(sys.executable, "-m", "tests.operations.fill")
        assert done.returncode == 0, done.stdout + done.stderr
        yield made


@pytest.fixture(scope="session")
def backup(filled: Installation, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A backup of the filled installation. Not to be changed."""
    target = tmp_path_factory.mktemp("backups")
    filled.must("backup", str(target))
    (made,) = target.glob("hoathuan-*")
    return made
