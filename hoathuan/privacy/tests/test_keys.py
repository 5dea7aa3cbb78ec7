"""Keys of numbers: production has no default, and a wrong one stops the start."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from cryptography.fernet import Fernet
from django.conf import settings

from config.settings.local_keys import local_key

GOOD = {
    "SECRET_KEY": "secret" * 9,
    "DATABASE_URL": "postgres://app@localhost/x",
    "DATABASE_OWNER_URL": "postgres://owner@localhost/x",
    "ALLOWED_HOSTS": "hoathuan.example.vn",
    "HT_PUBLIC_URL": "https://hoathuan.example.vn",
    "FIELD_KEYS": Fernet.generate_key().decode(),
    "HASH_KEYS": "h" * 32,
}


def start(**changes: str) -> str:
    """What production says when it is started with this environment; "" when it starts."""
    environment = {**{name: os.environ[name] for name in ("PATH",)}, **GOOD, **changes}
    done = subprocess.run(
        [sys.executable, "-c", "import config.settings.prod"],
        env={name: value for name, value in environment.items() if value},
        cwd=settings.BASE_DIR,
        capture_output=True,
        text=True,
        check=False,
    )
    return done.stderr if done.returncode else ""


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"FIELD_KEYS": ""}, "FIELD_KEYS must be set"),
        ({"FIELD_KEYS": "not-a-key"}, "FIELD_KEYS holds a key that is none"),
        ({"HASH_KEYS": ""}, "HASH_KEYS must be set"),
        ({"HASH_KEYS": "short"}, "HASH_KEYS: at least 32"),
    ],
)
def test_production_does_not_start_without_good_keys(changes: dict[str, str], words: str) -> None:
    assert words in start(**changes)


def test_production_starts_with_keys_old_and_new() -> None:
    assert start() == ""
    assert start(FIELD_KEYS=f"{Fernet.generate_key().decode()},{GOOD['FIELD_KEYS']}") == ""


def test_a_key_of_this_machine_is_made_once_and_read_by_its_owner_only(
    tmp_path: Path, monkeypatch: Any
) -> None:
    path = tmp_path / "var" / "key"
    first = local_key(path, lambda: "one")
    assert (first, local_key(path, lambda: "two")) == ("one", "one")
    assert path.stat().st_mode & 0o077 == 0
    assert [file.name for file in path.parent.iterdir()] == ["key"]
