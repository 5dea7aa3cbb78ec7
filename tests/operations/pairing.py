"""A primary with its replica and the pool in front of both, made as docs/operations/replica.md says."""

from __future__ import annotations

import os
import shlex
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from urllib.parse import quote

import psycopg
import pytest

from hoathuan.core.postgres.account import Account
from hoathuan.core.postgres.place import Place
from hoathuan.core.postgres.roles import APP, OWNER

from .following import PLAYED, Follower, blocks
from .rig import PASSED, PASSWORD, ROOT, Installation, free_port
from .serving import Program, started

PAGE = ROOT / "docs/operations/replica.md"
#: The page's addresses here. Whoever asks comes from 127.0.0.1, and the programs of the tests know no TLS.
ADDRESSES = {
    "localhost,10.0.0": "10.0.0",
    "10.0.0.2/32": "127.0.0.1/32",
    "10.0.0.3/32": "127.0.0.1/32",
    "10.0.0.1": "127.0.0.11",
    "10.0.0.2": "127.0.0.12",
    "hostssl": "host",
}
SERVICE = (
    PLAYED
    + """
running() {{ {control} status >/dev/null; }}
case "$*" in
  stop\\ postgresql@*) if running; then {control} -m fast stop; fi ;;
  start\\ postgresql@*) {control} {options} start ;;
  restart\\ postgresql@*) {control} -m fast stop && {control} {options} start ;;
esac
"""
)
SUDO = """#!/bin/sh
cd / && shift 2
if [ "$1" = createuser ]; then export PGHOST={socket} PGUSER=postgres PGPASSWORD={password}; fi
exec {account} env PATH={programs}:"$PATH" PGPORT={port} "$@"
"""


def written(account: Account) -> str:
    """How a script runs a program under this account."""
    user = (
        []
        if account.uid is None
        else ["setpriv", f"--reuid={account.uid}", f"--regid={account.gid}", "--clear-groups"]
    )
    return shlex.join([*account.prefix, *user])


class Server(Follower):
    """A machine whose packages lay a server out as Debian's do; what is said of it to `systemctl` is done."""

    def __init__(self, machine: Installation, place: Place, port: int) -> None:
        super().__init__(machine, root=place.home.with_name(f"{place.home.name}-machine"))
        self.place, self.port = place, port
        for folder in (place.socket, place.log.parent):
            place.folder(folder)
        self.places |= ADDRESSES | {"/var/lib/postgresql/15/main": str(place.data)}
        self.conf = self.root / "etc/postgresql/15/main"
        (self.conf / "conf.d").mkdir(parents=True)
        (self.conf / "pg_hba.conf").write_text("local all all scram-sha-256\n")
        (self.conf / "postgresql.conf").write_text(self._settings())
        self._play_programs()

    def _settings(self) -> str:
        return (
            f"include '{self.machine.place.data}/hoathuan.conf'\nunix_socket_directories = '{self.place.socket}'\n"
            f"data_directory = '{self.place.data}'\nhba_file = '{self.conf}/pg_hba.conf'\nport = {self.port}\n"
            "include_dir = 'conf.d'\n"
        )

    def _play_programs(self) -> None:
        control = ["-D", str(self.place.data), "-w", "-l", str(self.place.log)]
        said = f"{written(self.place.account)} {shlex.join([self.place.program('pg_ctl'), *control])}"
        options = shlex.join(["-o", f"-c config_file={self.conf}/postgresql.conf"])
        self.play("systemctl", SERVICE.format(control=said, options=options))
        self.play("pg_ctlcluster", f'#!/bin/sh\ntest "$1 $2" = "15 main" && shift 2 && exec {said} "$@"\n')
        words = {"socket": self.place.socket, "password": self.machine.place.passwords()["postgres"]}
        account = written(self.place.account)
        self.play("sudo", SUDO.format(**words, account=account, programs=self.place.binaries, port=self.port))

    def at_the_usual_name(self) -> None:
        """The tests ask at the socket by which an installation knows its server."""
        (self.place.socket / ".s.PGSQL.5432").symlink_to(f".s.PGSQL.{self.port}")

    def lose(self) -> None:
        """As by a power cut."""
        told = self.place.account.run(
            [self.place.program("pg_ctl"), "-D", str(self.place.data), "-m", "immediate", "stop"],
            capture_output=True,
        )
        assert told.returncode == 0, told.stderr


