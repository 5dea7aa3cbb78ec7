"""What is written into the ledger by hand: allocations, spending, over-spending, carrying over."""

from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from hoathuan.accounts.actor import actor_in
from hoathuan.budgets import rights, selectors, services, yearly
from hoathuan.budgets.choices import EntryKind
from hoathuan.budgets.errors import BudgetRefused
from hoathuan.budgets.forms import (
    AllocationForm,
    ApportionForm,
    CarryForm,
    OverspendForm,
    ReasonForm,
    SpendingForm,
)
from hoathuan.budgets.holders import Holder
from hoathuan.budgets.models import Entry
from hoathuan.budgets.values import Overspend, Reference
from hoathuan.core.access import access
from hoathuan.core.errors import DomainError
from hoathuan.core.text import legal_text
from hoathuan.units.models import Unit

from .finding import chosen_year, holder_or_404, only, page_of, refuse

#: of a form that was opened: sent twice, it is written once
FORM = "ma"


@require_http_methods(["GET", "POST"])
@access(rights.KEEPERS)
def allocate(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One decision, all its lines together."""
    found, year = _holder(request, pk, rights.may_allocate), chosen_year(request)
    form = AllocationForm(request.POST or None, initial=_as_estimated(request, found, year))
    if form.is_valid():
        try:
            _allocate(request, found, year, form)
        except DomainError as refused:
            refuse(form, refused)
        else:
            messages.success(request, _("Đã ghi quyết định giao dự toán."))
            return redirect(page_of("holder", found, year))
    context = {"form": form, "holder": found, "year": year, "nav_key": "budgets"}
    return render(request, "budgets/allocate.html", context)


@transaction.atomic
def _allocate(request: HttpRequest, found: Holder, year: int, form: AllocationForm) -> None:
    data = form.cleaned_data
    for line, amount in data["given"].items():
        services.allocate(
            actor=actor_in(request),
            unit=found.unit,
            body=found.body,
            year=year,
            line=line,
            amount=amount,
            document=form.document(),
            source=data["source"],
            donor=data["donor"],
        )


def _as_estimated(request: HttpRequest, found: Holder, year: int) -> dict[str, Any]:
    """With ?theo=du-toan: what was estimated and not yet allocated stands in the form."""
    if request.GET.get("theo") != "du-toan":
        return {}
    lines = [line for line in yearly.year_of_holder(found, year).lines if line.source == "state"]
    return {
        AllocationForm.name_of(line.line): max(0, line.estimated - line.sums.allocated) or None
        for line in lines
    }


@require_http_methods(["GET", "POST"])
@access(rights.KEEPERS)
def spend(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Money that went out by a voucher."""
    found, year = _holder(request, pk, rights.may_keep), chosen_year(request)
    form = SpendingForm(request.POST or None)

    def deed() -> None:
        data = form.cleaned_data
        words = legal_text("%(label)s (chứng từ %(voucher)s)")
        label = words % {"label": data["label"], "voucher": data["voucher"]}
        key = f"{found.uuid}:{_token(request)}"
        services.spend(
            actor=actor_in(request), unit=found.unit, body=found.body, year=year, line=data["line"],
            amount=data["amount"], source=data["source"], reference=Reference(selectors.VOUCHER, key, label),
            on=data["on_date"],
        )  # fmt: skip

    return _act(
        request, found, year, form, deed,
        title=_("Ghi khoản đã chi"),
        lead=_("Thù lao và hỗ trợ cho hòa giải viên được ghi khi chi trả, không ghi ở đây."),
        submit=_("Ghi khoản chi"), done=_("Đã ghi khoản chi."),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@access(rights.LEADERS)
def overspend(request: HttpRequest, pk: UUID) -> HttpResponse:
    """A leader lets a line go below nothing."""
    found, year = _holder(request, pk, rights.may_overspend), chosen_year(request)
    form = OverspendForm(request.POST or None)

    def deed() -> None:
        data = form.cleaned_data
        services.allow_overspend(
            actor=actor_in(request), unit=found.unit, body=found.body, year=year, line=data["line"],
            amount=data["amount"], source=data["source"], overspend=Overspend(data["reason"], form.document()),
            token=f"{found.uuid}:{_token(request)}",
        )  # fmt: skip

    return _act(
        request, found, year, form, deed,
        title=_("Cho chi vượt dự toán"),
        lead=_("Tên người cho, lý do và văn bản hiện ở mọi trang có khoản chi này."),
        submit=_("Cho chi vượt"), done=_("Đã ghi quyết định cho chi vượt."),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@access(rights.KEEPERS)
def carry(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What remains of a year that ended goes into the next one."""
    found, year = _holder(request, pk, rights.may_keep), chosen_year(request)
    form = CarryForm(request.POST or None)

    def deed() -> None:
        data = form.cleaned_data
        given: dict[str, Any] = {
            "actor": actor_in(request), "unit": found.unit, "body": found.body, "year": year, "line": data["line"],
            "source": data["source"], "document": form.document(),
        }  # fmt: skip
        with transaction.atomic():
            if data["held"]:
                services.carry_commitments(**given)
            if data["amount"]:
                services.carry_over(**given, amount=data["amount"])

    return _act(
        request, found, year, form, deed,
        title=_("Chuyển kinh phí sang năm sau"),
        lead=_("Chỉ chuyển phần còn lại của năm %(year)s, khi năm đã hết và có văn bản cho chuyển.") % {"year": year},
        submit=_("Chuyển sang năm sau"), done=_("Đã chuyển sang năm sau."),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@access(rights.APPORTIONERS)
def apportion(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The province shares out what a commune that was split still had."""
    budget = selectors.waiting(actor_in(request)).filter(uuid=pk).select_related("unit").first()
    if budget is None:
        raise Http404
    form = ApportionForm(request.POST or None, units=selectors.came_after(budget.unit))

    def deed() -> None:
        data = form.cleaned_data
        services.apportion(
            actor=actor_in(request), budget=budget, to=form.unit, line=data["line"], amount=data["amount"],
            source=data["source"], document=form.document(),
        )  # fmt: skip

    province = holder_or_404(request, Unit.objects.get(pk=budget.now_province_id or 0).uuid)
    return _act(
        request, province, budget.year, form, deed,
        title=_("Phân bổ kinh phí của %(unit)s (cũ)") % {"unit": budget.unit.name},
        lead=_("Xã này đã được chia; phần chưa phân bổ không ai chi được."),
        submit=_("Phân bổ"), done=_("Đã phân bổ."),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@access(rights.KEEPERS)
def take_back(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What was typed wrong, an allocation or a spending by hand, is answered by an entry the other way."""
    entry = (
        Entry.objects.select_related("budget__unit", "budget__body")
        .filter(selectors.BY_HAND, uuid=pk)
        .first()
    )
    if entry is None:
        raise Http404
    body = entry.budget.body
    title, allowed, verb = _taking_back(entry)
    found = _holder(request, body.uuid if body else entry.budget.unit.uuid, allowed)
    form = ReasonForm(request.POST or None)

    def deed() -> None:
        verb(actor=actor_in(request), entry=entry, reason=form.cleaned_data["reason"])

    return _act(
        request, found, entry.year, form, deed,
        title=title,
        lead=entry.label,
        submit=_("Rút lại"), done=_("Đã rút lại; cả hai lần ghi vẫn còn trong sổ."),
    )  # fmt: skip


def _taking_back(entry: Entry) -> tuple[str, Callable[..., bool], Callable[..., Entry]]:
    """What it is called, who may, by which verb."""
    if entry.kind == EntryKind.SPENDING:
        return _("Rút lại khoản chi ghi nhầm"), rights.may_keep, services.take_back_spending
    if entry.key.startswith(selectors.PART_IN):
        return _("Rút lại lần phân bổ nhầm"), rights.may_apportion, services.take_back_apportioned
    return _("Rút lại lần giao dự toán nhập nhầm"), rights.may_allocate, services.take_back_allocation


def _holder(request: HttpRequest, pk: UUID, allowed: Callable[..., bool]) -> Holder:
    found = holder_or_404(request, pk)
    only(request, found, allowed)
    return found


def _token(request: HttpRequest) -> str:
    """Of this form: sent twice it is written once."""
    try:
        return str(UUID(request.POST.get(FORM, "")))
    except ValueError:
        return str(uuid4())


def _act(
    request: HttpRequest,
    found: Holder,
    year: int,
    form: Any,
    deed: Callable[[], None],
    *,
    title: str,
    lead: str,
    submit: str,
    done: str,
) -> HttpResponse:
    if form.is_valid():
        try:
            deed()
        except BudgetRefused as refused:
            refuse(form, refused)
        else:
            messages.success(request, done)
            return redirect(page_of("holder", found, year))
    context = {
        "form": form,
        "holder": found,
        "year": year,
        "title": title,
        "lead": lead,
        "submit": submit,
        "back": page_of("holder", found, year),
        "token": _token(request),
        "nav_key": "budgets",
    }
    return render(request, "budgets/act.html", context)
