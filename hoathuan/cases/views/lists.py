"""The list of disputes, and the same as a workbook."""

from django.http import QueryDict
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from hoathuan.accounts.rules import CASE_WRITERS, TEAM_SEATS
from hoathuan.cases import displays, exporting, selectors
from hoathuan.cases.choices import Way
from hoathuan.cases.forms.filters import CaseFilter
from hoathuan.cases.rights import READERS, TOLD
from hoathuan.core import audit, jobs
from hoathuan.core.access import access
from hoathuan.core.lists import paginate
from hoathuan.core.spreadsheets.exports import keep_workbook

ORDER = ("-received_on", "-id")
_JOINT = 20


def nav_key(actor):
    """Which word of the bar is marked: a team's people know the list as their book."""
    return "cases-book" if TEAM_SEATS(actor) else "cases"


@access(READERS)
def case_list(request):
    form = CaseFilter(request.GET, actor=request.actor)
    cases = form.narrow(selectors.visible_cases(request.actor))
    page = paginate(request, selectors.with_content(request.actor, cases), order=ORDER)
    if request.actor.reads_content:
        displays.note(request.actor, page.rows, Way.LIST)
    joint = list(selectors.joined_of(request.actor)[:_JOINT]) if page.first <= 1 and not request.GET else []
    context = {
        "form": form,
        "page": page,
        "joint": joint,
        "nav_key": nav_key(request.actor),
        "writes": CASE_WRITERS(request.actor),
        "told": TOLD(request.actor),
        "reads_content": request.actor.reads_content,
        "then": form.then,
        "query": request.GET.urlencode(),
    }
    return TemplateResponse(request, "cases/list.html", context)


@access(READERS)
def case_export(request):
    form = CaseFilter(request.GET, actor=request.actor)
    cases = form.narrow(selectors.visible_cases(request.actor))
    # a name that was searched for is content, and has no place in the trail
    asked = {name: value for name, value in request.GET.items() if name in form.fields and name != "ten"}
    audit.record(actor=request.actor, action="cases.exported", data={"filter": asked})
    return jobs.answer(
        request,
        # a name that was searched for is content and has no place among the jobs either
        small=bool(request.GET.get("ten")) or jobs.is_small(cases),
        direct=lambda: exporting.workbook(request.actor, cases),
        work=export_cases,
        title=_("Tải danh sách vụ việc"),
        query=request.GET.urlencode(),
    )


def export_cases(progress, actor, *, query):
    """The same as a job: what the filter finds is asked anew, as the seat."""
    cases = CaseFilter(QueryDict(query), actor=actor).narrow(selectors.visible_cases(actor))
    progress.report(total=cases.order_by().count())
    sheets = [exporting.sheet(actor, cases)]
    return keep_workbook(progress, actor, _("So-vu-viec"), sheets, protected=actor.reads_content)
