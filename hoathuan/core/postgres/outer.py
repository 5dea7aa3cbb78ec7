"""`script/setup-database`: roles and database on a PostgreSQL server that somebody else runs."""

import argparse
import secrets
import sys
from urllib.parse import quote

import psycopg
from psycopg import conninfo

from .problems import PostgresProblem
from .roles import APP, OWNER, READONLY, RIGHTS, Connection, create_database, create_roles

OLDEST_MAJOR = 15


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="script/setup-database", description=__doc__)
    parser.add_argument("address", help="of an administrator: postgresql://postgres:…@host/postgres")
    parser.add_argument("--database", default="hoathuan")
    parser.add_argument("--new-passwords", action="store_true", help="also for roles that exist")
    asked = parser.parse_args(arguments)
    with psycopg.connect(asked.address, autocommit=True) as connection:
        passwords = prepare(connection, asked.database, new_passwords=asked.new_passwords)
    for name, role in (("DATABASE_URL", APP), ("DATABASE_OWNER_URL", OWNER), ("(to read only)", READONLY)):
        known = quote(passwords[role], safe="") if role in passwords else "PASSWORD-AS-BEFORE"
        print(f"{name}={address_of(asked.address, role, known, asked.database)}")
    print("Keep these addresses secret. Then: python manage.py setup", file=sys.stderr)
    return 0


def prepare(connection: Connection, database: str, *, new_passwords: bool = False) -> dict[str, str]:
    """Have the roles and the database; the passwords of the roles that were made or renewed are returned."""
    if connection.info.server_version < OLDEST_MAJOR * 10_000:
        raise PostgresProblem(f"PostgreSQL {OLDEST_MAJOR} or newer is needed, and this server is older.")
    known = {name for (name,) in connection.execute("SELECT rolname FROM pg_roles")}
    wanted = [role for role in RIGHTS if new_passwords or role not in known]
    passwords = {role: secrets.token_urlsafe(24) for role in wanted}
    create_roles(connection, passwords)
    create_database(connection, database, owner=OWNER)
    return passwords


def address_of(admin: str, role: str, password: str, database: str) -> str:
    """The administrator's address with another role and database."""
    parts = conninfo.conninfo_to_dict(admin)
    host = quote(str(parts.get("host") or "localhost"), safe="")
    return f"postgresql://{role}:{password}@{host}:{parts.get('port') or 5432}/{quote(database, safe='')}"


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except (PostgresProblem, psycopg.Error) as problem:
        sys.exit(str(problem))
