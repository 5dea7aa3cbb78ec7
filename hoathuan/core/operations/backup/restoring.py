"""Restoring: aside first, compared table by table, migrated, and only then put in place."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import psycopg
from django.conf import settings
from django.db import connections
from django.db.migrations.loader import MigrationLoader
from django.utils import timezone

from hoathuan.core.migrating import migrate_as_owner
from hoathuan.core.postgres.prepare import Database
from hoathuan.core.postgres.roles import create_database

from . import keys, manifest, server, tables
from .manifest import DUMP, MEDIA, Manifest
from .media import unpack
from .problems import BackupProblem, full_disk_in_words

Say = Callable[[str], object]


@dataclass(frozen=True)
class Wishes:
    """`replace` is the name of the database that may be put aside, typed out; `only_check` changes nothing."""

    replace: str = ""
    keys_lost: bool = False
    only_check: bool = False


def restore(folder: Path, wishes: Wishes, say: Say) -> None:
    """Bring back what a backup holds. Whatever fails, what was there before is there afterwards."""
    held = manifest.read(folder)
    _check_program(held)
    _check_keys(held, wishes)
    rows = sum(count for count, _sum in held.tables.values())
    say(f"Whole: made {held.made_at}, {len(held.tables)} tables with {rows} rows, {held.media_files} files.")
    if wishes.only_check:
        return
    target = server.the_database()
    media = Path(settings.MEDIA_ROOT)
    with full_disk_in_words(media):
        _check_place(target, media, wishes)
        _restore_aside(folder, held, target, say)
        files = _unpack_aside(folder, held, media)
        _put_in_place(target, media, files, say)


def _check_program(held: Manifest) -> None:
    known = {(app, name) for app, name in MigrationLoader(None).disk_migrations}
    unknown = [f"{app} {name}" for app, name in held.migrations if (app, name) not in known]
    if unknown:
        raise BackupProblem(
            f"The backup was made by a newer version of the program ({held.program[:12] or 'unknown'}): this one does "
            f"not know {', '.join(unknown[:3])}. Install that version or a later one first. Nothing was changed."
        )


def _check_keys(held: Manifest, wishes: Wishes) -> None:
    lacking = keys.missing(held.keys)
    if lacking and not wishes.keys_lost:
        raise BackupProblem(
            f"{' and '.join(lacking)} here are not those of the backup: its identity and bank numbers could not be "
            "read. Put the keys of that time into the settings, behind the new ones. If they are lost for good, "
            "--keys-lost restores everything else. Nothing was changed."
        )


def _check_place(target: Database, media: Path, wishes: Wishes) -> None:
    """What is there is not overwritten without a word, and not while somebody works in it."""
    if wishes.replace and wishes.replace != target.name:
        raise BackupProblem(f"--replace {wishes.replace}: the database here is called {target.name}.")
    with target.connect("postgres") as connection:
        if server.exists(connection, target.name):
            _check_idle(connection, target.name)
            _check_empty(target, wishes)
    if not wishes.replace and media.is_dir() and any(media.iterdir()):
        raise BackupProblem(_occupied(f"The folder {media}", target.name))
    if media.is_mount():
        raise BackupProblem(
            f"{media} is a disk of its own, whose name cannot change hands: mount the disk one folder higher, or "
            "unmount it for the restore and move the files onto it afterwards. Nothing was changed."
        )


def _check_idle(connection: server.Connection, name: str) -> None:
    counted = connection.execute(
        "SELECT count(*) FROM pg_stat_activity WHERE datname = %s AND pid <> pg_backend_pid()", [name]
    ).fetchone()
    if counted and counted[0]:
        raise server.in_use(name)


def _check_empty(target: Database, wishes: Wishes) -> None:
    with target.connect() as connection:
        if tables.table_count(connection) and not wishes.replace:
            raise BackupProblem(_occupied(f"The database {target.name}", target.name))


def _occupied(what: str, name: str) -> str:
    return (
        f"{what} is not empty. `--replace {name}` puts what is there aside, under another name, and restores beside "
        "it. Nothing was changed."
    )


def _aside(target: Database) -> Database:
    return Database(f"{target.name}_restoring", target.owner, target.app, target.conninfo)


def _restore_aside(folder: Path, held: Manifest, target: Database, say: Say) -> None:
    aside = _aside(target)
    with target.connect("postgres") as connection:
        version = connection.info.server_version
        if version // 10_000 < held.server // 10_000:
            raise BackupProblem(
                f"The backup is of PostgreSQL {held.server // 10_000}, and this server is {version // 10_000}: older."
                " Restore into the same version or a newer one. Nothing was changed."
            )
        server.drop(connection, aside.name)
        # nothing is granted yet: the archive says what is taken away from a table, not what a new one is given
        create_database(connection, aside.name, owner=aside.owner)
    # the programs of the newer side: they read the archive, and know the server
    options = ["--no-owner", "--exit-on-error", f"--dbname={aside.name}"]
    done = server.run("pg_restore", target, max(version, held.server), *options, str(folder / DUMP))
    if done.returncode:
        raise BackupProblem(f"pg_restore ended with {done.returncode}: {done.stderr.strip()}")
    _compare(aside, held)
    aside.create()
    say("Every table holds what the backup held.")
    with _settings_name(aside.name):
        migrate_as_owner()
    aside.settle()
    say("The tables are those of this version of the program.")


def _compare(aside: Database, held: Manifest) -> None:
    with psycopg.connect(aside.conninfo, dbname=aside.name) as connection:
        different = tables.differences(held.tables, tables.contents(connection))
    if different:
        raise BackupProblem("What was restored is not what was backed up: " + "; ".join(different[:10]))


@contextmanager
def _settings_name(name: str) -> Iterator[None]:
    """Both aliases lead to the database of this name meanwhile."""
    usual = {alias: connections[alias].settings_dict["NAME"] for alias in ("default", "owner")}
    _point_at(dict.fromkeys(usual, name))
    try:
        yield
    finally:
        _point_at(usual)


def _point_at(names: dict[str, str]) -> None:
    for alias, name in names.items():
        connections[alias].close()
        connections[alias].settings_dict["NAME"] = name


def _unpack_aside(folder: Path, held: Manifest, media: Path) -> Path:
    aside = media.with_name(f"{media.name}.restoring")
    shutil.rmtree(aside, ignore_errors=True)
    if unpack(folder / MEDIA, aside) != held.media_files:
        raise manifest.damaged(folder, MEDIA)
    return aside


def _put_in_place(target: Database, media: Path, files: Path, say: Say) -> None:
    """Names change hands. What was there keeps a name with the time, for as long as somebody wants it."""
    now = timezone.localtime()
    with target.connect("postgres") as connection:
        _drop_if_empty(connection, target)
        with connection.transaction():  # both names change, or none
            old = _put_database_aside(connection, target, now)
            server.rename(connection, _aside(target).name, target.name)
        if old:
            say(f"The database that was there is called {old} now.")
    if media.is_dir() and any(media.iterdir()):
        former = media.with_name(f"{media.name}.before-{now:%Y%m%d-%H%M%S}")
        media.rename(former)
        say(f"The files that were there are in {former}.")
    elif media.is_dir():
        media.rmdir()
    files.rename(media)
    say(f"Restored into {target.name} and {media}. Start the services again.")


def _drop_if_empty(connection: server.Connection, target: Database) -> None:
    if not server.exists(connection, target.name):
        return
    with target.connect() as inside:
        empty = not tables.table_count(inside)
    if empty:
        server.drop(connection, target.name)


def _put_database_aside(connection: server.Connection, target: Database, now: datetime) -> str:
    """Its name from now on; "" where there is none."""
    if not server.exists(connection, target.name):
        return ""
    old = f"{target.name}_before_{now:%Y%m%d_%H%M%S}"
    server.rename(connection, target.name, old)
    return old
