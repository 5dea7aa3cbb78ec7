"""Trial and application: each asked for here, done by a job, seen on the reform's page."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hoathuan.core.access import access
from hoathuan.core.dates import today
from hoathuan.core.errors import DomainError
from hoathuan.core.ui.sending import get_or_post
from hoathuan.reforms.forms.heads import ApplyForm
from hoathuan.reforms.rules import REFORMERS
from hoathuan.reforms.selectors import counted, said_of
from hoathuan.reforms.services.running import ask_apply, ask_preview, is_approved, was_tried, withdraw
from hoathuan.units.models import Reform

from . import found
from .drafts import address


@require_POST
@access(REFORMERS)
def preview(request: HttpRequest, pk: str) -> HttpResponse:
    reform = found.draft_of(request, pk)
    try:
        job = ask_preview(reform=reform, version=found.version_in(request), actor=found.actor_in(request))
    except DomainError as refused:
        messages.error(request, str(refused))
        return redirect(address(reform))
    return redirect(job)


@get_or_post
@access(REFORMERS)
def apply(request: HttpRequest, pk: str) -> HttpResponse:
    """The last question, with what the trial counted; then the job."""
    reform = found.draft_of(request, pk)
    if not was_tried(reform):
        messages.error(request, _("Xem trước trước đã, rồi mới thực hiện."))
        return redirect(address(reform))
    form = ApplyForm(request.POST or None, record=reform, words=_words(reform))
    if form.is_valid():
        try:
            job = ask_apply(
                reform=reform, version=form.cleaned_data["version"], actor=found.actor_in(request)
            )
        except DomainError as refused:
            form.add_error(None, str(refused))
        else:
            if job is None:
                messages.success(request, _("Đã duyệt. Đến ngày có hiệu lực, phần mềm tự thực hiện."))
            return redirect(job or address(reform))
    context = {
        "reform": reform,
        "form": form,
        "later": reform.on_date > today(),
        "back_url": address(reform),
        "nav_key": "reforms",
    }
    return render(request, "reforms/apply.html", context)


def _words(reform: Reform) -> str:
    """ "Tôi xác nhận …": the day and the numbers, so that nobody applies another one by mistake."""
    said = said_of(counted(Reform.objects.filter(pk=reform.pk)).get())
    return _("Tôi đã xem kỹ và xác nhận: từ ngày %(day)s, %(what)s.") % {
        "day": f"{reform.on_date:%d/%m/%Y}",
        "what": said,
    }


@require_POST
@access(REFORMERS)
def take_back(request: HttpRequest, pk: str) -> HttpResponse:
    """Withdraw the approval of a reform that waits for its day."""
    reform = found.draft_of(request, pk)
    try:
        if is_approved(reform):
            withdraw(reform=reform, version=found.version_in(request), actor=found.actor_in(request))
    except DomainError as refused:
        messages.error(request, str(refused))
    return redirect(address(reform))
