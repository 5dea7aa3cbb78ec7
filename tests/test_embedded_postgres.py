"""The embedded server: whatever is killed, and whoever starts it, the committed rows come back."""

import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest

from hoathuan.core import postgres
from hoathuan.core.postgres.addresses import embedded_url
from hoathuan.core.postgres.place import Place, copy_wheel, find_place
from hoathuan.core.postgres.roles import APP, OWNER

ROOT = Path(__file__).resolve().parents[1]


@contextmanager
def own_server(patch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder for a server of its own, which is stopped and removed afterwards."""
    patch.delenv("DATABASE_URL", raising=False)
    folder = Path(tempfile.mkdtemp(prefix="ht-test-")).resolve()
    patch.setenv("HT_PG_HOME", str(folder / "pg"))
    yield folder
    place = find_place()
    postgres.stop(place)
    if not place.home.is_relative_to(folder):
        shutil.rmtree(place.home.parent)  # root's other way keeps the data outside the checkout
    shutil.rmtree(folder)


@pytest.fixture
def home(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    with own_server(monkeypatch) as folder:
        yield folder


@pytest.fixture(scope="module")
def shared_place() -> Iterator[Place]:
    with pytest.MonkeyPatch.context() as patch, own_server(patch):
        yield find_place()


@pytest.fixture
def server(shared_place: Place) -> Place:
    postgres.start(shared_place)
    return shared_place


def ask(place: Place, statement: str, role: str = OWNER) -> list[tuple[object, ...]]:
    with psycopg.connect(embedded_url(place, role, "postgres")) as connection:
        answer = connection.execute(statement)
        return answer.fetchall() if answer.description else []


def kill(place: Place) -> None:
    pid = postgres.status(place).pid
    assert pid is not None
    os.kill(pid, signal.SIGKILL)


def test_committed_rows_come_back_after_a_kill_and_others_do_not(server: Place) -> None:
    connection = psycopg.connect(embedded_url(server, "postgres", "postgres"))
    connection.execute("CREATE TABLE kept (n int)")
    connection.execute("INSERT INTO kept VALUES (1)")
    connection.commit()
    connection.execute("INSERT INTO kept VALUES (2)")
    kill(server)
    assert postgres.start(server) is True
    assert ask(server, "SELECT n FROM kept", role="postgres") == [(1,)]
    connection.close()


def test_a_number_given_to_another_process_does_not_keep_the_server_down(server: Place) -> None:
    kill(server)
    lock = server.data / "postmaster.pid"
    lines = lock.read_text().splitlines()
    # as after the restart of a container: this very process has the number of the dead server
    lock.write_text("\n".join([str(os.getpid()), *lines[1:]]) + "\n")
    assert postgres.status(server).running is False
    assert postgres.start(server) is True


def test_of_two_starters_at_once_one_starts_and_both_find_it_running(home: Path) -> None:
    command = [sys.executable, "-m", "hoathuan.core.postgres", "start"]
    starters = [subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    assert sorted(starter.communicate()[0].strip() for starter in starters) == ["already running", "started"]
    assert postgres.status().running


def test_starting_and_stopping_again_does_nothing(server: Place) -> None:
    assert postgres.start(server) is False
    assert postgres.stop(server) is True
    assert postgres.stop(server) is False
    assert postgres.status(server).running is False


def test_a_starter_killed_before_the_roles_stood_is_made_good(server: Place) -> None:
    ask(server, f"DROP ROLE {APP}", role="postgres")
    server.roles_made.unlink()
    assert postgres.start(server) is False
    assert ask(server, "SELECT current_user", role=APP) == [(APP,)]


def test_nobody_else_gets_in(server: Place) -> None:
    assert server.socket.stat().st_mode & 0o777 == 0o700
    assert (server.home / "passwords.json").stat().st_mode & 0o777 == 0o600
    assert ask(server, "SHOW listen_addresses") == [("",)]
    with pytest.raises(psycopg.OperationalError, match="password"):
        psycopg.connect(host=str(server.socket), user="postgres", dbname="postgres", password="guess")


def test_the_application_owns_nothing_and_may_not_become_more(server: Place) -> None:
    rights = (
        "SELECT rolsuper, rolcreatedb, rolcreaterole, rolbypassrls FROM pg_roles WHERE rolname = current_user"
    )
    assert ask(server, rights, role=APP) == [(False, False, False, False)]
    assert ask(server, rights, role=OWNER) == [(False, True, False, False)]


def test_an_ordinary_user_can_run_it(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Run as root this becomes a user without rights first; otherwise it is one."""
    monkeypatch.setenv("HT_PG_BIN", str(programs_for_all(home)))
    as_ordinary_user(home, start_ask_and_stop)


def programs_for_all(folder: Path) -> Path:
    """The programs where any user can run them: a checkout may lie in a closed home."""
    named = os.environ.get("HT_PG_BIN")
    return Path(named) if named else copy_wheel(find_place().binaries, folder / "postgresql")


def start_ask_and_stop() -> None:
    assert postgres.start() is True
    assert ask(find_place(), "SELECT 1") == [(1,)]
    assert postgres.stop() is True
    shutil.rmtree(find_place().home)


def as_ordinary_user(folder: Path, work: Callable[[], None]) -> None:
    if os.geteuid() != 0:
        work()
        return
    user = pwd.getpwnam("nobody")
    os.chown(folder, user.pw_uid, user.pw_gid)
    child = os.fork()
    if child == 0:
        os.setgroups([])
        os.setgid(user.pw_gid)
        os.setuid(user.pw_uid)
        _work_and_exit(work)
    _, status = os.waitpid(child, 0)
    os.chown(folder, 0, 0)
    assert os.waitstatus_to_exitcode(status) == 0


def _work_and_exit(work: Callable[[], None]) -> None:
    try:
        work()
    except BaseException:
        traceback.print_exc()
        os._exit(1)
    os._exit(0)


def test_root_without_user_namespaces_runs_it_as_another_user(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """For an ordinary user nothing changes by it."""
    monkeypatch.setenv("HT_PG_NAMESPACE", "no")
    assert postgres.start() is True
    pid = postgres.status().pid
    assert os.stat(f"/proc/{pid}").st_uid != 0
    assert ask(find_place(), "SELECT 1") == [(1,)]


def test_an_address_in_the_environment_wins(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://app@db/x")
    monkeypatch.setenv("DATABASE_OWNER_URL", "postgresql://owner@db/x")
    assert postgres.urls() == {"default": "postgresql://app@db/x", "owner": "postgresql://owner@db/x"}


def test_binaries_that_are_not_there_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HT_PG_BIN", "/nowhere/bin")
    with pytest.raises(postgres.PostgresProblem, match="/nowhere/bin"):
        find_place()
