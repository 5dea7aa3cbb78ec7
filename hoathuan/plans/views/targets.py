"""A target: how far it is, unit by unit, what was reported by hand, and how it is shared out."""

from decimal import Decimal
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from hoathuan.accounts.rules import OFFICE, PLAN_WRITERS
from hoathuan.core import audit
from hoathuan.core.access import access
from hoathuan.core.dates import today
from hoathuan.core.errors import DomainError
from hoathuan.core.text import fold
from hoathuan.core.ui.sending import done, get_or_post
from hoathuan.plans import forms, measures, progress, rights, selectors
from hoathuan.plans.figures import own_figures
from hoathuan.plans.history import entries
from hoathuan.plans.models import Target, TargetReport
from hoathuan.plans.papers import units_workbook
from hoathuan.plans.services import handing
from hoathuan.plans.services import targets as services
from hoathuan.units.api import told_apart
from hoathuan.units.choices import Level
from hoathuan.units.selectors import children_of

from .finding import shown, switch_of, target_or_404

#: columns of the table of units by which it can be sorted
SORTS = {
    "ten": lambda row: (row.unit.sort, row.target.pk),
    "giao": lambda row: (row.quantity, row.target.pk),
    "dat": lambda row: (row.achieved or 0, row.target.pk),
    "ty-le": lambda row: (row.verdict.ratio or 0, row.target.pk),
    "tien-do": lambda row: (row.verdict.urgency, row.unit.sort, row.target.pk),
}


@require_GET
@access(OFFICE)
def target_page(request, pk):
    target, actor = target_or_404(request, pk), request.actor
    on = today()
    reports = target.reports.select_related("seat__person", "evidence", "corrects", "corrected_by")
    own = own_figures([target.pk], on).get(target.pk) if target.by_hand else None
    plan = target.task.plan
    switch, then = switch_of(request, plan)
    rows = units_of(request, target, on, then=then)
    standing = selectors.standing_of(target, on, then=then)
    names = told_apart([row.unit for row in rows])
    sees_plan = rights.plans_seen(actor).filter(pk=plan.pk).exists()
    return shown(
        request,
        "target",
        target=target,
        plan=plan if sees_plan else None,
        parent=_parent_seen(actor, target),
        drawn=_drawn_seen(actor, target),
        standing=standing,
        switch=switch,
        then=then,
        measured=measures.label_of(target) if target.indicator else "",
        rows=[(row, names[row.unit.pk]) for row in rows],
        rest=_rest(request, target, standing, rows) if then else 0,
        shares=sum((row.quantity for row in rows), 0) if not target.is_share else None,
        reports=reports,
        own=own,
        entries=entries(audit.entries_about(target)[:20]),
        rule=progress.RULE,
        may_report=target.by_hand and rights.may_carry_out(actor, target.task),
        may_write=rights.may_write(actor, plan) and plan.state != "closed" and not target.handed,
        may_hand=rights.may_hand_down(actor, target),
        today=on,
        sought=request.GET.get("ten", ""),
    )


def _parent_seen(actor, target):
    if target.parent is None:
        return None
    return rights.targets_seen(actor).filter(pk=target.parent_id).select_related("task__plan").first()


def _drawn_seen(actor, target):
    """The same target in the plans of other bodies of this unit."""
    drawn = rights.targets_seen(actor).filter(parent=target, handed=False)
    return drawn.select_related("task__plan").order_by("id")[:20]


def units_of(request, target, on, *, then):
    """The shares of lower units that the actor sees: sorted by `?xep=`, stuck first; `?ten=` looks for a name."""
    if target.unit_id != request.actor.home_unit_id and not request.actor.nation:
        return []
    rows = selectors.shares_of(target, on, then=then)
    name = fold(request.GET.get("ten", ""))
    rows = [row for row in rows if name in row.unit.folded]
    wanted = request.GET.get("xep", "")
    key = SORTS.get(wanted.lstrip("-"))
    return sorted(rows, key=key, reverse=wanted.startswith("-")) if key else rows


