"""Paying: what is owed, batches and their files, payments and who got them, arrears and totals."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from hoathuan.accounts.actor import Actor
from hoathuan.core import audit
from hoathuan.core.access import access
from hoathuan.core.dates import today
from hoathuan.core.lists import paginate
from hoathuan.core.ui.back import own_page
from hoathuan.core.ui.numbers import dong
from hoathuan.pay import filing, late, rights, selectors, services
from hoathuan.pay.choices import Method, PaymentState
from hoathuan.pay.errors import PayRefused
from hoathuan.pay.forms.money import BatchForm, DayForm, ReasonForm, SheetForm, VoucherForm
from hoathuan.pay.models import Batch, Line, Receipt, Transfer
from hoathuan.pay.purposes import pages_of
from hoathuan.pay.services.paying import taken_meanwhile
from hoathuan.pay.supports.selectors import arrears as support_arrears
from hoathuan.units.models import Unit

from .pages import done, form_page, home, payment_for_me_or_404, payment_or_404, upload

_SHOWN = 500
_LATE = 50


@access(rights.COMMUNE)
def owed(request):
    """What the commune has to pay; the accountant ticks and makes a batch."""
    actor = request.actor
    lines = list(selectors.owed(actor)[:_SHOWN])
    pages = pages_of(actor, lines)
    for one in lines:
        one.url = pages.get(one.pk, "")
    form = BatchForm(request.POST or None, layouts=_newest_layouts(actor))
    if request.method == "POST" and rights.PAYERS(actor):
        ticked = set(request.POST.getlist("chon"))
        chosen = [line for line in selectors.owed(actor) if str(line.uuid) in ticked]
        made: list[Batch] = []

        def act() -> None:
            if len(chosen) != len(ticked):
                raise PayRefused(taken_meanwhile())
            commune = Unit.objects.get(pk=actor.commune_id)
            data = form.cleaned_data
            made.append(services.make_batch(actor=actor, commune=commune, lines=chosen, **data))

        if form.is_valid() and done(request, form, act, _("Đã lập đợt chi. Xem trước rồi tải tệp.")):
            return redirect("pay:batch", pk=made[0].uuid)
    context = {
        "nav_key": "pay",
        "crumbs": [home(request.actor)],
        "lines": lines,
        "total": sum(line.amount for line in lines),
        "form": form if rights.PAYERS(actor) else None,
        "batches": list(selectors.batches_seen(actor).order_by("-id")[:20]),
        "extras": list(selectors.extras(actor)[:50]),
        "differences": list(selectors.differences_open(actor)[:50]),
        "returned": list(selectors.differences_returned(actor)[:20]),
        "pays": rights.PAYERS(actor),
        "today": today(),
    }
    return TemplateResponse(request, "pay/owed.html", context)


def _newest_layouts(actor: Any) -> Any:
    newest = selectors.layouts_of(actor).order_by("name", "-number").distinct("name")
    return selectors.layouts_of(actor).filter(pk__in=newest.values("pk")).order_by("name")


def _batch(request: Any, pk: Any) -> Batch:
    return get_object_or_404(selectors.batches_seen(request.actor), uuid=pk)


@access(rights.COMMUNE)
def batch(request, pk):
    """The payments of a batch, the file before it is sent (accounts masked), and the bank's voucher."""
    found = _batch(request, pk)
    payments = list(found.payments.select_related("team", "person").order_by("pk"))
    planned = [one for one in payments if one.state == PaymentState.PLANNED]
    alive = [one for one in payments if one.state != PaymentState.VOID]
    form = VoucherForm(request.POST or None, initial={"amount": sum(one.amount for one in planned or alive)})
    pays = request.method == "POST" and rights.PAYERS(request.actor)
    if pays and form.is_valid() and _paid(request, form, planned or alive):
        return redirect("pay:batch", pk=found.uuid)
    look = filing.look_of(found.layout)
    rows = filing.rows_of(request.actor, found)
    context = {
        "nav_key": "pay",
        "crumbs": [home(request.actor), (_("Khoản phải chi"), reverse("pay:owed"))],
        "batch": found,
        "payments": payments,
        "preview": filing.table_of(look, rows)[:30],
        "without_account": [
            row.receiver for row in rows if not row.account and row.payment.method == Method.BANK
        ],
        "form": form if rights.PAYERS(request.actor) else None,
        "again": not planned,
    }
    return TemplateResponse(request, "pay/batch.html", context)


