"""Start and stop the embedded server, and say whether it runs.

The data outlive every process: whatever was killed, the next `start()` brings back all that was committed.
"""

import fcntl
import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from .place import Place, find_place
from .problems import PostgresProblem
from .roles import make_roles

#: Recovery of some gigabytes of log takes tens of seconds; nobody is helped by giving up earlier.
PATIENCE_SECONDS = 300
LARGEST_LOG = 5_000_000


@dataclass(frozen=True)
class Status:
    """Whether the server answers, under which process, and where it keeps its things."""

    running: bool
    pid: int | None
    place: Place


def status(place: Place | None = None) -> Status:
    place = place or find_place()
    pid = _pid_of(place)
    return Status(pid is not None and _answers(place), pid, place)


def start(place: Place | None = None) -> bool:
    """Have the server running; True if it was this call that started it.

    Safe at any time and from any number of processes: they wait for one another.
    """
    place = place or find_place()
    if place.roles_made.exists() and status(place).running:
        return False
    place.make_home()
    with _alone(place):
        was_running = status(place).running
        if not was_running:
            place.bring_binaries()
            _make_data(place)
            _configure(place)
            _launch(place)
        make_roles(place)
        place.roles_made.touch()
    return not was_running


def stop(place: Place | None = None) -> bool:
    """Stop the server; True if one was running. Open transactions are rolled back."""
    place = place or find_place()
    if not place.data.exists():
        return False
    with _alone(place):
        if _pid_of(place) is None:
            return False
        told = place.account.run(
            [
                place.program("pg_ctl"),
                "-D",
                str(place.data),
                "-m",
                "fast",
                "-w",
                "-t",
                str(PATIENCE_SECONDS),
                "stop",
            ],
            capture_output=True,
        )
        if told.returncode and _pid_of(place) is not None:
            raise PostgresProblem(f"PostgreSQL did not stop: {told.stderr.strip() or told.stdout.strip()}")
    return True


