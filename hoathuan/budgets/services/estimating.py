"""An estimate is computed in one click, corrected with reasons, sent to the unit above, adjusted as a new version."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import translation
from django.utils.translation import gettext as _

from hoathuan.accounts.actor import Actor
from hoathuan.accounts.following import hold_units
from hoathuan.accounts.models import Body
from hoathuan.budgets import rights
from hoathuan.budgets.ceilings import ceilings
from hoathuan.budgets.choices import EstimateState, Source
from hoathuan.budgets.errors import BudgetRefused
from hoathuan.budgets.lines import EstimateRow, all_lines, amount_of, line_of
from hoathuan.budgets.models import Budget, Estimate, EstimateLine
from hoathuan.core import audit
from hoathuan.core.dates import today
from hoathuan.core.stale import StaleRecord
from hoathuan.core.text import clean
from hoathuan.units.models import Unit

from .book import budget_for, standing

_COPIED = (
    "line",
    "source",
    "key",
    "ordinal",
    "label",
    "factors",
    "rate",
    "amount",
    "basis",
    "unconfirmed",
    "reason",
)
MOST = 10**15


@dataclass(frozen=True)
class TypedRow:
    """A row as a person wrote it: the numbers of its factors with their words, the rate, where it comes from."""

    line: str
    label: str
    factors: tuple[tuple[Decimal, str], ...]
    rate: int
    source: str = Source.STATE
    basis: str = ""
    reason: str = ""


@transaction.atomic
def make(
    *, actor: Actor, unit: Unit, year: int, on: date | None = None, body: Body | None = None
) -> Estimate:
    """Compute the estimate of a year: teams, expected disputes and rates of a day (today).

    Again while it is a draft: what was computed is computed anew; rows that a person wrote or changed stay.
    """
    hold_units(actor)
    here = standing(unit)
    rights.require(rights.may_prepare(actor, here, body))
    budget = _locked(budget_for(here, year, body))
    day = on or today()
    estimate = Estimate.objects.filter(budget=budget, current=True).first()
    if estimate is None:
        estimate = Estimate.objects.create(budget=budget, on_date=day, made_by=actor.label)
    else:
        _check_draft(estimate)
        Estimate.objects.filter(pk=estimate.pk).update(on_date=day, version=estimate.version + 1)
    _fill(estimate, here, year, day)
    audit.record(
        actor=actor, action="budgets.estimated", subject=estimate, data={"year": year, "on": str(day)}
    )
    estimate.refresh_from_db()
    return estimate


def _fill(estimate: Estimate, unit: Unit, year: int, day: date) -> None:
    estimate.lines.filter(reason="").exclude(key="").delete()
    kept = set(estimate.lines.values_list("line", "key"))
    # what is stored is read by everybody, whatever the language of who clicked
    with translation.override("vi"):
        rows = [
            _line(estimate, line.key, ordinal, row)
            for line in all_lines()
            if line.estimate is not None
            for ordinal, row in enumerate(line.estimate(unit, year, day))
            if (line.key, row.key) not in kept
        ]
    EstimateLine.objects.bulk_create(rows)


def _line(estimate: Estimate, line: str, ordinal: int, row: EstimateRow) -> EstimateLine:
    return EstimateLine(
        estimate=estimate,
        line=line,
        key=row.key,
        ordinal=ordinal,
        label=str(row.label),
        factors=[[str(factor.number), str(factor.label)] for factor in row.factors],
        rate=row.rate,
        amount=row.amount,
        basis=row.basis[:400],
        unconfirmed=row.unconfirmed,
    )


def _locked(budget: Budget) -> Budget:
    return Budget.objects.select_for_update(of=("self",)).get(pk=budget.pk)


def _check_draft(estimate: Estimate) -> None:
    if estimate.state not in (EstimateState.DRAFT, EstimateState.RETURNED):
        raise BudgetRefused(_("Dự toán đã gửi cấp trên. Muốn sửa thì lập bản điều chỉnh."))


def _opened(actor: Actor, estimate: Estimate, version: int | None) -> Estimate:
    """The draft under its budget's lock; refused if somebody else has changed it meanwhile."""
    budget = _locked(estimate.budget)
    rights.require(rights.may_prepare(actor, standing(budget.unit), budget.body))
    found = Estimate.objects.select_related("budget__unit").get(pk=estimate.pk)
    if not found.current:
        raise BudgetRefused(_("Đã có bản dự toán mới hơn. Mở bản mới rồi sửa."))
    _check_draft(found)
    if version is not None and version != found.version:
        raise StaleRecord
    Estimate.objects.filter(pk=found.pk).update(version=found.version + 1)
    return found


@transaction.atomic
def write_row(
    *,
    actor: Actor,
    estimate: Estimate,
    typed: TypedRow,
    row: EstimateLine | None = None,
    version: int | None = None,
) -> EstimateLine:
    """Add a row, or change one: what was computed is changed with a reason only."""
    found = _opened(actor, estimate, version)
    _check_row(found, typed, row)
    written = row or EstimateLine(estimate=found, ordinal=found.lines.count())
    for name, value in _columns(typed).items():
        setattr(written, name, value)
    written.save()
    data = {"line": written.line, "amount": written.amount}
    audit.record(actor=actor, action="budgets.estimate_row", subject=found, data=data)
    return written


