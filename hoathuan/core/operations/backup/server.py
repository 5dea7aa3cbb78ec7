"""The server that is backed up or restored into: its owner's connection, and programs of its version."""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
from django.conf import settings
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict

from hoathuan.core import postgres
from hoathuan.core.postgres.place import find_place
from hoathuan.core.postgres.prepare import Database

from .problems import BackupProblem

Connection = psycopg.Connection[Any]
_DEBIAN = Path("/usr/lib/postgresql")


def the_database() -> Database:
    """The database of the settings, reached as the owner of its tables; the embedded server runs afterwards."""
    if postgres.is_embedded():
        postgres.start()
    return Database.from_settings(dict(settings.DATABASES["owner"]), dict(settings.DATABASES["default"]))


def run(program: str, database: Database, server: int, *arguments: str) -> "subprocess.CompletedProcess[str]":
    """Run pg_dump or pg_restore as the owner; the password is not seen in the list of processes."""
    parts = conninfo_to_dict(database.conninfo)
    where = ["-U", str(parts["user"])]
    for flag, name in (("-h", "host"), ("-p", "port")):
        where += [flag, str(parts[name])] if parts.get(name) else []
    command = [str(find_program(program, server // 10_000)), *where, "--no-password", *arguments]
    environment = os.environ | {"PGPASSWORD": str(parts.get("password") or ""), "LC_ALL": "C.UTF-8"}
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


def find_program(name: str, major: int) -> Path:
    """The oldest program at hand that knows this server: it writes what this server can read back."""
    found = {version: path for path in _candidates(name) if (version := _major(path)) is not None}
    fitting = [version for version in sorted(found) if version >= major]
    if not fitting:
        raise BackupProblem(
            f"{name} of PostgreSQL {major} or newer is needed and was not found. Install postgresql-client-{major}, "
            "or name the folder of its programs in HT_PG_BIN."
        )
    return found[fitting[0]]


def _candidates(name: str) -> Iterator[Path]:
    """The later ones win among those of one version: what was named stands last."""
    on_path = shutil.which(name)
    if on_path:
        yield Path(on_path)
    yield from sorted(_DEBIAN.glob(f"*/bin/{name}"))
    try:
        place = find_place()
    except postgres.PostgresProblem:
        return
    yield (place.original or place.binaries) / name


def _major(path: Path) -> int | None:
    try:
        told = subprocess.run([path, "--version"], capture_output=True, text=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError):
        return None
    found = re.search(r"(\d+)", told)
    return int(found[1]) if found else None


@contextmanager
def one_moment(database: Database) -> Iterator[tuple[Connection, str]]:
    """A connection that sees one moment, and the name by which pg_dump can see the same."""
    with psycopg.connect(database.conninfo, dbname=database.name) as connection:
        connection.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
        # rather an error than a backup without the rows that a policy hides
        connection.execute("SET LOCAL row_security = off")
        (name,) = connection.execute("SELECT pg_export_snapshot()").fetchone() or ("",)
        yield connection, name


def exists(connection: Connection, name: str) -> bool:
    return bool(connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone())


def drop(connection: Connection, name: str) -> None:
    connection.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(name)))


def rename(connection: Connection, name: str, new: str) -> None:
    """Raises BackupProblem while somebody is connected to it."""
    try:
        connection.execute(
            sql.SQL("ALTER DATABASE {} RENAME TO {}").format(sql.Identifier(name), sql.Identifier(new))
        )
    except psycopg.errors.ObjectInUse as problem:
        raise in_use(name) from problem


def in_use(name: str) -> BackupProblem:
    return BackupProblem(
        f"The database {name} is in use. Stop the web server and the workers first; nothing was replaced."
    )
