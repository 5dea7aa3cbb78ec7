"""Changing the keys: rows made with older ones are made anew with the newest, a batch at a time."""

from collections.abc import Iterator
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from hoathuan.privacy.models import BankAccount, IdentityPaper

from . import keys


def rekey(*, using: str, size: int = 500) -> Iterator[int]:
    """Make every row anew that was not made with the newest keys; yields how many each batch changed.

    A batch is one transaction. Cut at any point, the next call goes on where this one stopped: the row itself
    says with which keys it was made. `using`: an alias that sees all rows, the owner's.
    """
    for model in (IdentityPaper, BankAccount):
        last = 0
        while batch := _batch(model, using, size, last):
            last = batch[-1]
            yield len(batch)


def _batch(model: Any, using: str, size: int, after: int) -> list[int]:
    with transaction.atomic(using=using):
        rows = _old(model, using).filter(pk__gt=after).select_for_update(of=("self",)).order_by("pk")[:size]
        done = []
        for row in rows.select_related("person"):
            _anew(row, using)
            done.append(row.pk)
        return done


def _old(model: Any, using: str) -> QuerySet[Any]:
    return model._default_manager.using(using).exclude(key_mark=keys.mark())  # type: ignore[no-any-return]


def _anew(row: IdentityPaper | BankAccount, using: str) -> None:
    owner = str(row.person.uuid)
    values = keys.decrypt(owner, row.cipher)
    if isinstance(row, IdentityPaper):
        digest = keys.digests("identity", values["number"])[0]
    else:
        digest = keys.digests("bank", f"{row.bank.lower()}:{values['number']}")[0]
    cipher = keys.encrypt(owner, values)
    type(row)._default_manager.using(using).filter(pk=row.pk).update(
        cipher=cipher, digest=digest, key_mark=keys.mark()
    )


def left(*, using: str) -> int:
    """How many rows were made with older keys."""
    return sum(_old(model, using).count() for model in (IdentityPaper, BankAccount))
