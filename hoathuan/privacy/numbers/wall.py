"""Row security of numbers: open to one commune's officer or accountant, and only while she works with them."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction

from hoathuan.accounts.actor import Actor
from hoathuan.accounts.models import Person
from hoathuan.privacy.choices import NUMBER_KINDS


@contextmanager
def numbers_open(actor: Actor) -> Iterator[None]:
    """Within it the database shows the numbers of the actor's commune; nothing to any other kind of seat.

    Nor to an account that somebody else opened or recovered, until its holder was met in person.
    """
    trusted = actor.kind in NUMBER_KINDS and not actor.unproven
    commune = actor.commune_id if trusted else None
    with _setting("ht.numbers_commune", commune):
        yield


@contextmanager
def own_rows(person: Person | None) -> Iterator[None]:
    """Within it the database shows this person's own contact and numbers, to be read only."""
    with _setting("ht.person", person.pk if person else None):
        yield


@contextmanager
def _setting(name: str, value: int | None) -> Iterator[None]:
    with transaction.atomic():
        _set(name, "" if value is None else str(value))
        yield
        if not connection.needs_rollback:
            _set(name, "")


def _set(name: str, value: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config(%s, %s, true)", [name, value])
