"""Signatures and scans of the version in force."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from hoathuan.accounts.rules import CASE_WRITERS
from hoathuan.core.access import access
from hoathuan.core.ui.rows import Row
from hoathuan.settlements import selectors, words
from hoathuan.settlements.forms.texts import ScanForm, SignForm
from hoathuan.settlements.models import Signature
from hoathuan.settlements.services import signing

from .acting import act_page, agreement_or_404, done, writable_case


@require_http_methods(["GET", "POST"])
@access(CASE_WRITERS)
def sign(request, pk, line):
    """How one person stands behind the paper."""
    case = writable_case(request, pk)
    rows = Signature.objects.filter(uuid=line, recorded__agreement__case=case)
    one = rows.select_related("recorded").first()
    if one is None:
        raise Http404
    day = one.on_date or one.recorded.agreed_on
    initial = {"hand": one.hand, "on_date": day, "reason": one.reason, "seen": one.stand}
    stored = Row(_("Đang ghi"), one.get_hand_display(), words.day(one.on_date))
    form = SignForm(request.POST or None, initial=initial)
    back = reverse("settlements:version", args=[case.uuid, one.recorded.number])
    if form.is_valid() and done(
        form, lambda: signing.sign(actor=request.actor, signature=one, **form.cleaned_data)
    ):
        messages.success(request, _("Đã ghi."))
        return redirect(back)
    return act_page(request, case, form, one.full_name, submit=_("Ghi"), back=back, rows=[stored])


@require_http_methods(["GET", "POST"])
@access(CASE_WRITERS)
def scan(request, pk):
    """A photo of the signed paper."""
    case = writable_case(request, pk)
    version = selectors.newest_of(agreement_or_404(case))
    if version is None:
        raise Http404
    form = ScanForm(request.POST or None, request.FILES or None)
    back = reverse("settlements:version", args=[case.uuid, version.number])
    if form.is_valid() and done(
        form, lambda: signing.add_scan(actor=request.actor, version=version, upload=form.cleaned_data["file"])
    ):
        messages.success(request, _("Đã giữ tệp."))
        return redirect(back)
    return act_page(request, case, form, _("Đưa ảnh văn bản đã ký lên"), submit=_("Gửi tệp"), back=back)
