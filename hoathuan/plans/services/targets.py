"""Set targets, and report on them by hand."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext as _

from hoathuan.accounts.actor import Actor
from hoathuan.core import audit
from hoathuan.core.attachments.api import store
from hoathuan.core.dates import today
from hoathuan.core.stale import StaleRecord
from hoathuan.plans.choices import ReportKind
from hoathuan.plans.errors import PlanRefused
from hoathuan.plans.models import Target, TargetReport, Task
from hoathuan.plans.rights import check_carry_out, check_write
from hoathuan.stats import api as stats

from .plans import plain


@transaction.atomic
def add_target(*, task: Task, actor: Actor, **fields: Any) -> Target:
    """A target of the plan's own unit."""
    check_write(actor, task.plan)
    _check(fields)
    target = Target.objects.create(task=task, unit_id=task.plan.unit_id, **fields)
    audit.record(actor=actor, action="plans.target_added", subject=target, data=plain(fields))
    return target


@transaction.atomic
def amend_target(*, target: Target, version: int, actor: Actor, **fields: Any) -> Target:
    """Change a target of one's own; a share that was handed down is changed by the unit that handed it down.

    Once shared out or reported on, what is counted stays as it is; the quantity changes by sharing out anew.
    """
    check_write(actor, target.task.plan)
    if target.handed:
        raise PlanRefused(_("Chỉ tiêu này do cấp trên giao. Muốn thay đổi, đề nghị cấp trên giao lại."))
    _check(fields)
    _check_running(target, fields)
    if not Target.objects.filter(pk=target.pk, version=version).update(**fields, version=F("version") + 1):
        raise StaleRecord
    audit.record(actor=actor, action="plans.target_amended", subject=target, data=plain(fields))
    target.refresh_from_db()
    return target


def _check(fields: dict[str, Any]) -> None:
    if fields["ends_on"] < fields["starts_on"]:
        raise PlanRefused(_("Ngày cuối phải từ ngày đầu trở đi."))
    if fields["quantity"] < 0:
        raise PlanRefused(_("Số lượng không được âm."))
    if fields.get("is_share") and fields["quantity"] > 100:
        raise PlanRefused(_("Tỷ lệ phần trăm không vượt quá 100."))
    if fields.get("indicator"):
        measure = stats.Measure.from_data({"key": fields["indicator"], "where": fields.get("where") or {}})
        stats.check(measure)
        fields["where"] = measure.as_data()["where"]
        if bool(stats.get(measure.key).is_rate) != bool(fields.get("is_share")):
            raise PlanRefused(_("Chỉ số tỷ lệ thì chỉ tiêu phải là phần trăm; số đếm thì không."))


def _check_running(target: Target, fields: dict[str, Any]) -> None:
    fixed = ("indicator", "where", "is_share", "quantity", "starts_on", "ends_on")
    changed = [name for name in fixed if fields.get(name) != getattr(target, name)]
    shared = target.children.filter(handed=True).exists()
    if shared and changed:
        raise PlanRefused(
            _("Chỉ tiêu đã giao cho cấp dưới: số lượng, thời gian và cách đo không sửa ở đây được nữa. Sửa số lượng ở "
              "trang “Giao chỉ tiêu”.")
        )  # fmt: skip
    if target.reports.exists() and {"indicator", "is_share"} & set(changed):
        raise PlanRefused(_("Chỉ tiêu đã có báo cáo nên không đổi cách đo được."))


@transaction.atomic
def report_progress(
    *, target: Target, on_date: date, kind: str, amount: Decimal, actor: Actor, note: str = "",
    evidence: UploadedFile | None = None, corrects: TargetReport | None = None,
) -> TargetReport:  # fmt: skip
    """Add a figure by hand, with its evidence; `corrects` puts it in the place of an earlier one."""
    check_carry_out(actor, target.task)
    _check_report(target, on_date, kind, amount, corrects)
    if evidence is None and not note:
        raise PlanRefused(_("Đính kèm tệp minh chứng, hoặc ghi số và ngày của văn bản làm minh chứng."))
    kept = store(evidence, actor) if evidence is not None else None
    try:
        with transaction.atomic():
            report = TargetReport.objects.create(
                target=target, on_date=on_date, kind=kind, amount=amount, note=note,
                evidence=kept, corrects=corrects, seat_id=actor.seat_id,
            )  # fmt: skip
    except IntegrityError as error:
        raise PlanRefused(_("Lần báo cáo này vừa được đính chính. Hãy đính chính dòng mới nhất.")) from error
    data = plain({"on_date": on_date, "kind": kind, "amount": amount, "corrects": corrects})
    audit.record(actor=actor, action="plans.reported", subject=target, data=data)
    return report


def _check_report(
    target: Target, on_date: date, kind: str, amount: Decimal, corrects: TargetReport | None
) -> None:
    if not target.by_hand:
        raise PlanRefused(_("Chỉ tiêu này tự đếm từ số liệu, không báo cáo bằng tay."))
    if on_date > today():
        raise PlanRefused(_("Ngày của số liệu phải từ hôm nay trở về trước."))
    if not target.starts_on <= on_date <= target.ends_on:
        raise PlanRefused(
            _("Ngày của số liệu phải nằm trong thời gian của chỉ tiêu, từ %(start)s đến %(end)s.")
            % {"start": f"{target.starts_on:%d/%m/%Y}", "end": f"{target.ends_on:%d/%m/%Y}"}
        )
    if amount < 0:
        raise PlanRefused(_("Số lượng không được âm. Muốn bớt, hãy đính chính lần báo cáo bị sai."))
    if target.is_share and kind != ReportKind.TOTAL:
        raise PlanRefused(_("Chỉ tiêu tỷ lệ chỉ báo cáo mức đạt đến ngày, không báo cáo phần làm thêm."))
    if corrects is not None and corrects.target_id != target.pk:
        raise PlanRefused(_("Dòng được đính chính không thuộc chỉ tiêu này."))
