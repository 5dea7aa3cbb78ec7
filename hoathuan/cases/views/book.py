"""The register of a team and year, on screen and printed; what it still lacks is listed first."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from hoathuan.accounts.rules import CASE_WRITERS
from hoathuan.cases import book, displays, layouts, noting, rules, selectors
from hoathuan.cases.choices import Way
from hoathuan.cases.errors import CaseRefused
from hoathuan.cases.forms.layout import LayoutForm, NotesForm
from hoathuan.cases.views.lists import nav_key
from hoathuan.core import jobs
from hoathuan.core.access import access
from hoathuan.core.dates import today
from hoathuan.documents.api import pdf_response

#: Disputes of a book whose pages are set while the reader waits, and that one page of the screen shows.
_SMALL_BOOK = 300


@access(CASE_WRITERS)
def books(request):
    """Which book to read or print."""
    teams = list(selectors.teams_writable(request.actor))
    years = book.years_of(teams)
    context = {
        "title": _("Sổ theo dõi hoạt động hòa giải"),
        "nav_key": nav_key(request.actor),
        "books": [(team, years[team.pk]) for team in teams],
        "back_url": reverse("cases:list"),
        "back_text": _("Vụ việc"),
    }
    return TemplateResponse(request, "cases/books.html", context)


@access(CASE_WRITERS)
def check(request, team, year):
    """The book line by line, with what was corrected; what is missing in it; then the way to the paper."""
    found = _team(request, team)
    cases = list(book.entries_of_book(request.actor, found, year)[:_SMALL_BOOK])
    displays.note(request.actor, cases, Way.BOOK)
    notes = _notes(request, found, year, cases)
    if notes and notes.is_bound and notes.is_valid() and _saved(request, found, year, notes):
        messages.success(request, _("Đã lưu ghi chú phần II."))
        return redirect("cases:book", team=found.uuid, year=year)
    along = book.references_of(found, year)
    part_two = book.summary(cases, found, year)
    by_number = {str(case.book_number): case for case in cases}
    lacking = [(case, _missing(case)) for case in cases]
    context = {
        "title": _("Sổ năm %(year)s của %(team)s") % {"year": year, "team": found.name},
        "nav_key": nav_key(request.actor),
        "team": found,
        "year": year,
        "count": len(cases),
        "lines": [(line, by_number.get(line.no)) for line in book.lines(cases, along)],
        "part_two": part_two,
        "notes": notes,
        "part_rows": [(row, list(zip(part_two.columns, row.counts, strict=True))) for row in part_two.rows],
        "lacking": [(case, missing) for case, missing in lacking if missing],
        "back_url": reverse("cases:books"),
        "back_text": _("Sổ của các tổ"),
    }
    return TemplateResponse(request, "cases/book.html", context)


def _notes(request, team, year, cases):
    """The form of Part II's notes, for who sums the year up; None where there is nobody to write of."""
    leaders = sorted({book.leader_of(case) for case in cases if case.mediator_id and not case.voided_on})
    if not leaders or not noting.may_note(request.actor, team):
        return None
    asked = request.POST if "save_notes" in request.POST else None
    return NotesForm(asked, leaders=leaders, notes=noting.notes_of(team, year))


def _saved(request, team, year, form):
    try:
        noting.set_notes(actor=request.actor, team=team, year=year, **form.arguments())
    except CaseRefused as refusal:
        form.refuse(refusal)
        return False
    return True


def _missing(case):
    return rules.missing_for_book(case, getattr(case, "content", None), list(case.parties.all()))


@access(CASE_WRITERS)
def book_pdf(request, team, year):
    """The book as PDF, for wet signatures."""
    found = _team(request, team)
    cases = book.entries_of_book(request.actor, found, year)
    return jobs.answer(
        request,
        small=jobs.is_small(cases, _SMALL_BOOK),
        direct=lambda: pdf_response(*book.printed(request.actor, found, year), inline=True),
        work=book.export,
        title=_("In sổ năm %(year)s của %(team)s") % {"year": year, "team": found.name},
        team=str(found.uuid),
        year=year,
    )


@access(layouts.LAYOUT_WRITERS)
def layout(request):
    """ "Mẫu phần II của sổ": the sub-columns of the province; former ones stay for the books of their years."""
    holding = layouts.layout_on(today(), request.actor.province_id)
    form = LayoutForm(request.POST or None, initial=_initial(holding))
    if form.is_valid():
        try:
            layouts.set_layout(actor=request.actor, **form.cleaned_data)
        except CaseRefused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        else:
            messages.success(request, _("Đã lưu. Sổ in từ ngày áp dụng theo mẫu này."))
            return redirect("cases:book-layout")
    context = {
        "title": _("Mẫu phần II của sổ"),
        "nav_key": nav_key(request.actor),
        "form": form,
        "holding": holding,
        "columns": layouts.columns_of(holding),
        "back_url": reverse("cases:list"),
        "back_text": _("Vụ việc"),
    }
    return TemplateResponse(request, "cases/layout.html", context)


def _initial(holding):
    return {
        "valid_from": today(),
        "columns": layouts.written(layouts.columns_of(holding)),
        "source": holding.source,
        "confirmed": holding.confirmed,
    }


def _team(request, team):
    teams = selectors.teams_writable(request.actor).select_related("now_commune")
    return get_object_or_404(teams, uuid=team)
