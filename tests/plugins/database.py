"""The suite's database: made by the owner, used by the application role, which owns nothing.

A template is migrated once per state of the migrations, for all runs on this server; every run works on a fresh copy
of it, and with `-n 2` each worker on one of its own. `HT_TEST_DB` names the copies, so that several runs can go on at
once; `--create-db` migrates anew.
A new state goes on from the newest template that it only adds migrations to.
"""

import hashlib
import json
import os
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.apps import apps
from django.conf import settings
from django.db import connections
from django.test import TransactionTestCase
from psycopg import sql

from hoathuan.core import postgres
from hoathuan.core.migrating import migrate_as_owner
from hoathuan.core.postgres.prepare import Database

#: What migrations fill by themselves and no test changes.
KEPT_TABLES = ("django_migrations", "django_content_type", "auth_permission")
#: Templates are called after the state they are of; so many are left for who works on an earlier one.
TEMPLATES = "hoathuan_template_"
TEMPLATES_LEFT = 3


@dataclass(frozen=True)
class State:
    """Of what a template is made: each migration, and all that says what they do, by digest."""

    migrations: dict[str, str]
    beside: str

    @property
    def digest(self) -> str:
        return hashlib.sha256(repr((sorted(self.migrations.items()), self.beside)).encode()).hexdigest()

    def follows(self, earlier: dict[str, Any]) -> bool:
        """Whether only migrations were added since then: its template can be copied and migrated on."""
        return (
            bool(earlier)
            and earlier["beside"] == self.beside
            and (earlier["migrations"].items() <= self.migrations.items())
        )


@pytest.fixture(scope="session")
def django_db_setup(
    request: pytest.FixtureRequest, django_test_environment: None, django_db_blocker: pytest.FixtureRequest
) -> Iterator[None]:
    """Replaces pytest-django's: both aliases point at a fresh copy of the migrated template."""
    if postgres.is_embedded():
        postgres.start()
    base = os.environ.get("HT_TEST_DB", "test_hoathuan")
    name = base + _worker(request)
    database = Database.from_settings(settings.DATABASES["owner"], settings.DATABASES["default"], name)
    with django_db_blocker.unblock(), _alone(database) as server:
        _copy_template(request, server, database, state=_state_of_migrations())
        _point_at(name)
        with _flushed_by_owner(database):
            yield
        connections.close_all()
        _drop(server, name)


def _worker(request: pytest.FixtureRequest) -> str:
    worker = getattr(request.config, "workerinput", None)
    return f"_{worker['workerid']}" if worker else ""


@contextmanager
def _alone(database: Database) -> Iterator[psycopg.Connection]:
    """Two runs on one database would destroy one another."""
    with database.connect("postgres") as server:
        (free,) = server.execute("SELECT pg_try_advisory_lock(hashtext(%s))", [database.name]).fetchone() or (
            False,
        )
        if not free:
            pytest.exit(f"Another run of the tests uses {database.name}. Name another one in HT_TEST_DB.", 3)
        yield server


def _copy_template(
    request: pytest.FixtureRequest, server: psycopg.Connection, database: Database, *, state: State
) -> None:
    """Runs and workers share one template: the first makes it, and none touches it while another copies from it."""
    run = getattr(request.config, "workerinput", {}).get("testrunuid") or uuid.uuid4().hex
    with _one_at_a_time(server, TEMPLATES):
        template = _have_template(
            server, database, state, made_by=run if request.config.getvalue("create_db") else ""
        )
        _replace(server, database.name, template=template)


@contextmanager
def _one_at_a_time(server: psycopg.Connection, name: str) -> Iterator[None]:
    server.execute("SELECT pg_advisory_lock(hashtext(%s))", [name])
    try:
        yield
    finally:
        server.execute("SELECT pg_advisory_unlock(hashtext(%s))", [name])


def _have_template(server: psycopg.Connection, database: Database, state: State, *, made_by: str) -> str:
    """Migrate a template if there is none of this state, or none that this run made (`made_by`, if not empty)."""
    template = f"{TEMPLATES}{state.digest[:12]}"
    known = _templates(server)
    if template in known and known[template].get("run", "").startswith(made_by):
        return template
    _drop(server, template)
    for name in list(known)[TEMPLATES_LEFT:]:
        _drop(server, name)
    made = Database(template, database.owner, database.app, database.conninfo)
    earlier = "" if made_by else next((name for name in _templates(server) if state.follows(known[name])), "")
    if earlier:
        _replace(server, template, template=earlier)
    else:
        made.create()
    _point_at(template)
    migrate_as_owner()
    made.settle()
    connections.close_all()
    # the mark comes last: a run that was cut leaves a template that nobody takes for finished
    mark = sql.Literal(json.dumps({"run": made_by, **asdict(state)}))
    server.execute(sql.SQL("COMMENT ON DATABASE {} IS {}").format(sql.Identifier(template), mark))
    return template


def _templates(server: psycopg.Connection) -> dict[str, dict[str, Any]]:
    """The templates of this server with what they were made of, the newest first; {} of one that was cut."""
    made = server.execute(
        "SELECT datname, shobj_description(oid, 'pg_database') FROM pg_database WHERE starts_with(datname, %s)"
        " ORDER BY oid DESC",
        [TEMPLATES],
    )
    return {name: json.loads(mark) if mark and mark[0] == "{" else {} for name, mark in made.fetchall()}


