"""What directions keep about people: who opened, answered, asked for an office; and how it is told to them."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from hoathuan.core.ui.numbers import moment
from hoathuan.privacy.api import Nothing, Section, Subject, Table, register, register_collector

from .models import Question, Recipient, Reply

#: Rows of each kind that go into a file; older ones are given on request.
MOST = 2000
_ABOUT = _("Cán bộ của cơ quan gửi và cơ quan nhận")
_BASIS = _("Văn bản hành chính: thể thức văn bản, lưu trữ")
_READERS = _("Cơ quan gửi, cơ quan nhận và cấp trên")


def _table(model: str, label: object, purpose: object, *fields: str) -> Table:
    return Table(model, label, fields, _ABOUT, purpose, _BASIS, _READERS, "plans.plans")


def register_all() -> None:
    register(
        _table(
            "directions.Recipient",
            _("Nơi nhận văn bản chỉ đạo"),
            _("Biết cơ quan nhận đã mở văn bản chưa, ai nhận báo cáo"),
            "opened_by",
            "accepted_by",
        ),
        _table(
            "directions.Reply",
            _("Báo cáo theo văn bản chỉ đạo"),
            _("Biết cơ quan nhận đã thực hiện gì, ai báo cáo"),
            "text",
            "seat",
        ),
        _table(
            "directions.Question",
            _("Hỏi đáp về văn bản chỉ đạo"),
            _("Trả lời một lần cho mọi nơi nhận, biết ai chịu trách nhiệm"),
            "asked_by",
            "answered_by",
        ),
        Nothing(
            "directions.Direction",
            "number, day and words of an office's letter",
            {"folded": "words of the title", "withdraw_reason": "why a letter does not hold"},
        ),
        Nothing("directions.Direction_attachments", "which files belong to a letter"),
    )
    register_collector("directions", done_by)


def done_by(subject: Subject) -> Iterable[Section]:
    """What this person opened, answered, asked and accepted, in whatever seat."""
    if subject.person is None:
        return []
    person = subject.person
    opened = Recipient.objects.filter(opened_by__person=person).select_related("direction")
    accepted = Recipient.objects.filter(accepted_by__person=person).select_related("direction")
    replies = Reply.objects.filter(seat__person=person).select_related("recipient__direction")
    asked = Question.objects.filter(asked_by__person=person).select_related("direction")
    answered = Question.objects.filter(answered_by__person=person).select_related("direction")
    rows = [
        *((str(_("Mở")), str(x.direction), moment(x.opened_at), "") for x in opened[:MOST]),
        *((str(_("Báo cáo")), str(x.recipient.direction), moment(x.made_at), x.text) for x in replies[:MOST]),
        *((str(_("Nhận báo cáo")), str(x.direction), moment(x.accepted_at), "") for x in accepted[:MOST]),
        *((str(_("Hỏi")), str(x.direction), moment(x.asked_at), x.text) for x in asked[:MOST]),
        *((str(_("Trả lời")), str(x.direction), moment(x.answered_at), x.answer) for x in answered[:MOST]),
    ]
    columns = (_("Việc"), _("Văn bản"), _("Lúc"), _("Nội dung"))
    return [Section("directions.deeds", _("Văn bản chỉ đạo đã xử lý"), columns, rows)]
