"""The history of a team or mediator, from the audit trail, in words."""

from typing import Any

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hoathuan.core import audit
from hoathuan.core.ui.rows import Entry

_MOST = 30
WORDS: dict[str, Any] = {
    "teams.created": gettext_lazy("Thành lập tổ"),
    "teams.amended": gettext_lazy("Sửa thông tin tổ"),
    "teams.dissolved": gettext_lazy("Giải thể tổ"),
    "teams.mediator_added": gettext_lazy("Ghi hòa giải viên"),
    "teams.mediator_amended": gettext_lazy("Sửa thông tin hòa giải viên"),
    "teams.mediator_ended": gettext_lazy("Ghi thôi làm hòa giải viên"),
    "teams.head_appointed": gettext_lazy("Ghi tổ trưởng"),
    "teams.training_recorded": gettext_lazy("Ghi tập huấn"),
    "teams.recognised": gettext_lazy("Ghi số quyết định công nhận hòa giải viên"),
    "teams.recognition_voided": gettext_lazy("Gỡ số quyết định công nhận đã hủy"),
    "teams.end_decided": gettext_lazy("Ghi số quyết định thôi làm hòa giải viên"),
    "teams.imported": gettext_lazy("Nhập từ tệp danh sách"),
}


def entries(subject: models.Model) -> list[Entry]:
    """The newest acts on one record."""
    return [
        Entry(
            when=line.at,
            who=line.actor_label,
            what=WORDS.get(line.action, line.action),
            note=_note(line.data),
        )
        for line in audit.entries_about(subject)[:_MOST]
    ]


def _note(data: dict[str, Any]) -> str:
    labels = {
        "name": "%s",
        "file": "%s",
        "people": _("%s người"),
        "title": "%s",
        "started_on": _("từ %s"),
        "ended_on": _("đến hết %s"),
        "trained_on": _("ngày %s"),
        "decision": _("quyết định %s"),
    }
    return ", ".join(labels[key] % value for key, value in data.items() if key in labels and value)
