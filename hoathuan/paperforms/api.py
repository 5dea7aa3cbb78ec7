"""The door of paperforms for other contexts.

`photos_of(actor, case)`: the photographs of the form or book from which a dispute was typed in, for who may read it;
`photographed_among(cases)`: of which there is one, for rules that only need to know.
"""

from collections.abc import Iterable

from django.db import connection

from hoathuan.accounts.actor import Actor
from hoathuan.cases.api import Case
from hoathuan.core.attachments.models import Attachment

from .selectors import drafts_seen, files_of, waiting_counts


def photos_of(actor: Actor, case: Case) -> list[Attachment]:
    """Evidence "photo of the form": in the order in which the pictures came in; none for who may not read them."""
    return files_of(actor, drafts_seen(actor).filter(case=case))


def photographed_among(cases: Iterable[Case]) -> set[int]:
    """The keys of those disputes of which a photograph is kept: the fact alone, whoever asks; one question."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT paperforms_photographed(%s)", [[case.pk for case in cases]])
        return set(cursor.fetchone()[0])


__all__ = ["photographed_among", "photos_of", "waiting_counts"]