@contextmanager
def _alone(place: Place) -> Iterator[None]:
    """One starter or stopper at a time; the lock ends with its process, however that dies."""
    with open(place.lock, "w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _pid_of(place: Place) -> int | None:
    """The living process that `postmaster.pid` names, if the file speaks of our own folder and socket."""
    try:
        lines = (place.data / "postmaster.pid").read_text().splitlines()
        pid, folder = int(lines[0]), lines[1]
        os.kill(pid, 0)
    except PermissionError:
        return None  # alive, but of another user: a number that was given out again
    except (OSError, ValueError, IndexError):
        return None
    return pid if Path(folder) == place.data and pid in _processes_in(place.data, {pid}) else None


def _processes_in(folder: Path, among: set[int] | None = None) -> set[int]:
    """Processes whose working folder is `folder`, as is every process of a server on its data.

    Where the system has no /proc, every process that was asked for is believed.
    """
    if not Path("/proc/self/cwd").exists():
        return among or {-1}
    numbers = among or {int(entry.name) for entry in Path("/proc").iterdir() if entry.name.isdigit()}
    found = set()
    for number in numbers:
        try:
            if os.readlink(f"/proc/{number}/cwd") == str(folder):
                found.add(number)
        except OSError:
            continue  # gone meanwhile, or of another user
    return found


def _answers(place: Place) -> bool:
    command = [place.program("pg_isready"), "-q", "-h", str(place.socket), "-p", "5432", "-t", "5"]
    return subprocess.run(command, check=False, capture_output=True).returncode == 0


def _make_data(place: Place) -> None:
    """Initialise the data aside and move them into place, so that a half-made folder is never used."""
    if place.data.exists():
        return
    fresh, secret = place.home / "data.new", place.home / "password.new"
    shutil.rmtree(fresh, ignore_errors=True)
    passwords = place.passwords()
    secret.touch(0o600)
    secret.write_text(passwords["postgres"])
    place.account.own(secret)
    place.folder(fresh)
    try:
        command = [place.program("initdb"), "-D", str(fresh), "-U", "postgres", "--auth=scram-sha-256"]
        command += [f"--pwfile={secret}", "--encoding=UTF8", "--locale=C.UTF-8", "--no-instructions"]
        told = place.account.run(command, capture_output=True)
    finally:
        secret.unlink()
    if told.returncode:
        raise PostgresProblem(f"PostgreSQL could not make its data in {fresh}: {told.stderr.strip()}")
    with open(fresh / "postgresql.conf", "a") as conf:
        conf.write("\ninclude 'hoathuan.conf'\n")
    (fresh / "hoathuan.conf").touch(0o600)
    place.account.own(fresh / "hoathuan.conf")
    fresh.rename(place.data)


def _configure(place: Place) -> None:
    """Write our settings anew at every start, since a checkout can be moved."""
    folder = str(place.folder(place.socket)).replace("'", "''")
    settings = {
        "listen_addresses": "''",
        "unix_socket_directories": f"'\"{folder}\"'",
        "unix_socket_permissions": "0700",
        "shared_buffers": f"{_shared_megabytes()}MB",
        "max_wal_size": "1GB",
        "work_mem": "16MB",
        "maintenance_work_mem": "128MB",
        # several transactions at once may each hold every table with its indexes: tests that empty them, a restore
        "max_locks_per_transaction": "256",
        "random_page_cost": "1.1",
        "jit": "off",
        # for data that nobody will miss after a power cut, as in CI; a killed server loses nothing by it
        "fsync": os.environ.get("HT_PG_FSYNC", "on"),
    }
    text = "".join(f"{name} = {value}\n" for name, value in settings.items())
    (place.data / "hoathuan.conf").write_text(text)


def _shared_megabytes() -> int:
    """An eighth of the memory, at most 512 MB: small machines run a browser and Python beside it."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // 2**20
    return max(64, min(512, memory // 8))


def _launch(place: Place) -> None:
    _prepare_log(place)
    deadline = time.monotonic() + PATIENCE_SECONDS
    while True:
        _forget_dead_locks(place)
        told = _pg_ctl_start(place)
        if status(place).running:
            return
        # a process just killed can still be listed: its lock holds until it is gone
        locked = "lock file" in _end_of_log(place) or "shared memory block" in _end_of_log(place)
        if not (locked or _processes_in(place.data)) or time.monotonic() > deadline:
            raise PostgresProblem(f"PostgreSQL did not start: {told}\n{_end_of_log(place)}")
        time.sleep(0.2)


def _pg_ctl_start(place: Place) -> str:
    command = [place.program("pg_ctl"), "-D", str(place.data), "-l", str(place.log), "-w"]
    command += ["-t", str(PATIENCE_SECONDS), "start"]
    # the server inherits what it is given: no pipe of ours, or its reader would wait for it for ever
    quiet = subprocess.DEVNULL
    told = place.account.run(command, stdin=quiet, stdout=quiet, stderr=quiet, start_new_session=True)
    return f"pg_ctl ended with {told.returncode}; the log is {place.log}"


def _prepare_log(place: Place) -> None:
    place.folder(place.log.parent)
    if place.log.exists() and place.log.stat().st_size > LARGEST_LOG:
        place.log.replace(place.log.with_suffix(".old"))


def _end_of_log(place: Place) -> str:
    if not place.log.exists():
        return ""
    return "\n".join(place.log.read_text(errors="replace").splitlines()[-5:])


def _forget_dead_locks(place: Place) -> None:
    """Remove the locks of a server that died, if nothing of it lives.

    PostgreSQL does that itself, except when the dead server's number was given to another process: after a
    restart of a container it always is, and the server would refuse to start for ever.
    """
    if _processes_in(place.data):
        return
    (place.data / "postmaster.pid").unlink(missing_ok=True)
    (place.socket / ".s.PGSQL.5432.lock").unlink(missing_ok=True)
