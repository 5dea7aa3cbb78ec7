"""Forgetting uploads: they hold personal data and are needed only until the import is over."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final

from django.db.models import QuerySet
from django.utils import timezone

from hoathuan.core.imports import storage
from hoathuan.core.imports.models import ImportSession, StagedRow, State
from hoathuan.core.text import legal_text

#: While nobody says otherwise; a context that keeps periods as data says so with `set_keep`.
KEEP: Final = timedelta(days=30)
NAME_GONE: Final = legal_text("(đã xóa)")


class _Said:
    keep: Callable[[], timedelta | None] = staticmethod(lambda: None)


def set_keep(keep: Callable[[], timedelta | None]) -> None:
    """Ask `keep` how long an untouched import is kept; None leaves it at 30 days. Called once, in `ready()`."""
    _Said.keep = staticmethod(keep)


def old(before: datetime | None = None) -> QuerySet[ImportSession]:
    """Imports not touched since then that still hold rows, a file, or were never finished."""
    limit = before or timezone.now() - (_Said.keep() or KEEP)
    return ImportSession.objects.filter(changed__lt=limit).exclude(state=State.DONE, file_hash="")


def forget_old(before: datetime | None = None) -> int:
    """Delete rows and files of imports untouched for long. Finished ones stay as a line with their counts."""
    found = old(before)
    keys = list(found.values_list("pk", flat=True))
    StagedRow.objects.filter(session__in=keys).delete()
    hashes = set(found.values_list("file_hash", flat=True)) - {""}
    gone = found.exclude(state=State.DONE).delete()[0]
    # a line says what was brought in; what the file was called may name a person
    ImportSession.objects.filter(pk__in=keys).update(file_hash="", file_name=NAME_GONE)
    forget_files(hashes)
    storage.forget_unnamed(set(ImportSession.objects.values_list("file_hash", flat=True)))
    return gone


def forget_finished(session: ImportSession) -> None:
    """Nothing is left to be mended: neither rows nor the file are needed any more."""
    if session.counts.get("left"):
        return
    StagedRow.objects.filter(session=session).delete()
    forget_files({session.file_hash}, but=session)


def forget_files(hashes: set[str], but: ImportSession | None = None) -> None:
    """Delete stored uploads that no import needs any more."""
    needed = ImportSession.objects.filter(file_hash__in=hashes)
    if but is not None:
        needed = needed.exclude(pk=but.pk)
    for file_hash in hashes - set(needed.values_list("file_hash", flat=True)):
        storage.forget(file_hash)
