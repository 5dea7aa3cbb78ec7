"""Writing a dispute down: ended already, or just come in."""

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from hoathuan.accounts.rules import CASE_WRITERS, TEAM_SEATS
from hoathuan.cases import selectors, services
from hoathuan.cases.errors import CaseRefused
from hoathuan.cases.forms.entry import EndedCaseForm, ReceiveForm
from hoathuan.cases.relations import warnings_of
from hoathuan.cases.scoping import check_on_the_way, report_url
from hoathuan.cases.views import work_panels
from hoathuan.cases.views.detail import steps_of
from hoathuan.cases.views.lists import nav_key
from hoathuan.core.access import access


@access(CASE_WRITERS)
def record(request):
    """ "Ghi một vụ việc đã hòa giải"."""
    texts = {
        "title": _("Ghi một vụ việc đã hòa giải"),
        "lead": _("Chỉ cần trả lời mấy câu dưới đây. Những điều khác ghi sau cũng được."),
        "draft": "ghi-vu-viec",
        "nav_key": "cases-record" if TEAM_SEATS(request.actor) else "cases",
    }
    return _write(request, EndedCaseForm, services.record_ended_case, texts)


@access(CASE_WRITERS)
def receive(request):
    """ "Tiếp nhận vụ việc": it is open, and its steps follow."""
    check = check_on_the_way(request)
    lead = _("Vụ việc chưa hòa giải xong. Các bước sau ghi ở trang của vụ việc.")
    texts = {
        "title": _("Tiếp nhận một vụ việc mới"),
        "lead": f"{lead} {_('Các câu trả lời vừa rồi được giữ cùng vụ việc.')}" if check else lead,
        "draft": "tiep-nhan",
        "nav_key": nav_key(request.actor),
    }
    return _write(request, ReceiveForm, services.receive, texts, check=check)


def _write(request, form_class, service, texts, **also):
    form = form_class(request.POST or None, actor=request.actor, initial=_initial(request))
    if form.is_valid():
        try:
            case = service(actor=request.actor, entry=form.entry, **also)
        except CaseRefused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        else:
            return redirect("cases:saved", pk=case.uuid)
    return TemplateResponse(request, "cases/entry.html", {"form": form, **texts})


def _initial(request):
    """The team last written for, so that a book is typed without choosing it again."""
    return {"team": request.GET.get("to") or None, "field": request.GET.get("viec") or None}


@access(CASE_WRITERS)
def saved(request, pk):
    """What happened, the number in the book, and what may follow."""
    case = get_object_or_404(selectors.visible_cases(request.actor), uuid=pk)
    if not selectors.may_read_content(request.actor, case):
        raise Http404
    again = "cases:record" if case.outcome else "cases:receive"
    waits = case.events.danger_waiting().exists()
    context = {
        "case": case,
        "nav_key": nav_key(request.actor),
        "warnings": [*work_panels.stopped(case, waits), *warnings_of(request.actor, case)]
        if case.closed_on is None
        else [],
        "next": [
            *_first(request.actor, case, waits),
            (_("Ghi vụ việc khác của tổ này"), f"{reverse(again)}?to={case.team_id}"),
            (_("Xem và ghi thêm vào vụ việc này"), reverse("cases:detail", args=[case.uuid])),
            (_("Về sổ vụ việc"), reverse("cases:list")),
        ],
    }
    return TemplateResponse(request, "cases/saved.html", context)


def _first(actor, case, waits):
    """Danger that waits, or else the next step of what has just come in."""
    if waits:
        return [(_("Báo khẩn"), report_url(case))]
    return [] if case.outcome else steps_of(actor, case)[:1]
