"""The list as a workbook, in the register's columns; what a seat may not read stays out."""

from collections.abc import Iterator
from itertools import islice
from typing import Any

from django.db.models import QuerySet
from django.http import FileResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hoathuan.accounts.actor import Actor
from hoathuan.core.dates import today
from hoathuan.core.spreadsheets import Column, Sheet, workbook_response

from . import displays, selectors
from .choices import Outcome, PartyRole, Way
from .mediating import who_mediated
from .models import Case
from .parties import Someone

_BATCH = 2_000

#: Columns 1 to 10 of Part I, without the signatures, and what tells the books apart.
PLAIN = (
    Column(gettext_lazy("Xã, phường"), 22),
    Column(gettext_lazy("Tổ hòa giải"), 32),
    Column(gettext_lazy("Năm"), 8, "plain"),
    Column(gettext_lazy("STT"), 8, "plain"),
    Column(gettext_lazy("Ngày, tháng, năm nhận vụ việc"), 14, "date"),
)
CONTENT = (
    Column(gettext_lazy("Hòa giải viên, người được mời"), 28),
    Column(gettext_lazy("Họ tên, tuổi, địa chỉ các bên và người liên quan"), 44),
    Column(gettext_lazy("Nội dung chủ yếu của vụ việc"), 44),
    Column(gettext_lazy("Nội dung thỏa thuận hoặc yêu cầu của các bên"), 44),
)
OUTCOME = (
    Column(gettext_lazy("Hòa giải thành"), 10),
    Column(gettext_lazy("Hòa giải không thành"), 10),
    Column(gettext_lazy("Ngày kết thúc"), 14, "date"),
    Column(gettext_lazy("Loại vụ việc"), 28),
    Column(gettext_lazy("Mâu thuẫn về việc gì"), 28),
    Column(gettext_lazy("Trạng thái"), 22),
)
NOTES = (Column(gettext_lazy("Ghi chú"), 30),)


def workbook(actor: Actor, cases: QuerySet[Case]) -> FileResponse:
    """A download of these disputes, oldest first as in the book."""
    return workbook_response(_("So-vu-viec"), [sheet(actor, cases)])


def sheet(actor: Actor, cases: QuerySet[Case]) -> Sheet:
    """The list with its columns; content only for a seat that reads it."""
    open_content = actor.reads_content
    columns = [*PLAIN, *(CONTENT if open_content else ()), *OUTCOME, *(NOTES if open_content else ())]
    order = ("now_commune__sort", "team__sort", "book_year", "book_number")
    ordered = selectors.with_content(actor, cases).order_by(*order)
    notes = () if open_content else (_("Nội dung chỉ tổ và tư pháp xã đọc được."),)
    until = _("Số liệu đến ngày %(day)s") % {"day": f"{today():%d/%m/%Y}"}
    title = (_("SỔ THEO DÕI HOẠT ĐỘNG HÒA GIẢI Ở CƠ SỞ"), until)
    return Sheet(_("Vụ việc"), columns, _rows(actor, ordered), title=title, notes=notes)


def _rows(actor: Actor, cases: QuerySet[Case]) -> Iterator[list[Any]]:
    found = cases.iterator(chunk_size=_BATCH)
    while batch := list(islice(found, _BATCH)):
        if actor.reads_content:
            displays.note(actor, batch, Way.FILE)
        yield from (_row(case, actor.reads_content) for case in batch)


def _row(case: Case, open_content: bool) -> list[Any]:
    place = getattr(case, "stood_in", "") or (str(case.now_commune) if case.now_commune else "")
    plain = [place, str(case.team), case.book_year, case.book_number, case.received_on]
    content = _content(case) if open_content else []
    notes = [getattr(getattr(case, "content", None), "notes", "")] if open_content else []
    return [*plain, *content, *_outcome(case), *notes]


def _content(case: Case) -> list[str]:
    content = getattr(case, "content", None)
    return [
        "\n".join([*mediator_lines(case), *people_lines(case, PartyRole.INVITED)]),
        "\n".join([*people_lines(case, PartyRole.PARTY), *people_lines(case, PartyRole.RELATED)]),
        content.summary if content else "",
        content.agreement if content else "",
    ]


def _outcome(case: Case) -> list[Any]:
    return [
        "x" if not case.voided_on and case.outcome == Outcome.SUCCESSFUL else "",
        "x" if not case.voided_on and case.outcome == Outcome.UNSUCCESSFUL else "",
        case.ended_on,
        case.get_matter_display(),
        case.get_field_display(),
        case.standing_text,
    ]


def mediator_lines(case: Case) -> list[str]:
    """Who mediated, as the register writes them."""
    return [one.line() for one in who_mediated(case)]


def people_lines(case: Case, role: str) -> list[str]:
    """People of one role as the register writes them."""
    chosen = (person for person in case.parties.all() if person.role == role)
    return [Someone(p.full_name, p.birth_year, p.address).line() for p in chosen]