@dataclass
class Pair:
    """A primary with its replica, the machine of the program, and the pool that runs there."""

    primary: Installation
    first: Server
    second: Server
    program: Follower
    port: int
    pool: Program = field(init=False)
    pool_port: int = field(init=False)

    def ask_standby(self, statement: str) -> list[tuple[object, ...]]:
        password = self.primary.place.passwords()["postgres"]
        with psycopg.connect(
            host=str(self.second.place.socket), user="postgres", password=password, dbname="hoathuan"
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
        """What stands in the file that the services read."""
        lines = (self.program.root / "etc/hoathuan.env").read_text().splitlines()
        return {name: shlex.split(value)[0] for name, _, value in (line.partition("=") for line in lines)}


@contextmanager
def paired(primary: Installation) -> Iterator[Pair]:
    """Follow the page from its beginning to its fourth step."""
    port, home = free_port(), primary.place.home
    place = replace(primary.place, home=home.with_name("second"))
    place.folder(place.home)
    place.folder(place.data)
    first, second = Server(primary, primary.place, port), Server(primary, place, port)
    program = Follower(primary, root=home.with_name("program-machine"))
    program.places |= ADDRESSES
    first.follow(["systemctl restart postgresql@15-main"])
    first.at_the_usual_name()
    first.follow(blocks(PAGE, under="1. The primary lets a replica in"), typed=f"{PASSWORD}\n{PASSWORD}\n")
    try:
        follow_second(second)
        second.at_the_usual_name()
        with pool_of(made := Pair(primary, first, second, program, port)) as made.pool:
            made.catch_up()
            yield made
    finally:
        place.account.run(
            [place.program("pg_ctl"), "-D", str(place.data), "-m", "immediate", "stop"], capture_output=True
        )


def follow_second(second: Server) -> None:
    second.follow(blocks(PAGE, under="2. The replica"), typed=f"{PASSWORD}\n")


@contextmanager
def lost_and_found(pair: Pair) -> Iterator[None]:
    """The primary is lost; afterwards it stands as it was, with a new replica, for the tests that follow."""
    names = ("hoathuan.env", "hoathuan-owner.env", "pgbouncer/pgbouncer.ini")
    before = {path: path.read_text() for name in names if (path := pair.program.root / "etc" / name)}
    pair.first.lose()
    try:
        yield
    finally:
        pair.second.follow(["systemctl stop postgresql@15-main"])
        pair.first.follow(["systemctl start postgresql@15-main"])
        pair.primary.ask("SELECT pg_drop_replication_slot('hoathuan_replica')", role="postgres")
        follow_second(pair.second)
        for path, text in before.items():
            path.write_text(text)
        pair.program.follow(["systemctl reload pgbouncer"])
        while not pair.pool_reaches_standby():
            pass


@contextmanager
def pool_of(pair: Pair) -> Iterator[Program]:
    """pgbouncer with the page's settings; one connection to each server, so that actors have to share it."""
    found = shutil.which("pgbouncer") or shutil.which("pgbouncer", path="/usr/sbin")
    if found is None:
        pytest.skip("no pgbouncer on this machine (apt-get install pgbouncer)")
    account, passwords = pair.primary.place.account, pair.primary.place.passwords()
    pair.pool_port, folder = free_port(), pair.program.root / "etc/pgbouncer"
    folder.mkdir()
    uid = os.geteuid() if account.uid is None else account.uid
    pair.program.places |= {"chown postgres": f"chown {uid}", "PASSWORD": passwords[APP]}
    pair.program.follow(blocks(PAGE, under="3. The pool"))
    conf = folder / "pgbouncer.ini"
    text = conf.read_text()
    for old, new in {
        "port=5432": f"port={pair.port}",
        "listen_port = 6432": f"listen_port = {pair.pool_port}",
        "/etc/pgbouncer": str(folder),
        "default_pool_size = 20": "default_pool_size = 1",
        "query_wait_timeout = 20": "query_wait_timeout = 8",
    }.items():
        assert old in text
        text = text.replace(old, new)
    conf.write_text(text)
    configure(pair)
    user = {} if account.uid is None else {"user": account.uid, "group": account.gid, "extra_groups": []}
    with started([*account.prefix, found, str(conf)], "process up", cwd="/", **user) as running:
        pair.program.play(
            "systemctl",
            f'{PLAYED}\ncase "$*" in reload\\ pgbouncer) kill -HUP {running.process.pid};; esac\n',
        )
        yield running


def configure(pair: Pair) -> None:
    """Fill the two files of settings in as the page shows them."""
    passwords = pair.primary.place.passwords()
    environment = pair.primary.environment
    ours = {name: value for name, value in environment.items() if name not in (*PASSED, "DATABASE_OWNER_URL")}
    shown = blocks(PAGE, "", under="4. The program")
    files, roles = ("hoathuan.env", "hoathuan-owner.env"), (APP, OWNER)
    for file, role, text, more in zip(files, roles, shown, (ours, {}), strict=True):
        text = text.replace("…", quote(passwords[role], safe=""))
        text = text.replace(":6432", f":{pair.pool_port}").replace(":5432", f":{pair.port}")
        lines = pair.program.words(text).splitlines()
        values = more | dict(line.split("=", 1) for line in lines)
        path = pair.program.root / "etc" / file
        path.write_text("".join(f"{name}={shlex.quote(value)}\n" for name, value in values.items()))
    pair.program.follow(blocks(PAGE, under="4. The program"))
