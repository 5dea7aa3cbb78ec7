"""Team support: rounds, arrears, what one team got."""

from django.db import transaction
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from hoathuan.core.access import access
from hoathuan.core.dates import today
from hoathuan.core.lists import paginate
from hoathuan.core.ui.numbers import dong
from hoathuan.core.ui.rows import Row
from hoathuan.core.ui.sending import get_or_post
from hoathuan.pay.supports import rights, rules, selectors
from hoathuan.pay.supports.choices import ActState, MonthState
from hoathuan.pay.supports.forms import rounds as forms
from hoathuan.pay.supports.services import rounds as services

from .shared import NAV, done, form_page, saved

MARKS = {
    ActState.PROPOSED: "risk",
    ActState.APPROVED: "go",
    ActState.PAID: "done",
    ActState.VOIDED: "idle",
}


def crumbs():
    return [(_("Hỗ trợ hoạt động của tổ"), reverse("pay:support"))]


@require_GET
@access(rights.ROUND_READERS)
def rounds(request):
    """Rounds of the seat's reach, and what nobody has asked for yet."""
    actor = request.actor
    page = paginate(request, selectors.visible_acts(actor), order=("-proposed_on", "-id"))
    for act in page.rows:
        act.mark = MARKS[act.state]
    context = {
        "page": page,
        "above": actor.commune_id is None,
        "may_propose": rights.PREPARERS(actor),
        "late": selectors.arrears(actor.commune_id) if actor.commune_id else [],
        "accidents": rights.ACCIDENT_READERS(actor),
        "nav_key": NAV,
    }
    return TemplateResponse(request, "pay/supports/rounds.html", context)


@get_or_post
@access(rights.PREPARERS)
def new(request):
    """Choose months, see what they come to, draw the round up."""
    chosen = forms.RoundForm(request.GET if "first" in request.GET else None)
    found, form = [], None
    if request.method == "POST":
        form = forms.ProposeForm(request.POST)
        if form.is_valid():
            made = []
            if done(
                form,
                lambda **given: made.append(services.propose(request.actor, **given)),
                **form.cleaned_data,
            ):
                return saved(
                    request, reverse("pay:support-round", args=[made[0].uuid]), _("Đã lập đợt hỗ trợ.")
                )
        chosen = forms.RoundForm({name: request.POST.get(name, "") for name in ("first", "last")})
    if chosen.is_valid():
        first, last = chosen.cleaned_data["first"], chosen.cleaned_data["last"]
        found = selectors.unasked(request.actor.commune_id, first, last)
        sent = {"first": f"{first:%Y-%m}", "last": f"{last:%Y-%m}"}
        form = form or (forms.ProposeForm(initial=sent) if found else None)
    context = {
        "chosen": chosen,
        "form": form,
        "found": found,
        "asked": chosen.is_bound,
        "total": sum(one.amount for one in found),
        "months": sum(len(one.months) for one in found),
        "crumbs": crumbs(),
        "nav_key": NAV,
    }
    return TemplateResponse(request, "pay/supports/round_new.html", context)


def own_round(request, pk):
    return get_object_or_404(selectors.visible_acts(request.actor), uuid=pk)


@require_GET
@access(rights.ROUND_READERS)
def round_page(request, pk):
    act = own_round(request, pk)
    sums = selectors.sums_of(act)
    mine = act.now_commune_id == request.actor.commune_id
    context = {
        "act": act,
        "mark": MARKS[act.state],
        "facts": _facts(act, sums),
        "teams": selectors.lines_of_act(act),
        "may_approve": mine and rights.DECIDERS(request.actor) and act.state == ActState.PROPOSED,
        "may_take_back": mine and _takes_back(request.actor, act),
        "to_pay": mine and act.state == ActState.APPROVED and sums["open"] > 0,
        "crumbs": crumbs(),
        "nav_key": NAV,
    }
    return TemplateResponse(request, "pay/supports/round.html", context)


