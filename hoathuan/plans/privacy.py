"""What plans keep about people."""

from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from hoathuan.privacy.api import (
    Nothing,
    Section,
    Subject,
    Table,
    Tie,
    register,
    register_collector,
    register_tie,
)

from .models import Task

_BASIS = _("Văn bản hành chính: thể thức văn bản, lưu trữ")
_READERS = _("Cơ quan của kế hoạch và cấp trên")


def register_all() -> None:
    register(*_tables(), *_nothing())
    register_tie(
        Tie("plans.tasks", _("phụ trách nhiệm vụ chưa xong, hoặc xong chưa đủ lâu"), still_in_charge, ever)
    )
    register_collector("plans", in_charge)


def _tables() -> list[Table]:
    return [
        Table(
            model="plans.Plan",
            label=_("Kế hoạch"),
            fields=("signer", "signer_office"),
            about=_("Người ký văn bản"),
            purpose=_("Thể thức văn bản: ai ký, chức vụ gì"),
            basis=_BASIS,
            readers=_READERS,
            key="plans.plans",
        ),
        Table(
            model="plans.Task",
            label=_("Nhiệm vụ"),
            fields=("person", "person_text"),
            about=_("Người phụ trách nhiệm vụ"),
            purpose=_("Biết ai làm việc gì, hạn nào"),
            basis=_BASIS,
            readers=_READERS,
            key="plans.plans",
        ),
        Table(
            model="plans.TargetReport",
            label=_("Số liệu đã báo"),
            fields=("seat", "note"),
            about=_("Người báo số liệu"),
            purpose=_("Biết ai chịu trách nhiệm về con số"),
            basis=_("Trách nhiệm giải trình của cơ quan ghi sổ"),
            readers=_READERS,
            key="plans.plans",
        ),
    ]


def _nothing() -> list[Nothing]:
    return [
        Nothing("plans.Plan_attachments", "which files belong to a plan"),
        Nothing("plans.LegalBasis", "numbers and titles of documents"),
        Nothing("plans.Task_partners", "which agencies take part"),
        Nothing("plans.Target", "numbers to reach", {"unit_label": "what is counted"}),
    ]


def still_in_charge(day: date) -> QuerySet[Any]:
    done = Q(done_on__lt=day) | Q(done_on=None, plan__year__lt=day.year)
    return Task.objects.filter(person__isnull=False).exclude(done).values("person_id")


def ever() -> QuerySet[Any]:
    return Task.objects.filter(person__isnull=False).values("person_id")


def in_charge(subject: Subject) -> list[Section]:
    """The tasks that a person was put in charge of."""
    if subject.person is None:
        return []
    tasks = Task.objects.filter(person=subject.person).select_related("plan").order_by("plan__year", "id")
    rows = [(task.plan.title, task.plan.year, task.content, task.due_on, task.done_on) for task in tasks]
    columns = (_("Kế hoạch"), _("Năm"), _("Nhiệm vụ"), _("Thời hạn"), _("Ngày xong"))
    return [Section("plans.tasks", _("Nhiệm vụ phụ trách"), columns, rows)]
