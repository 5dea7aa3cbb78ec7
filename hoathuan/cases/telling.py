"""What people hear of disputes as a notice: numbers and kinds alone, for it may be told outside."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from hoathuan.accounts import notices


def register_all() -> None:
    notices.register(
        "case_escalated",
        _(
            "Báo khẩn, vụ việc số %(number)s của %(team)s: %(danger)s. Mở trang để xem cần gì ngay và trả lời."
        ),
        address=_escalation,
    )
    notices.register(
        "case_danger",
        _(
            "Báo khẩn, vụ việc số %(number)s: %(danger)s. Gọi điện ngay cho chủ tịch xã hoặc công an, rồi ghi giờ báo "
            "ở trang này."
        ),
        address=_escalation,
    )
    notices.register(
        "case_joint",
        _("%(other)s cùng hòa giải vụ việc số %(number)s của %(team)s từ ngày %(day)s, vì các bên ở các thôn khác "
          "nhau (Luật Hòa giải ở cơ sở, Điều 22)."),
    )  # fmt: skip


def _escalation(data: dict[str, Any]) -> str:
    return reverse("cases:escalation", args=[data["escalation"]])
