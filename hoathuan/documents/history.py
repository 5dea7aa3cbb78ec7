"""Lines of the trail about a paper, in words."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from hoathuan.core.models import AuditEntry
from hoathuan.core.ui.rows import Entry

DEEDS = {
    "documents.drafted": _("Soạn dự thảo"),
    "documents.amended": _("Sửa dự thảo"),
    "documents.issued": _("Ban hành"),
    "documents.signed": _("Nhận bản đã ký"),
    "documents.voided": _("Hủy văn bản"),
}


def entries(lines: Iterable[AuditEntry]) -> list[Entry]:
    return [
        Entry(when=x.at, who=x.actor_label, what=DEEDS.get(x.action, x.action), note=_note(x)) for x in lines
    ]


def _note(line: AuditEntry) -> str:
    told = [str(line.data[name]) for name in ("number", "reason") if line.data.get(name)]
    if "sha256" in line.data:
        told.append(f"SHA-256 {line.data['sha256'][:16]}…")
    return " · ".join(told)
