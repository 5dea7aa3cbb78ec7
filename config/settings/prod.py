"""Production: every secret comes from the environment, and a missing one stops the start."""

import os

from cryptography.fernet import Fernet

from .base import *  # noqa: F403
from .base import (
    BASE_DIR,
    DATABASES,
    EMAIL_HOST_PASSWORD,
    EMAIL_USE_TLS,
    HT_METRICS_TOKEN,
    LOGGING,
    VAR_DIR,
)
from .refusing import (
    refuse_any_host,
    refuse_debugging,
    refuse_known,
    refuse_open_door,
    refuse_plain_address,
    refuse_plain_mail,
    refuse_short,
    refuse_weak,
    required,
)


def _field_keys() -> list[str]:
    """Keys of identity and bank numbers, newest first. One that cannot encrypt stops the start."""
    keys = required("FIELD_KEYS").split(",")
    try:
        for key in keys:
            Fernet(key)
    except ValueError as error:
        raise SystemExit("FIELD_KEYS holds a key that is none: see docs/how-to/install.md") from error
    return keys


def _hash_keys() -> list[str]:
    keys = required("HASH_KEYS").split(",")
    if any(len(key) < SHORTEST_HASH_KEY for key in keys):
        raise SystemExit(f"HASH_KEYS: at least {SHORTEST_HASH_KEY} signs each, see docs/how-to/install.md")
    return keys


SHORTEST_HASH_KEY = 32
refuse_debugging(os.environ)
DEBUG = False
SECRET_KEY = required("SECRET_KEY")
refuse_open_door("DATABASE_URL", required("DATABASE_URL"))
if "replica" in DATABASES:
    refuse_open_door("DATABASE_REPLICA_URL", required("DATABASE_REPLICA_URL"))
HT_FIELD_KEYS = _field_keys()
HT_HASH_KEYS = _hash_keys()
refuse_known(
    {"SECRET_KEY": [SECRET_KEY], "FIELD_KEYS": HT_FIELD_KEYS, "HASH_KEYS": HT_HASH_KEYS},
    [VAR_DIR, BASE_DIR / "var"],
)
refuse_weak(SECRET_KEY, HT_HASH_KEYS)
ALLOWED_HOSTS = required("ALLOWED_HOSTS").split(",")
refuse_any_host(ALLOWED_HOSTS)
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS]
SECURE_SSL_REDIRECT = True
HT_PUBLIC_URL = required("HT_PUBLIC_URL")
refuse_plain_address("HT_PUBLIC_URL", HT_PUBLIC_URL)
refuse_plain_mail(EMAIL_HOST_PASSWORD, tls=EMAIL_USE_TLS)
if os.environ.get("HT_SECOND_FACTOR", "on") != "on":
    raise SystemExit("HT_SECOND_FACTOR cannot be turned off in production: see docs/how-to/second-factor.md")
HT_SETUP_CODE = os.environ.get("SETUP_CODE", "")
refuse_short("SETUP_CODE", HT_SETUP_CODE, 8)
refuse_short("METRICS_TOKEN", HT_METRICS_TOKEN, 16)
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
# A reader waits no longer than this for a database that does not answer.
for _database in DATABASES.values():
    _database.setdefault("OPTIONS", {}).setdefault("connect_timeout", 5)
LOGGING = {
    **LOGGING,
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "json"}},
    "loggers": {"hoathuan.requests": {"level": "INFO"}},
}
