"""Write, issue, close a plan; draw one from another."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext as _

from hoathuan.accounts.actor import Actor
from hoathuan.accounts.following import hold_units
from hoathuan.accounts.models import Body
from hoathuan.core import audit
from hoathuan.core.attachments.api import Attachment, store
from hoathuan.core.dates import today
from hoathuan.core.stale import StaleRecord
from hoathuan.core.text import clean
from hoathuan.documents.api import book_key, next_number
from hoathuan.plans.choices import PlanOrigin, PlanState
from hoathuan.plans.errors import NotYours, NumberTaken, PlanRefused
from hoathuan.plans.models import LegalBasis, Plan, Task
from hoathuan.plans.rights import bodies_of, check_write, may_draw_for, tasks_seen

from .copying import copy_tasks


def plain(values: Mapping[str, Any]) -> dict[str, Any]:
    """Values as the audit trail keeps them."""
    return {
        name: str(getattr(value, "pk", value)) for name, value in values.items() if value not in (None, "")
    }


def check_body(actor: Actor, body: Body) -> None:
    if not actor.system and not bodies_of(actor).filter(pk=body.pk).exists():
        raise NotYours(_("Bạn không lập kế hoạch thay cho cơ quan này được."))


@transaction.atomic
def create_plan(*, actor: Actor, body: Body, **fields: Any) -> Plan:
    """A draft of a body of the actor's own unit."""
    hold_units(actor)
    check_body(actor, body)
    plan = Plan.objects.create(body=body, unit_id=body.unit_id, **fields)
    audit.record(actor=actor, action="plans.created", subject=plan, data=plain(fields))
    return plan


@transaction.atomic
def amend_plan(*, plan: Plan, version: int, actor: Actor, **fields: Any) -> Plan:
    """Change a plan that is not closed. Raises StaleRecord if somebody saved it meanwhile."""
    check_write(actor, plan)
    if "body" in fields:
        check_body(actor, fields["body"])
        if plan.state != PlanState.DRAFT and fields["body"].pk != plan.body_id:
            raise PlanRefused(_("Kế hoạch đã ban hành nên không đổi cơ quan ban hành được."))
    if not Plan.objects.filter(pk=plan.pk, version=version).update(**fields, version=F("version") + 1):
        raise StaleRecord
    audit.record(actor=actor, action="plans.amended", subject=plan, data=plain(fields))
    plan.refresh_from_db()
    return plan


@transaction.atomic
def set_bases(*, plan: Plan, rows: Sequence[Mapping[str, Any]], version: int, actor: Actor) -> None:
    """Put these legal bases, in this order, in the place of the present ones."""
    check_write(actor, plan)
    for row in rows:
        based_on = row.get("basis_plan")
        if based_on is not None and based_on.pk == plan.pk:
            raise PlanRefused(_("Kế hoạch không thể căn cứ vào chính nó."))
    if not Plan.objects.filter(pk=plan.pk, version=version).update(version=F("version") + 1):
        raise StaleRecord
    plan.bases.all().delete()
    LegalBasis.objects.bulk_create(
        LegalBasis(plan=plan, ordinal=index, **row) for index, row in enumerate(rows, start=1)
    )
    audit.record(actor=actor, action="plans.bases_set", subject=plan, data={"count": len(rows)})


@transaction.atomic
def issue_plan(
    *, plan: Plan, signed_on: date, actor: Actor, number: str = "", sign: str = "", signer: str = "",
    signer_office: str = "",
) -> Plan:  # fmt: skip
    """Issue a draft under a number of the body's outgoing documents.

    Typed in `number` ("73/KH-STP"), or drawn from the series that the body keeps here, with `sign` ("KH-STP").
    A number is unique for its body in the year of its date.
    """
    check_write(actor, plan)
    _check_issue(plan, signed_on)
    number = clean(number) or _drawn_number(plan, signed_on.year, clean(sign))
    fields = {"number": number, "signed_on": signed_on, "signer": signer, "signer_office": signer_office}
    _take(plan, signed_on.year, fields)
    audit.record(actor=actor, action="plans.issued", subject=plan, data=plain(fields))
    plan.refresh_from_db()
    return plan


def _check_issue(plan: Plan, signed_on: date) -> None:
    if plan.state != PlanState.DRAFT:
        raise PlanRefused(_("Kế hoạch này đã ban hành rồi."))
    if not plan.body_id:
        raise PlanRefused(
            _("Kế hoạch này do cấp trên mở để giao chỉ tiêu. Hãy lập kế hoạch của đơn vị trước.")
        )
    if signed_on > today():
        raise PlanRefused(_("Ngày ban hành phải từ hôm nay trở về trước."))
    if not plan.tasks.exists():
        raise PlanRefused(_("Kế hoạch chưa có nhiệm vụ nào. Hãy thêm nhiệm vụ rồi ban hành."))


