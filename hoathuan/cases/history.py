"""What the events of a dispute say to a reader."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hoathuan.core.ui.rows import Entry

from .models import Case, CaseEvent

VERBS = {
    "recorded": gettext_lazy("Ghi vào sổ vụ việc đã kết thúc ngày %(day)s"),
    "received": gettext_lazy("Tiếp nhận ngày %(day)s"),
    "accepted": gettext_lazy("Xác định thuộc phạm vi hòa giải ngày %(day)s"),
    "referred": gettext_lazy("Hướng dẫn các bên đến cơ quan khác ngày %(day)s"),
    "assigned": gettext_lazy("Phân công hòa giải viên ngày %(day)s"),
    "started": gettext_lazy("Bắt đầu hòa giải ngày %(day)s"),
    "ended": gettext_lazy("Kết thúc hòa giải ngày %(day)s"),
    "reopened": gettext_lazy("Mở lại ngày %(day)s để hòa giải tiếp"),
    "voided": gettext_lazy("Hủy ngày %(day)s vì ghi nhầm; số trong sổ giữ nguyên"),
    "amended": gettext_lazy("Sửa vụ việc ngày %(day)s"),
}

LABELS = {
    "received_on": gettext_lazy("ngày tiếp nhận"),
    "received_known": gettext_lazy("ngày tiếp nhận"),
    "field": gettext_lazy("mâu thuẫn về việc gì"),
    "matter": gettext_lazy("loại vụ việc"),
    "ground": gettext_lazy("căn cứ hòa giải"),
    "mediator_id": gettext_lazy("hòa giải viên"),
    "ended_on": gettext_lazy("ngày kết thúc"),
    "ending": gettext_lazy("kiểu kết thúc"),
    "people": gettext_lazy("người trong vụ việc"),
    "summary": gettext_lazy("nội dung"),
    "agreement": gettext_lazy("thỏa thuận, yêu cầu"),
    "notes": gettext_lazy("ghi chú"),
    "late_reason": gettext_lazy("lý do ghi muộn"),
}


def entries_of(case: Case, *, named: bool) -> list[Entry]:
    """The dispute's life, newest first; an amendment is tied to the entry that it mends.

    `named`: whether the reader may know who did it (those who may read the content).
    """
    events = list(case.events.order_by("-id"))
    first = events[-1] if events else None
    return [_entry(event, first, named) for event in events]


def _entry(event: CaseEvent, first: CaseEvent | None, named: bool) -> Entry:
    mends = event.verb == "amended" and first is not None
    return Entry(
        when=event.at,
        who=event.seat_label if named else "",
        what=_words(event),
        note=_note(event.data),
        corrects=_words(first) if mends and first else "",
    )


def _words(event: CaseEvent) -> str:
    return str(VERBS[event.verb]) % {"day": f"{event.on_date:%d/%m/%Y}"}


def _note(data: dict[str, Any]) -> str:
    notes = []
    if fields := data.get("fields"):
        names = dict.fromkeys(str(LABELS.get(name, name)) for name in fields)
        notes.append(_("Đã sửa: %(names)s.") % {"names": ", ".join(names)})
    if data.get("late"):
        notes.append(_("Ghi muộn."))
    if data.get("chosen_by_parties"):
        notes.append(_("Các bên chọn hòa giải viên."))
    return " ".join(notes)
