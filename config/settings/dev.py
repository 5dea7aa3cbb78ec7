"""One machine, for trying out and developing: the embedded database, a secret made on this machine."""

import secrets

from .base import *  # noqa: F403
from .base import VAR_DIR

DEBUG = True
ALLOWED_HOSTS = ["*"]


def _local_secret() -> str:
    """A secret kept in `var/`, made once: nothing in the repository is a key."""
    path = VAR_DIR / "secret-key"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(50))
    return path.read_text()


SECRET_KEY = _local_secret()
EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
