"""The suite: the application role on a throw-away database, quick password hashes, jobs at once."""

import secrets

from cryptography.fernet import Fernet

from .base import *  # noqa: F403
from .base import VAR_DIR
from .local_keys import local_key

DEBUG = False
SECRET_KEY = "only-for-tests"  # noqa: S105
ALLOWED_HOSTS = ["*"]
HT_FIELD_KEYS = [local_key(VAR_DIR / "test-field-key", lambda: Fernet.generate_key().decode())]
HT_HASH_KEYS = [local_key(VAR_DIR / "test-hash-key", lambda: secrets.token_urlsafe(32))]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
MEDIA_ROOT = VAR_DIR / "test-media"
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
ACCOUNT_RATE_LIMITS = False
HT_SCAN_COMMAND = ""
HT_SIGN_PKCS12 = ""
HT_SIGN_PASSPHRASE = ""
HT_TRUST_ROOTS = ""
HT_PUSH_KEY = ""
HT_TEXT_ADAPTER = ""
