"""The code of a form: random, so that nobody guesses one; in signs that are neither misread nor misheard."""

import re
import secrets
from typing import Final

#: Digits and capitals without I, L, O and U (Crockford's base 32): twelve of them are 60 bits.
ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH: Final = 12
_GROUP: Final = 4
#: What the square code holds before the code: other square codes on the paper are not ours.
PREFIX: Final = "HTPHIEU:"
_MISREAD: Final = str.maketrans("OIL", "011")
_SHAPE: Final = re.compile(rf"[{ALPHABET}]{{{LENGTH}}}")


def new_code() -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def shown(code: str) -> str:
    """In groups of four, as it is printed and typed."""
    return "-".join(code[start : start + _GROUP] for start in range(0, LENGTH, _GROUP))


def in_square(code: str) -> str:
    """What the square code of a form says."""
    return PREFIX + code


def from_square(text: str) -> str:
    """The code in a square code; "" where it is none of ours."""
    return typed(text.removeprefix(PREFIX)) if text.startswith(PREFIX) else ""


def typed(text: str) -> str:
    """A code as a person types it, letters that look like digits read as digits; "" where it cannot be one."""
    code = re.sub(r"[\s\-.]+", "", text).upper().translate(_MISREAD)
    return code if _SHAPE.fullmatch(code) else ""
