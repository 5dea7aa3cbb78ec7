"""Encrypting a number and hashing it under a key. The keys come from the settings, newest first."""

import hashlib
import hmac
import json
from collections.abc import Mapping
from functools import lru_cache

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.utils.translation import gettext as _

from hoathuan.privacy.errors import PrivacyRefused


class Unreadable(PrivacyRefused):
    """A stored number cannot be read: made with a key that is not here, or moved from somebody else's row."""

    def __init__(self) -> None:
        super().__init__(
            _("Số này không đọc được bằng khóa của máy chủ. Báo người vận hành kiểm tra khóa FIELD_KEYS.")
        )


@lru_cache(maxsize=4)
def _fernets(keys: tuple[str, ...]) -> MultiFernet:
    return MultiFernet([Fernet(key) for key in keys])


def encrypt(owner: str, values: Mapping[str, str]) -> str:
    """A token that only this installation reads, and only as a number of `owner` (a person's outside name)."""
    text = json.dumps({"owner": owner, **values}, ensure_ascii=False)
    return _fernets(tuple(settings.HT_FIELD_KEYS)).encrypt(text.encode()).decode()


def decrypt(owner: str, token: str) -> dict[str, str]:
    """What was encrypted for `owner`; raises Unreadable for another's, and without the key."""
    try:
        values: dict[str, str] = json.loads(_fernets(tuple(settings.HT_FIELD_KEYS)).decrypt(token.encode()))
    except InvalidToken as error:
        raise Unreadable from error
    if values.pop("owner", None) != owner:
        raise Unreadable
    return values


def digests(kind: str, number: str) -> list[str]:
    """The hashes of a number under every key, newest first; equal numbers of one kind have equal hashes."""
    return [
        hmac.new(key.encode(), f"{kind}:{number}".encode(), hashlib.sha256).hexdigest()
        for key in settings.HT_HASH_KEYS
    ]


def mark() -> str:
    """Which two keys are the newest, told without telling the keys."""
    newest = (settings.HT_FIELD_KEYS[0], settings.HT_HASH_KEYS[0])
    return "-".join(hashlib.sha256(f"mark:{key}".encode()).hexdigest()[:8] for key in newest)


def masked(number: str) -> str:
    """The last four digits, enough for its owner to know it again."""
    return f"•••• {number[-4:]}"
