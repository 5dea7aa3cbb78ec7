"""The three roles of the database, and what each may do in it.

The owner migrates and owns every table. The application signs in as a role that owns nothing, so that row
security holds for it and a stolen query cannot change the schema. The third role reads.
"""

from collections.abc import Mapping
from typing import Any

import psycopg
from psycopg import sql

from .place import Place

OWNER, APP, READONLY = "hoathuan_owner", "hoathuan_app", "hoathuan_readonly"
RIGHTS = {
    OWNER: "LOGIN CREATEDB NOSUPERUSER NOCREATEROLE NOBYPASSRLS",
    APP: "LOGIN NOCREATEDB NOSUPERUSER NOCREATEROLE NOBYPASSRLS",
    READONLY: "LOGIN NOCREATEDB NOSUPERUSER NOCREATEROLE NOBYPASSRLS",
}

Connection = psycopg.Connection[Any]


def make_roles(place: Place) -> None:
    """The roles of the embedded server, with the passwords kept beside its data."""
    passwords = place.passwords()
    with psycopg.connect(
        host=str(place.socket),
        port=5432,
        user="postgres",
        password=passwords["postgres"],
        dbname="postgres",
        autocommit=True,
    ) as connection:
        create_roles(connection, passwords)


def create_roles(connection: Connection, passwords: Mapping[str, str]) -> None:
    """Have the roles that `passwords` names, with their rights and those passwords."""
    known = {name for (name,) in connection.execute("SELECT rolname FROM pg_roles")}
    for role in RIGHTS.keys() & passwords.keys():
        connection.execute(
            sql.SQL("{} ROLE {} WITH {} PASSWORD {}").format(
                sql.SQL("ALTER" if role in known else "CREATE"),
                sql.Identifier(role),
                sql.SQL(RIGHTS[role]),
                sql.Literal(passwords[role]),
            )
        )
    # who may drop a database must be able to end the sessions that use it
    connection.execute(sql.SQL("GRANT {} TO {}").format(sql.Identifier(APP), sql.Identifier(OWNER)))


def create_database(connection: Connection, name: str, *, owner: str = OWNER) -> bool:
    """Have the database, belonging to `owner`; True if it was missing."""
    found = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone()
    if found:
        return False
    # template0: what an administrator left in template1 stays out, and UTF-8 is certain
    connection.execute(
        sql.SQL("CREATE DATABASE {} OWNER {} TEMPLATE template0 ENCODING 'UTF8'").format(
            sql.Identifier(name), sql.Identifier(owner)
        )
    )
    return True


def grant_rights(connection: Connection, *, owner: str, app: str, readonly: str | None = None) -> None:
    """What the roles may do with tables that the owner makes from now on, in the database of `connection`.

    What a single table needs beyond or below this (no DELETE on the audit trail, row security) is said by the
    migration that makes it.
    """

    def run(text: str, **names: str) -> None:
        connection.execute(sql.SQL(text).format(**{key: sql.Identifier(name) for key, name in names.items()}))

    (database,) = connection.execute("SELECT current_database()").fetchone() or ("",)
    run("REVOKE ALL ON DATABASE {database} FROM PUBLIC", database=database)
    run("REVOKE CREATE ON SCHEMA public FROM PUBLIC")
    run("GRANT CONNECT, TEMPORARY ON DATABASE {database} TO {app}", database=database, app=app)
    run("GRANT USAGE ON SCHEMA public TO {app}", app=app)
    default = "ALTER DEFAULT PRIVILEGES FOR ROLE {owner} IN SCHEMA public GRANT "
    run(default + "SELECT, INSERT, UPDATE, DELETE ON TABLES TO {app}", owner=owner, app=app)
    run(default + "USAGE, SELECT ON SEQUENCES TO {app}", owner=owner, app=app)
    if readonly:
        run("GRANT CONNECT ON DATABASE {database} TO {readonly}", database=database, readonly=readonly)
        run("GRANT USAGE ON SCHEMA public TO {readonly}", readonly=readonly)


#: Tables with what proves who somebody is, and rows of uploaded books and rosters (names, phones, content of
#: disputes) before they come behind row security: nothing for a role that only reads figures.
SECRET_TABLES = (
    r"^(django_session|account_|mfa_|socialaccount_|usersessions_|imports_"
    r"|accounts_(user|activation|personcontact|cache|recovery|notice))"
)


def settle_rights(connection: Connection, *, app: str, readonly: str | None = None) -> None:
    """What can be said only when the tables stand: after every migration."""
    connection.execute(
        sql.SQL("REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON django_migrations FROM {}").format(
            sql.Identifier(app)
        )
    )
    if not readonly:
        return
    tables = connection.execute(
        "SELECT c.relname FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace"
        " AND c.relkind IN ('r', 'p', 'v', 'm') AND c.relname !~ %s",
        [SECRET_TABLES],
    ).fetchall()
    connection.execute(
        sql.SQL("REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {}").format(sql.Identifier(readonly))
    )
    names = sql.SQL(", ").join(sql.Identifier("public", name) for (name,) in tables)
    connection.execute(sql.SQL("GRANT SELECT ON {} TO {}").format(names, sql.Identifier(readonly)))
