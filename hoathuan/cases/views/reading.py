"""Reading with a reason, and who has read."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from hoathuan.accounts.rules import CASE_WRITERS
from hoathuan.cases import displays, selectors, services
from hoathuan.cases.errors import CaseRefused
from hoathuan.cases.forms.reading import ReadingForm
from hoathuan.cases.rights import INSPECTORS
from hoathuan.cases.services.writing import may_write
from hoathuan.cases.views.lists import nav_key
from hoathuan.cases.views.own import own_case
from hoathuan.core.access import access
from hoathuan.core.lists import paginate

_SHOWN = 5


def shown(actor, case):
    """What the page of a dispute says of reading: for its own people who read it, for an inspector how to."""
    if INSPECTORS(actor):
        until = selectors.reading_until(actor, case)
        return {"opens": True, "open_until": localtime(until) if until else None}
    if not may_write(actor, team_id=case.team_id, commune_id=case.now_commune_id):
        return {}
    newest = displays.readers_of(case).order_by("-id")[:_SHOWN]
    return {"readers": displays.with_reasons(newest)}


@access(INSPECTORS)
def ask(request, pk):
    """State a reason; the content is then open to this seat until midnight."""
    case = own_case(request, pk)
    form = ReadingForm(request.POST or None)
    if form.is_valid() and _opened(request, case, form):
        return redirect("cases:detail", pk=case.uuid)
    context = {
        "case": case,
        "form": form,
        "title": _("Đọc nội dung vụ việc"),
        "lead": _("Lý do được lưu lại và hiện cho tổ hòa giải, công chức tư pháp xã của vụ việc này."),
        "nav_key": nav_key(request.actor),
    }
    return TemplateResponse(request, "cases/step.html", context)


def _opened(request, case, form):
    try:
        until = services.open_reading(actor=request.actor, case=case, **form.cleaned_data)
    except CaseRefused as refusal:
        form.add_error(refusal.field or None, str(refusal))
        return False
    text = _("Nội dung vụ việc mở cho ông/bà đến %(until)s.")
    messages.success(request, text % {"until": f"{localtime(until):%H:%M %d/%m/%Y}"})
    return True


@access(CASE_WRITERS)
def readers(request, pk):
    """Everyone who was shown the content, newest first."""
    case = own_case(request, pk)
    if not may_write(request.actor, team_id=case.team_id, commune_id=case.now_commune_id):
        raise Http404
    page = paginate(request, displays.readers_of(case), order=("-id",))
    context = {
        "case": case,
        "page": page,
        "readers": displays.with_reasons(page.rows),
        "nav_key": nav_key(request.actor),
        "back_url": reverse("cases:detail", args=[case.uuid]),
        "back_text": _("Vụ việc %(number)s") % {"number": case},
    }
    return TemplateResponse(request, "cases/readers.html", context)