def _takes_back(actor, act):
    if act.state == ActState.APPROVED:
        return rights.DECIDERS(actor)
    return act.state == ActState.PROPOSED and rights.TAKERS_BACK(actor)


def _facts(act, sums):
    span = selectors.span_words(list(rules.months(act.first_month, act.last_month)))
    rows = [
        Row(_("Xã, phường"), act.now_commune),
        Row(_("Tháng"), span),
        Row(_("Số tổ"), act.team_count),
        Row(_("Tổng số tiền"), dong(act.total)),
        Row(_("Đã chi"), dong(sums["paid"])),
        Row(_("Dự toán năm"), act.budget_year, note=act.get_source_display()),
        Row(_("Người lập"), act.proposed_by, note=f"{act.proposed_on:%d/%m/%Y}"),
    ]
    if act.approved_on:
        note = _("cùng một người lập và duyệt") if act.same_person else ""
        rows.append(
            Row(
                _("Người duyệt"),
                act.approved_by,
                note=" · ".join(filter(None, [f"{act.approved_on:%d/%m/%Y}", note])),
            )
        )
    if act.void_reason:
        rows.append(Row(_("Lý do hủy"), act.void_reason))
    return rows


@get_or_post
@access(rights.DECIDERS)
def approve(request, pk):
    act = own_round(request, pk)
    form = forms.ApproveForm(request.POST or None, initial={"version": act.version})
    back = reverse("pay:support-round", args=[act.uuid])
    if form.is_valid():
        given = {"actor": request.actor, "act": act, "version": form.cleaned_data["version"]}
        with transaction.atomic():
            if done(form, services.approve, **given, overspend=form.word()):
                return saved(request, back, _("Đã duyệt. Kế toán chi được ngay."))
    lead = _("%(teams)s tổ, %(months)s lượt tháng, tổng %(total)s.") % {
        "teams": act.team_count,
        "months": act.month_count,
        "total": dong(act.total),
    }
    return form_page(
        request, form, _("Duyệt đợt hỗ trợ số %(number)s") % {"number": act}, _("Duyệt"), back, lead=lead
    )


@get_or_post
@access(rights.TAKERS_BACK)
def take_back(request, pk):
    act = own_round(request, pk)
    form = forms.TakeBackForm(request.POST or None, initial={"version": act.version})
    back = reverse("pay:support-round", args=[act.uuid])
    if form.is_valid() and done(form, services.take_back, actor=request.actor, act=act, **form.cleaned_data):
        return saved(request, back, _("Đã hủy đợt. Các tháng trong đợt lập lại được."))
    title = _("Hủy đợt hỗ trợ số %(number)s") % {"number": act}
    return form_page(request, form, title, _("Hủy đợt"), back, danger=True)


@require_GET
@access(rights.ROUND_READERS)
def arrears(request):
    """Months that are over and not paid, by team; of a province the communes' rounds are asked for instead."""
    rows = selectors.arrears(request.actor.commune_id) if request.actor.commune_id else []
    context = {
        "rows": rows,
        "total": sum(row.amount for row in rows),
        "above": request.actor.commune_id is None,
        "may_propose": rights.PREPARERS(request.actor),
        "crumbs": crumbs(),
        "nav_key": NAV,
    }
    return TemplateResponse(request, "pay/supports/arrears.html", context)


@require_GET
@access(rights.TEAM)
def team_months(request):
    """What the own team got this year and last, month by month."""
    years = [today().year, today().year - 1]
    shown = [(year, _shown(selectors.months_of_team(request.actor, year))) for year in years]
    return TemplateResponse(request, "pay/supports/team.html", {"years": shown, "nav_key": NAV})


def _shown(rows):
    for row in rows:
        row.mark = "done" if row.state == MonthState.PAID else "go"
        row.words = row.get_state_display() if row.act.state != ActState.PROPOSED else _("Chờ lãnh đạo duyệt")
    return rows
