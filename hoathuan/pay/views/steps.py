"""The steps of a claim, each on a page of its own: confirm, send back, decide, refuse, take anew, drop."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from hoathuan.accounts.choices import SeatKind
from hoathuan.budgets.api import Document, Overspend, remaining, year_of
from hoathuan.core.access import access
from hoathuan.core.dates import today
from hoathuan.pay import money, patterns, rights, services, standing
from hoathuan.pay.choices import ClaimState, ItemState
from hoathuan.pay.forms.claims import DecideForm, HeadForm, PaperForm, ReasonForm, RefuseForm, SharingForm
from hoathuan.pay.services.deciding import same_person
from hoathuan.pay.services.keeping import changed_since, stands

from .pages import claim_or_404, done, flagged, form_page, home, named, own, sent, upload, with_relations


@access(rights.READERS)
def step(request, pk, word):
    """One step of a claim on a page of its own; who may not take it is told that there is no such page."""
    found = claim_or_404(request, pk)
    if not own(request.actor, found) or word not in _STEPS:
        raise Http404
    rule, act = _STEPS[word]
    if not rule(request.actor):
        raise Http404
    if request.method == "GET" and request.GET.get("ban", str(found.version)) != str(found.version):
        messages.info(request, changed_since(found))
        return redirect("pay:claim", pk=found.uuid)
    return act(request, found)


def _confirm(request, found):
    paper = request.actor.kind == SeatKind.COMMUNE_OFFICER
    seen = {"version": found.version}
    form: Any = HeadForm(sent(request), initial=seen)
    if paper:
        form = PaperForm(request.POST or None, request.FILES or None, initial=seen)

    def act() -> None:
        given = {"on": form.cleaned_data["on"], "paper": upload(request, form, "paper")} if paper else {}
        services.confirm(actor=request.actor, claim=found, version=form.cleaned_data["version"], **given)

    if form.is_valid() and done(request, form, act):
        found.refresh_from_db()
        words = _("Đã gửi xã. Xã quyết định và chi chậm nhất ngày %(day)s.")
        messages.success(request, words % {"day": f"{found.due_on:%d/%m/%Y}"})
        return redirect("pay:claim", pk=found.uuid)
    title = _("Ghi bản tổ trưởng đã ký") if paper else _("Xác nhận và gửi xã")
    return form_page(
        request, form, title, title, reverse("pay:claim", args=[found.uuid]), eyebrow=named(found)
    )


def _send_back(request, found):
    form = ReasonForm(request.POST or None)

    def act() -> None:
        services.send_back(actor=request.actor, claim=found, reason=form.cleaned_data["reason"])

    if form.is_valid() and done(request, form, act, _("Đã trả lại cho tổ bổ sung.")):
        return redirect("pay:claim", pk=found.uuid)
    title = _("Trả lại để bổ sung")
    return form_page(
        request, form, title, title, reverse("pay:claim", args=[found.uuid]), eyebrow=named(found)
    )


def _refuse(request, found):
    form = RefuseForm(request.POST or None, initial={"version": found.version})

    def act() -> None:
        version = form.cleaned_data["version"]
        services.refuse(actor=request.actor, claim=found, reason=form.words(), version=version)

    if form.is_valid() and done(request, form, act, _("Đã từ chối. In văn bản từ chối ở trang này.")):
        return redirect("pay:claim", pk=found.uuid)
    title = _("Từ chối cả đề nghị")
    return form_page(
        request, form, title, _("Từ chối bằng văn bản"), reverse("pay:claim", args=[found.uuid]),
        eyebrow=named(found),
    )  # fmt: skip


def _decide(request, found):
    if request.method == "GET" and found.state != ClaimState.SUBMITTED:
        messages.info(request, stands(found))
        return redirect("pay:claim", pk=found.uuid)
    items = flagged(with_relations(found.items.exclude(state=ItemState.DROPPED)))
    doubled = same_person(request.actor, found)
    form = DecideForm(sent(request), claim=found, items=items, doubled=doubled)

    def act() -> None:
        services.decide(
            actor=request.actor,
            claim=found,
            refusals=form.refusals(),
            overspend=_overspend(form.cleaned_data),
            version=form.cleaned_data["version"],
        )

    if form.is_valid() and done(request, form, act, _("Đã quyết định. Kế toán thấy khoản phải chi.")):
        return redirect("pay:claim", pk=found.uuid)
    left = None
    if found.now_commune is not None:
        left = remaining(found.now_commune, year_of(today()), money.PAY)
    context = {
        "nav_key": "pay",
        "crumbs": [home(request.actor)],
        "claim": found,
        "form": form,
        "odd": patterns.of_claim(found),
        "doubled": doubled,
        "remaining": left,
        "rule": standing.stated_on(found.now_commune_id, today()).text,
    }
    return TemplateResponse(request, "pay/decide.html", context)


def _overspend(data: dict[str, Any]) -> Overspend | None:
    if not data.get("overspend"):
        return None
    return Overspend(data["overspend"], Document(data["overspend_number"], data["overspend_on"]))


def _refresh(request, found):
    if request.method == "POST":
        done(
            request,
            None,
            lambda: services.refresh(actor=request.actor, claim=found),
            _("Đã sửa đề nghị cho khớp với sổ."),
        )
    return _question(
        request,
        found,
        _("Sửa đề nghị cho khớp với sổ"),
        _("Vụ việc đã sửa trong sổ, hoặc có thêm chứng cứ, được lấy lại như hôm nay."),
    )


def _drop(request, found):
    if request.method == "POST" and done(
        request, None, lambda: services.drop(actor=request.actor, claim=found), _("Đã bỏ đề nghị.")
    ):
        return redirect("pay:list")
    return _question(
        request, found, _("Bỏ đề nghị này"), _("Các vụ việc trong đề nghị lại có thể đề nghị sau.")
    )


def _question(request, found, title, lead):
    if request.method == "POST":
        return redirect("pay:claim", pk=found.uuid)
    return form_page(
        request, forms.Form(), title, title, reverse("pay:claim", args=[found.uuid]), lead=lead,
        eyebrow=named(found),
    )  # fmt: skip


def _share(request, found):
    form = SharingForm(request.POST or None)
    if form.is_valid():
        done(
            request, None,
            lambda: services.share_again(actor=request.actor, claim=found, sharing=form.cleaned_data["sharing"]),
            _("Đã chia lại."),
        )  # fmt: skip
    return redirect("pay:claim", pk=found.uuid)


_STEPS = {
    "xac-nhan": (rights.CONFIRMERS, _confirm),
    "tra-lai": (rights.RETURNERS, _send_back),
    "tu-choi": (rights.DECIDERS, _refuse),
    "quyet-dinh": (rights.DECIDERS, _decide),
    "cap-nhat": (rights.PREPARERS, _refresh),
    "bo": (rights.PREPARERS, _drop),
    "chia-lai": (rights.PREPARERS, _share),
}
