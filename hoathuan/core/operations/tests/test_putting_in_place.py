"""The last step of a restore: names of databases and of the folder change hands, all of them or none."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from hoathuan.core.operations.backup import BackupProblem, Wishes, restoring, server
from hoathuan.core.postgres.prepare import Database
from hoathuan.core.postgres.roles import create_database


@pytest.fixture
def target(db: None, settings: Any) -> Iterator[Database]:
    """A database with a table, and the restored one beside it."""
    owner, default = dict(settings.DATABASES["owner"]), dict(settings.DATABASES["default"])
    made = Database.from_settings(owner, default, f"{default['NAME']}_put")
    names = (made.name, f"{made.name}_restoring")
    with made.connect("postgres") as connection:
        for name in names:
            create_database(connection, name, owner=made.owner)
    with made.connect() as inside:
        inside.execute("CREATE TABLE kept ()")
    yield made
    with made.connect("postgres") as connection:
        found = connection.execute("SELECT datname FROM pg_database WHERE datname LIKE %s", [f"{made.name}%"])
        for (name,) in found.fetchall():
            server.drop(connection, name)


def test_while_somebody_is_in_the_restored_one_the_former_keeps_its_name(
    target: Database, tmp_path: Path
) -> None:
    media, files = tmp_path / "media", tmp_path / "media.restoring"
    for folder in (media, files):
        folder.mkdir()
        (folder / "one").write_text(folder.name)
    with (
        target.connect(f"{target.name}_restoring"),
        pytest.raises(BackupProblem, match="nothing was replaced"),
    ):
        restoring._put_in_place(target, media, files, print)
    with target.connect() as inside:
        inside.execute("SELECT FROM kept")
    assert (media / "one").read_text() == "media"


def test_a_disk_of_its_own_is_told_before_anything_is_touched(
    target: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Path, "is_mount", lambda self: self == tmp_path)
    with pytest.raises(BackupProblem, match="one folder higher"):
        restoring._check_place(target, tmp_path, Wishes(replace=target.name))
