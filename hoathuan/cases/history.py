"""What the events of a dispute say to a reader."""

from collections.abc import Callable, Mapping
from typing import Any

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hoathuan.core.ui.rows import Entry

from .choices import Answer, Came, EscalationKind, EscalationTo
from .models import Case, CaseEvent, EventWords

VERBS: dict[str, Any] = {
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
    "scope_noted": gettext_lazy("Ghi câu trả lời về phạm vi hòa giải ngày %(day)s"),
    "danger_found": gettext_lazy("Các câu trả lời ngày %(day)s cho thấy phải báo khẩn, chưa hòa giải"),
    "danger_denied": gettext_lazy("Ngày %(day)s xác nhận trả lời nhầm, không phải báo khẩn"),
    "recused": gettext_lazy("Hòa giải viên từ chối vì có liên quan ngày %(day)s"),
    "helped": gettext_lazy("Thêm hòa giải viên cùng tham gia từ ngày %(day)s"),
    "session": gettext_lazy("Buổi hòa giải ngày %(day)s"),
    "invited": gettext_lazy("Đề nghị mời người tham gia ngày %(day)s"),
    "consented": gettext_lazy("Bên kia đồng ý người được mời ngày %(day)s"),
    "not_consented": gettext_lazy("Bên kia không đồng ý người được mời ngày %(day)s"),
    "paused": gettext_lazy("Tạm dừng từ ngày %(day)s"),
    "resumed": gettext_lazy("Hòa giải tiếp từ ngày %(day)s"),
    "joined": gettext_lazy("Tổ khác cùng hòa giải từ ngày %(day)s"),
    "left": gettext_lazy("Tổ khác thôi cùng hòa giải ngày %(day)s"),
    "front_told": gettext_lazy("Báo Trưởng ban công tác Mặt trận ngày %(day)s"),
    "escalated": gettext_lazy("Báo khẩn cho tổ trưởng ngày %(day)s"),
    "passed": gettext_lazy("Tổ trưởng báo lên ngày %(day)s"),
    "struck": gettext_lazy("Gạch điều ghi nhầm ngày %(day)s"),
    "answered": gettext_lazy("Cơ quan có thẩm quyền trả lời ngày %(day)s"),
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


Note = Callable[[Mapping[str, Any]], str]
_NOTES: dict[str, Note] = {}


def register_verbs(words: Mapping[str, Any], notes: Mapping[str, Note] | None = None) -> None:
    """Words of an upper context for its own lines in a dispute's history; `%(day)s` stands for the day.

    `notes`: what the data of such a line says. ValueError for a verb that is taken.
    """
    for verb, text in words.items():
        if VERBS.get(verb, text) is not text:
            raise ValueError(f"verb {verb} is registered already")
        VERBS[verb] = text
    _NOTES.update(notes or {})


def in_history(**which: Any) -> Exists:
    """Whether the history of a dispute has such a step: `in_history(verb="from_paper")`, a condition on disputes.

    The history holds no content, so a number made of it is the same whoever asks.
    """
    return Exists(CaseEvent.objects.filter(case=OuterRef("pk"), **which))


def entries_of(case: Case, *, named: bool) -> list[Entry]:
    """The dispute's life, newest first; an amendment is tied to the entry that it mends.

    `named`: whether the reader may know who did it (those who may read the content).
    """
    events = list(case.events.order_by("-id"))
    why = dict(EventWords.objects.filter(case=case).values_list("event", "text")) if named else {}
    first = events[-1] if events else None
    return [_entry(event, first, named, why.get(event.pk, "")) for event in events]


def _entry(event: CaseEvent, first: CaseEvent | None, named: bool, why: str) -> Entry:
    mends = event.verb == "amended" and first is not None
    return Entry(
        when=event.at,
        who=event.seat_label if named else "",
        what=_words(event),
        note=" ".join(part for part in (_note(event.data), _more(event), why) if part),
        corrects=_words(first) if mends and first else "",
    )


def _words(event: CaseEvent) -> str:
    return str(VERBS[event.verb]) % {"day": f"{event.on_date:%d/%m/%Y}"}


def _more(event: CaseEvent) -> str:
    note = _NOTES.get(event.verb)
    return note(event.data) if note else ""


def _note(data: dict[str, Any]) -> str:
    notes = []
    if fields := data.get("fields"):
        names = dict.fromkeys(str(LABELS.get(name, name)) for name in fields)
        notes.append(_("Đã sửa: %(names)s.") % {"names": ", ".join(names)})
    if data.get("hour"):
        notes.append(_("Lúc %(hour)s.") % {"hour": data["hour"]})
    if data.get("late"):
        notes.append(_("Ghi muộn."))
    if data.get("chosen_by_parties"):
        notes.append(_("Các bên chọn hòa giải viên."))
    if data.get("calm"):
        notes.append(_("Tổ xác nhận không có nguy hiểm, không có dấu hiệu tội phạm."))
    if data.get("against"):
        notes.append(_("Khác với kết quả của các câu hỏi về phạm vi."))
    words = ((Came, "came"), (EscalationKind, "kind"), (EscalationTo, "to"), (Answer, "answer"))
    notes += [f"{kind(data[name]).label}." for kind, name in words if data.get(name) in kind.values]
    return " ".join(notes)
