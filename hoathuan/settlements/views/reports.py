"""Problems on their way to the head of the Front's committee: days and types, no content."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hoathuan.accounts.choices import SeatKind
from hoathuan.accounts.rules import CASE_WRITERS
from hoathuan.core.access import access
from hoathuan.core.errors import DomainError
from hoathuan.core.lists import paginate
from hoathuan.core.ui.rows import Row
from hoathuan.documents.api import pdf_response
from hoathuan.settlements import papers, selectors, words
from hoathuan.settlements.forms.promises import DayForm, ReportForm
from hoathuan.settlements.models import Report
from hoathuan.settlements.services import reporting

from .acting import act_page, done, home, shown, writable_case


@require_http_methods(["GET", "POST"])
@access(CASE_WRITERS)
def new(request, pk):
    """Tell the head, and through the head the Front."""
    case = writable_case(request, pk)
    if not selectors.in_force(case):
        raise Http404
    form = ReportForm(request.POST or None)
    if form.is_valid() and done(
        form, lambda: reporting.report(actor=request.actor, case=case, **form.cleaned_data)
    ):
        messages.success(request, _("Đã báo."))
        return redirect("settlements:home", pk=case.uuid)
    lead = _("Hòa giải viên báo tổ trưởng, tổ trưởng báo Trưởng ban công tác Mặt trận "
             "(Luật Hòa giải ở cơ sở, Điều 26). Chỉ báo ngày và loại việc, không báo nội dung.")  # fmt: skip
    return act_page(request, case, form, _("Báo vướng mắc"), lead=lead)


def _report(request, pk, key):
    case = writable_case(request, pk)
    one = (
        Report.objects.filter(uuid=key, agreement__case=case).select_related("agreement__case__team").first()
    )
    if one is None:
        raise Http404
    one.agreement.case = case
    return case, one


@require_http_methods(["GET", "POST"])
@access(CASE_WRITERS)
def detail(request, pk, key):
    """One report; a POST says that the printed slip was handed over."""
    case, one = _report(request, pk, key)
    form = DayForm(request.POST or None)
    if form.is_valid() and done(
        form, lambda: reporting.heard_on_paper(actor=request.actor, one=one, **form.cleaned_data)
    ):
        messages.success(request, _("Đã ghi ngày nhận."))
        return redirect("settlements:home", pk=case.uuid)
    context = shown(
        request.actor, case, one=one, form=form, rows=_rows(one), home_url=home(case),
        may_pass=one.told_front_on is None and request.actor.kind != SeatKind.MEDIATOR,
    )  # fmt: skip
    return TemplateResponse(request, "settlements/report.html", context)


def _rows(one):
    case = one.agreement.case
    return [
        Row(_("Vụ việc"), _("Số %(number)s, %(team)s") % {"number": case, "team": case.team}),
        Row(_("Vướng mắc"), one.get_kind_display()),
        Row(_("Ngày xảy ra"), words.day(one.seen_on)),
        Row(_("Ngày các bên thỏa thuận"), words.day(one.agreement.agreed_on)),
        Row(_("Đang ở đâu"), words.report_state(one)),
    ]


@require_POST
@access(CASE_WRITERS)
def pass_on(request, pk, key):
    """The head tells the Front."""
    case, one = _report(request, pk, key)
    try:
        reporting.pass_on(actor=request.actor, one=one)
        messages.success(request, _("Đã báo Trưởng ban công tác Mặt trận."))
    except DomainError as refusal:
        messages.warning(request, str(refusal))
    return redirect("settlements:report", pk=case.uuid, key=one.uuid)


@require_GET
@access(CASE_WRITERS)
def slip(request, pk, key):
    """The slip on paper, for a Front's committee without an account."""
    _case, one = _report(request, pk, key)
    return pdf_response(papers.report_pdf(one), _("Phiếu báo"), inline=True)


@require_GET
@access(selectors.FRONT)
def front_list(request):
    """What the teams of the own village reported."""
    page = paginate(request, selectors.reports_for(request.actor), order=("-id",))
    context = {"page": page, "rows": [_front_row(one) for one in page.rows], "nav_key": "settlements-front"}
    return TemplateResponse(request, "settlements/front_list.html", context)


def _front_row(one):
    heard = bool(one.heard_on)
    return {
        "title": _("%(team)s: %(kind)s") % {"team": one.agreement.case.team, "kind": one.get_kind_display()},
        "url": reverse("settlements:front", args=[one.uuid]),
        "state": "done" if heard else "risk",
        "state_text": _("Đã xác nhận") if heard else _("Chờ xác nhận"),
        "note": words.day(one.seen_on),
    }


@require_http_methods(["GET", "POST"])
@access(selectors.FRONT)
def front(request, key):
    """One report as the Front's committee sees it; a POST says that it was read."""
    one = get_object_or_404(selectors.reports_for(request.actor), uuid=key)
    if request.method == "POST":
        reporting.hear(actor=request.actor, one=one)
        messages.success(request, _("Đã xác nhận."))
        return redirect("settlements:front", key=one.uuid)
    context = {"one": one, "rows": _rows(one), "nav_key": "settlements-front"}
    return TemplateResponse(request, "settlements/front.html", context)
