"""File names that every system takes, in Vietnamese letters."""

import re

from .text import clean

_UNSAFE = re.compile(r'[\x00-\x1f\x7f/\\:*?"<>|]+')
_LONGEST_STEM = 120


def safe_filename(name: object, extension: str) -> str:
    """`name` without paths and signs that a system forbids, ending in `extension` (".pdf") once."""
    stem = clean(_UNSAFE.sub("-", str(name)))
    if stem.lower().endswith(extension):
        stem = stem[: -len(extension)]
    return (stem[:_LONGEST_STEM].strip(" .-") or "tai-lieu") + extension
