"""`script/demo` comes back with everything that was committed, whatever of it was killed."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from hoathuan.core import postgres
from hoathuan.core.postgres.addresses import embedded_url
from hoathuan.core.postgres.place import find_place
from hoathuan.core.postgres.roles import OWNER

ROOT = Path(__file__).resolve().parents[1]
DATABASE = "served"


@pytest.fixture
def home(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="ht-serve-")).resolve()
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.setenv("HT_PG_HOME", str(folder / "pg"))
    monkeypatch.setenv("HT_VAR", str(folder / "var"))
    monkeypatch.setenv("HT_DB_NAME", DATABASE)
    monkeypatch.setenv("PORT", str(free_port()))
    yield folder
    postgres.stop()
    shutil.rmtree(folder)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def serve() -> tuple["subprocess.Popen[str]", str]:
    """Start the demo without data and read on until it says its address."""
    command = [sys.executable, "-m", "script.serving", "--empty"]
    demo = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    said = []
    for line in demo.stdout or ():
        said.append(line)
        found = re.search(r"http://127\.0\.0\.1:\d+/", line)
        if found and "Ctrl-C" in line:
            return demo, found[0]
    raise AssertionError("".join(said))


def answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(address, timeout=30):
            return True
    except urllib.error.HTTPError:
        return True


def wait_for_the_children_of(demo: "subprocess.Popen[str]") -> None:
    """They hold the other end of the pipe: it ends when the last of them has gone."""
    assert demo.stdout is not None
    demo.stdout.read()


def ask(statement: str) -> list[tuple[object, ...]]:
    with psycopg.connect(embedded_url(find_place(), OWNER, DATABASE)) as connection:
        answer = connection.execute(statement)
        return answer.fetchall() if answer.description else []


def test_a_killed_demo_leaves_nothing_behind_and_comes_back_with_its_data(home: Path) -> None:
    demo, address = serve()
    assert answers(address)
    ask("CREATE TABLE kept AS SELECT 1 AS n")
    demo.kill()
    wait_for_the_children_of(demo)
    server = postgres.status().pid
    assert server is not None, "the database server outlives a killed demo"
    os.kill(server, signal.SIGKILL)

    demo, address = serve()
    assert answers(address)
    assert ask("SELECT n FROM kept") == [(1,)]
    demo.terminate()
    wait_for_the_children_of(demo)
    assert demo.wait() == 0
    assert not postgres.status().running, "what a demo started it stops, even if another one started it"
