"""A dispute comes in: told afterwards in one go, or received and then gone through step by step."""

from django.db import transaction
from django.utils.translation import gettext as _

from hoathuan.accounts.actor import Actor
from hoathuan.cases.entries import Entry
from hoathuan.cases.errors import CaseRefused
from hoathuan.cases.models import Case
from hoathuan.cases.scoping import ScopeCheck, kept_of

from .bulk import record_many
from .scope import keep_answers


@transaction.atomic
def record_ended_case(*, actor: Actor, entry: Entry) -> Case:
    """Write down a dispute that has ended (Law 35 Art. 21(4)); what is missing for the book may follow."""
    if entry.ended_on is None:
        raise CaseRefused(_("Ghi ngày kết thúc."), "ended_on")
    return _recorded(actor, entry)


@transaction.atomic
def receive(*, actor: Actor, entry: Entry, check: ScopeCheck | None = None) -> Case:
    """Take a dispute in; it is open until it ends or is referred. `check`: answered before it was written down."""
    if entry.ended_on is not None:
        raise CaseRefused(_("Vụ việc đã kết thúc thì ghi ở màn hình vụ việc đã hòa giải."), "ended_on")
    case = _recorded(actor, entry)
    if check is not None and not kept_of(
        case
    ):  # the form sent again says nothing new, whatever was answered since
        keep_answers(actor=actor, case=case, check=check)
    return case


def _recorded(actor: Actor, entry: Entry) -> Case:
    """The same form sent twice is one dispute; changed in between (the browser's Back) it is refused, not dropped."""
    case = record_many(actor=actor, entries=[entry])[0]
    if case.entry_digest != entry.digest():
        text = _("Vụ việc này đã lưu lần trước (số %(number)s). Cần sửa thì mở vụ việc đó.")
        raise CaseRefused(text % {"number": case})
    return case