def _columns(typed: TypedRow) -> dict[str, Any]:
    return {
        "line": typed.line,
        "source": typed.source,
        "label": clean(typed.label)[:200],
        "factors": [[str(number), clean(words)] for number, words in typed.factors],
        "rate": typed.rate,
        "amount": amount_of([number for number, _words in typed.factors], typed.rate),
        "basis": clean(typed.basis)[:400],
        "reason": clean(typed.reason)[:300],
    }


def _check_row(estimate: Estimate, typed: TypedRow, row: EstimateLine | None) -> None:
    if line_of(typed.line) is None:
        raise BudgetRefused(_("Không có khoản chi này. Chọn lại trong danh sách."), "line")
    if any(number < 0 for number, _words in typed.factors) or typed.rate < 0:
        raise BudgetRefused(_("Số lượng và mức chi không được âm."), "rate")
    if amount_of([number for number, _words in typed.factors], typed.rate) >= MOST:
        raise BudgetRefused(_("Số tiền quá lớn, xem lại số lượng và mức chi."), "rate")
    if row is not None and row.key and len(clean(typed.reason)) < 5:
        raise BudgetRefused(
            _("Số này được tính sẵn. Ghi lý do sửa, ví dụ: sắp thành lập thêm 2 tổ."), "reason"
        )
    _check_rate(estimate, typed, row.key if row is not None else "")


def _check_rate(estimate: Estimate, typed: TypedRow, key: str) -> None:
    """State money is estimated at the rate that holds, or below it."""
    budget = estimate.budget
    found = ceilings(standing(budget.unit), budget.year, estimate.on_date)
    found.check(line=typed.line, key=key, rate=typed.rate, source=typed.source)


@transaction.atomic
def remove_row(*, actor: Actor, row: EstimateLine) -> None:
    """Take a row out of a draft; one that is computed comes back when the estimate is computed anew."""
    found = _opened(actor, row.estimate, None)
    data = {"line": row.line, "label": row.label, "amount": row.amount}
    row.delete()
    audit.record(actor=actor, action="budgets.estimate_row_removed", subject=found, data=data)


@transaction.atomic
def submit(*, actor: Actor, estimate: Estimate) -> Estimate:
    """Send it to the unit above. Sent twice it is sent once."""
    budget = _locked(estimate.budget)
    rights.require(rights.may_submit(actor, standing(budget.unit), budget.body))
    found = Estimate.objects.get(pk=estimate.pk)
    if found.state in (EstimateState.SUBMITTED, EstimateState.SEEN):
        return found
    if not found.current or not found.lines.exists():
        raise BudgetRefused(_("Dự toán chưa có dòng nào. Bấm “Tính dự toán” hoặc thêm dòng rồi gửi."))
    _state(found, EstimateState.SUBMITTED, submitted_on=today(), submitted_by=actor.label, answer="")
    audit.record(actor=actor, action="budgets.submitted", subject=found, data={"year": budget.year})
    return found


@transaction.atomic
def answer(*, actor: Actor, estimate: Estimate, seen: bool, words: str = "") -> Estimate:
    """The unit above has read it, or gives it back with what is to be changed."""
    budget = _locked(estimate.budget)
    rights.require(rights.may_answer(actor, standing(budget.unit)))
    found = Estimate.objects.get(pk=estimate.pk)
    if found.state not in (EstimateState.SUBMITTED, EstimateState.SEEN) or not found.current:
        raise BudgetRefused(_("Dự toán này chưa gửi, hoặc đã có bản mới hơn. Mở lại để xem."))
    if not seen and len(clean(words)) < 5:
        raise BudgetRefused(_("Ghi cần sửa gì, để xã làm lại."), "answer")
    state = EstimateState.SEEN if seen else EstimateState.RETURNED
    _state(found, state, answered_on=today(), answered_by=actor.label, answer=clean(words)[:500])
    audit.record(actor=actor, action=f"budgets.{state}", subject=found, data={"year": budget.year})
    return found


def _state(estimate: Estimate, state: EstimateState, **more: Any) -> None:
    estimate.state = state
    for name, value in more.items():
        setattr(estimate, name, value)
    estimate.version += 1
    estimate.save()


@transaction.atomic
def adjust(*, actor: Actor, estimate: Estimate, reason: str) -> Estimate:
    """A new version as a draft, with the rows of the one that was sent; that one stays to be read."""
    budget = _locked(estimate.budget)
    rights.require(rights.may_prepare(actor, standing(budget.unit), budget.body))
    found = Estimate.objects.get(pk=estimate.pk)
    if not found.current or found.state not in (EstimateState.SUBMITTED, EstimateState.SEEN):
        raise BudgetRefused(_("Bản này chưa gửi nên sửa thẳng được, hoặc đã có bản mới hơn."))
    if len(clean(reason)) < 5:
        raise BudgetRefused(_("Ghi lý do điều chỉnh dự toán."), "reason")
    last = Estimate.objects.filter(budget=budget).aggregate(n=Max("revision"))["n"] or 0
    Estimate.objects.filter(pk=found.pk).update(current=False)
    made = Estimate.objects.create(
        budget=budget,
        revision=last + 1,
        on_date=found.on_date,
        made_by=actor.label,
        reason=clean(reason)[:300],
    )
    _copy(found.lines.all(), made)
    audit.record(actor=actor, action="budgets.adjusted", subject=made, data={"year": budget.year})
    return made


def _copy(rows: Iterable[EstimateLine], to: Estimate) -> None:
    EstimateLine.objects.bulk_create(
        EstimateLine(estimate=to, **{name: getattr(row, name) for name in _COPIED}) for row in rows
    )
