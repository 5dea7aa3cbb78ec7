"""What a backup says of itself, and whether that is true."""

import hashlib
import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

from .problems import BackupProblem
from .tables import Contents

FORMAT: Final = 1
MANIFEST, SUMS, DUMP, MEDIA = "manifest.json", "SHA256SUMS", "database.dump", "media.tar"
PARTIAL: Final = ".partial"


@dataclass(frozen=True)
class Manifest:
    """`server` is PostgreSQL's own number (180004); `keys` are marks of keys, not keys."""

    made_at: str
    program: str
    server: int
    database: str
    migrations: list[tuple[str, str]]
    tables: Contents
    media_files: int
    keys: dict[str, list[str]]
    format: int = FORMAT


def write(folder: Path, manifest: Manifest) -> None:
    (folder / MANIFEST).write_text(json.dumps(asdict(manifest), indent=1, ensure_ascii=False))
    sums = [f"{sum_of(folder / name)}  {name}\n" for name in (DUMP, MEDIA, MANIFEST)]
    (folder / SUMS).write_text("".join(sums))


def sum_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def read(folder: Path) -> Manifest:
    """The manifest of a backup that is whole; raises BackupProblem in words for any other."""
    if folder.name.endswith(PARTIAL):
        raise BackupProblem(f"{folder} is no backup: it was cut before its end. Take an earlier one.")
    if not (folder / SUMS).is_file():
        raise BackupProblem(f"{folder} is no backup of this program: {SUMS} is missing. Nothing was changed.")
    _check_sums(folder)
    try:
        held: dict[str, Any] = json.loads((folder / MANIFEST).read_text())
    except ValueError as problem:
        raise damaged(folder, MANIFEST) from problem
    if held.get("format") != FORMAT:
        raise BackupProblem(
            f"{folder} was made by a newer version of the program. Install that version first."
        )
    held["migrations"] = [(app, name) for app, name in held["migrations"]]
    held["tables"] = {name: (rows, total) for name, (rows, total) in held["tables"].items()}
    return Manifest(**held)


def _check_sums(folder: Path) -> None:
    lines = (folder / SUMS).read_text(errors="replace").splitlines()
    wanted = {name: total for total, _space, name in (line.partition("  ") for line in lines)}
    for name in (DUMP, MEDIA, MANIFEST):
        path = folder / name
        if name not in wanted or not path.is_file() or sum_of(path) != wanted[name]:
            raise damaged(folder, name)


def damaged(folder: Path, name: str) -> BackupProblem:
    return BackupProblem(
        f"{folder} is damaged: {name} is missing, cut short or changed. Nothing was restored. Take another backup."
    )
