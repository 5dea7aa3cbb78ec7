"""Requests for support after an accident, an illness or a death on duty."""

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from hoathuan.core.access import access
from hoathuan.core.attachments.api import AttachmentRefused, store
from hoathuan.core.lists import paginate
from hoathuan.core.ui.rows import Row
from hoathuan.core.ui.sending import get_or_post
from hoathuan.documents.api import papers_about, pdf_response
from hoathuan.pay.supports import papers, rights, rules
from hoathuan.pay.supports import selectors_accidents as selectors
from hoathuan.pay.supports.choices import AccidentState as State
from hoathuan.pay.supports.choices import Certifier, ItemKind
from hoathuan.pay.supports.figures import deadline_of
from hoathuan.pay.supports.forms import accidents as forms
from hoathuan.pay.supports.services import accidents as filing
from hoathuan.pay.supports.services import deciding

from .shared import NAV, done, form_page, saved

MARKS = {
    State.FILED: "risk",
    State.CERTIFIED: "go",
    State.COMPLETE: "go",
    State.SUBMITTED: "go",
    State.APPROVED: "go",
    State.PAID: "done",
    State.REFUSED: "idle",
    State.WITHDRAWN: "idle",
}


def crumbs():
    return [(_("Hỗ trợ khi gặp tai nạn"), reverse("pay:accidents"))]


@require_GET
@access(rights.ACCIDENT_READERS)
def accidents(request):
    """Requests that concern the seat."""
    page = paginate(request, selectors.visible_accidents(request.actor), order=("-id",))
    for one in page.rows:
        one.mark, one.deadline = MARKS[one.state], deadline_of(one)
    context = {"page": page, "may_file": rights.FILERS(request.actor), "nav_key": NAV}
    return TemplateResponse(request, "pay/supports/accidents.html", context)


@get_or_post
@access(rights.FILERS)
def new(request):
    mediators = selectors.mediators_to_name(request.actor)
    own = mediators[0] if request.actor.kind == "mediator" and mediators else None
    form = forms.FileForm(request.POST or None, mediators=mediators, initial={"mediator": own})
    if form.is_valid():
        made = []
        if done(form, lambda **given: made.append(filing.file_request(**given)), actor=request.actor,
                request=form.request()):  # fmt: skip
            url = reverse("pay:accident", args=[made[0].uuid])
            return saved(request, url, _("Đã ghi giấy đề nghị."))
    lead = _("Ghi lại giấy đề nghị. Giấy tờ bệnh viện nộp sau cũng được.")
    return form_page(
        request, form, _("Đề nghị hỗ trợ"), _("Ghi giấy đề nghị"), reverse("pay:accidents"), lead=lead
    )


def own_accident(request, pk):
    """A request that concerns the seat, with its content; any other does not exist."""
    return get_object_or_404(selectors.visible_accidents(request.actor), uuid=pk)


@require_GET
@access(rights.ACCIDENT_READERS)
def accident(request, pk):
    one = own_accident(request, pk)
    content = one.content
    office = rights.COMMUNE(request.actor)
    health = office or request.actor.seat.person_id == content.person_id
    papers_held = selectors.papers_of(request.actor, one)
    context = {
        "accident": one,
        "mark": MARKS[one.state],
        "facts": _facts(one, content),
        "covered": rules.is_covered(content.situation),
        "clause": rules.COVERED,
        "items": _items(content) if health else [],
        "amount": content.amount,
        "papers": papers_held,
        "shows_papers": health,
        "missing": _missing(one, content) if health and one.state in filing.OPEN else [],
        "steps": [
            (step.label, step.url(one))
            for step in STEPS.values()
            if step.open_to(request.actor, one, content)
        ],
        "documents": papers_about(request.actor, one) if office else [],
        "offered": papers.offered(one) if rights.EXAMINERS(request.actor) else [],
        "crumbs": crumbs(),
        "nav_key": NAV,
    }
    return TemplateResponse(request, "pay/supports/accident.html", context)


def _missing(one, content):
    return [
        {"label": kind.label, "unconfirmed": kind in rules.UNCONFIRMED_PAPERS}
        for kind in filing.missing_papers(one, content)
    ]


def _items(content):
    return [{**line, "label": ItemKind(line["kind"]).label} for line in content.items]


def _facts(one, content):
    deadline = deadline_of(one)
    certifier = Certifier(content.certifier).label
    rows = [
        Row(_("Hòa giải viên"), content.victim, note=str(one.team)),
        Row(
            _("Việc xảy ra"),
            content.get_harm_display(),
            note=f"{content.happened_on:%d/%m/%Y}, {content.place}",
        ),
        *([Row(_("Ngày qua đời"), f"{content.died_on:%d/%m/%Y}")] if content.died_on else []),
        Row(_("Khi nào"), content.get_situation_display()),
        Row(_("Sự việc"), content.account),
        Row(_("Bảo hiểm y tế"), content.get_insured_display()),
        Row(_("Người đề nghị"), content.asker_name, note=content.asker_relation),
        Row(_("Người xác nhận"), content.certified_by or certifier, note=_on(one.certified_on)),
        Row(_("Ngày nộp"), f"{one.filed_on:%d/%m/%Y}"),
    ]
    if one.complete_on:
        rows.append(Row(_("Ngày đủ hồ sơ"), f"{one.complete_on:%d/%m/%Y}"))
    if one.submitted_on:
        rows.append(Row(_("Trình"), one.decided_office, note=_on(one.submitted_on)))
    if deadline:
        rows.append(
            Row(
                _("Hạn của bước này"),
                f"{deadline.on:%d/%m/%Y}",
                note=f"{deadline.value}: {deadline.value.cited}",
            )
        )
    if one.decided_on:
        rows.append(Row(_("Ngày quyết định"), f"{one.decided_on:%d/%m/%Y}", note=one.decision_number))
    if content.payee:
        rows.append(Row(_("Người nhận tiền"), content.payee))
    if content.reason:
        rows.append(Row(_("Lý do"), content.reason))
    if one.paid_on:
        rows.append(Row(_("Ngày chi"), f"{one.paid_on:%d/%m/%Y}"))
    return rows


