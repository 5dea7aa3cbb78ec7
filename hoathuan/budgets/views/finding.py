"""What several pages of money share: whose money, which year, a refusal beside its answer."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest
from django.urls import reverse

from hoathuan.accounts.actor import actor_in
from hoathuan.budgets import holders, rights
from hoathuan.budgets.errors import BudgetRefused
from hoathuan.budgets.forms import YearFilter
from hoathuan.budgets.holders import Holder
from hoathuan.budgets.models import Estimate, EstimateLine
from hoathuan.core.errors import DomainError


def holder_or_404(request: HttpRequest, key: UUID) -> Holder:
    """The unit or body, if this seat sees its money."""
    found = holders.find(actor_in(request), key)
    if found is None:
        raise Http404
    return found


def estimate_or_404(request: HttpRequest, key: UUID) -> tuple[Estimate, Holder]:
    """An estimate, and whose it is today."""
    found = Estimate.objects.select_related("budget__unit", "budget__body").filter(uuid=key).first()
    if found is None:
        raise Http404
    budget = found.budget
    return found, holder_or_404(request, budget.body.uuid if budget.body else budget.unit.uuid)


def row_or_404(request: HttpRequest, pk: int) -> tuple[EstimateLine, Holder]:
    row = EstimateLine.objects.select_related("estimate").filter(pk=pk).first()
    if row is None:
        raise Http404
    estimate, holder = estimate_or_404(request, row.estimate.uuid)
    row.estimate = estimate
    return row, holder


def only(request: HttpRequest, holder: Holder, right: Callable[..., bool]) -> None:
    """Whoever may not write here does not find the page, even where it may read."""
    if not right(actor_in(request), holder.unit, holder.body):
        raise Http404


def chosen_year(request: HttpRequest) -> int:
    return YearFilter(request.GET or None).year


def refuse(form: Any, refused: DomainError) -> None:
    """Put a refusal beside the answer that it is about."""
    field = refused.field if isinstance(refused, BudgetRefused) else ""
    form.add_error(field if field in form.fields else None, str(refused))


def may(request: HttpRequest, holder: Holder) -> dict[str, bool]:
    """What this seat may do with the money of a holder; the services ask again."""
    actor, unit, body = actor_in(request), holder.unit, holder.body
    return {
        "may_prepare": rights.may_prepare(actor, unit, body),
        "may_submit": rights.may_submit(actor, unit, body),
        "may_keep": rights.may_keep(actor, unit, body),
        "may_allocate": rights.may_allocate(actor, unit, body),
        "may_apportion": rights.may_apportion(actor, unit, body),
        "may_overspend": rights.may_overspend(actor, unit),
        "may_answer": rights.may_answer(actor, unit),
    }


def page_of(name: str, holder: Holder, year: int) -> str:
    return f"{reverse(f'budgets:{name}', args=[holder.uuid])}?nam={year}"
