"""Lines of the audit trail about a plan, task or target, in words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hoathuan.accounts.models import Person
from hoathuan.core.models import AuditEntry
from hoathuan.core.ui.numbers import number
from hoathuan.core.ui.rows import Entry

DEEDS = {
    "plans.created": gettext_lazy("Lập dự thảo"),
    "plans.drawn": gettext_lazy("Lập theo kế hoạch khác"),
    "plans.amended": gettext_lazy("Sửa kế hoạch"),
    "plans.bases_set": gettext_lazy("Sửa căn cứ"),
    "plans.issued": gettext_lazy("Ban hành"),
    "plans.closed": gettext_lazy("Kết thúc kế hoạch"),
    "plans.attached": gettext_lazy("Kèm tệp"),
    "plans.task_added": gettext_lazy("Thêm nhiệm vụ"),
    "plans.task_amended": gettext_lazy("Sửa nhiệm vụ"),
    "plans.task_progress": gettext_lazy("Ghi tiến độ"),
    "plans.task_handed_over": gettext_lazy("Bàn giao nhiệm vụ cho người khác"),
    "plans.target_added": gettext_lazy("Thêm chỉ tiêu"),
    "plans.target_amended": gettext_lazy("Sửa chỉ tiêu"),
    "plans.handed_down": gettext_lazy("Giao chỉ tiêu"),
    "plans.unit_changed": gettext_lazy("Chuyển sang đơn vị tiếp nhận sau sắp xếp"),
    "plans.target_merged": gettext_lazy("Cộng chỉ tiêu của các đơn vị nhập lại"),
    "plans.reported": gettext_lazy("Báo cáo kết quả"),
}


def entries(lines: Iterable[AuditEntry]) -> list[Entry]:
    return [
        Entry(when=x.at, who=x.actor_label, what=DEEDS.get(x.action, x.action), note=_note(x)) for x in lines
    ]


def _note(line: AuditEntry) -> str:
    data: dict[str, Any] = line.data
    if line.action == "plans.handed_down":
        return _("%(new)s đơn vị mới, %(changed)s đơn vị đổi số, %(withdrawn)s đơn vị rút lại") % data
    if line.action == "plans.task_handed_over":
        return str(Person.objects.filter(pk=data.get("person") or 0).first() or "")
    if line.action == "plans.reported":
        return number(data.get("amount"))
    return str(data.get("number") or data.get("name") or data.get("result") or "")
