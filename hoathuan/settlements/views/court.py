"""The way through the court: conditions, application, dossier, what the court did."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from hoathuan.accounts.rules import CASE_WRITERS
from hoathuan.cases.api import PartyRole, people_of
from hoathuan.core.access import access
from hoathuan.core.filenames import safe_filename
from hoathuan.core.ui.rows import Row
from hoathuan.documents.api import pdf_response
from hoathuan.settlements import clocks, dossier, rules, selectors, words
from hoathuan.settlements.forms.court import ApplicationForm, MistakeForm, StepForm, WishForm
from hoathuan.settlements.models import CourtText, VersionText
from hoathuan.settlements.services import court as services

from .acting import act_page, agreement_or_404, done, home, shown, writable_case

#: Step → word in the address, button.
STEPS = {
    "filed": ("nop-don", gettext_lazy("Đã nộp đơn")),
    "accepted": ("thu-ly", gettext_lazy("Tòa án đã thụ lý")),
    "asked": ("yeu-cau-tai-lieu", gettext_lazy("Tòa án yêu cầu tổ cung cấp tài liệu")),
    "answered": ("da-tra-loi", gettext_lazy("Tổ đã trả lời Tòa án")),
    "meeting": ("phien-hop", gettext_lazy("Tòa án đã mở phiên họp")),
    "recognised": ("cong-nhan", gettext_lazy("Tòa án công nhận")),
    "refused": ("khong-cong-nhan", gettext_lazy("Tòa án không công nhận")),
    "withdrawn": ("rut", gettext_lazy("Rút đơn, thôi yêu cầu")),
    "again": ("yeu-cau-lai", gettext_lazy("Các bên lại muốn yêu cầu")),
}
_BY_WORD = {word: step for step, (word, _label) in STEPS.items()}
#: The word in the address of taking the last step back.
MISTAKE = "ghi-nham"


def _court(case):
    agreement = agreement_or_404(case)
    found = selectors.court_of(agreement)
    if found is None:
        raise Http404
    found.agreement = agreement
    agreement.case = case
    return found


@require_http_methods(["GET", "POST"])
@access(CASE_WRITERS)
def court(request, pk):
    """The conditions as a checklist; once wished, where the request stands."""
    case = writable_case(request, pk)
    agreement = agreement_or_404(case)
    found = selectors.court_of(agreement)
    if found is None:
        return _wish(request, case, agreement)
    found.agreement = agreement
    name, confirmed = dossier.court_words(found, found.wished_on)
    text = CourtText.objects.filter(request=found).first()
    rows = [*words.court_rows(agreement), *_days(found), Row(_("Tòa án có thẩm quyền"), name)]
    context = shown(
        request.actor, case, court=found, rows=rows,
        unconfirmed=not confirmed, home_url=home(case), ended=not agreement.in_force,
        behind=words.court_behind(found, selectors.newest_of(agreement)),
        steps=_buttons(case, found, text), written=_is_written(text), unsigned=_unsigned(agreement),
        mistake_url=_mistake_url(case, found),
    )  # fmt: skip
    return TemplateResponse(request, "settlements/court.html", context)


def _is_written(text):
    """Whether somebody has saved the application; before that it holds its first words."""
    return text is not None and text.version > 1


def _unsigned(agreement):
    """That the newest version lacks signatures; nothing where all have signed, or where nothing is written."""
    waits = agreement.newest and agreement.signed_on is None and agreement.in_force
    return words.unsigned(agreement) if waits else ""


def _buttons(case, found, text):
    """What may be done, the next thing first: write the application, print everything, file it, what the court did."""
    steps = _steps(found)
    buttons = [
        (STEPS[step][1], reverse("settlements:court-step", args=[case.uuid, STEPS[step][0]]))
        for step in steps
    ]
    if "filed" not in steps or text is None:
        return buttons
    write = (_("Soạn đơn yêu cầu"), reverse("settlements:application", args=[case.uuid]))
    whole = (_("In cả hồ sơ"), reverse("settlements:dossier", args=[case.uuid]))
    return [*([] if _is_written(text) else [write]), whole, *buttons]


def _steps(found):
    agreement = found.agreement
    anew = rules.asks_anew(found, selectors.newest_of(agreement))
    return rules.court_steps(found.state, in_force=agreement.in_force, anew=anew)


def _mistake_url(case, found):
    """Where the last step is taken back; nothing where there is none."""
    if rules.court_mistake(found) is None:
        return ""
    return reverse("settlements:court-step", args=[case.uuid, MISTAKE])


def _days(found):
    named = [
        (_("Nộp đơn"), found.filed_on),
        (_("Thụ lý"), found.accepted_on),
        (_("Tòa án yêu cầu tài liệu"), found.asked_on),
        (_("Tổ trả lời"), found.answered_on),
        (_("Phiên họp"), found.met_on),
    ]
    return [Row(label, words.day(day)) for label, day in named if day]


def _wish(request, case, agreement):
    if not agreement.newest:
        messages.warning(
            request, _("Tòa án cần văn bản hòa giải thành. Soạn xong văn bản trước, rồi quay lại đây.")
        )
        return redirect("settlements:home", pk=case.uuid)
    form = WishForm(request.POST or None)
    if form.is_valid() and done(
        form, lambda: services.wish(actor=request.actor, case=case, **form.cleaned_data)
    ):
        messages.success(request, _("Đã ghi. Soạn đơn rồi in hồ sơ."))
        return redirect("settlements:court", pk=case.uuid)
    last = clocks.apply_by(agreement.agreed_on, case.now_commune)
    lead = _(
        "Tòa án công nhận thì thỏa thuận được thi hành như bản án (Bộ luật Tố tụng dân sự, Điều 416 đến 419)."
    )
    if last:
        lead += " " + _("Hạn cuối nộp đơn: %(day)s, %(left)s.") % {
            "day": words.day(last),
            "left": words.left_until(last),
        }
    return act_page(
        request, case, form, _("Yêu cầu Tòa án công nhận"), submit=_("Các bên muốn yêu cầu"), lead=lead
    )


@require_http_methods(["GET", "POST"])
@access(CASE_WRITERS)
def application(request, pk):
    """What the application says."""
    case = writable_case(request, pk)
    found = _court(case)
    text = CourtText.objects.filter(request=found).first()
    if text is None:
        raise Http404
    if text.version == 1:
        for name, value in _first(request.actor, case, found).items():
            setattr(text, name, value)
    initial = {name: getattr(text, name) for name in services.TEXTS}
    form = ApplicationForm(request.POST or None, record=text, initial=initial)

    def deed():
        data = dict(form.cleaned_data)
        services.write(actor=request.actor, court=found, version=data.pop("version"), texts=data)

    back = reverse("settlements:court", args=[case.uuid])
    if form.is_valid() and done(form, deed):
        messages.success(request, _("Đã lưu đơn. In hồ sơ để ký và nộp."))
        return redirect(back)
    lead = _("Tên Tòa án có thẩm quyền chưa được xác nhận: hỏi Tòa án trước khi nộp.")
    return act_page(
        request, case, form, _("Soạn đơn yêu cầu"), submit=_("Lưu đơn"), back=back, lead=lead,
        draft=f"don-{case.uuid}",
    )  # fmt: skip


def _first(actor, case, found):
    parties = [one for one in people_of(actor, case) if one.role == PartyRole.PARTY]
    first = parties[0] if parties else None
    others = "\n".join(
        ", ".join(part for part in (one.full_name, one.address) if part) for one in parties[1:]
    )
    name, address = (first.full_name, first.address) if first else ("", "")
    return dossier.first_words(found, name, address, others)


@require_GET
@access(CASE_WRITERS)
def dossier_pdf(request, pk):
    """Application, agreement and list of documents in one file."""
    case = writable_case(request, pk)
    found = _court(case)
    version = selectors.newest_of(found.agreement)
    text = CourtText.objects.filter(request=found).first()
    content = VersionText.objects.filter(recorded=version).first() if version else None
    if version is None or text is None or content is None:
        raise Http404
    version.agreement = found.agreement
    if text.version == 1:
        for name, value in _first(request.actor, case, found).items():
            setattr(text, name, value)
    made = dossier.dossier_pdf(found, text, version, content)
    return pdf_response(made, safe_filename(_("Hồ sơ Tòa án"), ".pdf"), inline=True)


@require_http_methods(["GET", "POST"])
@access(CASE_WRITERS)
def step(request, pk, word):
    """What the court did, on which real day."""
    if word == MISTAKE:
        return _mistake(request, pk)
    if word not in _BY_WORD:
        raise Http404
    case = writable_case(request, pk)
    found, name = _court(case), _BY_WORD[word]
    back = reverse("settlements:court", args=[case.uuid])
    if name == "again" and rules.asks_anew(found, selectors.newest_of(found.agreement)):
        return _wish(request, case, found.agreement)
    if request.method == "GET" and name not in _steps(found):
        messages.warning(request, _("Bước này không còn làm được. Xem yêu cầu đang ở đâu."))
        return redirect(back)
    form = StepForm(request.POST or None, record=found, decided=name in ("recognised", "refused"))
    if form.is_valid() and done(
        form, lambda: services.step(actor=request.actor, court=found, word=name, **form.cleaned_data)
    ):
        messages.success(request, _("Đã ghi."))
        return redirect(back)
    warning = _unsigned(found.agreement) if name == "filed" else ""
    return act_page(request, case, form, STEPS[name][1], submit=_("Ghi"), back=back, warning=warning)


def _mistake(request, pk):
    """The last step was written by mistake: back to the one before."""
    case = writable_case(request, pk)
    found = _court(case)
    back = reverse("settlements:court", args=[case.uuid])
    if request.method == "GET" and rules.court_mistake(found) is None:
        messages.warning(request, _("Chưa có bước nào ở Tòa án để bỏ."))
        return redirect(back)
    form = MistakeForm(request.POST or None, record=found)
    if form.is_valid() and done(
        form, lambda: services.take_back(actor=request.actor, court=found, **form.cleaned_data)
    ):
        messages.success(request, _("Đã bỏ bước ghi nhầm. Ghi lại bước đúng."))
        return redirect(back)
    title = _("Bỏ bước ghi nhầm: %(step)s") % {"step": found.get_state_display()}
    return act_page(request, case, form, title, submit=_("Bỏ bước này"), back=back)
