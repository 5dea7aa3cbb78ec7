"""The progress sheet of a plan as PDF, and its tasks as a workbook."""

from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from hoathuan.accounts.rules import OFFICE
from hoathuan.core.access import access
from hoathuan.core.dates import today
from hoathuan.documents.api import pdf_response, render_pdf
from hoathuan.plans import papers, selectors

from .finding import plan_or_404, switch_of


@require_GET
@access(OFFICE)
def progress_sheet(request, pk):
    plan = plan_or_404(request, pk)
    _switch, then = switch_of(request, plan)
    rows = selectors.task_rows(request.actor, plan, today(), then=then)
    data = papers.progress_sheet(plan, rows, today(), then=then)
    title = _("Tiến độ thực hiện %(plan)s") % {"plan": plan.short}
    content = render_pdf("plan-progress", data, title=title, author=papers.issuer(plan))
    return pdf_response(content, f"tien-do {plan.short}", inline=True)


@require_GET
@access(OFFICE)
def tasks_sheet(request, pk):
    plan = plan_or_404(request, pk)
    _switch, then = switch_of(request, plan)
    rows = selectors.task_rows(request.actor, plan, today(), then=then)
    return papers.tasks_workbook(plan, rows, today(), then=then)
