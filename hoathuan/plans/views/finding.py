"""Rows that the acting seat may see (else 404), and the forms that their pages share."""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, render

from hoathuan.plans.forms import SwitchForm
from hoathuan.plans.models import Task
from hoathuan.plans.rights import may_write, plans_seen, tasks_seen
from hoathuan.plans.selectors import plan_seen, target_for
from hoathuan.stats.api import AS_THEN, differs


def plan_or_404(request, pk):
    return get_object_or_404(plan_seen(request.actor), uuid=pk)


def own_plan(request, pk):
    """A plan that the seat may write: one that it only sees is refused."""
    plan = plan_or_404(request, pk)
    if not may_write(request.actor, plan):
        raise PermissionDenied
    return plan


def task_or_404(request, pk):
    tasks = Task.objects.select_related("plan__unit", "plan__body", "lead_body", "person", "parent__plan")
    task = get_object_or_404(tasks.filter(plan__in=plans_seen(request.actor)), uuid=pk)
    if not tasks_seen(request.actor, task.plan).filter(pk=task.pk).exists():
        raise Http404
    return task


def target_or_404(request, pk):
    return get_object_or_404(target_for(request.actor), uuid=pk)


def switch_of(request, plan):
    """The switch of then and now, or None where units have not changed since the plan's year began; is it then?"""
    if not differs(date(plan.year, 1, 1)):
        return None, False
    then = request.GET.get("khi_do") == AS_THEN
    return SwitchForm({"khi_do": AS_THEN if then else ""}), then


def shown(request, name, **context):
    return render(request, f"plans/{name}.html", {"nav_key": "plans", **context})
