"""The bytes of attached files: each content once under its hash, whole or not at all, outside the web root."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.core.files.base import File
from django.core.files.storage import default_storage
from django.db import connection

from .models import content_path
from .uploading import no_place

_LOCK = 0x4854_4154  # the family of advisory locks of this module


@contextmanager
def written(source: Any) -> Iterator[Path]:
    """The bytes of an upload as a file beside the store, gone at the end unless `put` has moved it there.

    Raises NoPlace in words when the disk is full.
    """
    folder = _root() / "attachments"
    name = ""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=folder, prefix="coming-")
        with os.fdopen(handle, "wb") as file:
            for chunk in source:
                file.write(chunk)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(name, 0o640)
        yield Path(name)
    except OSError as problem:
        raise no_place(problem) from problem
    finally:
        if name:
            Path(name).unlink(missing_ok=True)


def hold(sha256: str) -> None:
    """Keep the sweeper away from this content until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock_shared(%s, %s)", [_LOCK, _key(sha256)])


def hold_alone(sha256: str) -> None:
    """Wait until nobody is taking this content, and keep everybody from taking it until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [_LOCK, _key(sha256)])


def _key(sha256: str) -> int:
    return int(sha256[:8], 16) - 2**31


def put(sha256: str, file: Path) -> None:
    """Move a whole file into its place. A shorter one there is what a cut write left: it is replaced."""
    target = path_of(sha256)
    size = file.stat().st_size
    if target.exists() and target.stat().st_size == size:
        os.utime(target)  # young again: somebody is about to name it
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    os.replace(file, target)


def open_content(sha256: str) -> File:
    """Raises FileNotFoundError when the content is lost."""
    return default_storage.open(content_path(sha256))


def local_path(sha256: str) -> Path | None:
    """Where the content lies on this machine; None when it is lost."""
    path = path_of(sha256)
    return path if path.exists() else None


def forget(sha256: str) -> None:
    path_of(sha256).unlink(missing_ok=True)


def older_than(moment: float) -> Iterator[Path]:
    """Files of the store that nobody has taken since `moment` (seconds since 1970)."""
    for path in (_root() / "attachments").glob("**/*"):
        try:
            if path.is_file() and path.stat().st_mtime < moment:
                yield path
        except FileNotFoundError:
            continue


def path_of(sha256: str) -> Path:
    return _root() / content_path(sha256)


def _root() -> Path:
    return Path(default_storage.path(""))


def forget_coming(name: str) -> None:
    """What a process left that was killed while it took a file."""
    (_root() / "attachments" / name).unlink(missing_ok=True)
