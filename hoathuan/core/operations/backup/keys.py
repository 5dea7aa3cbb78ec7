"""Keys are never inside of a backup: who finds it must not be able to read the numbers in it."""

import hashlib
import os
from datetime import datetime
from pathlib import Path
from typing import Final

from django.conf import settings

from .problems import BackupProblem

WARNING: Final = (
    "The keys are not in it. Without FIELD_KEYS and HASH_KEYS its identity and bank numbers are lost: "
    "keep a copy of them apart from this machine and apart from the backups (--keys-to FOLDER writes one)."
)
_NAMES: Final = {"FIELD_KEYS": "HT_FIELD_KEYS", "HASH_KEYS": "HT_HASH_KEYS"}


def marks() -> dict[str, list[str]]:
    """Which keys are in use, told without telling them."""
    return {name: [_mark(key) for key in getattr(settings, attribute)] for name, attribute in _NAMES.items()}


def _mark(key: str) -> str:
    return hashlib.sha256(f"backup:{key}".encode()).hexdigest()[:12]


def missing(held: dict[str, list[str]]) -> list[str]:
    """Names of the settings that lack a key under which something in the backup may have been made."""
    here = marks()
    return [name for name, wanted in held.items() if set(wanted) - set(here.get(name, []))]


def write_apart(folder: Path, target: Path, now: datetime) -> Path:
    """Write the keys into `folder`, readable for its owner only. It may not lie where the backups lie."""
    inner, outer = folder.resolve(), target.resolve()
    if inner == outer or inner.is_relative_to(outer) or outer.is_relative_to(inner):
        raise BackupProblem(f"{folder} lies with the backups. Keys belong elsewhere: name another folder.")
    inner.mkdir(parents=True, exist_ok=True, mode=0o700)
    path = inner / f"hoathuan-keys-{now:%Y%m%d-%H%M%S}.env"
    values = {name: ",".join(getattr(settings, attribute)) for name, attribute in _NAMES.items()}
    text = "".join(
        f"{name}={value}\n" for name, value in {**values, "SECRET_KEY": settings.SECRET_KEY}.items()
    )
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(text)
    return path