def _state_of_migrations() -> State:
    """Changes when a migration, or what says who may do what, changes."""
    folders = [Path(app.path) / "migrations" for app in apps.get_app_configs()]
    migrations = [path for folder in folders if folder.is_dir() for path in sorted(folder.glob("**/*.py"))]
    root = Path(settings.BASE_DIR) / "hoathuan"
    beside = sorted(Path(postgres.__file__).parent.glob("*.py"))
    beside += sorted(root.glob("**/*.sql"))
    beside += sorted((root / "core").glob("rowsecurity*.py"))
    # first rows come from data files
    beside += sorted(root.glob("*/data/*.*"))
    # triggers are made from what contexts count
    beside += sorted(root.glob("*/indicators.py"))
    beside += sorted((root / "stats" / "cells").glob("*.py"))
    all_beside = hashlib.sha256(b"".join(str(path).encode() + path.read_bytes() for path in beside))
    return State({str(path): _short(path.read_bytes()) for path in migrations}, all_beside.hexdigest())


def _short(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:12]


def _replace(server: psycopg.Connection, name: str, *, template: str) -> None:
    _drop(server, name)
    names = {"name": sql.Identifier(name), "template": sql.Identifier(template)}
    server.execute(sql.SQL("CREATE DATABASE {name} TEMPLATE {template}").format(**names))
    # a copy has the template's tables and not its rights on the database itself
    app = sql.Identifier(settings.DATABASES["default"]["USER"])
    server.execute(sql.SQL("GRANT CONNECT, TEMPORARY ON DATABASE {name} TO {app}").format(app=app, **names))
    server.execute(sql.SQL("ALTER DATABASE {name} SET synchronous_commit = off").format(**names))


def _drop(server: psycopg.Connection, name: str) -> None:
    drop = sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(name))
    try:
        # waits for connections that are closing; FORCE does not, and the owner may not end the application's
        server.execute(drop)
    except psycopg.errors.ObjectInUse:
        server.execute(sql.SQL("{} WITH (FORCE)").format(drop))


def _point_at(name: str) -> None:
    for alias in connections:
        connections[alias].close()
        connections[alias].settings_dict["NAME"] = name
        settings.DATABASES[alias]["NAME"] = name


@contextmanager
def _flushed_by_owner(database: Database) -> Iterator[None]:
    """Tests that commit are cleaned up by the owner: the application may not truncate."""
    with database.connect() as owner:
        owner.execute("SET lock_timeout = '20s'")
        kept = _rows_of_migrations(owner)
        usual = TransactionTestCase._fixture_teardown
        TransactionTestCase._fixture_teardown = lambda case: _empty_tables(owner, kept)
        try:
            yield
        finally:
            TransactionTestCase._fixture_teardown = usual


def _filled_tables(owner: psycopg.Connection) -> list[str]:
    tables = owner.execute(
        "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'"
        " AND relname <> ALL (%s)",
        [list(KEPT_TABLES)],
    ).fetchall()
    asked = (
        sql.SQL("SELECT {} WHERE EXISTS (SELECT FROM {})").format(sql.Literal(name), sql.Identifier(name))
        for (name,) in tables
    )
    return [name for (name,) in owner.execute(sql.SQL(" UNION ALL ").join(asked))] if tables else []


def _rows_of_migrations(owner: psycopg.Connection) -> dict[str, bytes]:
    """What migrations put into tables, to be there again for the next test."""
    return {name: _copy_out(owner, name) for name in _filled_tables(owner)}


def _copy_out(owner: psycopg.Connection, name: str) -> bytes:
    with owner.cursor().copy(
        sql.SQL("COPY {} TO STDOUT (FORMAT binary)").format(sql.Identifier(name))
    ) as rows:
        return b"".join(rows)


def _empty_tables(owner: psycopg.Connection, kept: dict[str, bytes]) -> None:
    connections.close_all()
    filled = _filled_tables(owner)
    if not filled:
        return
    names = sql.SQL(", ").join(map(sql.Identifier, filled))
    with owner.transaction():
        owner.execute(sql.SQL("TRUNCATE {} RESTART IDENTITY CASCADE").format(names))
        for name, rows in kept.items():
            text = sql.SQL("COPY {} FROM STDIN (FORMAT binary)").format(sql.Identifier(name))
            with owner.cursor().copy(text) as copy:
                copy.write(rows)
            _continue_numbers(owner, name)


def _continue_numbers(owner: psycopg.Connection, name: str) -> None:
    (sequence,) = owner.execute(
        "SELECT pg_get_serial_sequence(%s, a.attname) FROM pg_attribute a WHERE a.attrelid = %s::regclass"
        " AND a.attname = 'id'",
        [f'"{name}"', f'"{name}"'],
    ).fetchone() or (None,)
    if sequence:
        text = sql.SQL("SELECT setval(%s, max(id)) FROM {}").format(sql.Identifier(name))
        owner.execute(text, [sequence])
