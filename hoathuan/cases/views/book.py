"""The printed register of a team and year; what it still lacks is listed first."""

from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from hoathuan.accounts.rules import CASE_WRITERS
from hoathuan.cases import book, rules, selectors
from hoathuan.cases.views.lists import nav_key
from hoathuan.core import jobs
from hoathuan.core.access import access
from hoathuan.core.dates import today
from hoathuan.documents.api import pdf_response

#: Disputes of a book whose pages are set while the reader waits.
_SMALL_BOOK = 300


@access(CASE_WRITERS)
def books(request):
    """Which book to print."""
    teams = list(selectors.teams_writable(request.actor))
    context = {
        "title": _("In sổ theo dõi hoạt động hòa giải"),
        "nav_key": nav_key(request.actor),
        "teams": teams,
        "years": range(today().year, today().year - 5, -1),
        "back_url": reverse("cases:list"),
        "back_text": _("Vụ việc"),
    }
    return TemplateResponse(request, "cases/books.html", context)


@access(CASE_WRITERS)
def check(request, team, year):
    """What is missing in the book, dispute by dispute; then the way to the paper."""
    found = _team(request, team)
    cases = list(book.entries_of_book(request.actor, found, year))
    lacking = [(case, _missing(case)) for case in cases]
    context = {
        "title": _("Sổ năm %(year)s của %(team)s") % {"year": year, "team": found.name},
        "nav_key": nav_key(request.actor),
        "team": found,
        "year": year,
        "count": len(cases),
        "lacking": [(case, missing) for case, missing in lacking if missing],
        "back_url": reverse("cases:books"),
        "back_text": _("In sổ"),
    }
    return TemplateResponse(request, "cases/book.html", context)


def _missing(case):
    return rules.missing_for_book(case, getattr(case, "content", None), list(case.parties.all()))


@access(CASE_WRITERS)
def book_pdf(request, team, year):
    """Part I as PDF, for wet signatures."""
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


def _team(request, team):
    teams = selectors.teams_writable(request.actor).select_related("now_commune")
    return get_object_or_404(teams, uuid=team)
