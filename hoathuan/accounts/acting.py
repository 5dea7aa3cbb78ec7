"""Act as a seat: one transaction, with the settings that row security reads."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction

from .actor import Actor
from .choices import SeatKind


def settings_of(actor: Actor) -> dict[str, str]:
    """The settings of the row policies. An empty value lets nothing through."""
    commune = actor.commune_id if actor.reads_contacts else None
    province = actor.province_id if actor.reads_contacts and not actor.commune_id else None
    content = actor.commune_id if actor.kind == SeatKind.COMMUNE_OFFICER and actor.reads_content else None
    values = {
        "ht.nation": 1 if actor.nation and actor.reads_contacts else None,
        "ht.province": province,
        "ht.commune": commune,
        "ht.team": actor.team_id if actor.reads_content else None,
        "ht.content_commune": content,
        "ht.seat": None if actor.unproven else actor.seat_id,
    }
    return {name: "" if value is None else str(value) for name, value in values.items()}


@contextmanager
def as_actor(actor: Actor) -> Iterator[None]:
    """A transaction in which the database knows the actor; inside another one, the former is put back."""
    with transaction.atomic():
        before = _current()
        _apply(settings_of(actor))
        yield
        if connection.in_atomic_block and not connection.needs_rollback:
            _apply(before)


def _apply(values: dict[str, str]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT " + ", ".join(["set_config(%s, %s, true)"] * len(values)),
            [part for pair in values.items() for part in pair],
        )


def _current() -> dict[str, str]:
    names = list(settings_of(Actor()))
    with connection.cursor() as cursor:
        cursor.execute("SELECT " + ", ".join(["coalesce(current_setting(%s, true), '')"] * len(names)), names)
        return dict(zip(names, cursor.fetchone(), strict=True))
