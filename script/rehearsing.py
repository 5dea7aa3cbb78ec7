"""`script/rehearse-upgrade`: the database of an earlier commit, filled, and migrated by this one."""

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from psycopg import sql

from hoathuan.core import postgres
from hoathuan.core.postgres.roles import Connection

ROOT = Path(__file__).resolve().parents[1]
DATABASE = "hoathuan_rehearsal"


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="script/rehearse-upgrade", description=__doc__)
    parser.add_argument(
        "revision", nargs="?", help="default: the newest tag, else the commit before this one"
    )
    asked = parser.parse_args(arguments)
    revision = commit_of(asked.revision) if asked.revision else earlier()
    print(f"From {revision[:12]} to what lies in this checkout.", flush=True)
    with checkout_of(revision) as elder, rehearsal_database() as environment:
        manage(elder, environment, "setup")
        fill(elder, environment)
        before = row_counts(environment)
        manage(ROOT, environment, "setup")
        manage(ROOT, environment, "stats_verify")
        lost = lost_rows(before, row_counts(environment))
    if lost:
        print("Rows are missing after the update: " + "; ".join(lost), file=sys.stderr)
        return 1
    print(f"Done: {sum(before.values())} rows in {len(before)} tables came through.")
    return 0


def git(*words: str) -> str:
    done = subprocess.run(["git", *words], cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"git {words[0]}: {done.stderr.strip()}")
    return done.stdout.strip()


def commit_of(revision: str) -> str:
    return git("rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}")


def earlier() -> str:
    """The newest tag before this commit; without one, the commit before."""
    try:
        return commit_of(git("describe", "--tags", "--abbrev=0", "HEAD^"))
    except SystemExit:
        return commit_of("HEAD^")


@contextmanager
def checkout_of(revision: str) -> Iterator[Path]:
    """The files of a commit in a folder of their own; nothing is noted in the repository."""
    with tempfile.TemporaryDirectory(prefix="ht-rehearsal-") as folder:
        packed = subprocess.run(["git", "archive", revision], cwd=ROOT, capture_output=True, check=True)
        subprocess.run(["tar", "-x", "-C", folder], input=packed.stdout, check=True)
        share_fonts(Path(folder))
        yield Path(folder)


def share_fonts(checkout: Path) -> None:
    """Papers of the earlier version are set in the fonts that are built here; it is given no assets of its own."""
    (checkout / "var").mkdir(exist_ok=True)
    (checkout / "var/fonts").symlink_to(ROOT / "var/fonts")


@contextmanager
def rehearsal_database() -> Iterator[dict[str, str]]:
    """An environment that leads to a new database, for both versions of the program."""
    os.environ["HT_DB_NAME"] = DATABASE
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings.dev"
    environment = dict(os.environ)
    if postgres.is_embedded():
        postgres.start()
        # both checkouts use this server, wherever they lie
        environment.setdefault("HT_PG_HOME", str(ROOT / "var" / postgres.status().place.home.name))
    else:
        for name in ("DATABASE_URL", "DATABASE_OWNER_URL"):
            environment[name] = environment[name].rsplit("/", 1)[0] + f"/{DATABASE}"
    with tempfile.TemporaryDirectory(prefix="ht-rehearsal-var-") as var:
        environment["HT_VAR"] = var
        drop(environment)
        try:
            yield environment
        finally:
            drop(environment)


def drop(environment: dict[str, str]) -> None:
    with server(environment, "postgres") as connection:
        connection.execute(
            sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(DATABASE))
        )


@contextmanager
def server(environment: dict[str, str], database: str) -> Iterator[Connection]:
    address = environment.get("DATABASE_OWNER_URL") or postgres.urls()["owner"]
    with psycopg.connect(address, dbname=database, autocommit=True) as connection:
        yield connection


def manage(checkout: Path, environment: dict[str, str], *words: str) -> None:
    done = subprocess.run([sys.executable, "manage.py", *words], cwd=checkout, env=environment, check=False)
    if done.returncode:
        raise SystemExit(f"manage.py {words[0]} of {checkout} ended with {done.returncode}; see above.")


def fill(checkout: Path, environment: dict[str, str]) -> None:
    """Units, people and what they write, as the tests of that version make them; of an older one the units alone."""
    if not (checkout / "tests/operations/fill.py").exists():
        return manage(checkout, environment, "load_units")
    command = [sys.executable, "-m", "tests.operations.fill"]
    done = subprocess.run(command, cwd=checkout, env=environment, check=False)
    if done.returncode:
        raise SystemExit(f"The database of {checkout} could not be filled; see above.")
    return None


def row_counts(environment: dict[str, str]) -> dict[str, int]:
    with server(environment, DATABASE) as connection:
        names = connection.execute(
            "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'"
        ).fetchall()
        text = sql.SQL("SELECT count(*) FROM {}")
        return {
            name: connection.execute(text.format(sql.Identifier(name))).fetchall()[0][0] for (name,) in names
        }


def lost_rows(before: dict[str, int], after: dict[str, int]) -> list[str]:
    """Tables that hold fewer rows than before. A table that was left behind on purpose says so by being empty."""
    return [
        f"{name}: {count} before, {after.get(name, 0)} after"
        for name, count in sorted(before.items())
        if count and after.get(name, 0) < count
    ]


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except postgres.PostgresProblem as problem:
        sys.exit(str(problem))
