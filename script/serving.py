"""`script/demo` after the installation: database, data, web server and jobs worker until Ctrl-C."""

import argparse
import ctypes
import fcntl
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

from hoathuan.core import postgres

ROOT = Path(__file__).resolve().parents[1]
VAR = Path(os.environ.get("HT_VAR", ROOT / "var"))
FIRST_PORT = 8000
#: Says that the database server was started by a demo, also by one that was killed before it could stop it.
OURS = VAR / "demo-started-postgresql"
END_WITH_PARENT = 1  # PR_SET_PDEATHSIG of Linux


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="script/demo", description=__doc__)
    parser.add_argument(
        "--empty", action="store_true", help="no data: set up the first administrator yourself"
    )
    parser.add_argument("--load-only", action="store_true", help="prepare the database and end")
    asked = parser.parse_args(arguments)
    os.chdir(ROOT)
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings.demo"
    os.environ.setdefault("HT_DB_NAME", "hoathuan_empty" if asked.empty else "hoathuan")
    signal.signal(signal.SIGTERM, _end)
    with _alone(), _database():
        _prepare(empty=asked.empty)
        return 0 if asked.load_only else _serve(_port())


def _end(number: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt


@contextmanager
def _alone() -> Iterator[None]:
    """One demo for each checkout; the lock ends with its process, however that dies."""
    VAR.mkdir(parents=True, exist_ok=True)
    with open(VAR / "demo.lock", "w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            sys.exit("A demo of this checkout is running already. Stop it first (Ctrl-C in its window).")
        yield


@contextmanager
def _database() -> Iterator[None]:
    """The embedded server runs meanwhile; it is stopped if this demo, or a killed one, has started it."""
    if not postgres.is_embedded():
        yield
        return
    running = postgres.status().running
    if not running:
        OURS.touch()
        postgres.start()
    try:
        yield
    finally:
        if OURS.exists():
            postgres.stop()
            OURS.unlink()


def _manage(*arguments: str) -> None:
    done = subprocess.run([sys.executable, "manage.py", *arguments], check=False)
    if done.returncode:
        sys.exit(f"manage.py {arguments[0]} ended with {done.returncode}; see above.")


def _prepare(*, empty: bool) -> None:
    _manage("setup")
    _manage("collectstatic", "--noinput", "--verbosity", "0")
    _manage("load_units" if empty else "demo")


def _port() -> int:
    """`PORT`, or the first free one from 8000."""
    asked = os.environ.get("PORT")
    for port in [int(asked)] if asked else range(FIRST_PORT, FIRST_PORT + 100):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
    sys.exit(
        f"Port {asked} is taken. Name another one in PORT." if asked else "No free port from 8000 to 8099."
    )


def _serve(port: int) -> int:
    web = [sys.executable, "-m", "gunicorn", "config.wsgi", "--bind", f"127.0.0.1:{port}", "--workers", "2"]
    web += ["--threads", "4", "--timeout", "120", "--no-control-socket", "--log-level", "warning"]
    children = {"web server": _child(web), "jobs worker": _child([sys.executable, "manage.py", "run_jobs"])}
    try:
        address = f"http://127.0.0.1:{port}/"
        if _wait_for(address, children["web server"]):
            print(f"\nHòa Thuận: {address}    (Ctrl-C: stop)", flush=True)
            if os.environ.get("HT_SECOND_FACTOR", "off") != "on":
                print(
                    "Second factor: off for these fictional accounts. HT_SECOND_FACTOR=on shows it.\n",
                    flush=True,
                )
        return _watch(children)
    except KeyboardInterrupt:
        print("\nStopping …", flush=True)
        return 0
    finally:
        _stop(children.values())


def _child(command: list[str]) -> "subprocess.Popen[bytes]":
    # a session of its own: Ctrl-C reaches this process alone, which ends the children in order
    return subprocess.Popen(command, start_new_session=True, preexec_fn=_end_with_parent)


def _end_with_parent() -> None:
    """Where Linux allows it, a child ends when the demo is killed: nothing stays behind."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(END_WITH_PARENT, signal.SIGTERM)


def _wait_for(address: str, web: "subprocess.Popen[bytes]") -> bool:
    while web.poll() is None:
        try:
            with urllib.request.urlopen(address, timeout=30):
                return True
        except urllib.error.HTTPError:
            return True  # it answers, if only to refuse
        except OSError:
            time.sleep(0.2)
    return False


def _watch(children: dict[str, "subprocess.Popen[bytes]"]) -> int:
    while True:
        for name, child in children.items():
            if child.poll() is not None:
                print(f"The {name} ended by itself with {child.returncode}; see above.", file=sys.stderr)
                return 1
        time.sleep(0.5)


def _stop(children: "Iterable[subprocess.Popen[bytes]]") -> None:
    for child in children:
        child.terminate()
    for child in children:
        try:
            child.wait(timeout=20)
        except subprocess.TimeoutExpired:
            child.kill()


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except postgres.PostgresProblem as problem:
        sys.exit(str(problem))
    except KeyboardInterrupt:
        sys.exit(130)
