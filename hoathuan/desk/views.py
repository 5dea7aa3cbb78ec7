"""Home pages: one address, the page that the acting seat needs."""

from django.core.paginator import Paginator
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from hoathuan.accounts.actor import Actor
from hoathuan.accounts.choices import SeatKind
from hoathuan.accounts.rules import OFFICE, TEAM_SEATS
from hoathuan.accounts.services import starting
from hoathuan.core.access import PUBLIC, access
from hoathuan.core.dates import now, today
from hoathuan.core.spreadsheets.write import Column, Sheet, workbook_response
from hoathuan.core.windows import Window
from hoathuan.inbox.api import letters_url, to_do
from hoathuan.plans import api as plans
from hoathuan.units.choices import Level
from hoathuan.units.models import Unit

from .by_unit import UnitFilter, home_unit, matching, unit_lines
from .mine import pages

SHOWN = 6
"""Lines of "Cần làm ngay" on a home page; the rest is one click away."""
LINES = 10
"""Units or teams of a home page at a time: each is as high as three lines of text on a phone."""


@access(PUBLIC)
def home(request: HttpRequest) -> HttpResponse:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    if actor.user_id is None:
        return redirect("accounts:start") if starting.is_open() else render(request, "desk/welcome.html")
    if actor.seat_id is None:
        return redirect("accounts:choose-seat")
    if actor.kind == SeatKind.ADMINISTRATOR:
        return redirect("accounts:people")
    return pages.home(request, actor) if TEAM_SEATS(actor) else _office_home(request, actor)


def _office_home(request: HttpRequest, actor: Actor) -> HttpResponse:
    unit = home_unit(actor)
    waiting = to_do(actor)
    current = plans.current_plans(actor).first()
    context = {
        "nav_key": "home",
        "unit": unit,
        "place": unit.name[:1].lower() + unit.name[1:] if unit.level != Level.COUNTRY else _("cả nước"),
        "plan": current,
        "now": now(),
        "tasks": waiting[:SHOWN],
        "waiting": len(waiting),
        "letters_url": letters_url(actor),
        "tiles": plans.tiles(actor),
        "stretches": plans.timeline(actor),
        "year": Window.year(today().year),
        "today": today(),
        "by_team": unit.level == Level.COMMUNE,
    }
    return render(request, "desk/home.html", context | _units(request, actor, unit))


def _units(request: HttpRequest, actor: Actor, unit: Unit) -> dict[str, object]:
    if actor.kind == SeatKind.BODY_OFFICER:
        return {}
    form = UnitFilter(request.GET or None, by_team=actor.commune_id is not None)
    lines = matching(unit_lines(actor, unit, form.window), form)
    pages = Paginator(lines, LINES)
    return {"filter": form, "window": form.window, "page": pages.get_page(request.GET.get("trang"))}


@access(OFFICE)
def units_sheet(request: HttpRequest) -> FileResponse:
    """The table of the home page, as filtered there, as a workbook."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    form = UnitFilter(request.GET or None)
    lines = matching(unit_lines(actor, home_unit(actor), form.window), form)
    columns = [
        Column(_("Đơn vị"), 34),
        Column(_("Tổ đủ thành phần"), 14, "number"),
        Column(_("Tổ hòa giải"), 14, "number"),
        Column(_("Vụ việc"), 14, "number"),
        Column(_("Hòa giải thành"), 14, "number"),
        Column(_("Tỷ lệ (%)"), 12, "number"),
    ]
    rows = ([line.label, *line.values[:-1], _percent(line.values[-1])] for line in lines)
    sheet = Sheet(_("Theo đơn vị"), columns, rows, title=(form.window.title(),))
    return workbook_response("theo-don-vi.xlsx", [sheet])


def _percent(rate: object) -> float | None:
    return None if rate is None else round(float(str(rate)) * 100, 1)
