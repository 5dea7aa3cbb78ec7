"""The door of cases for other contexts.

For home pages: `open_cases_of`, `recent`, `overdue_starts` are disputes that the seat may see (querysets, cut as you
need); `counts` and `lacking_count` are numbers. For loaders: `record_many` with `Entry` and `Someone`.

For contexts that build on a dispute: `own_case` and `require_right_on` before everything, `Protected` for tables of
content, `register_panel` for a section on its page, `register_party_data` for the
paper of what is held about a person, `register_verbs` with `trace` for lines in its history, and
`register_listener` to hear of changes inside their transaction, `tell_proved` where a proof came or went.
"""

from django.db.models import QuerySet

from hoathuan.accounts.actor import Actor

from . import displays
from .choices import (
    Came,
    Ending,
    EscalationKind,
    EscalationTo,
    Field,
    Ground,
    Matter,
    Outcome,
    Part,
    PartyRole,
    State,
    Went,
)
from .choices import Way as _Way
from .entries import Entry
from .errors import CaseRefused, NotYours
from .forms.entry import EndedCaseForm, field_choices
from .history import in_history, register_verbs
from .listening import (
    ADDED,
    AMENDED,
    ENDED,
    PROVED,
    REFERRED,
    REOPENED,
    VOIDED,
    register_listener,
    tell_proved,
)
from .mediating import who_mediated
from .models import Case, CaseContent, CaseMediator, CaseTeam, Party, Protected
from .panels import Panel, PanelView, register_panel
from .parties import Someone
from .party_sections import Asked, PartySection, register_party_data
from .selectors import (
    content_of,
    counts,
    joined_cases,
    lacking_columns,
    may_read_content,
    open_cases,
    overdue_starts,
    people_of,
    visible_cases,
    workers_of,
)
from .services import escalate, record_many
from .services.turns import hold
from .services.writing import may_write, may_write_on, require_right_on, trace, writable_cases
from .views.own import own_case


def note_shown(actor: Actor, case: Case) -> None:
    """Note that this seat is shown what was told in a dispute: once a day, for whom it concerns to see."""
    displays.note(actor, [case], _Way.PAGE)


def open_cases_of(actor: Actor) -> QuerySet[Case]:
    """Disputes neither ended nor referred, the longest open first."""
    return open_cases(actor)


def recent(actor: Actor, most: int = 5) -> list[Case]:
    """The disputes that came in last."""
    return list(visible_cases(actor).order_by("-received_on", "-id")[:most])


def lacking_count(actor: Actor) -> int:
    """How many disputes still lack a column of the register; 0 for who may not read content."""
    return lacking_columns(actor, Case.objects.visible_to(actor)).count()


__all__ = [
    "ADDED",
    "AMENDED",
    "Asked",
    "Came",
    "Case",
    "CaseContent",
    "CaseMediator",
    "CaseRefused",
    "CaseTeam",
    "ENDED",
    "EndedCaseForm",
    "Ending",
    "Entry",
    "EscalationKind",
    "EscalationTo",
    "Field",
    "Ground",
    "Matter",
    "NotYours",
    "Outcome",
    "Panel",
    "PanelView",
    "Part",
    "Party",
    "PartyRole",
    "PROVED",
    "PartySection",
    "Protected",
    "REFERRED",
    "REOPENED",
    "Someone",
    "State",
    "VOIDED",
    "Went",
    "content_of",
    "counts",
    "escalate",
    "field_choices",
    "in_history",
    "joined_cases",
    "hold",
    "lacking_count",
    "may_read_content",
    "may_write",
    "may_write_on",
    "note_shown",
    "open_cases_of",
    "overdue_starts",
    "own_case",
    "people_of",
    "recent",
    "record_many",
    "register_listener",
    "register_panel",
    "register_party_data",
    "register_verbs",
    "require_right_on",
    "tell_proved",
    "trace",
    "visible_cases",
    "who_mediated",
    "workers_of",
    "writable_cases",
]
