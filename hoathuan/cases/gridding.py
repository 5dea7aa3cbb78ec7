"""What makes typing and bringing in a book safe to repeat: keys of rows, and entries that stand there already."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID, uuid5

from django.utils.translation import gettext as _

from .entries import Entry
from .models import Case


def keyed(entry: Entry, token: UUID, index: int) -> Entry:
    """The entry under the name that its sending and its row give it: the same row sent again is the same."""
    return replace(entry, key=uuid5(token, str(index)))


def spot_twins(rows: Sequence[tuple[Any, Entry]]) -> list[tuple[Any, Entry]]:
    """Leave out rows whose very entry stands in the book, or above in the same grid; each is told so.

    `rows` are (form, entry); a row that was sent twice under one key is no twin, it is the same row.
    """
    stored = _stored([entry for _form, entry in rows])
    seen: set[str] = set()
    kept = []
    for form, entry in rows:
        digest = entry.digest()
        twin = stored.get(digest)
        if twin is not None and twin.uuid != entry.key:
            text = _(
                "Vụ việc giống hệt đã có trong sổ (số %(number)s). Nếu là vụ việc khác, ghi thêm nội dung."
            )
            form.add_error(None, text % {"number": twin})
        elif digest in seen:
            form.add_error(
                None, _("Dòng này giống hệt một dòng ở trên. Nếu là vụ việc khác, ghi thêm nội dung.")
            )
        elif (other := stored.get(str(entry.key))) is not None and other.entry_digest != digest:
            text = _("Dòng này đã lưu lần trước (số %(number)s). Cần sửa thì mở vụ việc đó.")
            form.add_error(None, text % {"number": other})
        else:
            kept.append((form, entry))
        seen.add(digest)
    return kept


def _stored(entries: Sequence[Entry]) -> dict[str, Case]:
    """Stored disputes: of these teams by digest; by key of any, since a sent row may come again for another team."""
    teams = {entry.team.pk for entry in entries}
    cases = Case.objects.filter(team_id__in=teams)
    by_digest = cases.filter(voided_on=None, entry_digest__in=[entry.digest() for entry in entries])
    by_key = Case.objects.filter(uuid__in=[entry.key for entry in entries if entry.key])
    return {**{case.entry_digest: case for case in by_digest}, **{str(case.uuid): case for case in by_key}}
