"""A task and how far it has come; its targets."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hoathuan.accounts.rules import PLAN_WRITERS
from hoathuan.core.access import access
from hoathuan.core.dates import today
from hoathuan.core.errors import DomainError
from hoathuan.core.ui.sending import done, get_or_post
from hoathuan.core.windows import Window
from hoathuan.plans import forms, measures, rights
from hoathuan.plans.services import targets as target_services
from hoathuan.plans.services import tasks as services

from .finding import own_plan, shown, target_or_404, task_or_404

_FIELDS = (
    "section", "ordinal", "content", "lead_text", "partners_text", "person_text", "starts_on", "due_on",
    "time_text", "deliverable", "waits_for",
)  # fmt: skip
_TARGET = ("title", "direction", "quantity", "unit_label", "is_share", "starts_on", "ends_on", "is_main")


@get_or_post
@access(PLAN_WRITERS)
def add(request, pk):
    plan, actor = own_plan(request, pk), request.actor
    last = plan.tasks.order_by("-ordinal", "-id").first()
    form = forms.TaskForm(request.POST or None, plan=plan, initial={"section": last.section if last else ""})
    call = lambda data: services.add_task(plan=plan, actor=actor, **data)  # noqa: E731
    if done(request, form, call, _("Đã thêm nhiệm vụ.")):
        return redirect("plans:plan", plan.uuid)
    return shown(
        request, "task_form", form=form, plan=plan, title=_("Thêm nhiệm vụ"), submit=_("Lưu nhiệm vụ")
    )


@get_or_post
@access(PLAN_WRITERS)
def amend(request, pk):
    task, actor = task_or_404(request, pk), request.actor
    _own(request, task)
    initial = {name: getattr(task, name) for name in _FIELDS} | {
        "lead_body": task.lead_body and task.lead_body.uuid,
        "person": task.person and task.person.uuid,
        "partners": list(task.partners.values_list("uuid", flat=True)),
    }
    form = forms.TaskForm(request.POST or None, plan=task.plan, record=task, initial=initial)
    call = lambda data: services.amend_task(task=task, actor=actor, **data)  # noqa: E731
    if done(request, form, call, _("Đã lưu nhiệm vụ.")):
        return redirect("plans:plan", task.plan.uuid)
    title = _("Sửa nhiệm vụ")
    return shown(
        request, "task_form", form=form, plan=task.plan, task=task, title=title, submit=_("Lưu nhiệm vụ")
    )


def _own(request, task):
    if not rights.may_write(request.actor, task.plan):
        raise PermissionDenied


@get_or_post
@access(PLAN_WRITERS)
def progress(request, pk):
    """Say how far a task has come: the plan's writers, and the officer of the body that leads it."""
    task, actor = task_or_404(request, pk), request.actor
    if not rights.may_carry_out(actor, task):
        raise PermissionDenied
    initial = {"state": task.state, "done_on": task.done_on, "result": task.result}
    form = forms.ProgressForm(request.POST or None, record=task, initial=initial)
    call = lambda data: services.set_progress(task=task, actor=actor, **data)  # noqa: E731
    if done(request, form, call, _("Đã ghi tiến độ.")):
        return redirect("plans:plan", task.plan.uuid)
    return shown(request, "progress_form", form=form, task=task, plan=task.plan)


@require_POST
@access(PLAN_WRITERS)
def remove(request, pk):
    task = task_or_404(request, pk)
    _own(request, task)
    try:
        services.remove_task(task=task, actor=request.actor)
    except DomainError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Đã xóa nhiệm vụ."))
    return redirect("plans:plan", task.plan.uuid)


@get_or_post
@access(PLAN_WRITERS)
def add_target(request, pk):
    task, actor = task_or_404(request, pk), request.actor
    _own(request, task)
    year = Window.year(task.plan.year)
    initial = {
        "direction": "at_least",
        "starts_on": task.starts_on or year.start,
        "ends_on": task.due_on or year.end,
    }
    form = forms.TargetForm(request.POST or None, initial=initial)

    def call(data):
        return target_services.add_target(task=task, actor=actor, **form.fields_of_target())

    made = done(request, form, call, _("Đã thêm chỉ tiêu."))
    if made:
        return redirect("plans:target", made.uuid)
    return shown(request, "target_form", form=form, task=task, plan=task.plan, title=_("Thêm chỉ tiêu"))


@get_or_post
@access(PLAN_WRITERS)
def amend_target(request, pk):
    target, actor = target_or_404(request, pk), request.actor
    _own(request, target.task)
    initial = {name: getattr(target, name) for name in _TARGET} | {"measure": measures.code_of(target)}
    form = forms.TargetForm(request.POST or None, target=target, initial=initial)

    def call(data):
        fields = form.fields_of_target()
        return target_services.amend_target(target=target, version=data["version"], actor=actor, **fields)

    if done(request, form, call, _("Đã lưu chỉ tiêu.")):
        return redirect("plans:target", target.uuid)
    title = _("Sửa chỉ tiêu")
    return shown(
        request, "target_form", form=form, task=target.task, plan=target.task.plan, title=title, today=today()
    )