def _take(plan: Plan, year: int, fields: Mapping[str, Any]) -> None:
    """The row that is still a draft is the lock; the table refuses a number that is taken."""
    draft = Plan.objects.filter(pk=plan.pk, state=PlanState.DRAFT)
    try:
        with transaction.atomic():
            issued = draft.update(
                **fields,
                number_year=year,
                state=PlanState.ISSUED,
                origin=PlanOrigin.OWN,
                version=F("version") + 1,
            )
    except IntegrityError as error:
        raise NumberTaken(
            _(
                "Số %(number)s năm %(year)s đã dùng cho kế hoạch khác của cơ quan này. Hãy xem lại sổ văn bản đi."
            )
            % {"number": fields["number"], "year": year}
        ) from error
    if not issued:
        raise PlanRefused(_("Kế hoạch này vừa được người khác ban hành."))


def _drawn_number(plan: Plan, year: int, sign: str) -> str:
    """The next number of the body's series; those below 10 have a leading 0 (Decree 30/2020, Appendix I)."""
    if not sign:
        raise PlanRefused(_("Ghi số của kế hoạch, hoặc ghi ký hiệu (ví dụ KH-STP) để lấy số tại đây."))
    if plan.body is None:
        raise PlanRefused(_("Chọn cơ quan ban hành trước."))
    book = book_key("plan", plan.body.uuid, year)
    while True:
        number = f"{next_number(book):02d}/{sign}"
        if not Plan.objects.filter(body=plan.body, number_year=year, number=number).exists():
            return number


@transaction.atomic
def close_plan(*, plan: Plan, actor: Actor) -> None:
    """End the carrying out of an issued plan; figures stay readable, nothing is written any more."""
    check_write(actor, plan)
    if plan.origin == PlanOrigin.ASSIGNED:
        raise PlanRefused(
            _("Kế hoạch này do cấp trên mở để giao chỉ tiêu. Hãy lập kế hoạch của đơn vị trước.")
        )
    closed = Plan.objects.filter(pk=plan.pk, state=PlanState.ISSUED)
    if not closed.update(state=PlanState.CLOSED, version=F("version") + 1):
        raise PlanRefused(_("Chỉ kết thúc được kế hoạch đã ban hành."))
    audit.record(actor=actor, action="plans.closed", subject=plan)


@transaction.atomic
def attach(*, plan: Plan, upload: UploadedFile, actor: Actor) -> Attachment:
    """Keep a file with the plan, e.g. the signed copy."""
    check_write(actor, plan)
    kept = store(upload, actor)
    plan.attachments.add(kept)
    audit.record(
        actor=actor, action="plans.attached", subject=plan, data={"name": kept.name, "sha256": kept.sha256}
    )
    return kept


@transaction.atomic
def draw_plan(
    *, parent: Plan, body: Body, actor: Actor, title: str = "", tasks: Sequence[Task] | None = None
) -> Plan:
    """Draft a plan from an issued one: at another body of its unit, or at a unit below it.

    Copies the chosen tasks (all, if None) to be adapted; those that were handed down already stand in the plan
    that the unit above opened, which becomes this draft. A second call finds the same draft and adds what is new.
    """
    hold_units(actor)
    check_body(actor, body)
    if parent.state == PlanState.DRAFT or not may_draw_for(parent, body.unit) or parent.body_id == body.pk:
        raise PlanRefused(
            _("Chỉ lập kế hoạch theo một kế hoạch đã ban hành của cấp trên hoặc của cơ quan khác.")
        )
    Plan.objects.select_for_update().get(pk=parent.pk)
    plan = _draft_from(parent, body, clean(title) or parent.title)
    seen = {task.pk: task for task in tasks_seen(actor, parent)}
    chosen = list(seen.values()) if tasks is None else list(tasks)
    if any(task.pk not in seen for task in chosen):
        raise PlanRefused(_("Có nhiệm vụ không thuộc kế hoạch này. Hãy mở lại trang rồi chọn lại."))
    copied = copy_tasks(chosen, plan)
    audit.record(actor=actor, action="plans.drawn", subject=plan, data={"parent": parent.pk, "tasks": copied})
    return plan


def _draft_from(parent: Plan, body: Body, title: str) -> Plan:
    mine = Plan.objects.filter(parent=parent, unit_id=body.unit_id)
    draft = mine.filter(body=body, state=PlanState.DRAFT).first()
    if draft is not None:
        return draft
    opened = mine.filter(origin=PlanOrigin.ASSIGNED, body=None).select_for_update().first()
    if opened is not None and body.unit_id != parent.unit_id:
        opened.body, opened.title, opened.state = body, title, PlanState.DRAFT
        opened.version += 1
        opened.save(update_fields=["body", "title", "state", "version"])
    else:
        opened = Plan.objects.create(
            parent=parent, body=body, unit_id=body.unit_id, year=parent.year, title=title
        )
    LegalBasis.objects.get_or_create(plan=opened, basis_plan=parent, defaults={"ordinal": 1})
    return opened
