"""Settings that hold everywhere. Secrets come from the environment; see `prod.py`."""

import os
from pathlib import Path

import dj_database_url
from csp.constants import NONE, SELF

from hoathuan.core import postgres

from .telling import *  # noqa: F403

BASE_DIR = Path(__file__).resolve().parent.parent.parent
VAR_DIR = Path(os.environ.get("HT_VAR", BASE_DIR / "var"))

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.contrib.humanize",  # pages of the sign-in package use it
    "django_tasks",
    "django_tasks_db",
    "csp",
    "hoathuan.core",
    "hoathuan.core.attachments",
    "hoathuan.core.jobs",
    "hoathuan.core.imports",
    "hoathuan.core.operations",
    "hoathuan.units",
    "hoathuan.accounts",
    "hoathuan.reforms",
    "hoathuan.privacy",
    "hoathuan.norms",
    "hoathuan.scope",
    "hoathuan.documents.checks",
    "hoathuan.documents.signing",
    "hoathuan.documents",
    "hoathuan.inbox",
    "hoathuan.inbox.directions",
    "hoathuan.stats",
    "hoathuan.budgets",
    "hoathuan.plans",
    "hoathuan.teams",
    "hoathuan.cases",
    "hoathuan.settlements",
    "hoathuan.paperforms",
    "hoathuan.stories",
    "hoathuan.pay",
    "hoathuan.reports",
    "hoathuan.desk",
    "hoathuan.demo",
    # after ours: a template of ours stands before theirs
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
]
# an app is left out while its folder does not exist: the order above is the order of the layers
INSTALLED_APPS = [
    app
    for app in INSTALLED_APPS
    if not app.startswith("hoathuan.") or (BASE_DIR / app.replace(".", "/") / "apps.py").exists()
]

MIDDLEWARE = [
    "hoathuan.core.operations.middleware.OperationsMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "hoathuan.core.ui.language.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "hoathuan.accounts.middleware.ActorMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.messages.context_processors.messages",
                "hoathuan.core.ui.context.shell",
            ],
        },
    }
]
FORM_RENDERER = "hoathuan.core.ui.renderer.Renderer"

# Two roles from the first day: `default` owns nothing and obeys row security; `owner` migrates.
_urls = postgres.urls()
DATABASES = {
    "default": dj_database_url.parse(_urls["default"], conn_max_age=600, conn_health_checks=True),
    "owner": dj_database_url.parse(_urls["owner"]),
}
# A streaming replica answers readers who have not written just now (`core.operations.replica`).
if os.environ.get("DATABASE_REPLICA_URL"):
    DATABASES["replica"] = dj_database_url.parse(
        os.environ["DATABASE_REPLICA_URL"], conn_max_age=600, conn_health_checks=True
    )
HT_REPLICA_SECONDS = 10
# A pool that hands out connections per transaction (pgbouncer) stands in front of these two, never of `owner`.
if os.environ.get("HT_POOLED") == "yes":
    for _alias in {"default", "replica"} & DATABASES.keys():
        DATABASES[_alias]["DISABLE_SERVER_SIDE_CURSORS"] = True
DATABASE_ROUTERS: list[str] = []

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 8}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "/tai-khoan/login/"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "hoathuan.accounts.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username", "email", "phone"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "email", "phone", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PHONE_VERIFICATION_ENABLED = False
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_PRESERVE_USERNAME_CASING = False
ACCOUNT_FORMS = {"login": "hoathuan.accounts.forms.signing.SignInForm"}
# A hall of trainees shares one address, so limits by address are wide and those by account narrow. The words
# of `accounts.adapter` and `429.html` say "5 minutes": keep them alike.
ACCOUNT_RATE_LIMITS: dict[str, str] | bool = {
    "login": "120/5m/ip",
    "login_failed": "60/5m/ip,5/5m/key",
    "activation": "60/5m/ip",
}
# The first administrator of an empty installation: None asks for no code, "" lets nobody in.
HT_SETUP_CODE: str | None = None
# Seats that approve, pay, sign or administer act only after a second factor (`accounts.second_factor`).
HT_REQUIRE_SECOND_FACTOR = True
MFA_ADAPTER = "hoathuan.accounts.adapter.SecondFactorAdapter"
MFA_TOTP_ISSUER = "Hòa Thuận"
MFA_TOTP_TOLERANCE = 1  # the code before and after holds too: people type slowly, and clocks differ
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_PASSKEY_LOGIN_ENABLED = False

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Ho_Chi_Minh"

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
MEDIA_ROOT = VAR_DIR / "media"
FILE_UPLOAD_HANDLERS = ["hoathuan.core.attachments.uploading.BoundedUploadHandler"]
HT_LARGEST_UPLOAD = 30 * 1024 * 1024  # a list; what is attached has a narrower limit of its own
# Asked about every attached file before anybody reads it: see docs/how-to/files.md. Empty: nobody is asked.
HT_SCAN_COMMAND = os.environ.get("HT_SCAN_COMMAND", "")
HT_SCAN_SECONDS = float(os.environ.get("HT_SCAN_SECONDS", "60"))
# A certificate to sign papers with (PKCS#12), and the issuers whose signatures are trusted: docs/how-to/signatures.md.
HT_SIGN_PKCS12 = os.environ.get("HT_SIGN_PKCS12", "")
HT_SIGN_PASSPHRASE = os.environ.get("HT_SIGN_PASSPHRASE", "")
HT_TRUST_ROOTS = os.environ.get("HT_TRUST_ROOTS", "")
# How the public reaches this installation ("https://…"): stands in square codes on papers that jobs make.
HT_PUBLIC_URL = os.environ.get("HT_PUBLIC_URL", "")
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000  # a paper book typed as a grid is one long form

# In the database, since rate limits must hold for all web workers together; the table may be lost at a crash.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "accounts_cache",
        "OPTIONS": {"MAX_ENTRIES": 20_000},
    }
}
SESSION_COOKIE_AGE = 60 * 60 * 24 * 14
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "hoathuan.core.ui.errors.csrf_failure"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "form-action": [SELF],
    }
}

# Who may read metrics from elsewhere than this machine itself: whoever knows this; "" is nobody.
HT_METRICS_TOKEN = os.environ.get("METRICS_TOKEN", "")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"},
        "json": {"()": "hoathuan.core.operations.lines.JsonLines"},
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {"hoathuan.requests": {"level": "WARNING"}},
}
