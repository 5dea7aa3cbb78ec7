"""Backup and restore: the database and the files of one moment, checked by their sums; the keys stay apart.

A backup is a folder: `database.dump` (of pg_dump), `media.tar`, `manifest.json` (what is in it, table by table) and
`SHA256SUMS`. It appears under its name when it is whole, and never before.
"""

from .making import Orders, make
from .problems import BackupProblem
from .restoring import Wishes, restore

__all__ = ["BackupProblem", "Orders", "Wishes", "make", "restore"]
