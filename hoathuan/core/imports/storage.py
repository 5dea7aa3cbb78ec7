"""Uploaded files under their content's hash, outside of what the web server serves."""

import hashlib
import os
import tempfile
import time
from pathlib import Path
from typing import Final

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile

from hoathuan.core.attachments.uploading import no_place
from hoathuan.core.spreadsheets.errors import FileRefused
from hoathuan.core.spreadsheets.guard import MAX_FILE_BYTES

_UNFINISHED_SECONDS: Final = 6 * 60 * 60


def keep(upload: UploadedFile) -> tuple[str, int]:
    """Store the bytes once; returns their SHA-256 and size.

    Raises `FileRefused` when too big, `NoPlace` when the disk is full; nothing of it is kept then.
    """
    if (upload.size or 0) > MAX_FILE_BYTES:
        raise FileRefused("too_big")
    folder = _root()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        return _written(upload, folder)
    except OSError as problem:
        raise no_place(problem) from problem


def _written(upload: UploadedFile, folder: Path) -> tuple[str, int]:
    digest, size = hashlib.sha256(), 0
    handle, name = tempfile.mkstemp(dir=folder)
    try:
        with os.fdopen(handle, "wb") as file:
            for chunk in upload.chunks():
                digest.update(chunk)
                size += len(chunk)
                file.write(chunk)
        target = path_of(digest.hexdigest())
        target.parent.mkdir(exist_ok=True)
        os.replace(name, target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    return digest.hexdigest(), size


def path_of(file_hash: str) -> Path:
    """Where a stored upload lies."""
    return _root() / file_hash[:2] / file_hash


def forget(file_hash: str) -> None:
    path_of(file_hash).unlink(missing_ok=True)


def forget_unnamed(named: set[str]) -> None:
    """Delete what a process left that was killed while it took a file; a young one may still become an import."""
    before = time.time() - _UNFINISHED_SECONDS
    for path in _root().glob("**/*"):
        if path.is_file() and path.name not in named and path.stat().st_mtime < before:
            path.unlink(missing_ok=True)


def _root() -> Path:
    return Path(settings.MEDIA_ROOT) / "imports"
