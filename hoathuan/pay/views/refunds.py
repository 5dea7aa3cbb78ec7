"""What a team was paid too much and gave back, and that it did not after all."""

from __future__ import annotations

from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from hoathuan.core.access import access
from hoathuan.core.ui.numbers import dong
from hoathuan.pay import refunding, rights, selectors
from hoathuan.pay.forms.money import DayForm, ReasonForm

from .pages import done, form_page


@access(rights.PAYERS)
def give_back(request, pk):
    """The team gave back what was paid too much before the register was put right."""
    found = get_object_or_404(selectors.differences_open(request.actor), uuid=pk)
    form = DayForm(request.POST or None)

    def act() -> None:
        refunding.refund(actor=request.actor, one=found, on=form.cleaned_data["on"])

    if form.is_valid() and done(request, form, act, _("Đã ghi nộp lại.")):
        return redirect("pay:owed")
    title = _("Ghi tổ đã nộp lại")
    return form_page(request, form, title, title, reverse("pay:owed"), lead=_about(found))


@access(rights.PAYERS)
def not_given_back(request, pk):
    """That a team gave money back was written down by mistake."""
    found = get_object_or_404(selectors.differences_returned(request.actor), uuid=pk)
    form = ReasonForm(request.POST or None)

    def act() -> None:
        refunding.undo_refund(actor=request.actor, one=found, **form.cleaned_data)

    if form.is_valid() and done(request, form, act, _("Đã bỏ: khoản này lại chờ tổ nộp.")):
        return redirect("pay:owed")
    title = _("Tổ chưa nộp lại, đã ghi nhầm")
    submit = _("Bỏ ghi nộp lại")
    return form_page(request, form, title, submit, reverse("pay:owed"), lead=_about(found))


def _about(found):
    return _("Vụ việc số %(case)s, %(amount)s") % {"case": found.item.case, "amount": dong(-found.amount)}
