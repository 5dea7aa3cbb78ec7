"""Codes that survive a telephone call and a bad copy.

Twenty-three signs: no pair that is read alike (0 O, 1 I L, 2 Z, 5 S, 8 B) or, with Vietnamese names of letters, heard
alike (no B beside P, no Q beside C, no Y beside I, no S beside X). 23 is a prime, so that the last sign, a weighted sum
of the others, notices every wrong sign and every two signs that changed places.
"""

import re
import secrets
import unicodedata
from typing import Final

ALPHABET: Final = "2345679ACDEGHKMNPRTUVXY"
_RANDOM: Final = 8
LENGTH: Final = _RANDOM + 1
_GROUP: Final = 3
_IGNORED = re.compile(r"[\s.\-–—_/]+")


def new_code() -> str:
    """A code that nobody can guess: one of 78 billion, and its check sign."""
    return with_check("".join(secrets.choice(ALPHABET) for _ in range(_RANDOM)))


def with_check(signs: str) -> str:
    """Weights 2, 3 … 9 are all different and none is 0 modulo 23."""
    total = sum(weight * ALPHABET.index(sign) for weight, sign in enumerate(signs, start=2))
    return signs + ALPHABET[-total % len(ALPHABET)]


def read_code(typed: str) -> str | None:
    """The code as it is stored, from what a person typed; None where a sign is wrong, missing or too many."""
    plain = _IGNORED.sub("", unicodedata.normalize("NFKC", typed)).upper()
    if len(plain) != LENGTH or any(sign not in ALPHABET for sign in plain):
        return None
    return plain if with_check(plain[:-1]) == plain else None


def spoken(code: str) -> str:
    """In groups of three, as it stands on the paper: K7P-3MA-9TA."""
    return "-".join(code[at : at + _GROUP] for at in range(0, len(code), _GROUP))


def spoken_digest(hexdigest: str) -> str:
    """The head of a digest in the same signs, to stand on a paper and be read out: eight signs and their check."""
    number, signs = int(hexdigest[:16], 16), ""
    for _place in range(_RANDOM):
        number, rest = divmod(number, len(ALPHABET))
        signs += ALPHABET[rest]
    return spoken(with_check(signs))