@require_GET
@access(OFFICE)
def units_sheet(request, pk):
    """The table of units as a workbook, in the same order."""
    target, on = target_or_404(request, pk), today()
    _switch, then = switch_of(request, target.task.plan)
    rows = units_of(request, target, on, then=then)
    rest = _rest(request, target, selectors.standing_of(target, on, then=True), rows) if then else Decimal(0)
    return units_workbook(target, rows, on, then=then, rest=rest)


def _rest(request, target, standing, rows):
    """What stands in no row of the table of then; of a table that a name was looked for in, nothing is said."""
    if not rows or request.GET.get("ten"):
        return Decimal(0)
    return selectors.not_allocated(target, standing, rows, today())


@get_or_post
@access(PLAN_WRITERS)
def report(request, pk):
    """A figure by hand; `?dinh_chinh=` names the report that it corrects."""
    target, actor = target_or_404(request, pk), request.actor
    if not rights.may_carry_out(actor, target.task):
        raise PermissionDenied
    if not target.by_hand:
        raise Http404
    wrong = _corrected(target, request.GET.get("dinh_chinh"))
    initial = {"on_date": today()}
    if wrong:
        initial = {"on_date": wrong.on_date, "kind": wrong.kind, "amount": wrong.amount}
    form = forms.ReportForm(request.POST or None, request.FILES or None, target=target, initial=initial)
    call = lambda data: services.report_progress(target=target, corrects=wrong, actor=actor, **data)  # noqa: E731
    if done(request, form, call, _("Đã ghi kết quả.")):
        return redirect("plans:target", target.uuid)
    return shown(request, "report_form", form=form, target=target, wrong=wrong)


def _corrected(target, sent):
    """The report that is to be corrected: of this target, and not corrected yet."""
    if not sent:
        return None
    try:
        key = UUID(sent)
    except ValueError as error:
        raise Http404 from error
    return get_object_or_404(TargetReport.objects.filter(target=target, corrected_by=None), uuid=key)


@get_or_post
@access(PLAN_WRITERS)
def hand_down(request, pk):
    """Share a target out: choose units and a way, look at the shares, change them by hand, confirm."""
    target, actor = target_or_404(request, pk), request.actor
    if not rights.may_hand_down(actor, target):
        raise PermissionDenied
    # villages of a split commune stand right under the province until somebody places them
    units = list(children_of(target.task.plan.unit).exclude(level=Level.VILLAGE))
    present = dict(Target.objects.filter(parent=target, handed=True).values_list("unit_id", "quantity"))
    initial = {
        "how": "by_hand" if present else "even",
        "kept": target.kept or None,
        "version": target.version,
    }
    form = forms.HandDownForm(
        request.POST or None, target=target, units=units, present=present, initial=initial
    )
    if request.method == "POST" and form.is_valid():
        if "confirm" in request.POST:
            handed = _hand(form, target, actor)
            if handed is not None:
                messages.success(request, _said(handed))
                return redirect("plans:target", target.uuid)
        else:
            _propose(form, target)
    return shown(request, "hand_down", form=form, target=target, units=units, present=present)


def _propose(form, target):
    chosen = form.chosen_units()
    how, kept = form.cleaned_data.get("how", "even"), form.cleaned_data.get("kept") or Decimal(0)
    if not chosen:
        form.add_error(None, _("Chọn ít nhất một đơn vị để giao."))
    elif how != "by_hand":
        try:
            form.fill(handing.propose(target, chosen, how, kept))
        except DomainError as refusal:
            form.add_error(None, str(refusal))


def _hand(form, target, actor):
    shares = form.shares()
    if form.errors:
        return None
    data = form.cleaned_data
    try:
        return handing.hand_down(
            target=target,
            shares=shares,
            version=data["version"],
            actor=actor,
            kept=data.get("kept") or Decimal(0),
        )
    except DomainError as refusal:
        form.add_error(None, str(refusal))
        return None


def _said(handed):
    if not (handed.new or handed.changed or handed.withdrawn):
        return _("Số giao không đổi.")
    return _("Đã giao: %(new)s đơn vị mới, %(changed)s đơn vị đổi số, %(withdrawn)s đơn vị rút lại.") % vars(
        handed
    )
