"""The note of unsuccessful mediation that a party asks for."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from hoathuan.accounts.rules import CASE_WRITERS
from hoathuan.cases.api import Outcome, content_of
from hoathuan.core.access import access
from hoathuan.core.filenames import safe_filename
from hoathuan.documents.api import pdf_response
from hoathuan.settlements import papers, prefill
from hoathuan.settlements.forms.court import FailureForm
from hoathuan.settlements.models import FailureNote
from hoathuan.settlements.services import failing

from .acting import act_page, done, shown, writable_case


@require_http_methods(["GET", "POST"])
@access(CASE_WRITERS)
def new(request, pk):
    """Write the note; the dispute gives its first words."""
    case = writable_case(request, pk)
    if case.outcome != Outcome.UNSUCCESSFUL or case.voided_on:
        raise Http404
    form = FailureForm(request.POST or None, initial=_first(request.actor, case))
    if form.is_valid():
        data = dict(form.cleaned_data)
        day = data.pop("made_on")
        if done(form, lambda: failing.note_failure(actor=request.actor, case=case, made_on=day, texts=data)):
            messages.success(request, _("Đã lập văn bản. In ra để ký và trao cho bên yêu cầu."))
            return redirect("settlements:failures", pk=case.uuid)
    lead = papers.wording("failure")["unconfirmed"]
    return act_page(
        request, case, form, _("Văn bản hòa giải không thành"), submit=_("Lập văn bản"), lead=lead
    )


def _first(actor, case):
    content = content_of(actor, case)
    words = prefill.words_of(actor, case)
    mediators = prefill.mediators_of(case)
    return {
        "place": case.now_commune.name if case.now_commune else "",
        "parties": words["parties"],
        "summary": content.summary if content else "",
        "requests": content.agreement if content else "",
        "reason": case.get_ending_display(),
        "mediator": mediators[0] if mediators else "",
    }


@require_GET
@access(CASE_WRITERS)
def notes(request, pk):
    """All notes of a dispute, newest first."""
    case = writable_case(request, pk)
    rows = FailureNote.objects.filter(case=case)
    return TemplateResponse(request, "settlements/failures.html", shown(request.actor, case, notes=rows))


@require_GET
@access(CASE_WRITERS)
def note_pdf(request, pk, key):
    """The note as it was written."""
    case = writable_case(request, pk)
    note = get_object_or_404(FailureNote, uuid=key, case=case)
    note.case = case
    return pdf_response(
        papers.failure_pdf(note), safe_filename(_("Hòa giải không thành"), ".pdf"), inline=True
    )
