"""Production: every secret comes from the environment, and a missing one stops the start."""

import os

from cryptography.fernet import Fernet

from .base import *  # noqa: F403


def _required(name: str) -> str:
    value = os.environ.get(name, "")
    if not value:
        raise SystemExit(f"{name} must be set: see docs/how-to/install.md")
    return value


def _field_keys() -> list[str]:
    """Keys of identity and bank numbers, newest first. One that cannot encrypt stops the start."""
    keys = _required("FIELD_KEYS").split(",")
    try:
        for key in keys:
            Fernet(key)
    except ValueError as error:
        raise SystemExit("FIELD_KEYS holds a key that is none: see docs/how-to/install.md") from error
    return keys


def _hash_keys() -> list[str]:
    keys = _required("HASH_KEYS").split(",")
    if any(len(key) < SHORTEST_HASH_KEY for key in keys):
        raise SystemExit(f"HASH_KEYS: at least {SHORTEST_HASH_KEY} signs each, see docs/how-to/install.md")
    return keys


SHORTEST_HASH_KEY = 32
DEBUG = False
SECRET_KEY = _required("SECRET_KEY")
_required("DATABASE_URL")
HT_FIELD_KEYS = _field_keys()
HT_HASH_KEYS = _hash_keys()
ALLOWED_HOSTS = _required("ALLOWED_HOSTS").split(",")
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS]
SECURE_SSL_REDIRECT = True
if os.environ.get("HT_SECOND_FACTOR", "on") != "on":
    raise SystemExit("HT_SECOND_FACTOR cannot be turned off in production: see docs/how-to/second-factor.md")
HT_SETUP_CODE = os.environ.get("SETUP_CODE", "")
ALLAUTH_TRUSTED_PROXY_COUNT = int(
    os.environ.get("PROXIES", "1")
)  # whose word on the reader's address is taken
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = 31_536_000
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
