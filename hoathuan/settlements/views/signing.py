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
from hoathuan.settlements.choices import Hand
from hoathuan.settlements.forms.texts import ScanForm, ScanSignersForm, SignForm
from hoathuan.settlements.models import Signature
from hoathuan.settlements.services import scanned, signing

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
    chosen = "" if one.hand == Hand.WAITING else one.hand  # nobody writes "not yet" by pressing a button
    initial = {"hand": chosen, "on_date": day, "reason": one.reason, "seen": one.stand}
    stored = Row(_("Đang ghi"), one.get_hand_display(), words.day(one.on_date))
    form = SignForm(request.POST or None, initial=initial, stored=one.hand)
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
        return redirect("settlements:scan-signers", pk=case.uuid)
    return act_page(request, case, form, _("Đưa ảnh văn bản đã ký lên"), submit=_("Gửi tệp"), back=back)


@require_http_methods(["GET", "POST"])
@access(CASE_WRITERS)
def scan_signers(request, pk):
    """After a photo: everybody who stands on it, on one page."""
    case = writable_case(request, pk)
    version = selectors.newest_of(agreement_or_404(case))
    if version is None:
        raise Http404
    back = reverse("settlements:version", args=[case.uuid, version.number])
    lines = list(version.signatures.filter(hand=Hand.WAITING))
    photo = version.scans.select_related("file").last()
    if not lines or photo is None:
        return redirect(back)
    form = ScanSignersForm(request.POST or None, lines=lines, initial={"on_date": version.agreed_on})
    if form.is_valid() and done(
        form,
        lambda: scanned.sign_together(
            actor=request.actor, hands=form.hands, on_date=form.cleaned_data["on_date"]
        ),
    ):
        messages.success(request, _("Đã ghi."))
        return redirect(back)
    shown = Row(_("Ảnh vừa đưa lên"), photo.file.name, url=photo.file.get_absolute_url(), link=_("Xem ảnh"))
    return act_page(
        request, case, form, _("Ai đã ký trên ảnh này?"), submit=_("Ghi"), back=back, rows=[shown]
    )
