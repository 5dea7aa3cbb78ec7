"""An estimate: computed in one click, corrected row by row, sent, answered, adjusted, printed."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hoathuan.accounts.actor import actor_in
from hoathuan.budgets import papers, rights, services, yearly
from hoathuan.budgets.ceilings import ceilings
from hoathuan.budgets.choices import EstimateState
from hoathuan.budgets.errors import BudgetRefused
from hoathuan.budgets.forms import AnswerForm, ReasonForm, RowForm
from hoathuan.budgets.holders import Holder
from hoathuan.budgets.models import Estimate, EstimateLine
from hoathuan.core.access import access
from hoathuan.core.spreadsheets import workbook_response
from hoathuan.documents.api import pdf_response, render_pdf

from .finding import chosen_year, estimate_or_404, holder_or_404, may, only, page_of, refuse, row_or_404


@require_POST
@access(rights.PREPARERS)
def make(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One click: teams, expected disputes and rates of today."""
    found, year = holder_or_404(request, pk), chosen_year(request)
    only(request, found, rights.may_prepare)
    try:
        made = services.make(actor=actor_in(request), unit=found.unit, year=year, body=found.body)
    except BudgetRefused as refused:
        messages.error(request, str(refused))
        return redirect(page_of("holder", found, year))
    messages.success(
        request, _("Đã tính dự toán năm %(year)s. Xem từng dòng, sửa nếu cần rồi gửi.") % {"year": year}
    )
    return redirect("budgets:estimate", made.uuid)


@require_GET
@access(rights.READERS)
def page(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The rows with their arithmetic, and what may be done."""
    estimate, found = estimate_or_404(request, pk)
    draft = estimate.current and estimate.state in (EstimateState.DRAFT, EstimateState.RETURNED)
    context = {
        "estimate": estimate,
        "holder": found,
        "back": page_of("holder", found, estimate.budget.year),
        "groups": _flagged(estimate, found),
        "total": yearly.total_of(estimate),
        "draft": draft,
        "sent": estimate.current and estimate.state in yearly.SENT,
        "versions": Estimate.objects.filter(budget=estimate.budget).order_by("-revision"),
        "nav_key": "budgets",
        **may(request, found),
    }
    return render(request, "budgets/estimate.html", context)


def _flagged(estimate: Estimate, found: Holder) -> list[yearly.LineRows]:
    """The rows, those of donated money above the rate with the sentence that says so."""
    groups = yearly.rows_of(estimate)
    rates = ceilings(found.unit, estimate.budget.year, estimate.on_date)
    for group in groups:
        for row in group.rows:
            row.flag = rates.flag(row)  # type: ignore[attr-defined]
    return groups


@require_http_methods(["GET", "POST"])
@access(rights.PREPARERS)
def add_row(request: HttpRequest, pk: UUID) -> HttpResponse:
    estimate, found = estimate_or_404(request, pk)
    only(request, found, rights.may_prepare)
    return _row(request, estimate, found, None, RowForm(request.POST or None))


@require_http_methods(["GET", "POST"])
@access(rights.PREPARERS)
def row(request: HttpRequest, pk: int) -> HttpResponse:
    line, found = row_or_404(request, pk)
    only(request, found, rights.may_prepare)
    return _row(request, line.estimate, found, line, RowForm(request.POST or None, row=line))


def _row(
    request: HttpRequest, estimate: Estimate, found: Holder, line: EstimateLine | None, form: RowForm
) -> HttpResponse:
    if form.is_valid():
        try:
            services.write_row(actor=actor_in(request), estimate=estimate, typed=form.typed(), row=line)
        except BudgetRefused as refused:
            refuse(form, refused)
        else:
            return redirect("budgets:estimate", estimate.uuid)
    context = {"form": form, "estimate": estimate, "holder": found, "row": line, "nav_key": "budgets"}
    return render(request, "budgets/row.html", context)


@require_POST
@access(rights.PREPARERS)
def remove_row(request: HttpRequest, pk: int) -> HttpResponse:
    line, found = row_or_404(request, pk)
    only(request, found, rights.may_prepare)
    return _done(request, line.estimate, lambda: services.remove_row(actor=actor_in(request), row=line))


@require_POST
@access(rights.KEEPERS)
def submit(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Send it to the unit above."""
    estimate, found = estimate_or_404(request, pk)
    only(request, found, rights.may_submit)
    words = _("Đã gửi dự toán lên cấp trên.")
    return _done(
        request, estimate, lambda: services.submit(actor=actor_in(request), estimate=estimate), words
    )


def _done(request: HttpRequest, estimate: Estimate, deed: object, words: str = "") -> HttpResponse:
    try:
        deed()  # type: ignore[operator]
    except BudgetRefused as refused:
        messages.error(request, str(refused))
    else:
        if words:
            messages.success(request, words)
    return redirect("budgets:estimate", estimate.uuid)


@require_http_methods(["GET", "POST"])
@access(rights.ANSWERERS)
def answer(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The province has read it, or gives it back."""
    estimate, found = estimate_or_404(request, pk)
    only(request, found, rights.may_answer)
    form = AnswerForm(request.POST or None)
    if form.is_valid():
        data = form.cleaned_data
        try:
            services.answer(
                actor=actor_in(request), estimate=estimate, seen=data["seen"], words=data["words"]
            )
        except BudgetRefused as refused:
            form.add_error("words" if refused.field == "answer" else None, str(refused))
        else:
            messages.success(request, _("Đã ghi ý kiến; xã thấy ở trang dự toán."))
            return redirect("budgets:estimate", estimate.uuid)
    context = {"form": form, "estimate": estimate, "holder": found, "nav_key": "budgets"}
    return render(request, "budgets/answer.html", context)


@require_http_methods(["GET", "POST"])
@access(rights.PREPARERS)
def adjust(request: HttpRequest, pk: UUID) -> HttpResponse:
    """A new version of an estimate that was sent."""
    estimate, found = estimate_or_404(request, pk)
    only(request, found, rights.may_prepare)
    form = ReasonForm(request.POST or None)
    if form.is_valid():
        try:
            made = services.adjust(
                actor=actor_in(request), estimate=estimate, reason=form.cleaned_data["reason"]
            )
        except BudgetRefused as refused:
            refuse(form, refused)
        else:
            return redirect("budgets:estimate", made.uuid)
    context = {
        "form": form,
        "holder": found,
        "title": _("Điều chỉnh dự toán"),
        "lead": _("Bản đã gửi giữ nguyên; một bản mới được mở ra để sửa rồi gửi lại."),
        "submit": _("Lập bản điều chỉnh"),
        "back": reverse("budgets:estimate", args=[estimate.uuid]),
        "nav_key": "budgets",
    }
    return render(request, "budgets/act.html", context)


@require_GET
@access(rights.READERS)
def pdf(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """The estimate as a paper to be signed."""
    estimate, found = estimate_or_404(request, pk)
    title = _("Dự toán %(year)s, %(unit)s") % {"year": estimate.budget.year, "unit": found.name}
    content = render_pdf(
        "budget-estimate", papers.estimate_paper(estimate, found), title=title, author=found.name
    )
    return pdf_response(content, f"du-toan {found.name} {estimate.budget.year}", inline=True)


@require_GET
@access(rights.READERS)
def sheet(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """The estimate as a workbook."""
    estimate, found = estimate_or_404(request, pk)
    name = f"du-toan {found.name} {estimate.budget.year}"
    return workbook_response(name, [papers.estimate_sheet(estimate, found)])
