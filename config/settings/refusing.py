"""What production does not start with: debugging, secrets that others know, names that let anybody in."""

import os
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from urllib.parse import unquote, urlsplit

_ON = {"1", "true", "yes", "on"}
#: Written in samples, or the first that anybody tries.
_KNOWN = {
    "only-for-tests",
    "secret",
    "password",
    "postgres",
    "hoathuan",
    "hoathuan_app",
    "123456",
    "12345678",
}
_PLACEHOLDERS = ("change-me", "changeme", "password-as-before", "django-insecure")
_LOCAL = ("secret-key", "field-key", "hash-key", "test-field-key", "test-hash-key")
SHORTEST_SECRET_KEY = 50
FEWEST_SIGNS = 5
_NO_PATH_BEHIND = re.compile(r"[\s?#@\\]")


def refuse(name: str, why: str) -> SystemExit:
    return SystemExit(f"{name} {why}: see docs/how-to/install.md")


def required(name: str) -> str:
    value = os.environ.get(name, "")
    if not value:
        raise refuse(name, "must be set")
    if any(word in value.lower() for word in _PLACEHOLDERS):
        raise refuse(name, "still holds the words of the sample")
    return value


def refuse_debugging(environment: Mapping[str, str]) -> None:
    """Pages of errors would show settings and rows to everybody."""
    for name in ("DEBUG", "DJANGO_DEBUG"):
        if environment.get(name, "").lower() in _ON:
            raise refuse(name, "cannot be on in production")


def refuse_known(secrets: Mapping[str, Iterable[str]], folders: Iterable[Path]) -> None:
    """Secrets of the demonstration and of the tests lie in files of a checkout; production takes none of them."""
    local = {text for folder in folders for text in _local_secrets(folder)} | _KNOWN
    for name, values in secrets.items():
        if local & set(values):
            raise refuse(name, "is one of the demonstration or of the tests: make a new one")


def _local_secrets(folder: Path) -> Iterable[str]:
    for name in _LOCAL:
        try:
            yield (folder / name).read_text().strip()
        except OSError:
            continue


def refuse_weak(secret_key: str, hash_keys: Iterable[str]) -> None:
    if len(secret_key) < SHORTEST_SECRET_KEY or len(set(secret_key)) < FEWEST_SIGNS:
        raise refuse("SECRET_KEY", f"has fewer than {SHORTEST_SECRET_KEY} signs, or always the same ones")
    if secret_key in hash_keys:
        raise refuse("HASH_KEYS", "is also the SECRET_KEY: each needs a secret of its own")


def refuse_open_door(name: str, address: str) -> None:
    """A password that is a guess, or a role for which row security does not hold."""
    parts = urlsplit(address)
    password, user = unquote(parts.password or ""), unquote(parts.username or "")
    if password and (password.lower() in _KNOWN or password == user):
        raise refuse(name, "has a password that anybody would try first")
    if user in ("postgres", "hoathuan_owner"):
        raise refuse(name, f"signs in as {user}: row security holds for hoathuan_app only")


def refuse_short(name: str, value: str, shortest: int) -> None:
    if value and len(value) < shortest:
        raise refuse(name, f"has fewer than {shortest} signs")


def refuse_plain_address(name: str, address: str) -> None:
    """What is opened from papers, e-mails and calendars is read by nobody on the way, and takes a path behind it."""
    try:
        parts = urlsplit(address)
        safe = parts.scheme == "https" and bool(parts.hostname) and not _NO_PATH_BEHIND.search(address)
    except ValueError:
        safe = False
    if not safe:
        raise refuse(name, "has to be a whole address that begins with https://")


def refuse_plain_mail(password: str, *, tls: bool) -> None:
    """A mail server's password never goes over an open line."""
    if password and not tls:
        raise refuse("EMAIL_TLS", "has to be on where EMAIL_HOST_PASSWORD is set")


def refuse_any_host(hosts: list[str]) -> None:
    if "*" in hosts:
        raise refuse("ALLOWED_HOSTS", "cannot be * in production")
