"""From an empty server to a database that the owner may migrate and the application may use."""

from dataclasses import dataclass
from typing import Any

import psycopg
from psycopg.conninfo import make_conninfo

from .problems import PostgresProblem
from .roles import READONLY, Connection, create_database, grant_rights, settle_rights


@dataclass(frozen=True)
class Database:
    """One database and its roles, as Django's settings of the aliases `owner` and `default` name them."""

    name: str
    owner: str
    app: str
    conninfo: str

    @classmethod
    def from_settings(
        cls, owner: dict[str, Any], default: dict[str, Any], name: str | None = None
    ) -> "Database":
        if owner["USER"] == default["USER"]:
            raise PostgresProblem(
                "Set DATABASE_OWNER_URL too: the tables belong to a role of their own, and the application "
                "signs in with DATABASE_URL as another. script/setup-database makes both."
            )
        conninfo = make_conninfo(
            host=owner["HOST"] or None,
            port=owner["PORT"] or None,
            user=owner["USER"],
            password=owner["PASSWORD"],
        )
        return cls(name or default["NAME"], owner["USER"], default["USER"], conninfo)

    def connect(self, name: str | None = None) -> Connection:
        """A connection of the owner to this database, or to the one called `name`; every statement commits."""
        return psycopg.connect(self.conninfo, dbname=name or self.name, autocommit=True)

    def create(self) -> bool:
        """Create the database if it is missing and say who may do what in it; True if it was missing."""
        with self.connect("postgres") as connection:
            missing = create_database(connection, self.name, owner=self.owner)
        with self.connect() as connection:
            grant_rights(connection, owner=self.owner, app=self.app, readonly=_readonly(connection))
        return missing

    def settle(self) -> None:
        """After migrations: the rights that name tables."""
        with self.connect() as connection:
            settle_rights(connection, app=self.app, readonly=_readonly(connection))


def _readonly(connection: Connection) -> str | None:
    found = connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [READONLY]).fetchone()
    return READONLY if found else None
