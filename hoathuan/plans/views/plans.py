"""The list of plans, a plan, its head, bases, files, number, and plans drawn from it."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from hoathuan.accounts.rules import OFFICE, PLAN_WRITERS
from hoathuan.core import audit
from hoathuan.core.access import access
from hoathuan.core.dates import today
from hoathuan.core.errors import DomainError
from hoathuan.core.lists import paginate
from hoathuan.core.text import fold
from hoathuan.core.ui.sending import done, get_or_post
from hoathuan.plans import ended, forms, progress, rights, selectors
from hoathuan.plans.choices import PlanState
from hoathuan.plans.forms.plans import first_year
from hoathuan.plans.history import entries
from hoathuan.plans.models import Plan
from hoathuan.plans.services import plans as services

from .finding import own_plan, plan_or_404, shown, switch_of

#: Of the lists without pages so many are shown; a year finds the others.
_MOST = 50


@require_GET
@access(OFFICE)
def plan_list(request):
    """Own plans, plans handed to us, and those of the units below with how far they are."""
    actor = request.actor
    form = forms.ListFilter(request.GET or None)
    year, name = (form.cleaned_data["nam"], form.cleaned_data["ten"]) if form.is_valid() else (None, "")
    then, on = form.then, today()
    lists = (selectors.own_plans(actor), selectors.plans_above(actor), selectors.plans_below(actor))
    own, above, below = (plans.filter(year=year) if year else plans for plans in lists)
    former = selectors.plans_of_former(actor).none()
    if then:
        former = selectors.with_unit_then(selectors.plans_of_former(actor)).order_by(
            "-year", "then_sort", "id"
        )
        former = former.filter(year=year) if year else former
        own, below = own.filter(former_unit=None), selectors.with_unit_then(below).exclude(pk__in=former)
    if name:
        below = below.filter(**{"then_folded__contains" if then else "unit__folded__contains": fold(name)})
    page = paginate(request, below, ("then_sort" if then else "unit__sort", "id"))
    return shown(
        request,
        "list",
        form=form,
        own=selectors.plan_rows(own[:_MOST], on, then=then),
        former=selectors.plan_rows(former[:_MOST], on, then=then),
        above=selectors.plan_rows(above[:_MOST], on, then=then),
        below=selectors.plan_rows(page.rows, on, actor.seat.unit, then=then),
        page=page,
        most=_MOST,
        may_write=rights.bodies_of(actor).exists(),
        shows_below=not actor.commune_id and actor.kind != "body_officer",
        filtered=bool(name or year),
        then=then,
    )


@require_GET
@access(OFFICE)
def plan_page(request, pk):
    """A plan: its head, what it rests on, its tasks by section with their targets, where it was drawn from and to."""
    plan, actor = plan_or_404(request, pk), request.actor
    switch, then = switch_of(request, plan)
    rows = selectors.task_rows(actor, plan, today(), then=then)
    own = rights.may_write(actor, plan)
    drawn = selectors.drawn_from(plan, actor)
    return shown(
        request,
        "plan",
        plan=plan,
        sections=selectors.by_section(rows),
        bases=plan.bases.select_related("basis_plan"),
        parent=plan.parent
        if plan.parent and rights.plans_seen(actor).filter(pk=plan.parent_id).exists()
        else None,
        drawn=selectors.plan_rows(drawn[:10], today(), plan.unit, then=then),
        switch=switch,
        then=then,
        end=ended.told([unit := ended.place_of(plan, then=then)]).get(unit.pk, ""),
        drawn_count=drawn.count(),
        files=[
            {"name": f.name, "size": f.size, "url": f.get_absolute_url()}
            for f in plan.attachments.order_by("id")
        ],
        attach=forms.AttachForm(),
        entries=entries(audit.entries_about(plan)[:20]) if own else [],
        rule=progress.RULE,
        may_write=own and plan.state != PlanState.CLOSED,
        may_draw=_may_draw(actor, plan),
        own_unit=plan.unit_id == actor.home_unit_id,
        today=today(),
    )


@get_or_post
@access(PLAN_WRITERS)
def add(request):
    actor = request.actor
    form = forms.PlanForm(request.POST or None, actor=actor, initial={"year": first_year()})
    made = done(
        request, form, lambda data: services.create_plan(actor=actor, **data), _("Đã lập dự thảo kế hoạch.")
    )
    if made:
        return redirect("plans:plan", made.uuid)
    return shown(request, "plan_form", form=form, title=_("Lập kế hoạch"), submit=_("Lưu dự thảo"), plan=None)


@get_or_post
@access(PLAN_WRITERS)
def amend(request, pk):
    plan, actor = own_plan(request, pk), request.actor
    initial = {"body": plan.body.uuid if plan.body else None, "year": plan.year, "title": plan.title}
    form = forms.PlanForm(request.POST or None, actor=actor, record=plan, initial=initial)
    if done(
        request, form, lambda data: services.amend_plan(plan=plan, actor=actor, **data), _("Đã lưu kế hoạch.")
    ):
        return redirect("plans:plan", plan.uuid)
    return shown(
        request, "plan_form", form=form, title=_("Sửa kế hoạch"), submit=_("Lưu kế hoạch"), plan=plan
    )


@get_or_post
@access(PLAN_WRITERS)
def bases(request, pk):
    """The legal bases, all on one page."""
    plan, actor = own_plan(request, pk), request.actor
    names = ("ordinal", "number", "signed_on", "title", "unconfirmed")
    present = [
        {name: getattr(row, name) for name in names} | {"basis_plan": row.basis_plan and row.basis_plan.uuid}
        for row in plan.bases.select_related("basis_plan")
    ]
    formset: forms.BasesFormSet = forms.BasisFormSet(
        request.POST or None, initial=present, form_kwargs={"actor": actor, "plan": plan}, prefix="cc"
    )
    refusal = ""
    if request.method == "POST" and formset.is_valid():
        try:
            services.set_bases(plan=plan, rows=formset.rows(), version=_version(request), actor=actor)
        except DomainError as problem:
            refusal = str(problem)
        else:
            messages.success(request, _("Đã lưu căn cứ."))
            return redirect("plans:plan", plan.uuid)
    return shown(request, "bases", plan=plan, formset=formset, refusal=refusal)


def _version(request):
    """The version that the page was opened with; what is no number is never the present one."""
    sent = request.POST.get("version", "")
    return int(sent) if sent.isascii() and sent.isdigit() else 0


@get_or_post
@access(PLAN_WRITERS)
def issue(request, pk):
    plan, actor = own_plan(request, pk), request.actor
    form = forms.IssueForm(request.POST or None, initial=_last_signer(plan))

    def call(data):
        fields = {name: data[name] for name in ("signed_on", "signer", "signer_office")}
        return services.issue_plan(plan=plan, actor=actor, **fields, **form.number_and_sign())

    if done(request, form, call, _("Đã ban hành kế hoạch.")):
        return redirect("plans:plan", plan.uuid)
    return shown(request, "issue", form=form, plan=plan)


def _last_signer(plan):
    """Signer and sign of the body's last plan: they seldom change."""
    last = Plan.objects.filter(body=plan.body).exclude(number="").order_by("-signed_on", "-id").first()
    if last is None:
        return {"signed_on": today()}
    sign = last.number.partition("/")[2]
    return {"signed_on": today(), "sign": sign, "signer": last.signer, "signer_office": last.signer_office}


