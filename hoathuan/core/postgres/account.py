"""Under which account the server's programs run, since PostgreSQL refuses to run as root.

Root's first way is a user namespace: the programs keep root's files and see another number as their user,
so no user is made and no folder is opened to others. Where namespaces are forbidden (some containers), an
existing unprivileged user runs a copy of the binaries on a folder made for it.
"""

import os
import pwd
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .problems import PostgresProblem

#: The kernel shows files of unknown owners under this number; a server must not take itself for their owner.
OVERFLOW_UID = 65534


@dataclass(frozen=True)
class Account:
    """How to run a program so that PostgreSQL accepts it: a prefix, or another user."""

    prefix: tuple[str, ...] = ()
    uid: int | None = None
    gid: int | None = None

    def run(self, command: Sequence[str], **options: Any) -> "subprocess.CompletedProcess[str]":
        """Run `command` with its output as text; the exit code is the caller's to judge."""
        if self.uid is not None:
            options |= {"user": self.uid, "group": self.gid, "extra_groups": []}
        try:
            return subprocess.run([*self.prefix, *command], text=True, check=False, cwd="/", **options)
        except PermissionError as error:
            return subprocess.CompletedProcess(list(command), 126, "", str(error))

    def can_run(self, binaries: Path) -> bool:
        """Whether the account reaches the programs and what they load."""
        return self.run([str(binaries / "postgres"), "--version"], capture_output=True).returncode == 0

    def own(self, path: Path) -> None:
        """Give `path` to the account, where that is another user."""
        if self.uid is not None and self.gid is not None:
            os.chown(path, self.uid, self.gid)


def plain_account() -> Account:
    return Account()


def user_namespace(home: Path, binaries: Path) -> Account | None:
    """A namespace in which `binaries` can be run on `home`, or None where that cannot be."""
    unshare = shutil.which("unshare")
    if unshare is None or os.environ.get("HT_PG_NAMESPACE") == "no":
        return None
    number = str(_known_user())
    account = Account((unshare, "-U", f"--map-user={number}", f"--map-group={number}", "--"))
    # without root's powers, folders of other owners on the way may be closed
    nearest = next(folder for folder in (home, *home.parents) if folder.exists())
    reached = account.run(["test", "-x", str(nearest)], capture_output=True).returncode == 0
    return account if reached and account.can_run(binaries) else None


def _known_user() -> int:
    """A number that the machine has a name for: initdb looks its user up."""
    known = {entry.pw_uid for entry in pwd.getpwall()} - {0, OVERFLOW_UID}
    return 1000 if 1000 in known or not known else min(known)


def unprivileged_user() -> Account:
    """An existing user without rights, for a root that may make no user namespace."""
    for name in ("postgres", "nobody", "daemon"):
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return Account(uid=entry.pw_uid, gid=entry.pw_gid)
    raise PostgresProblem(
        "PostgreSQL does not run as root, this machine forbids user namespaces, and it has no user 'postgres', "
        "'nobody' or 'daemon'. Run as an ordinary user, or name a PostgreSQL server in DATABASE_URL."
    )
