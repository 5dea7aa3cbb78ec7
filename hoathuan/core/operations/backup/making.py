"""Making a backup."""

import fcntl
import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError
from django.utils import timezone

from hoathuan.core.operations import signs
from hoathuan.core.postgres.prepare import Database

from . import keys, manifest, server, tables
from .manifest import DUMP, MEDIA, PARTIAL
from .media import MediaArchive
from .problems import BackupProblem, full_disk_in_words, no_room

PREFIX = "hoathuan-"
Say = Callable[[str], object]


@dataclass(frozen=True)
class Orders:
    """Where to, how many to keep (0: all), and where the keys go, if anywhere."""

    target: Path
    keep: int = 0
    keys_to: Path | None = None


def make(orders: Orders, say: Say) -> Path:
    """Write a backup into a new folder below the target; returns it. Raises BackupProblem."""
    target = orders.target.resolve()
    with full_disk_in_words(target), _alone(target):
        _forget_cut_ones(target)
        final = target / f"{PREFIX}{timezone.localtime():%Y%m%d-%H%M%S}"
        if orders.keys_to is not None:
            say(f"Keys written to {keys.write_apart(orders.keys_to, target, timezone.localtime())}.")
        with _in_the_making(final) as folder:
            _fill(folder, say)
        _forget_old_ones(target, orders.keep)
    say(f"Backup {final} is whole.")
    _note(say)
    say(keys.WARNING)
    return final


def _note(say: Say) -> None:
    """A program newer than its tables makes backups, too: it is what one does before migrating."""
    try:
        signs.give(signs.BACKUP, using="owner")
    except DatabaseError:
        say("The tables are older than this program: that a backup was made is not noted for the metrics.")


@contextmanager
def _alone(target: Path) -> Iterator[None]:
    """One backup at a time in a folder; the lock ends with its process, however that dies."""
    media = Path(settings.MEDIA_ROOT).resolve()
    if target.is_relative_to(media):
        raise BackupProblem(f"{target} lies in the folder that is backed up. Name another one.")
    target.mkdir(parents=True, exist_ok=True, mode=0o700)
    with open(target / ".lock", "w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as problem:
            raise BackupProblem(f"Another backup into {target} is at work. Wait for it to end.") from problem
        yield


@contextmanager
def _in_the_making(final: Path) -> Iterator[Path]:
    """A folder that takes its name when everything in it has reached the disk, and is removed otherwise."""
    folder = final.with_name(final.name + PARTIAL)
    folder.mkdir(mode=0o700)
    try:
        yield folder
        for path in (*folder.iterdir(), folder):
            _sync(path)
        folder.rename(final)
        _sync(final.parent)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _fill(folder: Path, say: Say) -> None:
    database = server.the_database()
    archive = MediaArchive(Path(settings.MEDIA_ROOT), folder / MEDIA)
    archive.take()
    with server.one_moment(database) as (connection, moment):
        version = connection.info.server_version
        _dump(database, version, moment, folder)
        say("The database is written; counting its rows.")
        held, applied = tables.contents(connection), tables.migrations(connection)
    archive.take()
    told = manifest.Manifest(
        made_at=timezone.localtime().isoformat(timespec="seconds"),
        program=program_version(),
        server=version,
        database=database.name,
        migrations=applied,
        tables=held,
        media_files=archive.close(),
        keys=keys.marks(),
    )
    manifest.write(folder, told)
    rows = sum(count for count, _sum in held.values())
    say(f"{len(held)} tables with {rows} rows, {told.media_files} files.")


def _dump(database: Database, version: int, moment: str, folder: Path) -> None:
    options = [
        "--format=custom",
        "--no-unlogged-table-data",
        "--lock-wait-timeout=60s",
        f"--snapshot={moment}",
    ]
    done = server.run(
        "pg_dump", database, version, *options, f"--dbname={database.name}", f"--file={folder / DUMP}"
    )
    if "No space left" in done.stderr or "File too large" in done.stderr:
        raise no_room(folder.parent)
    if done.returncode:
        raise BackupProblem(f"pg_dump ended with {done.returncode}: {done.stderr.strip()}")


def program_version() -> str:
    """The commit of this checkout, or "" where it is none."""
    command = ["git", "-C", str(settings.BASE_DIR), "rev-parse", "HEAD"]
    try:
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()
    except (OSError, subprocess.CalledProcessError):
        return ""


def _forget_cut_ones(target: Path) -> None:
    """What a killed backup left; the lock says that none is at work."""
    for folder in target.glob(f"{PREFIX}*{PARTIAL}"):
        shutil.rmtree(folder, ignore_errors=True)


def _forget_old_ones(target: Path, keep: int) -> None:
    whole = sorted(path for path in target.glob(f"{PREFIX}*") if (path / manifest.SUMS).is_file())
    for folder in whole[:-keep] if keep else []:
        shutil.rmtree(folder)
