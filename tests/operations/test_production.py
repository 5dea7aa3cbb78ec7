"""Production does not start with what others know, and says which setting it was."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from .rig import ROOT, secrets_of_production

GOOD = {
    **secrets_of_production(),
    "DATABASE_URL": "postgresql://hoathuan_app:jX2-long-and-drawn@db.example/hoathuan",
    "ALLOWED_HOSTS": "hoathuan.example.vn",
    "HT_PUBLIC_URL": "https://hoathuan.example.vn",
}


def start(folder: Path, **changes: str) -> str:
    """What it says when it refuses; "" when it starts."""
    environment = {"PATH": os.environ["PATH"], "HT_VAR": str(folder), **GOOD, **changes}
    done = subprocess.run(
        [sys.executable, "-c", "import config.settings.prod as s; assert s.DEBUG is False"],
        env={name: value for name, value in environment.items() if value},
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert "Traceback" not in done.stderr, done.stderr
    return done.stderr if done.returncode else ""


def test_it_starts_with_secrets_of_its_own(tmp_path: Path) -> None:
    assert start(tmp_path) == ""
    assert start(tmp_path, SETUP_CODE="ma-rieng-2026", METRICS_TOKEN="m" * 16, DEBUG="no") == ""
    assert start(tmp_path, EMAIL_HOST="mail.example", EMAIL_HOST_PASSWORD="jX2-drawn") == ""
    assert start(tmp_path, EMAIL_HOST="localhost", EMAIL_TLS="off") == "", "a relay without a password"


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"DEBUG": "1"}, "DEBUG cannot be on"),
        ({"DJANGO_DEBUG": "True"}, "DJANGO_DEBUG cannot be on"),
        ({"SECRET_KEY": ""}, "SECRET_KEY must be set"),
        ({"SECRET_KEY": "CHANGE-ME"}, "SECRET_KEY still holds the words of the sample"),
        ({"SECRET_KEY": "django-insecure-" + "abcdefgh" * 6}, "SECRET_KEY still holds"),
        ({"SECRET_KEY": "only-for-tests"}, "SECRET_KEY is one of the demonstration or of the tests"),
        ({"SECRET_KEY": "short-but-drawn-7Xk2"}, "SECRET_KEY has fewer than 50 signs"),
        ({"SECRET_KEY": "s" * 60}, "SECRET_KEY has fewer than 50 signs, or always the same ones"),
        ({"HASH_KEYS": GOOD["SECRET_KEY"]}, "HASH_KEYS is also the SECRET_KEY"),
        ({"DATABASE_URL": ""}, "DATABASE_URL must be set"),
        (
            {"DATABASE_URL": "postgresql://hoathuan_app:hoathuan_app@db/x"},
            "a password that anybody would try",
        ),
        ({"DATABASE_URL": "postgresql://hoathuan_app:Password@db/x"}, "a password that anybody would try"),
        (
            {"DATABASE_URL": "postgresql://hoathuan_owner:x8-long@db/x"},
            "row security holds for hoathuan_app only",
        ),
        (
            {"DATABASE_REPLICA_URL": "postgresql://postgres:x8-long@db/x"},
            "DATABASE_REPLICA_URL signs in as postgres",
        ),
        ({"ALLOWED_HOSTS": "*"}, "ALLOWED_HOSTS cannot be *"),
        ({"HT_PUBLIC_URL": ""}, "HT_PUBLIC_URL must be set"),
        ({"HT_PUBLIC_URL": "http://hoathuan.example.vn"}, "HT_PUBLIC_URL has to be a whole address"),
        ({"HT_PUBLIC_URL": "http://127.0.0.1:8000"}, "HT_PUBLIC_URL has to be a whole address"),
        ({"HT_PUBLIC_URL": "hoathuan.example.vn"}, "HT_PUBLIC_URL has to be a whole address"),
        ({"HT_PUBLIC_URL": "https://[hoathuan"}, "HT_PUBLIC_URL has to be a whole address"),
        ({"HT_PUBLIC_URL": "https://hoathuan.example.vn\n"}, "HT_PUBLIC_URL has to be a whole address"),
        ({"HT_PUBLIC_URL": "https://hoathuan.example.vn/?x"}, "HT_PUBLIC_URL has to be a whole address"),
        ({"EMAIL_TLS": "off", "EMAIL_HOST_PASSWORD": "jX2-drawn"}, "EMAIL_TLS has to be on"),
        ({"SETUP_CODE": "1234"}, "SETUP_CODE has fewer than 8 signs"),
        ({"METRICS_TOKEN": "short"}, "METRICS_TOKEN has fewer than 16 signs"),
    ],
)
def test_it_refuses(tmp_path: Path, changes: dict[str, str], words: str) -> None:
    said = start(tmp_path, **changes)
    assert words in said
    assert "docs/how-to/install.md" in said
    assert not any(value and value in said for value in GOOD.values()), "no secret is written into a log"


@pytest.mark.parametrize(
    ("file", "name"), [("secret-key", "SECRET_KEY"), ("field-key", "FIELD_KEYS"), ("hash-key", "HASH_KEYS")]
)
def test_secrets_of_a_demonstration_on_this_machine_are_known(tmp_path: Path, file: str, name: str) -> None:
    (tmp_path / file).write_text(GOOD[name] + "\n")
    assert f"{name} is one of the demonstration" in start(tmp_path)
