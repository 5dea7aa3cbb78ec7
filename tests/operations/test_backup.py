"""A backup is whole or it is not there; what disturbs it is said in words."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tarfile
import time
from pathlib import Path

import pytest

from .rig import ROOT, Installation


def names_in(target: Path) -> set[str]:
    return {path.name for path in target.glob("hoathuan-*")}


def test_a_backup_tells_what_is_in_it_and_warns_about_the_keys(filled: Installation, tmp_path: Path) -> None:
    said = filled.must("backup", str(tmp_path))
    assert "The keys are not in it" in said
    (made,) = tmp_path.glob("hoathuan-*")
    assert {path.name for path in made.iterdir()} == {
        "database.dump",
        "media.tar",
        "manifest.json",
        "SHA256SUMS",
    }
    everything = b"".join(path.read_bytes() for path in made.iterdir())
    assert not any(key.encode() in everything for key in filled.keys.values())
    checked = subprocess.run(["sha256sum", "-c", "SHA256SUMS"], cwd=made, capture_output=True, text=True)
    assert checked.returncode == 0, checked.stderr
    assert filled.ask(
        "SELECT now() - at < interval '1 minute' FROM operations_sign WHERE name = 'backup'"
    ) == [(True,)]


def test_nobody_but_its_owner_may_open_it(backup: Path) -> None:
    assert backup.stat().st_mode & 0o077 == 0


def test_the_keys_go_to_another_place_and_never_beside_the_backups(
    filled: Installation, tmp_path: Path
) -> None:
    target, apart = tmp_path / "backups", tmp_path / "keys"
    assert "Keys belong elsewhere" in filled.refused("backup", str(target), "--keys-to", str(target / "keys"))
    assert names_in(target) == set()
    filled.must("backup", str(target), "--keys-to", str(apart))
    (written,) = apart.iterdir()
    assert written.stat().st_mode & 0o777 == 0o600
    text = written.read_text()
    assert all(f"{name}={value}\n" in text for name, value in filled.keys.items())


def test_only_the_newest_are_kept_when_asked(filled: Installation, backup: Path, tmp_path: Path) -> None:
    for day in ("01", "02", "03"):
        shutil.copytree(backup, tmp_path / f"hoathuan-202601{day}-000000")
    filled.must("backup", str(tmp_path), "--keep", "2")
    kept = names_in(tmp_path)
    assert len(kept) == 2
    assert "hoathuan-20260103-000000" in kept


def test_files_that_come_while_the_database_is_written_are_in_it(
    filled: Installation, tmp_path: Path
) -> None:
    from hoathuan.core.operations.backup.media import MediaArchive, unpack

    root = tmp_path / "media"
    root.mkdir()
    (root / "first").write_bytes(b"1")
    (root / "growing").write_bytes(b"half")
    archive = MediaArchive(root, tmp_path / "media.tar")
    archive.take()
    (root / "first").unlink()
    (root / "growing").write_bytes(b"half and the rest")
    (root / "second").write_bytes(b"2")
    archive.take()
    assert archive.close() == 3
    assert unpack(tmp_path / "media.tar", tmp_path / "out") == 3
    found = {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir()}
    assert found == {"first": b"1", "growing": b"half and the rest", "second": b"2"}


def test_an_archive_that_points_outside_is_refused(tmp_path: Path) -> None:
    from hoathuan.core.operations.backup import BackupProblem
    from hoathuan.core.operations.backup.media import unpack

    (tmp_path / "x").write_bytes(b"x")
    with tarfile.open(tmp_path / "media.tar", "w") as tar:
        tar.add(tmp_path / "x", arcname="../outside")
    with pytest.raises(BackupProblem, match="no file of ours"):
        unpack(tmp_path / "media.tar", tmp_path / "out")
    assert not (tmp_path / "outside").exists()


def test_two_at_once_into_one_folder_the_second_is_told_to_wait(filled: Installation, tmp_path: Path) -> None:
    import fcntl

    with open(tmp_path / ".lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        assert "Another backup" in filled.refused("backup", str(tmp_path))
    filled.must("backup", str(tmp_path))


def small_disk(folder: Path) -> list[str] | None:
    """The words before a command that make `folder` a disk of 300 kB for it; None where that may not be made."""
    mount = f'mount -t tmpfs -o size=300k,mode=700 none "{folder}" && exec "$@"'
    prefix = ["unshare", *([] if os.geteuid() == 0 else ["-r"]), "-m", "sh", "-c", mount, "sh"]
    if shutil.which("unshare") is None:
        return None
    return prefix if subprocess.run([*prefix, "true"], capture_output=True).returncode == 0 else None


def test_a_full_disk_is_said_and_leaves_nothing(filled: Installation, tmp_path: Path) -> None:
    target = tmp_path / "small"
    target.mkdir()
    prefix = small_disk(target)
    if prefix is None:
        pytest.skip("this machine lets nobody mount a small disk")
    look = 'code=0; "$@" || code=$?; ls -A "$0"; exit $code'
    command = ["sh", "-c", look, str(target), sys.executable, "manage.py", "backup", str(target)]
    done = filled.run(*prefix, *command)
    assert done.returncode != 0
    assert "is full" in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout.split() == [".lock"]


def test_one_killed_in_the_middle_is_no_backup_and_the_next_clears_up(
    filled: Installation, tmp_path: Path
) -> None:
    """A table that somebody holds keeps pg_dump waiting; then the plug is pulled."""
    holder = filled.run  # the lock is held by a connection of ours
    assert holder
    import psycopg

    from hoathuan.core.postgres.addresses import embedded_url
    from hoathuan.core.postgres.roles import OWNER

    with psycopg.connect(embedded_url(filled.place, OWNER, filled.database)) as connection:
        connection.execute("LOCK TABLE units_unit IN ACCESS EXCLUSIVE MODE")
        command = [sys.executable, "manage.py", "backup", str(tmp_path)]
        making = subprocess.Popen(command, cwd=ROOT, env=filled.environment, stdout=subprocess.DEVNULL)
        while not list(tmp_path.glob("*.partial/database.dump")):
            assert making.poll() is None
            time.sleep(0.05)
        making.send_signal(signal.SIGKILL)
        making.wait()
        connection.rollback()
    (cut,) = tmp_path.glob("hoathuan-*")
    assert cut.name.endswith(".partial")
    assert "cut before its end" in filled.refused("restore", str(cut), "--check")
    filled.must("backup", str(tmp_path))
    (whole,) = tmp_path.glob("hoathuan-*")
    assert not whole.name.endswith(".partial")
    filled.must("restore", str(whole), "--check")


def test_without_the_owners_address_it_says_so(filled: Installation, tmp_path: Path) -> None:
    lacking = {name: value for name, value in filled.environment.items() if name != "DATABASE_OWNER_URL"}
    assert "DATABASE_OWNER_URL" in filled.refused("backup", str(tmp_path), env=lacking)
    assert names_in(tmp_path) == set()


def test_into_the_folder_that_is_backed_up_it_is_refused(filled: Installation) -> None:
    assert "Name another one" in filled.refused("backup", str(filled.media / "backups"))
