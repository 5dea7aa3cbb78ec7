"""The keyed digests of an agreement: what stands on the paper and tells an altered copy, and nothing of the words.

A short text could be guessed from a plain hash. So each digest is made under a secret of the server (HT_HASH_KEYS)
and with a random number of the version, and a copy is compared here, a few times an hour.
"""

# Vietnamese in this module is data, not interface text.

import hashlib
import hmac
import re
import secrets
import unicodedata
from collections.abc import Mapping
from typing import Final

from django.conf import settings

from hoathuan.core.text import clean
from hoathuan.documents.api import spoken_digest

#: Two ways to place a tone mark that keyboards differ in: hoà and hòa are one word.
_TONES: Final = {
    old: new
    for olds, news in (("oà oá oả oã oạ", "òa óa ỏa õa ọa"), ("oè oé oẻ oẽ oẹ", "òe óe ỏe õe ọe"),
                       ("uỳ uý uỷ uỹ uỵ", "ùy úy ủy ũy ụy"))
    for old, new in zip(olds.split(), news.split(), strict=True)
}  # fmt: skip
_TONE: Final = re.compile("|".join(_TONES))
#: 5.000.000 and 5000000 are one number; 1.5 and 15 are not, nor are 1/11 and 11/1.
_THOUSANDS: Final = re.compile(r"(?<=\d)\.(?=\d{3}(?!\d))")


def normalised(text: str) -> str:
    """A text as it is compared: NFC, one case, without punctuation and marks of layout, single spaces.

    Words, figures and their order stay: whoever changes one of them gets another text.
    """
    plain = _THOUSANDS.sub("", clean(text)).casefold()
    kept = "".join(" " if unicodedata.category(sign)[0] in "PZCS" else sign for sign in plain)
    return _TONE.sub(lambda found: _TONES[found[0]], " ".join(unicodedata.normalize("NFC", kept).split()))


def new_nonce() -> str:
    return secrets.token_hex(16)


def digest(nonce: str, group: str, text: str, *, key: str | None = None) -> str:
    """The digest of one group's words under the newest key."""
    secret = settings.HT_HASH_KEYS[0] if key is None else key
    message = f"hoathuan.settlements\x1f{nonce}\x1f{group}\x1f{normalised(text)}"
    return hmac.new(secret.encode(), message.encode(), hashlib.sha256).hexdigest()


def digests_of(nonce: str, texts: Mapping[str, str]) -> dict[str, str]:
    """Letter → digest of that group's words."""
    return {letter: digest(nonce, letter, text) for letter, text in texts.items()}


def whole_of(nonce: str, parts: Mapping[str, str]) -> str:
    """The digest of all groups together: it changes with any of them."""
    return digest(nonce, "*", " ".join(parts[letter] for letter in sorted(parts)))


def is_same(stored: str, nonce: str, group: str, text: str) -> bool:
    """Whether these words are those of the paper, by any key that this server has had."""
    return any(
        hmac.compare_digest(stored, digest(nonce, group, text, key=key)) for key in settings.HT_HASH_KEYS
    )


def spoken(hexdigest: str) -> str:
    """As it stands on the paper and is read out: K7P-3MA-9TA."""
    return spoken_digest(hexdigest)
