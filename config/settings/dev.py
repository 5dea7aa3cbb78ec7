"""One machine, for trying out and developing: the embedded database, a secret made on this machine."""

import os
import secrets

from cryptography.fernet import Fernet

from .base import *  # noqa: F403
from .base import VAR_DIR
from .local_keys import local_key
from .push_key import make as make_push_key

DEBUG = True
ALLOWED_HOSTS = ["*"]

SECRET_KEY = local_key(VAR_DIR / "secret-key", lambda: secrets.token_urlsafe(50))
HT_FIELD_KEYS = [local_key(VAR_DIR / "field-key", lambda: Fernet.generate_key().decode())]
HT_HASH_KEYS = [local_key(VAR_DIR / "hash-key", lambda: secrets.token_urlsafe(32))]
EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
HT_PUSH_KEY = local_key(VAR_DIR / "push-key", make_push_key)
HT_TEXT_ADAPTER = "hoathuan.inbox.channels.texts.FileAdapter"
# What square codes of papers lead to; `script/demo` says its own port.
HT_PUBLIC_URL = os.environ.get("HT_PUBLIC_URL", f"http://127.0.0.1:{os.environ.get('PORT', '8000')}")
HT_TEXT_FILE = str(VAR_DIR / "texts.jsonl")
# Fictional data on one's own machine: `HT_SECOND_FACTOR=on` shows what production asks of leaders and administrators.
HT_REQUIRE_SECOND_FACTOR = os.environ.get("HT_SECOND_FACTOR", "off") == "on"