@get_or_post
@access(PLAN_WRITERS)
def close(request, pk):
    plan, actor = own_plan(request, pk), request.actor
    if request.method == "POST":
        try:
            services.close_plan(plan=plan, actor=actor)
        except DomainError as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("Đã kết thúc kế hoạch."))
        return redirect("plans:plan", plan.uuid)
    return shown(request, "close", plan=plan)


def _may_draw(actor, plan):
    return rights.may_draw(actor, plan) and rights.may_draw_for(plan, actor.seat.unit)


@get_or_post
@access(PLAN_WRITERS)
def draw(request, pk):
    """Draw a plan of one's own from this one."""
    plan, actor = plan_or_404(request, pk), request.actor
    if not _may_draw(actor, plan):
        raise Http404
    tasks = list(rights.tasks_seen(actor, plan).values_list("uuid", flat=True))
    form = forms.DrawForm(
        request.POST or None, actor=actor, plan=plan, initial={"title": plan.title, "tasks": tasks}
    )
    call = lambda data: services.draw_plan(parent=plan, actor=actor, **data)  # noqa: E731
    made = done(
        request, form, call, _("Đã lập dự thảo theo kế hoạch cấp trên. Hãy sửa lại cho đúng phần mình.")
    )
    if made:
        return redirect("plans:plan", made.uuid)
    return shown(request, "draw", form=form, plan=plan)


@require_POST
@access(PLAN_WRITERS)
def attach(request, pk):
    plan, actor = own_plan(request, pk), request.actor
    form = forms.AttachForm(request.POST, request.FILES)
    call = lambda data: services.attach(plan=plan, upload=data["file"], actor=actor)  # noqa: E731
    if not done(request, form, call, _("Đã lưu tệp.")):
        problems = [str(words) for errors in form.errors.values() for words in errors]
        messages.error(request, " ".join(problems))
    return redirect("plans:plan", plan.uuid)


@require_GET
@access(OFFICE)
def drawn(request, pk):
    """All plans drawn from this one, page by page, with how far each is."""
    plan = plan_or_404(request, pk)
    page = paginate(request, selectors.drawn_from(plan, request.actor), ("unit__sort", "id"))
    switch, then = switch_of(request, plan)
    rows = selectors.plan_rows(page.rows, today(), plan.unit, then=then)
    return shown(request, "drawn", plan=plan, page=page, rows=rows, switch=switch, then=then)
