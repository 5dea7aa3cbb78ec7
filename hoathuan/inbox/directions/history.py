"""Lines of the trail about a letter, in words."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from hoathuan.core.models import AuditEntry
from hoathuan.core.ui.rows import Entry

DEEDS = {
    "directions.drafted": _("Soạn dự thảo"),
    "directions.amended": _("Sửa dự thảo"),
    "directions.attached": _("Kèm tệp"),
    "directions.detached": _("Bỏ tệp"),
    "directions.issued": _("Gửi đi"),
    "directions.withdrawn": _("Thu hồi"),
    "directions.reminded": _("Nhắc các nơi quá hạn"),
    "directions.accepted": _("Nhận báo cáo"),
    "directions.asked": _("Có câu hỏi"),
    "directions.answered": _("Trả lời câu hỏi"),
}


def entries(lines: Iterable[AuditEntry]) -> list[Entry]:
    return [
        Entry(when=x.at, who=x.actor_label, what=DEEDS.get(x.action, x.action), note=_note(x)) for x in lines
    ]


def _note(line: AuditEntry) -> str:
    told = [str(line.data[name]) for name in ("number", "reason", "office", "file") if line.data.get(name)]
    if "recipients" in line.data:
        told.append(str(_("%(n)s nơi nhận")) % {"n": line.data["recipients"]})
    return " · ".join(told)
