"""Migrations run as the owner of the tables, and on one connection."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.core.management import call_command
from django.db import connections

ROLE = ("USER", "PASSWORD", "HOST", "PORT", "OPTIONS")


def migrate_as_owner() -> None:
    """Bring the database that the alias `default` names up to date, as its owner."""
    with as_owner():
        call_command("migrate", database="default", interactive=False, verbosity=0)


@contextmanager
def as_owner() -> Iterator[None]:
    """The alias `default` signs in as the owner meanwhile.

    Not `migrate --database owner`: migrations of other packages write through the default alias whatever
    they are told, and then wait for ever for the tables that the other connection has locked.
    """
    default, owner = connections["default"], connections["owner"]
    usual = default.settings_dict
    default.close()
    default.settings_dict = usual | {key: owner.settings_dict[key] for key in ROLE}
    try:
        yield
    finally:
        default.close()
        default.settings_dict = usual
