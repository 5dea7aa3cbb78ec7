"""Corrections of the register are seen, never hidden: what an entry said before is kept, column by column.

Filling in what was blank is no correction. The former words are content: they lie behind row security.
"""
# Vietnamese in this module is data, not interface text.

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hoathuan.accounts.actor import Actor
from hoathuan.core.dates import today
from hoathuan.core.ui import nav
from hoathuan.core.ui.nav import NavItem
from hoathuan.core.ui.rows import Row

from .choices import BookColumn, PartyRole
from .exporting import mediator_lines, people_lines
from .layouts import LAYOUT_WRITERS
from .models import Case, CaseContent, CaseCorrection
from .panels import Panel, PanelView, register_panel

#: Columns of Part I, in its order; the others are told on the dispute's page alone.
PRINTED = tuple(
    column for column in BookColumn if column not in (BookColumn.ENDED, BookColumn.FIELD, BookColumn.WORK)
)


def book_line(case: Case) -> dict[str, str]:
    """What the register says of a dispute now, by column: to be asked before anything of it is changed."""
    content = CaseContent.objects.filter(case=case).first()
    return {
        BookColumn.RECEIVED: f"{case.received_on:%d/%m/%Y}" if case.received_known else "",
        BookColumn.MEDIATORS: "\n".join(mediator_lines(case)),
        BookColumn.INVITED: "\n".join(people_lines(case, PartyRole.INVITED)),
        BookColumn.PARTIES: "\n".join(people_lines(case, PartyRole.PARTY)),
        BookColumn.RELATED: "\n".join(people_lines(case, PartyRole.RELATED)),
        BookColumn.SUMMARY: content.summary if content else "",
        BookColumn.AGREEMENT: content.agreement if content else "",
        BookColumn.OUTCOME: case.outcome,
        BookColumn.NOTES: content.notes if content else "",
        BookColumn.ENDED: f"{case.ended_on:%d/%m/%Y}" if case.ended_on else "",
        BookColumn.FIELD: case.field,
    }


def keep(actor: Actor, case: Case, former: Mapping[str, str]) -> list[CaseCorrection]:
    """Keep the former words of every column that says something else now; `case` as it was read anew."""
    line = book_line(case)
    rows = [
        _row(actor, case, column, words)
        for column, words in former.items()
        if words and words != line[column] and not _only_more(column, words, line[column])
    ]
    CaseCorrection.objects.bulk_create(rows)
    return rows


def keep_words(actor: Actor, case: Case, column: str, words: str) -> None:
    """Keep what somebody struck out that stands in no column of the register."""
    _row(actor, case, column, words).save()


def _row(actor: Actor, case: Case, column: str, words: str) -> CaseCorrection:
    return CaseCorrection(
        case=case,
        column=column,
        former=words,
        on_date=today(),
        seat_id=actor.seat_id,
        seat_label=actor.label[:300],
    )


def _only_more(column: str, former: str, now: str) -> bool:
    """Somebody who came to mediate or was invited along: nobody who stood there was put right."""
    grows = column in (BookColumn.MEDIATORS, BookColumn.INVITED)
    return grows and set(former.splitlines()) <= set(now.splitlines())


def of_cases(cases: Iterable[Case]) -> dict[int, list[CaseCorrection]]:
    """The corrections of these disputes, the oldest first: one question for all."""
    found: dict[int, list[CaseCorrection]] = {}
    for row in CaseCorrection.objects.filter(case__in=list(cases)).order_by("id"):
        found.setdefault(row.case_id, []).append(row)
    return found


def words_of(correction: CaseCorrection) -> str:
    """The former words as a person reads them."""
    from .choices import Field, Outcome

    if correction.column == BookColumn.OUTCOME:
        return str(Outcome(correction.former).label)
    if correction.column == BookColumn.FIELD:
        return str(Field(correction.former).label)
    return correction.former


def panel(actor: Actor, case: Case) -> PanelView | None:
    """ "Đã sửa trong sổ": what stood there before, who changed it, when."""
    from .selectors import may_read_content

    if not may_read_content(actor, case):
        return None
    rows = [
        Row(
            one.get_column_display(),
            words_of(one),
            note=_("Sửa ngày %(day)s: %(who)s") % {"day": f"{one.on_date:%d/%m/%Y}", "who": one.seat_label},
        )
        for one in CaseCorrection.objects.filter(case=case).order_by("-id")
    ]
    note = _("Nội dung trước khi sửa; trên bản in sổ, chữ cũ bị gạch ngang.")
    return PanelView(_("Đã sửa trong sổ"), rows=rows, note=note) if rows else None


def register_all() -> None:
    register_panel(Panel("cases.corrections", 70, panel))
    nav.register_foot(
        NavItem("cases-book-layout", gettext_lazy("Mẫu sổ hòa giải"), "cases:book-layout", 60, LAYOUT_WRITERS)
    )
