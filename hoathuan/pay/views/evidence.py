"""The evidence ladder: what is there for each ended dispute, which rate it unlocks, what one more thing would help."""

from __future__ import annotations

from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from hoathuan.cases.api import Case, Outcome, may_read_content, own_case
from hoathuan.core.access import access
from hoathuan.core.dates import today
from hoathuan.core.lists import paginate
from hoathuan.core.ui.numbers import dong
from hoathuan.pay import evidence, rights, selectors, standing
from hoathuan.pay.choices import DifferenceState, ItemKind, ItemState, ProofKind
from hoathuan.pay.correcting import rule_of
from hoathuan.pay.errors import PayRefused
from hoathuan.pay.forms.claims import ProofForm, SinceForm
from hoathuan.pay.models import ClaimItem, Proof, ProofContent
from hoathuan.pay.rates import Rates
from hoathuan.pay.services.drafting import usual_since
from hoathuan.pay.services.proving import add_proof, may_call, void_proof

from .pages import done, form_page, home, upload


@access(rights.PREPARERS)
def ladder(request):
    """Every ended dispute that nobody has asked pay for, with its proofs."""
    form = SinceForm(request.GET if "since" in request.GET else None)
    since = form.cleaned_data["since"] if form.is_bound and form.is_valid() else usual_since(today())
    if not form.is_bound:
        form = SinceForm(initial={"since": since})
    page = paginate(request, selectors.unclaimed(request.actor, since), order=("ended_on", "id"))
    rule = standing.stated_on(request.actor.commune_id, today())
    found, rates = evidence.ladders(page.rows, rule, confirmed=True), Rates(page.rows)
    context = {
        "nav_key": "pay",
        "crumbs": [home(request.actor)],
        "form": form,
        "page": page,
        "rows": [(found[case.pk], words_of(found[case.pk], rates)) for case in page.rows],
        "rule": rule,
    }
    return TemplateResponse(request, "pay/evidence.html", context)


def words_of(found: evidence.Ladder, rates: Rates) -> tuple[str, str]:
    """State and words of what a dispute's proofs unlock, in đồng, and what one more thing would add."""
    own = _sum(found.case, found.case.outcome, rates)
    data = {
        "own": own,
        "now": _sum(found.case, found.unlocked.outcome, rates),
        "helps": ", ".join(found.helps),
    }
    if found.contradicted:
        return "risk", _("Có người được hỏi nói khác: xem lại")
    if found.unlocked.full:
        return "done", _("Được %(own)s") % data
    if found.unlocked.outcome:
        return "risk", _("Mới được %(now)s. Thêm %(helps)s thì được %(own)s.") % data
    return "late", _("Chưa được chi. Thêm %(helps)s thì được %(own)s.") % data


def _sum(case: Case, outcome: str, rates: Rates) -> str:
    """ "400.000 đồng"; the name of the outcome where nobody has set a rate for that day."""
    if not outcome:
        return dong(0)
    try:
        return dong(int(rates.of(case, outcome).amount or 0))
    except PayRefused:
        return _("mức “%(outcome)s”") % {"outcome": Outcome(outcome).label.lower()}


@access(rights.PREPARERS)
def case(request, pk):
    """One dispute: what is there, what would help, and one more proof."""
    found = own_case(request, pk)
    calls = may_call(request.actor)
    form = ProofForm(request.POST or None, request.FILES or None, calls=calls)

    def act() -> None:
        data = dict(form.cleaned_data) | {"file": upload(request, form, "file")}
        add_proof(actor=request.actor, case=found, **data)

    if form.is_valid() and done(request, form, act, _("Đã thêm chứng cứ.")):
        return redirect("pay:evidence-case", pk=found.uuid)
    requests = list(selectors.items_of_case(found)[:10])
    paid = next(
        (item for item in requests if item.kind == ItemKind.PAY and item.state == ItemState.APPROVED), None
    )
    rule = rule_of(paid) if paid else standing.stated_on(found.now_commune_id, today())
    one = evidence.ladders([found], rule, confirmed=True)[found.pk]
    open_content = may_read_content(request.actor, found)
    proofs = list(Proof.objects.filter(case=found).select_related("file").order_by("-id"))
    said = ProofContent.objects.in_bulk([p.pk for p in proofs]) if open_content else {}
    for proof in proofs:
        proof.said = said.get(proof.pk)
        proof.voidable = not proof.voided_on and (calls or proof.kind != ProofKind.CALLBACK)
    mark, mark_text = words_of(one, Rates([found])) if found.ended_on else ("", "")
    context = {
        "nav_key": "pay",
        "crumbs": [home(request.actor), (_("Chứng cứ"), reverse("pay:evidence"))],
        "case": found,
        "ladder": one,
        "mark": mark,
        "mark_text": mark_text,
        "proofs": proofs,
        "requests": requests,
        "left": _left(paid) if paid else "",
        "may_again": bool(requests) and requests[0].state == "refused",
        "rule": rule,
        "form": form,
    }
    return TemplateResponse(request, "pay/evidence_case.html", context)


def _left(paid: ClaimItem) -> str:
    """What is still owed, or was paid too much, since the register or the proofs changed; "" where nothing is."""
    one = paid.differences.filter(state=DifferenceState.OPEN).exclude(amount=0).first()
    if one is None:
        return ""
    if one.amount > 0:
        words = _(
            "Sổ hoặc chứng cứ đã đổi sau khi xã duyệt: xã còn thiếu %(amount)s. Khoản này vào đề nghị sau của tổ."
        )
    else:
        words = _(
            "Sổ hoặc chứng cứ đã đổi sau khi xã duyệt: xã đã duyệt thừa %(amount)s. Khoản này được trừ ở đề nghị sau, "
            "hoặc tổ nộp lại."
        )
    return words % {"amount": dong(abs(one.amount))}


@access(rights.PREPARERS)
def void(request, pk, number):
    found = own_case(request, pk)
    proof = get_object_or_404(Proof, case=found, uuid=number)
    from django import forms

    if request.method == "POST":
        done(
            request, None, lambda: void_proof(actor=request.actor, proof=proof), _("Đã bỏ chứng cứ ghi nhầm.")
        )
        return redirect("pay:evidence-case", pk=found.uuid)
    title = _("Bỏ chứng cứ ghi nhầm")
    return form_page(
        request, forms.Form(), title, title, reverse("pay:evidence-case", args=[found.uuid]),
        lead=f"{proof.get_kind_display()}, {proof.on_date:%d/%m/%Y}",
    )  # fmt: skip
