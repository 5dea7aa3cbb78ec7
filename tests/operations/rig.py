"""An installation as in production: a server of its own, production settings, secrets in its environment."""

from __future__ import annotations

import os
import secrets
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg
import pytest
from cryptography.fernet import Fernet

from hoathuan.core import postgres
from hoathuan.core.postgres.addresses import embedded_url
from hoathuan.core.postgres.place import Place, find_place
from hoathuan.core.postgres.roles import APP, OWNER

ROOT = Path(__file__).resolve().parents[2]
#: What of this machine's environment an installation needs, and nothing of its database or settings.
PASSED = ("PATH", "HOME", "LANG", "HT_PG_BIN", "HT_PG_NAMESPACE", "HT_PG_FSYNC", "TMPDIR")
PASSWORD = "mat-khau-thu-nghiem"


def secrets_of_production() -> dict[str, str]:
    return {
        "SECRET_KEY": secrets.token_urlsafe(50),
        "FIELD_KEYS": Fernet.generate_key().decode(),
        "HASH_KEYS": secrets.token_urlsafe(32),
    }


@dataclass
class Installation:
    """One machine: where its files and its server are, and with which settings its programs start."""

    folder: Path
    place: Place
    keys: dict[str, str]
    database: str = "hoathuan"
    extra: dict[str, str] = field(default_factory=dict)

    @property
    def var(self) -> Path:
        return self.folder / "var"

    @property
    def media(self) -> Path:
        return self.var / "media"

    @property
    def environment(self) -> dict[str, str]:
        passed = {name: os.environ[name] for name in PASSED if name in os.environ}
        return {
            **passed,
            **self.keys,
            "DJANGO_SETTINGS_MODULE": "config.settings.prod",
            "ALLOWED_HOSTS": "hoathuan.example.vn",
            "HT_PUBLIC_URL": "https://hoathuan.example.vn",
            "HT_VAR": str(self.var),
            "HT_PG_HOME": str(self.folder / "pg"),
            "DATABASE_URL": embedded_url(self.place, APP, self.database),
            "DATABASE_OWNER_URL": embedded_url(self.place, OWNER, self.database),
            **self.extra,
        }

    def run(self, *command: str, **options: Any) -> subprocess.CompletedProcess[str]:
        options = {"env": self.environment, "cwd": ROOT, "capture_output": True, "text": True, **options}
        return subprocess.run(command, check=False, **options)

    def manage(self, *arguments: str, **options: Any) -> subprocess.CompletedProcess[str]:
        return self.run(sys.executable, "manage.py", *arguments, **options)

    def must(self, *arguments: str) -> str:
        """Run manage.py, which has to end well; returns what it said."""
        done = self.manage(*arguments)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def refused(self, *arguments: str, **options: Any) -> str:
        """Run manage.py, which has to refuse, without a traceback; returns its words."""
        done = self.manage(*arguments, **options)
        assert done.returncode != 0, done.stdout
        assert "Traceback" not in done.stderr, done.stderr
        return done.stderr

    def ask(
        self, statement: str, *values: object, role: str = OWNER, database: str = ""
    ) -> list[tuple[Any, ...]]:
        address = embedded_url(self.place, role, database or self.database)
        with psycopg.connect(address, autocommit=True) as connection:
            answer = connection.execute(statement, values)  # type: ignore[arg-type]
            return answer.fetchall() if answer.description else []

    def databases(self) -> set[str]:
        return {name for (name,) in self.ask("SELECT datname FROM pg_database", database="postgres")}


@contextmanager
def new_installation(**fields: Any) -> Iterator[Installation]:
    """A server with its roles and nothing else; it is stopped and removed afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="ht-ops-")).resolve()
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("DATABASE_URL", raising=False)
        patch.setenv("HT_PG_HOME", str(folder / "pg"))
        place = find_place()
    postgres.start(place)
    fields.setdefault("keys", secrets_of_production())
    try:
        yield Installation(folder, place, **fields)
    finally:
        postgres.stop(place)
        if not place.home.is_relative_to(folder):
            shutil.rmtree(place.home.parent)
        shutil.rmtree(folder)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