def _paid(request: Any, form: Any, payments: list[Any]) -> bool:
    """Write a voucher down and say what it did."""

    def act() -> None:
        told = services.record_paid(actor=request.actor, payments=payments, **form.cleaned_data)
        if told.paid:
            messages.success(request, _("Đã ghi là đã chi: %(n)s khoản.") % {"n": len(told.paid)})
        if told.extra:
            words = _(
                "%(n)s khoản đã chi hoặc đã bỏ lệnh trước đó: chứng từ này ghi là chi thừa, cần nộp trả."
            )
            messages.warning(request, words % {"n": len(told.extra)})
        if told.known:
            messages.info(request, _("Chứng từ này đã ghi trước đó, không ghi lại."))

    return done(request, form, act)


@access(rights.PAYERS)
def batch_file(request, pk):
    """The file with whole account numbers: noted in the trail."""
    found = _batch(request, pk)
    rows = filing.rows_of(request.actor, found, opened=True)
    content, end = filing.written(filing.look_of(found.layout), rows)
    data = {"batch": str(found), "payments": len(rows), "layout": str(found.layout or "")}
    audit.record(actor=request.actor, action="pay.file_made", subject=found, data=data)
    kind = (
        "text/csv" if end == ".csv" else "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    )
    response = HttpResponse(content, content_type=kind)
    name = f"chi-{found.book_year}-{found.book_number}{end}"
    response["Content-Disposition"] = content_disposition_header(True, name) or ""
    response["Cache-Control"] = "private, no-store"
    return response


@access(rights.READERS)
def payment(request, pk):
    """One payment: what it pays, what the bank did, who has the money.

    Somebody of another team who has a share of it sees that share and nothing else.
    """
    found = payment_for_me_or_404(request, pk)
    actor = request.actor
    own = rights.of_team(actor, team_id=found.team_id, commune_id=found.now_commune_id)
    visitor = rights.TEAM(actor) and not own
    receivers = services.receivers_of(found) if own or visitor else []
    if visitor:
        receivers = [one for one in receivers if one.person_id == actor.seat.person_id]
    got = {receipt.person_id: receipt for receipt in found.receipts.select_related("sheet")}
    voucher = VoucherForm(None, initial={"amount": found.amount})
    if request.method == "POST" and own and rights.PAYERS(actor):
        voucher = VoucherForm(request.POST)
        if voucher.is_valid() and _paid(request, voucher, [found]):
            return redirect("pay:payment", pk=found.uuid)
    lines = list(found.lines.select_related("now_commune"))
    if visitor:
        lines = [line for line in lines if line.person_id == actor.seat.person_id]
    pages = pages_of(actor, lines)
    for line in lines:
        line.url = pages.get(line.pk, "")
    mine = actor.seat.person_id if actor.seat else None
    context = {
        "nav_key": "pay",
        "crumbs": [home(request.actor)],
        "payment": found,
        "amount": sum(one.amount for one in receivers) if visitor else found.amount,
        "prints": receivers and not visitor,
        "lines": lines,
        "receivers": [
            (one, receipt, receipt is not None and services.may_void(actor, found, receipt))
            for one in receivers
            for receipt in [got.get(one.person_id)]
        ],
        "mine": next((one for one in receivers if one.person_id == mine and mine not in got), None),
        "transfers": list(found.transfers.order_by("id")) if own else [],
        "form": voucher if own and rights.PAYERS(actor) else None,
        "sheets": own and rights.SHEETS(actor) and found.state == PaymentState.PAID,
        "voidable": own and rights.PAYERS(actor) and found.state == PaymentState.PLANNED,
        "pays": own and rights.PAYERS(actor),
        "today": today(),
    }
    return TemplateResponse(request, "pay/payment.html", context)


@access(rights.TEAM)
def receive(request, pk):
    """A mediator says that the money is in hand: one button."""
    found = payment_for_me_or_404(request, pk)
    mine = request.actor.seat.person_id
    one = next((one for one in services.receivers_of(found) if one.person_id == mine), None)
    if one is None:
        raise Http404
    if request.method == "POST":
        done(
            request, None, lambda: services.confirm_own(actor=request.actor, payment=found),
            _("Đã ghi: ông/bà đã nhận tiền."),
        )  # fmt: skip
        return redirect(
            own_page(request, request.POST.get("next")) or reverse("pay:payment", args=[found.uuid])
        )
    title = _("Tôi đã nhận tiền")
    lead = _("%(amount)s, tổ trưởng đã trả.") % {"amount": dong(one.amount)}
    return form_page(
        request, forms.Form(), title, title, reverse("pay:payment", args=[found.uuid]), lead=lead
    )


@access(rights.SHEETS)
def sheet(request, pk):
    """From one signed sheet with its scan."""
    found = payment_or_404(request, pk)
    if not rights.of_team(request.actor, team_id=found.team_id, commune_id=found.now_commune_id):
        raise Http404
    got = set(found.receipts.values_list("person_id", flat=True))
    left = [one for one in services.receivers_of(found) if one.person_id not in got]
    form = SheetForm(request.POST or None, request.FILES or None, receivers=left)

    def act() -> None:
        data = form.cleaned_data
        services.confirm_sheet(
            actor=request.actor, payment=found, people=[int(key) for key in data["people"]], on=data["on"],
            sheet=upload(request, form, "sheet"), by_other=data["by_other"],
        )  # fmt: skip

    back = reverse("pay:payment", args=[found.uuid])
    if form.is_valid() and done(request, form, act, _("Đã ghi người nhận tiền.")):
        return redirect(back)
    title = _("Ghi từ danh sách đã ký nhận")
    return form_page(request, form, title, title, back, eyebrow=found.reference)


@access(rights.PAYERS)
def void(request, pk):
    found = payment_or_404(request, pk)
    if request.method == "POST":
        done(
            request, None, lambda: services.void_payment(actor=request.actor, payment=found),
            _("Đã bỏ lệnh chi. Khoản này chờ lập lại."),
        )  # fmt: skip
        return redirect("pay:payment", pk=found.uuid)
    title = _("Bỏ lệnh chi này")
    back = reverse("pay:payment", args=[found.uuid])
    return form_page(request, forms.Form(), title, title, back, eyebrow=found.reference)


@access(rights.PAYERS)
def extra(request, pk, number):
    """Money that the bank paid twice is back."""
    found = payment_or_404(request, pk)
    transfer = get_object_or_404(Transfer, payment=found, pk=number, extra=True)
    form = DayForm(request.POST or None)

    def act() -> None:
        services.return_extra(actor=request.actor, transfer=transfer, on=form.cleaned_data["on"])

    back = reverse("pay:payment", args=[found.uuid])
    if form.is_valid() and done(request, form, act, _("Đã ghi nộp trả.")):
        return redirect(back)
    title = _("Ghi nộp trả khoản chi thừa")
    return form_page(request, form, title, title, back, eyebrow=transfer.bank_reference)


@access(rights.PAYERS)
def transfer_void(request, pk, number):
    """A voucher was written down by mistake."""
    found = payment_or_404(request, pk)
    transfer = get_object_or_404(Transfer, payment=found, pk=number, voided_on=None)
    form = ReasonForm(request.POST or None)

    def act() -> None:
        services.strike_transfer(actor=request.actor, transfer=transfer, **form.cleaned_data)

    back = reverse("pay:payment", args=[found.uuid])
    if form.is_valid() and done(request, form, act, _("Đã bỏ chứng từ ghi nhầm.")):
        return redirect(back)
    title = _("Chứng từ này ghi nhầm")
    lead = _(
        "Chứng từ %(code)s thôi không tính; khoản chi trở lại như trước khi ghi. Dòng cũ vẫn xem lại được."
    )
    lead %= {"code": transfer.bank_reference}
    return form_page(
        request, form, title, _("Bỏ chứng từ ghi nhầm"), back, lead=lead, eyebrow=found.reference
    )


@access(rights.RECEIPT_KEEPERS)
def receipt_void(request, pk, number):
    """Somebody has not got the money after all."""
    found = payment_for_me_or_404(request, pk)
    receipt = get_object_or_404(Receipt, payment=found, uuid=number)
    if not services.may_void(request.actor, found, receipt):
        raise Http404
    form = ReasonForm(request.POST or None)

    def act() -> None:
        services.void_receipt(actor=request.actor, receipt=receipt, **form.cleaned_data)

    back = reverse("pay:payment", args=[found.uuid])
    if form.is_valid() and done(request, form, act, _("Đã bỏ xác nhận đã nhận tiền.")):
        return redirect(back)
    title = _("Bỏ xác nhận đã nhận tiền")
    lead = _("%(name)s, %(amount)s.") % {"name": receipt.person, "amount": dong(receipt.amount)}
    return form_page(request, form, title, title, back, lead=lead, eyebrow=found.reference)


@access(rights.READERS)
def line(request, pk):
    """To the page of what a sum pays; where another unit keeps that page, the sum is told in words."""
    found: Line = get_object_or_404(selectors.lines_seen(request.actor), uuid=pk)
    page = pages_of(request.actor, [found]).get(found.pk)
    if page:
        return redirect(page)
    messages.info(request, _("%(label)s: %(amount)s.") % {"label": found.label, "amount": dong(found.amount)})
    return redirect("pay:payment", found.payment.uuid) if found.payment else redirect("pay:list")


@access(rights.OVERSEERS)
def arrears(request):
    """What should have been decided, paid or handed out by now, the oldest first, each with its age."""
    actor = request.actor
    page = paginate(request, late.unpaid(actor), order=("due_on", "id"))
    waiting, kept = late.undecided(actor), late.held(actor)
    context = {
        "nav_key": "pay",
        "crumbs": [home(request.actor)],
        "page": page,
        "lines": _aged(page.rows, "due_on"),
        "undecided": _aged(waiting[:_LATE], "due_on"),
        "undecided_count": waiting.count(),
        "held": _aged(kept[:_LATE], "hand_out_by"),
        "held_count": kept.count(),
        "by_unit": [] if actor.commune_id else late.by_unit(actor),
        "own": rights.COMMUNE(actor),
        **_not_asked(actor),
    }
    return TemplateResponse(request, "pay/arrears.html", context)


def _not_asked(actor: Actor) -> dict[str, Any]:
    """What the commune owes and nobody has asked for: disputes by team, months of support in one line."""
    if actor.commune_id is None:
        return {}
    waiting, months = late.unasked(actor), support_arrears(actor.commune_id)
    return {
        "unasked": waiting,
        "unasked_count": sum(one.count for one in waiting),
        "may_draft": rights.PREPARERS(actor),
        "behind": len(months),
        "behind_amount": sum(row.amount for row in months),
    }


def _aged(rows: Any, last_day: str) -> list[Any]:
    """The rows, each with the days since its last day."""
    found = list(rows)
    for one in found:
        one.age = (today() - getattr(one, last_day)).days
    return found


def _year(year: int) -> tuple[date, date]:
    return date(year, 1, 1), date(year, 12, 31)


@access(rights.OVERSEERS)
def totals(request):
    """Asked, approved, refused, paid and late by commune (for the country by province)."""
    given = request.GET.get("nam", "")
    year = int(given) if given.isascii() and given.isdigit() and 2014 <= int(given) <= 2100 else today().year
    rows = selectors.sums_below(request.actor, *_year(year))
    names = ("asked", "approved", "refused", "waiting", "paid", "owed", "late")
    context = {
        "nav_key": "pay",
        "crumbs": [home(request.actor)],
        "rows": rows,
        "sum": {name: sum(getattr(row, name) for row in rows) for name in names},
        "year": year,
        "years": [year - 1, year + 1],
    }
    return TemplateResponse(request, "pay/totals.html", context)