def _on(day):
    return f"{day:%d/%m/%Y}" if day else ""


@require_GET
@access(rights.ACCIDENT_READERS)
def request_paper(request, pk):
    """The request as a paper to be signed and confirmed."""
    one = own_accident(request, pk)
    name = _("Giấy đề nghị hỗ trợ %(number)s") % {"number": str(one).replace("/", "-")}
    return pdf_response(papers.request_pdf(one, one.content), name, inline=True)


@dataclass(frozen=True)
class Step:
    """A step: its word in the address, its button, its form and service, and when it is open to whom."""

    word: str
    label: Any
    form: Any
    deed: Any
    states: tuple[str, ...]
    may: Any
    danger: bool = False

    def url(self, one):
        return reverse("pay:accident-step", args=[one.uuid, self.word])

    def open_to(self, actor, one, content):
        return one.state in self.states and self.may(actor, one, content)


def _certifies(actor, one, content):
    if actor.kind == "team_head":
        own = actor.seat.person_id == content.person_id
        return content.certifier == Certifier.TEAM_HEAD and actor.team_id == one.team_id and not own
    return rights.EXAMINERS(actor)


def _brings(actor, one, content):
    return rights.EXAMINERS(actor) or actor.seat.person_id == content.person_id


def _examines(actor, one, content):
    return rights.EXAMINERS(actor)


def _decides(actor, one, content):
    return deciding.may_decide(actor, one)


def _sends_back(actor, one, content):
    return deciding.may_send_back(actor, one)


def _grants(actor, one, content):
    return _decides(actor, one, content) and rules.is_covered(content.situation) and content.amount > 0


def _take_paper(*, actor, accident, version, kind, seen_on, upload, note):
    """A file that is refused is told beside the form."""
    file = store(upload, actor) if upload else None
    filing.add_paper(actor=actor, accident=accident, kind=kind, seen_on=seen_on, file=file, note=note)


STEPS = {
    step.word: step
    for step in (
        Step("xac-nhan", gettext_lazy("Xác nhận giấy đề nghị"), forms.CertifyForm, filing.certify, (State.FILED,),
             _certifies),
        Step("giay-to", gettext_lazy("Thêm giấy tờ"), forms.PaperForm, _take_paper, filing.OPEN, _brings),
        Step("du-ho-so", gettext_lazy("Ghi đã đủ hồ sơ"), forms.CompleteForm, filing.complete, (State.CERTIFIED,),
             _examines),
        Step("trinh", gettext_lazy("Xem xét, tính tiền và trình"), forms.SubmitForm, deciding.submit,
             (State.COMPLETE,), _examines),
        Step("quyet-dinh", gettext_lazy("Quyết định hỗ trợ"), forms.ApproveForm, deciding.approve,
             (State.SUBMITTED,), _grants),
        Step("tu-choi", gettext_lazy("Không hỗ trợ, trả lời bằng văn bản"), forms.RefuseForm, deciding.refuse,
             (State.SUBMITTED,), _decides, danger=True),
        Step("xem-lai", gettext_lazy("Trả lại để xem xét lại"), forms.SendBackForm, deciding.send_back,
             (State.SUBMITTED, State.APPROVED), _sends_back, danger=True),
        Step("rut", gettext_lazy("Rút đề nghị"), forms.WithdrawForm, filing.withdraw, filing.OPEN, _brings,
             danger=True),
    )
}  # fmt: skip


@get_or_post
@access(rights.ACCIDENT_READERS)
def accident_step(request, pk, word):
    one = own_accident(request, pk)
    step, content = STEPS.get(word), one.content
    back = reverse("pay:accident", args=[one.uuid])
    if step is None or not step.may(request.actor, one, content):
        raise Http404
    if one.state not in step.states:
        return redirect(back)
    form = step.form(
        request.POST or None, request.FILES or None, accident=one, content=content, actor=request.actor
    )
    if form.is_valid() and _taken(request, form, step, one):
        return saved(request, back)
    title = str(step.label)
    eyebrow = _("Hồ sơ hỗ trợ số %(number)s") % {"number": one}
    return form_page(request, form, title, title, back, danger=step.danger, eyebrow=eyebrow)


def _taken(request, form, step, one):
    try:
        with transaction.atomic():
            return done(form, step.deed, actor=request.actor, accident=one, **form.arguments())
    except AttachmentRefused as refused:
        form.add_error("upload", str(refused))
        return False
