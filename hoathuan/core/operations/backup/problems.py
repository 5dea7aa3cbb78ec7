"""Refusals of backup and restore, for the person at the keyboard or who reads the timer's log."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


class BackupProblem(Exception):
    """What is wrong, and what to do about it."""


def no_room(place: Path) -> BackupProblem:
    return BackupProblem(
        f"The disk of {place} is full. What was begun is removed, earlier backups are as they were. "
        "Make room or name another folder, then begin again."
    )


@contextmanager
def full_disk_in_words(place: Path) -> Iterator[None]:
    try:
        yield
    except OSError as problem:
        if problem.errno in _NO_ROOM:
            raise no_room(place) from problem
        raise
