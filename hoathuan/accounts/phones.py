"""Phone numbers as accounts keep them: +84 and the digits, however they were typed."""

import re

from hoathuan.core.spreadsheets.errors import ValueProblem
from hoathuan.core.spreadsheets.values import parse_phone

_LOOKS_LIKE_ONE = re.compile(r"^[+\d][\d .\-()]{7,}$")


def as_phone(text: str) -> str:
    """The number as stored ("0912 345 678" → "+84912345678"); "" where the text is no phone number."""
    if not _LOOKS_LIKE_ONE.match(text.strip()):
        return ""
    try:
        return parse_phone(text)
    except ValueProblem:
        return ""


def dialled(stored: str) -> str:
    """The number as people dial and write it: "+84912345678" → "0912 345 678"; "" for none."""
    national = "0" + stored.removeprefix("+84") if stored.startswith("+84") else stored
    return f"{national[:4]} {national[4:7]} {national[7:]}".strip()
