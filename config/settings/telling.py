"""How people are told outside: e-mail, notices on their machines, text messages. What is not set is off."""

import os

EMAIL_HOST = os.environ.get("EMAIL_HOST", "")
EMAIL_PORT = int(os.environ.get("EMAIL_PORT", "587"))
EMAIL_HOST_USER = os.environ.get("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_TLS = os.environ.get("EMAIL_TLS", "on") == "on"
DEFAULT_FROM_EMAIL = os.environ.get("EMAIL_FROM", "hoa-thuan@localhost")
# A server that does not answer holds nobody up for longer.
HT_SEND_SECONDS = 10

# Web push: `manage.py push_key` makes a key. Only these hosts are ever called: a device says its own address.
HT_PUSH_KEY = os.environ.get("PUSH_KEY", "")
HT_PUSH_CONTACT = os.environ.get("PUSH_CONTACT", f"mailto:{DEFAULT_FROM_EMAIL}")
HT_PUSH_HOSTS = [
    "fcm.googleapis.com",
    "updates.push.services.mozilla.com",
    "web.push.apple.com",
    ".notify.windows.com",
]

# Text messages: the class of an operator's adapter (`inbox.channels.texts.Texter`).
HT_TEXT_ADAPTER = os.environ.get("TEXT_ADAPTER", "")
HT_TEXT_FILE = os.environ.get("TEXT_FILE", "var/texts.jsonl")
