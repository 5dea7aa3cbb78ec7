"""What settlements says in a dispute's history: days and types, no content."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from .choices import Hand

VERBS = {
    "agr_recorded": _("Lập xong văn bản hòa giải thành ngày %(day)s"),
    "agr_corrected": _("Lập xong bản mới của văn bản hòa giải thành ngày %(day)s"),
    "agr_signed": _("Ghi chữ ký, điểm chỉ trên văn bản ngày %(day)s"),
    "agr_scanned": _("Đưa ảnh văn bản đã ký lên ngày %(day)s"),
    "prm_added": _("Ghi việc đã hứa theo thỏa thuận ngày %(day)s"),
    "prm_kept": _("Một việc đã hứa đã thực hiện ngày %(day)s"),
    "prm_asked": _("Hỏi lại một việc giữ lâu dài ngày %(day)s"),
    "prm_late": _("Một việc đã hứa bị chậm, ghi ngày %(day)s"),
    "prm_broken": _("Một việc đã hứa không được thực hiện, ghi ngày %(day)s"),
    "prm_force": _("Báo gặp việc không lường trước ngày %(day)s"),
    "prm_changed": _("Các bên thống nhất thay đổi một việc đã hứa ngày %(day)s"),
    "prm_dropped": _("Các bên thống nhất bỏ một việc đã hứa ngày %(day)s"),
    "prm_reverted": _("Ghi lại một việc đã hứa đã ghi nhầm ngày %(day)s"),
    "rep_head": _("Báo tổ trưởng vướng mắc ngày %(day)s"),
    "rep_front": _("Báo Trưởng ban công tác Mặt trận ngày %(day)s"),
    "crt_wished": _("Các bên muốn Tòa án công nhận, ghi ngày %(day)s"),
    "crt_filed": _("Nộp đơn yêu cầu Tòa án công nhận ngày %(day)s"),
    "crt_accepted": _("Tòa án thụ lý ngày %(day)s"),
    "crt_asked": _("Tòa án yêu cầu cung cấp tài liệu ngày %(day)s"),
    "crt_answered": _("Trả lời Tòa án ngày %(day)s"),
    "crt_meeting": _("Tòa án mở phiên họp ngày %(day)s"),
    "crt_recognised": _("Tòa án công nhận ngày %(day)s"),
    "crt_refused": _("Tòa án không công nhận ngày %(day)s"),
    "crt_withdrawn": _("Rút đơn yêu cầu ngày %(day)s"),
    "crt_again": _("Các bên lại muốn Tòa án công nhận, ghi ngày %(day)s"),
    "crt_reverted": _("Bỏ một bước ở Tòa án đã ghi nhầm ngày %(day)s"),
    "note_failed": _("Lập văn bản hòa giải không thành ngày %(day)s"),
}


def signed(data: Mapping[str, Any]) -> str:
    """Which line, how it stood and how it stands: no name. Nothing for a line of before this was kept."""
    if "line" not in data:
        return ""
    words = gettext("Dòng ký số %(line)s: trước ghi “%(former)s”, nay ghi “%(hand)s”.")
    hands = {name: Hand(data[name]).label for name in ("former", "hand")}
    return words % {"line": data["line"], **hands}


NOTES = {"agr_signed": signed}
