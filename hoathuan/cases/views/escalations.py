"""Reports of danger: what a chair was told and answers, and what the head still has to tell."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from hoathuan.accounts.choices import SeatKind
from hoathuan.accounts.rules import CASE_WRITERS
from hoathuan.cases import selectors, services
from hoathuan.cases.errors import NotMet
from hoathuan.cases.forms import work
from hoathuan.cases.rights import ANSWERS, TOLD
from hoathuan.cases.services.escalating import may_answer, takes_answer
from hoathuan.cases.services.writing import may_write_on
from hoathuan.cases.views.lists import nav_key
from hoathuan.cases.views.posting import done
from hoathuan.core.access import access
from hoathuan.core.lists import paginate
from hoathuan.core.ui.rows import Row


@access(TOLD)
def told(request):
    """Reports of danger of the own disputes, or those that the chair was told of; the newest first."""
    _require_met(request.actor)
    page = paginate(request, selectors.escalations_told(request.actor), order=("-told_on", "-id"))
    context = {"page": page, "nav_key": nav_key(request.actor)}
    return TemplateResponse(request, "cases/escalations.html", context)


def _require_met(actor):
    """A chair who hears of danger by a notice is told whom to see, where no list of it can be shown."""
    if actor.unproven:
        raise NotMet(
            _(
                "Tài khoản này mới được mở, khôi phục hoặc giao vai, nên chưa đọc và chưa trả lời báo khẩn được. "
                "Hãy gọi ngay cho tổ trưởng để biết cần gì, và gặp trực tiếp công chức tư pháp xã để được xác nhận "
                "đúng là ông/bà."
            )
        )


def reported(request, case):
    """After a report to its page: no machine calls anybody, and there the head writes whom was told, and when."""
    if case.closed_on:
        messages.success(request, _("Đã lưu."))
    elif request.actor.kind == SeatKind.MEDIATOR:
        messages.success(
            request,
            _("Đã ghi giờ báo. Bây giờ gọi điện ngay cho tổ trưởng, công an. Phần mềm không gọi thay."),
        )
    else:
        messages.success(
            request,
            _("Đã ghi giờ báo. Bây giờ gọi điện ngay cho chủ tịch xã, công an. Phần mềm không gọi thay."),
        )
    return redirect("cases:escalation", pk=case.escalations.order_by("-id").first().uuid)


def _own(request, pk):
    _require_met(request.actor)
    return get_object_or_404(selectors.escalations_told(request.actor), uuid=pk)


@access(TOLD)
def escalation(request, pk):
    one = _own(request, pk)
    case, links = one.case, []
    if may_write_on(request.actor, case):
        links.append((_("Ghi đã báo lên"), reverse("cases:escalation-pass", args=[one.uuid])))
    if takes_answer(one) and may_answer(request.actor, one):
        links.insert(
            0 if one.passings.all() else 1,
            (_("Ghi trả lời"), reverse("cases:escalation-answer", args=[one.uuid])),
        )
    context = {
        "one": one,
        "case": case,
        "links": links,
        "rows": rows_of(one),
        "nav_key": nav_key(request.actor),
    }
    return TemplateResponse(request, "cases/escalation.html", context)


def rows_of(one):
    """Times, place and what is needed: nothing of what the dispute is about."""
    need = getattr(one, "need", None)
    rows = [
        Row(_("Việc gì"), one.get_kind_display()),
        Row(_("Cần gì ngay"), need.needed if need else ""),
        Row(_("Nơi"), ", ".join(str(place) for place in (one.case.village, one.case.now_commune) if place)),
        Row(_("Báo tổ trưởng"), _moment(one.told_at)),
    ]
    passings = [
        Row(_("Tổ trưởng báo lên"), _moment(each.passed_at), note=str(each)) for each in one.passings.all()
    ]
    rows += passings or [Row(_("Tổ trưởng báo lên"), _("Chưa báo"))]
    if one.answer:
        note = f"{one.answered_on:%d/%m/%Y}"
        rows.append(Row(_("Trả lời"), one.get_answer_display(), note=note))
        words, *former = need.answer_words.splitlines() if need and need.answer_words else [""]
        rows += [Row(_("Nội dung trả lời"), words)] if words else []
        rows += [Row(_("Trả lời trước đó"), line) for line in former]
    return rows


def _moment(when):
    return f"{localtime(when):%H:%M %d/%m/%Y}"


@access(CASE_WRITERS)
def pass_on(request, pk):
    one = _own(request, pk)
    if not may_write_on(request.actor, one.case):
        raise Http404
    return _write(request, one, _("Tổ trưởng đã báo lên"), work.PassForm, services.pass_on)


@access(ANSWERS)
def answer(request, pk):
    one = _own(request, pk)
    if not may_answer(request.actor, one):
        raise Http404
    return _write(request, one, _("Trả lời báo khẩn"), work.AnswerForm, services.answer_escalation)


def _write(request, one, title, form_class, service):
    form = form_class(request.POST or None, case=one.case, actor=request.actor)
    if form.is_valid() and done(request, form, service, one.case, escalation=one):
        messages.success(request, _("Đã lưu."))
        return redirect("cases:escalation", pk=one.uuid)
    context = {
        "case": one.case,
        "form": form,
        "title": title,
        "submit": _("Lưu"),
        "nav_key": nav_key(request.actor),
        "back_url": reverse("cases:escalation", args=[one.uuid]),
        "back_text": _("Báo khẩn"),
    }
    return TemplateResponse(request, "cases/step.html", context)
