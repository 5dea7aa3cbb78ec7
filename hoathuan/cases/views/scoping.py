"""The guided scope check of a dispute: one question a page, then accept, refer or report, with the answers kept."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hoathuan.accounts.rules import CASE_WRITERS
from hoathuan.cases import rules, services, work_rules
from hoathuan.cases.errors import CaseRefused
from hoathuan.cases.forms import scoping as forms
from hoathuan.cases.scoping import check_of, may_note, report_url, rules_day
from hoathuan.cases.services.writing import may_write_on
from hoathuan.cases.views.escalations import reported
from hoathuan.cases.views.lists import nav_key
from hoathuan.cases.views.own import own_case
from hoathuan.cases.views.posting import done
from hoathuan.core.access import access
from hoathuan.core.dates import today
from hoathuan.scope.api import AskForm, Kind, Screen, asked_here, body_of, numbers_to_call

#: word in the address → (button, form, service, step of the rules that must be open)
DEEDS = {
    "nhan": (gettext_lazy("Nhận hòa giải"), forms.GuidedAcceptForm, services.decide_scope, "accept"),
    "chuyen": (gettext_lazy("Chuyển cơ quan khác"), forms.GuidedReferForm, services.refer, "refer"),
    "ghi-lai": (gettext_lazy("Ghi lại câu trả lời"), forms.NoteForm, services.note_scope, "note"),
    "bao-ngay": (gettext_lazy("Báo ngay"), forms.ReportForm, services.report_danger, ""),
}
_ADVISED: dict[str, str] = {Kind.MEDIABLE: "nhan", Kind.NOT: "chuyen", Kind.ESCALATE: "bao-ngay"}


def _case(request, pk):
    """A dispute of this seat to which something may still be done."""
    case = own_case(request, pk)
    if not may_write_on(request.actor, case):
        raise Http404
    return case


@access(CASE_WRITERS)
def guide(request, pk):
    """The questions; at their end the verdict with what it advises."""
    case = _case(request, pk)
    if not set(rules.allowed_steps(case)) & {"accept", "refer"} and not may_note(case):
        return _written(request, case)
    address = reverse("cases:scope", args=[case.uuid])
    screen = Screen.of(request, on=rules_day(case))
    if screen.answered:
        _keep_danger(request, case, screen)
        return redirect(f"{address}?{screen.query}")
    if screen.verdict is None:
        context = {"form": AskForm(screen), "sure_url": _sure(case), **_page(request, case, screen)}
        return TemplateResponse(request, "cases/scope_ask.html", context)
    word = "ghi-lai" if case.closed_on else _ADVISED.get(screen.verdict.kind)
    return _decide(request, case, screen, word if word in _open_deeds(case, screen) else None)


def _keep_danger(request, case, screen):
    """An answer that was sent, not only looked at, and that leads to danger."""
    check = check_of(screen, today())
    if request.method != "POST" or check is None or not check.verdict.danger:
        return
    try:
        services.find_danger(actor=request.actor, case=case, check=check)
    except CaseRefused as refusal:
        messages.warning(request, str(refusal))


@access(CASE_WRITERS)
def decide(request, pk, word):
    """One of the deeds, also another than the guide advises: then with its reason."""
    case = _case(request, pk)
    if case.closed_on and not may_note(case):
        return _written(request, case)
    screen = Screen.of(request, on=rules_day(case))
    if screen.verdict is None:
        return redirect(f"{reverse('cases:scope', args=[case.uuid])}?{screen.query}")
    if word not in _open_deeds(case, screen):
        return _written(request, case)
    return _decide(request, case, screen, word)


def _written(request, case):
    messages.warning(request, _("Việc này đã có người ghi rồi. Mở lại trang để xem."))
    return redirect("cases:detail", pk=case.uuid)


def _open_deeds(case, screen):
    """What may be done now: danger leaves nothing but to report it; of what is over the answers are kept."""
    if case.closed_on:
        return ["ghi-lai"] if may_note(case) else []
    if screen.verdict.danger:
        return ["bao-ngay"] if not case.voided_on else []
    steps = set(rules.allowed_steps(case)) - ({"accept"} if _waits(case) else set())
    return [word for word, deed in DEEDS.items() if deed[3] in steps]


def _decide(request, case, screen, word):
    check = check_of(screen, today())
    place = body_of(screen.verdict, on=rules_day(case), unit=case.now_commune)
    form = None
    if word is not None:
        title, form_class, service, _step = DEEDS[word]
        more = {"place": place.name} if word == "chuyen" else {}
        form = form_class(
            request.POST if request.method == "POST" else None,
            case=case,
            actor=request.actor,
            check=check,
            **more,
        )
        if request.method == "POST" and form.is_valid() and done(request, form, service, case):
            return _done(request, case, word)
    others = [(DEEDS[one][0], _deed(case, screen, one)) for one in _open_deeds(case, screen) if one != word]
    context = {
        "form": form,
        "deed_url": _deed(case, screen, word) if word else "",
        "submit": DEEDS[word][0] if word else "",
        "others": others,
        "verdict": screen.verdict,
        "body": place,
        "asked_here": asked_here(request.actor, screen.verdict),
        "calls": numbers_to_call(screen.verdict),
        **_page(request, case, screen),
    }
    return TemplateResponse(request, "cases/scope_verdict.html", context)


def _done(request, case, word):
    """After a report to its page: there the head tells the chair or the police, with the time."""
    if word != "bao-ngay":
        messages.success(request, _("Đã lưu."))
        return redirect("cases:detail", pk=case.uuid)
    return reported(request, case)


def _deed(case, screen, word):
    return f"{reverse('cases:scope-decide', args=[case.uuid, word])}?{screen.query}"


def _sure(case):
    """Who needs no questions: the step without questions, where it is open."""
    open_now = "accept" in rules.allowed_steps(case) and not _waits(case)
    return reverse("cases:step", args=[case.uuid, "thuoc-pham-vi"]) if open_now else ""


def _waits(case):
    """Whether danger was found here and is neither reported nor denied."""
    return case.events.danger_waiting().exists()


def _page(request, case, screen):
    waits = {"waits": work_rules.waiting_words(), "report_url": report_url(case)} if _waits(case) else {}
    return {
        **waits,
        "case": case,
        "screen": screen,
        "address": reverse("cases:scope", args=[case.uuid]),
        "nav_key": nav_key(request.actor),
    }
