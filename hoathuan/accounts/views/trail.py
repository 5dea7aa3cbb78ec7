"""The audit trail in words."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hoathuan.accounts.models import Person
from hoathuan.core.models import AuditEntry
from hoathuan.core.ui.rows import Entry

WORDS = {
    "accounts.person_added": gettext_lazy("Ghi người mới"),
    "accounts.person_amended": gettext_lazy("Sửa thông tin"),
    "accounts.seat_given": gettext_lazy("Giao vai"),
    "accounts.seat_ended": gettext_lazy("Kết thúc vai"),
    "accounts.slip_issued": gettext_lazy("In phiếu kích hoạt"),
    "accounts.recovered": gettext_lazy("Khôi phục tài khoản, đăng xuất mọi máy"),
    "accounts.confirmed": gettext_lazy("Gặp trực tiếp, xác nhận đúng người"),
    "accounts.activated": gettext_lazy("Kích hoạt tài khoản bằng phiếu"),
    "accounts.account_closed": gettext_lazy("Khóa tài khoản, đăng xuất mọi máy"),
    "accounts.account_reopened": gettext_lazy("Mở khóa tài khoản"),
    "accounts.handed_over": gettext_lazy("Bàn giao vai cho người khác"),
    "accounts.taken_over": gettext_lazy("Nhận bàn giao vai"),
    "accounts.sessions_ended": gettext_lazy("Đăng xuất khỏi mọi máy"),
    "accounts.started": gettext_lazy("Lập người quản trị đầu tiên"),
}


def entries(lines: Iterable[AuditEntry]) -> list[Entry]:
    """Lines as the history shows them."""
    shown = list(lines)
    people = Person.objects.in_bulk([key for line in shown if (key := line.data.get("person"))])
    return [
        Entry(
            line.at,
            line.actor_label or _("Hệ thống"),
            WORDS.get(line.action, line.action),
            note=_note(line, str(people.get(line.data.get("person"), ""))),
        )
        for line in shown
    ]


def _note(line: AuditEntry, name: str) -> str:
    """`name`: of the person whom the line names by a key."""
    parts = [name, *(str(line.data.get(key) or "") for key in ("name", "role", "unit"))]
    if until := line.data.get("until"):
        parts.append(_("đến hết ngày %(day)s") % {"day": until})
    return ", ".join(part for part in parts if part)
