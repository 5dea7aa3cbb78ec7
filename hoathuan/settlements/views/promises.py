"""Promises: written down, one page each with what became of it."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from hoathuan.accounts.rules import CASE_WRITERS
from hoathuan.cases.api import people_of
from hoathuan.core.access import access
from hoathuan.core.ui.rows import Entry, Row
from hoathuan.settlements import prefill, rules, selectors, words
from hoathuan.settlements.choices import Deed
from hoathuan.settlements.forms.promises import FollowForm, PromiseForm
from hoathuan.settlements.models import Promise
from hoathuan.settlements.services import promises

from .acting import act_page, done, home, shown, writable_case

#: Deed → word in the address, button.
DEEDS = {
    Deed.KEPT: ("da-xong", gettext_lazy("Đã thực hiện")),
    Deed.ASKED: ("da-hoi", gettext_lazy("Đã hỏi, vẫn giữ lời")),
    Deed.LATE: ("cham", gettext_lazy("Ghi là chậm")),
    Deed.CHANGED: ("thay-doi", gettext_lazy("Các bên thống nhất thay đổi")),
    Deed.FORCE: ("bat-kha-khang", gettext_lazy("Báo gặp việc không lường trước (ốm nặng, lũ, mất mùa)")),
    Deed.BROKEN: ("khong-thuc-hien", gettext_lazy("Không thực hiện")),
    Deed.DROPPED: ("bo", gettext_lazy("Các bên thống nhất bỏ")),
    Deed.REVERTED: ("ghi-nham", gettext_lazy("Ghi nhầm, theo dõi tiếp")),
}
_BY_WORD = {word: deed for deed, (word, _label) in DEEDS.items()}


@require_http_methods(["GET", "POST"])
@access(CASE_WRITERS)
def new(request, pk):
    """Write down who promised what."""
    case = writable_case(request, pk)
    if not selectors.in_force(case):
        raise Http404
    names = prefill.parties_of(people_of(request.actor, case))
    form = PromiseForm(request.POST or None, names=names)
    if form.is_valid() and done(
        form, lambda: promises.promise(actor=request.actor, case=case, new=form.new())
    ):
        messages.success(request, _("Đã ghi việc đã hứa."))
        return redirect("settlements:home", pk=case.uuid)
    lead = _("Ghi từng việc một. Phần mềm nhắc khi gần đến hạn.")
    return act_page(request, case, form, _("Ghi một việc đã hứa"), submit=_("Ghi việc này"), lead=lead)


def _promise(case, key):
    rows = Promise.objects.filter(uuid=key, agreement__case=case).select_related("text", "agreement")
    one = rows.first()
    if one is None or not hasattr(one, "text"):
        raise Http404
    return one


@require_GET
@access(CASE_WRITERS)
def detail(request, pk, key):
    """One promise: what it is, what may be written down now, what happened."""
    case = writable_case(request, pk)
    one = _promise(case, key)
    state, state_words = words.standing(one)
    rows = [
        Row(_("Ai phải làm"), one.text.debtor),
        Row(_("Làm cho ai"), one.text.creditor),
        Row(_("Việc phải làm"), one.text.deed),
        Row(_("Số tiền, số lượng"), words.how_much(one)),
        Row(_("Hạn"), words.day(one.due_on) or one.get_span_display()),
    ]
    steps = [
        (DEEDS[deed][1], reverse("settlements:follow", args=[case.uuid, one.uuid, DEEDS[deed][0]]))
        for deed in map(Deed, rules.steps_of(one.standing, one.span))
        if one.agreement.in_force
    ]
    context = shown(
        request.actor, case, one=one, title=words.promise_title(one), rows=rows, steps=steps, state=state,
        state_words=state_words, history=[_entry(event) for event in one.events.order_by("-id")],
        home_url=home(case), report_url=reverse("settlements:report-new", args=[case.uuid]),
    )  # fmt: skip
    return TemplateResponse(request, "settlements/promise.html", context)


def _entry(event):
    what = f"{event.get_deed_display()} ({event.on_date:%d/%m/%Y})"
    return Entry(when=event.at, who=event.seat_label, what=what, note=event.words)


@require_http_methods(["GET", "POST"])
@access(CASE_WRITERS)
def follow(request, pk, key, word):
    """What became of it, on which day."""
    if word not in _BY_WORD:
        raise Http404
    case = writable_case(request, pk)
    one, deed = _promise(case, key), _BY_WORD[word]
    page = reverse("settlements:promise", args=[case.uuid, one.uuid])
    if request.method == "GET" and deed not in rules.steps_of(one.standing, one.span):
        messages.warning(request, _("Bước này không còn làm được: việc này đã sang trạng thái khác."))
        return redirect(page)
    form = FollowForm(request.POST or None, one=one, deed=deed)
    if form.is_valid() and done(
        form, lambda: promises.follow(actor=request.actor, one=one, **form.arguments())
    ):
        messages.success(request, _("Đã ghi."))
        return redirect(page)
    return act_page(
        request, case, form, DEEDS[deed][1], submit=_("Ghi"), lead=words.promise_title(one), back=page
    )
