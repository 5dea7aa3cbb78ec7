"""A streaming replica and pgbouncer as the samples configure them, and the product in front of both."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import quote

import psycopg
import pytest

from hoathuan.core.postgres.place import Place
from hoathuan.core.postgres.roles import APP

from .rig import Installation, free_port, new_installation
from .serving import DEPLOY, Browser, Web, started, web_server


@dataclass
class Pair:
    """A primary with its replica, each with its socket's folder, and the pool in front of both."""

    primary: Installation
    standby: Place
    pool: int = 0

    def ask_standby(self, statement: str) -> list[tuple[object, ...]]:
        password = self.primary.place.passwords()["postgres"]
        with psycopg.connect(
            host=str(self.standby.socket), user="postgres", password=password, dbname="hoathuan"
        ) as connection:
            return connection.execute(statement).fetchall()  # type: ignore[arg-type]

    def catch_up(self) -> None:
        """Wait until the replica has everything, by PostgreSQL's own counting and not by the clock."""
        ((place,),) = self.primary.ask("SELECT pg_current_wal_lsn()::text")
        while self.ask_standby(f"SELECT pg_last_wal_replay_lsn() >= '{place}'::pg_lsn") != [(True,)]:
            pass

    def pool_reaches_standby(self) -> bool:
        """The pool tries anew only after `server_login_retry` seconds."""
        try:
            with psycopg.connect(self.settings["DATABASE_REPLICA_URL"]) as connection:
                return connection.execute("SELECT pg_is_in_recovery()").fetchone() == (True,)
        except psycopg.OperationalError:
            return False

    @property
    def settings(self) -> dict[str, str]:
        password = quote(self.primary.place.passwords()[APP], safe="")
        address = f"postgresql://{APP}:{password}@127.0.0.1:{self.pool}"
        return {
            "DATABASE_URL": f"{address}/hoathuan",
            "DATABASE_REPLICA_URL": f"{address}/hoathuan_replica",
            "HT_POOLED": "yes",
        }


def with_settings(place: Place, sample: str) -> None:
    """The sample's lines, as conf.d would bring them; they hold after a new start."""
    conf = place.data / "postgresql.conf"
    with conf.open("a") as file:
        file.write("\n" + (DEPLOY / "postgresql" / sample).read_text())


def control(place: Place, *words: str) -> None:
    done = place.account.run(
        [place.program("pg_ctl"), "-D", str(place.data), "-w", *words], stdout=subprocess.DEVNULL
    )
    assert done.returncode == 0, (place.home / "log").read_text()


