"""The list of reforms."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from hoathuan.core.access import access
from hoathuan.core.lists import paginate
from hoathuan.reforms.rules import REFORMERS, visible_to
from hoathuan.reforms.selectors import counted, said_of
from hoathuan.units.choices import ReformState

from . import found


@require_safe
@access(REFORMERS)
def reforms(request: HttpRequest) -> HttpResponse:
    """Drafts first, then what was applied, newest first."""
    mine = counted(visible_to(found.actor_in(request)).select_related("province", "corrects"))
    drafts = list(mine.exclude(state=ReformState.APPLIED).order_by("on_date", "id")[:100])
    page = paginate(request, mine.filter(state=ReformState.APPLIED), order=("-on_date", "-id"))
    context = {
        "drafts": [(reform, said_of(reform)) for reform in drafts],
        "applied": [(reform, said_of(reform)) for reform in page.rows],
        "page": page,
        "nav_key": "reforms",
    }
    return render(request, "reforms/list.html", context)
