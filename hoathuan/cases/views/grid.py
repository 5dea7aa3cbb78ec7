"""A paper book typed row by row: good rows are kept, the others come back with what is wrong in them."""

import uuid
from typing import Any

from django.db import transaction
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hoathuan.accounts.choices import SeatKind
from hoathuan.accounts.rules import proven, seats
from hoathuan.cases import selectors, services
from hoathuan.cases.choices import Field
from hoathuan.cases.errors import CaseRefused
from hoathuan.cases.forms.grid import Grid, GridFormSet, Teams, grid_data
from hoathuan.cases.gridding import keyed, spot_twins
from hoathuan.cases.views.lists import nav_key
from hoathuan.core.access import access
from hoathuan.core.dates import today

GRID_WRITERS = proven(seats(SeatKind.COMMUNE_OFFICER))
_OLDEST_YEAR = 2014  # the law entered into force on 01/01/2014


@access(GRID_WRITERS)
def grid(request):
    """ "Nhập sổ giấy"."""
    year = _year(request)
    teams = Teams(selectors.teams_writable(request.actor))
    if request.method != "POST":
        return _page(request, year, teams, _blank(year, teams))
    formset: Any = GridFormSet(request.POST, prefix="rows", form_kwargs={"year": year, "teams": teams})
    formset.is_valid()
    if formset.non_form_errors():
        return _page(request, year, teams, formset)
    kept = _keep(request.actor, _token(request), formset)
    bad = [row for _index, row in formset.filled() if row.errors]
    left = _left(bad, year, teams) if bad else _blank(year, teams)
    return _page(request, year, teams, left, kept=kept, bad=len(bad))


def _year(request):
    try:
        year = int(request.POST.get("nam") or request.GET.get("nam") or today().year)
    except ValueError:
        return today().year
    return year if _OLDEST_YEAR <= year <= today().year else today().year


def _token(request):
    """The name of this sending; a second one under the same name stores nothing new."""
    try:
        return uuid.UUID(request.POST.get("token", ""))
    except ValueError:
        return uuid.uuid4()


def _keep(actor, token, formset: Grid):
    """Store the good rows; a row that the service refuses after all becomes a bad one."""
    good = [(index, row) for index, row in formset.filled() if not row.errors and row.entry]
    entries = [(row, keyed(row.entry, token, index)) for index, row in good]
    entries = spot_twins(entries)
    try:
        with transaction.atomic():
            return services.record_many(actor=actor, entries=[entry for _row, entry in entries])
    except CaseRefused as refusal:
        for row, _entry in entries:
            row.add_error(None, str(refusal))
        return []


def _blank(year, teams):
    return GridFormSet(prefix="rows", form_kwargs={"year": year, "teams": teams})


def _left(bad, year, teams):
    """A grid of the bad rows as they were typed, each with its own team, and their messages."""
    rows = [row.typed() | {"team": row.typed()["team"] or row.above} for row in bad]
    formset = GridFormSet(grid_data(rows), prefix="rows", form_kwargs={"year": year, "teams": teams})
    formset.is_valid()
    for new, old in zip(formset.forms, bad, strict=False):
        # what was found against the stored books is not found again by the row alone
        for name, texts in old.errors.items():
            if name not in new.errors:
                new.add_error(None if name == "__all__" else name, list(texts))
    return formset


def _page(request, year, teams, formset, kept=None, bad=0):
    context = {
        "title": _("Nhập sổ giấy"),
        "nav_key": nav_key(request.actor),
        "year": year,
        "years": range(today().year, _OLDEST_YEAR - 1, -1),
        "teams": list(enumerate(teams.rows, start=1)),
        "fields": list(enumerate(Field.labels, start=1)),
        "formset": formset,
        "number_slot": "__number__",  # filled in by the script for each new row
        "token": uuid.uuid4(),
        "kept": kept,
        "kept_text": _kept_text(kept) if kept else "",
        "bad": bad,
    }
    return TemplateResponse(request, "cases/grid.html", context)


def _kept_text(kept):
    text = ngettext("Đã lưu %(n)s vụ việc vào sổ.", "Đã lưu %(n)s vụ việc vào sổ.", len(kept))
    return text % {"n": len(kept)}