@contextmanager
def following(primary: Installation) -> Iterator[Place]:
    """A replica made by pg_basebackup, as docs/operations/replica.md says."""
    home = primary.folder / "standby"
    standby = replace(primary.place, home=home)
    home.mkdir(mode=0o700)
    primary.place.account.own(home)
    standby.folder(standby.socket)
    environment = os.environ | {"PGPASSWORD": primary.place.passwords()["postgres"]}
    command = ["-h", str(primary.place.socket), "-U", "postgres", "-D", str(standby.data)]
    done = primary.place.account.run(
        [primary.place.program("pg_basebackup"), *command, "-R", "-X", "stream", "-C", "-S", "hoathuan_replica",
         "--checkpoint=fast"],
        env=environment, capture_output=True,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    with_settings(standby, "replica.conf")
    options = f"-c unix_socket_directories='{standby.socket}'"
    control(standby, "-o", options, "-l", str(home / "log"), "start")
    try:
        yield standby
    finally:
        standby.account.run(
            [standby.program("pg_ctl"), "-D", str(standby.data), "-m", "immediate", "stop"],
            capture_output=True,
        )


@contextmanager
def pool_of(pair: Pair, folder: Path) -> Iterator[int]:
    """pgbouncer with the sample's settings; one connection to each server, so that actors have to share it."""
    program = shutil.which("pgbouncer") or shutil.which("pgbouncer", path="/usr/sbin")
    if program is None:
        pytest.skip("no pgbouncer on this machine (apt-get install pgbouncer)")
    port, text = free_port(), (DEPLOY / "pgbouncer" / "pgbouncer.ini").read_text()
    for old, new in {
        "host=127.0.0.1": f"host={pair.primary.place.socket}",
        "host=127.0.0.2": f"host={pair.standby.socket}",
        "listen_port = 6432": f"listen_port = {port}",
        "/etc/pgbouncer": str(folder),
        "default_pool_size = 20": "default_pool_size = 1",
    }.items():
        assert old in text
        text = text.replace(old, new)
    (folder / "pgbouncer.ini").write_text(text)
    (folder / "userlist.txt").write_text(f'"{APP}" "{pair.primary.place.passwords()[APP]}"\n')
    for path in (folder, *folder.iterdir()):
        pair.primary.place.account.own(path)
    account = pair.primary.place.account
    user = {} if account.uid is None else {"user": account.uid, "group": account.gid, "extra_groups": []}
    with started([*account.prefix, program, str(folder / "pgbouncer.ini")], "process up", cwd="/", **user):
        yield port


@pytest.fixture(scope="module")
def pair(filled: Installation, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pair]:
    """A primary of its own, restored from a backup, its replica and the pool."""
    target = tmp_path_factory.mktemp("for-the-pair")
    filled.must("backup", str(target))
    (backup,) = target.glob("hoathuan-*")
    with new_installation(keys=filled.keys) as primary:
        primary.must("restore", str(backup))
        primary.must("collectstatic", "--noinput", "--verbosity", "0")
        with_settings(primary.place, "primary.conf")
        control(primary.place, "-m", "fast", "restart", "-l", str(primary.folder / "log"))
        with following(primary) as standby:
            made = Pair(primary, standby)
            made.catch_up()
            folder = primary.folder / "pool"
            folder.mkdir()
            with pool_of(made, folder) as made.pool:
                yield made


@pytest.fixture
def web(pair: Pair) -> Iterator[Web]:
    with web_server(pair.primary, "--workers", "1", "--threads", "4", **pair.settings) as running:
        yield running


#: The justice officer of a commune gets a name, and the password of the one who is filled in.
NAMED = """
UPDATE accounts_user SET username = %s,
    password = (SELECT password FROM accounts_user WHERE username = 'canbo')
WHERE id = (SELECT p.user_id FROM accounts_seat s JOIN accounts_person p ON p.id = s.person_id
            JOIN units_unit u ON u.id = s.unit_id WHERE s.kind = 'commune_officer' AND u.name = %s)
"""


def officer(pair: Pair, web: Web, commune: str, name: str) -> Browser:
    """Sign in as the justice officer of a commune."""
    pair.primary.ask(NAMED, name, commune)
    pair.catch_up()
    browser = web.browser()
    browser.sign_in(name)
    return browser


def read_from(web: Web, answer_code: str) -> str:
    web.program.until(lambda lines: any(answer_code in line and '"answered"' in line for line in lines))
    return next(line["read"] for line in web.answered() if line["request"] == answer_code)


def where(web: Web, browser: Browser, path: str) -> str:
    answer = browser.get(path)
    assert answer.status == 200, answer.text
    return read_from(web, answer.headers["x-request-id"])


def seconds_later(browser: Browser) -> None:
    """The browser forgets the mark as it does when its seconds are over."""
    browser.cookies.pop("ht-primary", None)


def test_the_replica_follows_with_the_samples_settings(pair: Pair) -> None:
    assert pair.ask_standby("SELECT pg_is_in_recovery()") == [(True,)]
    assert pair.ask_standby("SHOW wal_receiver_timeout") == [("5s",)]
    assert pair.primary.ask("SHOW wal_sender_timeout") == [("10s",)]
    assert pair.primary.ask("SELECT slot_name::text, active FROM pg_replication_slots") == [
        ("hoathuan_replica", True)
    ]


def test_readers_are_answered_by_the_replica_and_writers_by_the_primary(pair: Pair, web: Web) -> None:
    browser = officer(pair, web, "Xã An Mẫu", "canbo")
    assert where(web, browser, "/to-hoa-giai/") == "primary", "who has just signed in has written"
    seconds_later(browser)
    assert where(web, browser, "/to-hoa-giai/") == "replica"
    browser.ask("POST", "/hien-thi/", "")  # refused or not: it might have written
    assert where(web, browser, "/to-hoa-giai/") == "primary"


def test_on_one_shared_connection_each_actor_sees_only_her_own(pair: Pair, web: Web) -> None:
    """The pool has one connection to each server: the settings of one must not reach the next."""
    here = officer(pair, web, "Xã An Mẫu", "canbo")
    there = officer(pair, web, "Xã Bình Mẫu", "canbo2")
    seen: dict[str, set[str]] = {}
    for _turn in range(3):
        for name, browser in (("here", here), ("there", there)):
            seconds_later(browser)
            page = browser.get("/vu-viec/")
            assert read_from(web, page.headers["x-request-id"]) == "replica"
            found = set(re.findall(r'href="(/vu-viec/[0-9a-f-]{36}/)"', page.text))
            assert found == seen.setdefault(name, found)
            assert {browser.get(path).status for path in found} == {200}
    assert len(seen["here"]) == len(seen["there"]) == 4
    assert not seen["here"] & seen["there"]
    assert {here.get(path).status for path in seen["there"]} == {404}
    password = pair.primary.place.passwords()[APP]
    for database in ("hoathuan", "hoathuan_replica"):
        with psycopg.connect(
            host="127.0.0.1", port=pair.pool, user=APP, password=password, dbname=database
        ) as connection:
            assert connection.execute("SELECT count(*) FROM cases_casecontent").fetchone() == (0,)


def test_what_was_written_is_on_the_replica_in_a_moment(pair: Pair, web: Web) -> None:
    pair.primary.ask("UPDATE teams_team SET name = 'Tổ hòa giải đổi tên' WHERE now_commune_id = (SELECT id FROM"
                     " units_unit WHERE name = 'Xã An Mẫu')")  # fmt: skip
    pair.catch_up()
    browser = officer(pair, web, "Xã An Mẫu", "canbo")
    seconds_later(browser)
    answer = browser.get("/to-hoa-giai/")
    assert "Tổ hòa giải đổi tên" in answer.text
    assert read_from(web, answer.headers["x-request-id"]) == "replica"


def test_without_the_replica_everything_goes_on(pair: Pair, web: Web) -> None:
    browser = officer(pair, web, "Xã An Mẫu", "canbo")
    seconds_later(browser)
    assert where(web, browser, "/to-hoa-giai/") == "replica"
    control(pair.standby, "-m", "immediate", "stop")
    assert where(web, browser, "/to-hoa-giai/") == "primary"
    assert where(web, browser, "/vu-viec/") == "primary"
    options = f"-c unix_socket_directories='{pair.standby.socket}'"
    control(pair.standby, "-o", options, "-l", str(pair.standby.home / "log"), "start")
    while not pair.pool_reaches_standby():
        pass


def test_jobs_and_commands_work_through_the_pool(pair: Pair) -> None:
    done = pair.primary.manage("stats_verify", env=pair.primary.environment | pair.settings)
    assert done.returncode == 0, done.stderr
    done = pair.primary.manage("run_jobs", "--once", env=pair.primary.environment | pair.settings)
    assert done.returncode == 0, done.stderr
