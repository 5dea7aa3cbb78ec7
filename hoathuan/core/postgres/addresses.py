"""Where the database is, for the application and for the owner of its tables."""

import os
from typing import TypedDict
from urllib.parse import quote

from .place import Place, find_place
from .roles import APP, OWNER


class Urls(TypedDict):
    """Addresses in the form `postgresql://role:password@host/database`."""

    default: str
    owner: str


def is_embedded() -> bool:
    return not os.environ.get("DATABASE_URL")


def database_name() -> str:
    return os.environ.get("HT_DB_NAME", "hoathuan")


def urls() -> Urls:
    """The two addresses: from `DATABASE_URL` and `DATABASE_OWNER_URL`, else those of the embedded server.

    The server need not run. Without an owner's address both are the application's: enough to serve pages,
    while `manage.py setup` asks for the owner's.
    """
    outer = os.environ.get("DATABASE_URL")
    if outer:
        return {"default": outer, "owner": os.environ.get("DATABASE_OWNER_URL") or outer}
    place = find_place()
    return {"default": embedded_url(place, APP), "owner": embedded_url(place, OWNER)}


def embedded_url(place: Place, role: str, database: str | None = None) -> str:
    password = quote(place.passwords()[role], safe="")
    host = quote(str(place.socket), safe="")
    return f"postgresql://{role}:{password}@{host}:5432/{quote(database or database_name(), safe='')}"
