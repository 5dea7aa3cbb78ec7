"""What disputes keep about people, why, and what a mediator gets of it."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from hoathuan.privacy.api import Nothing, Section, Subject, Table, register, register_collector

from . import erasing
from .models import BookNote, Case, CaseMediator

_LAW = _("Luật Hòa giải ở cơ sở 2013, Điều 21 khoản 4: hòa giải viên ghi vụ việc vào sổ")
_READERS = _("Tổ hòa giải và công chức tư pháp của xã; chính các bên khi xuất trình giấy tờ")
_PARTIES = _("Các bên, người liên quan, người được mời")


def register_all() -> None:
    register(*_tables(), *_traces(), *_accountable(), *_work(), *_plain())
    erasing.register_all()
    register_collector("cases", mediated)
    register_collector("cases.parts", worked)
    register_collector("cases.booknotes", noted)


def _tables() -> list[Table]:
    return [
        Table(
            model="cases.Party",
            label=_("Các bên của vụ việc"),
            fields=("full_name", "birth_year", "address", "folded", "role"),
            about=_PARTIES,
            purpose=_("Cột 3 và 4 của sổ theo dõi: hòa giải giữa ai với ai"),
            basis=_LAW,
            readers=_READERS,
            key="cases.content",
        ),
        Table(
            model="cases.CaseContent",
            label=_("Nội dung vụ việc"),
            fields=(
                "summary",
                "agreement",
                "referred_to",
                "late_reason",
                "scope_reason",
                "scope_check",
                "notes",
                "void_reason",
            ),
            about=_PARTIES,
            purpose=_("Cột 5, 6 và 10 của sổ theo dõi: việc gì, thỏa thuận thế nào"),
            basis=_LAW,
            readers=_READERS,
            key="cases.content",
        ),
        Table(
            model="cases.Case",
            label=_("Vụ việc"),
            fields=("mediator", "created_by_seat", "entry_digest"),
            about=_("Hòa giải viên được phân công"),
            purpose=_("Số liệu: ngày, loại việc, kết quả; ai đã hòa giải"),
            basis=_LAW,
            readers=_("Ngày, loại, kết quả: cơ quan trong địa bàn; hòa giải viên: tổ và xã"),
            key="cases.content",
            harmless={"start_by": "a day"},
        ),
    ]


def _traces() -> list[Table]:
    return [
        Table(
            model="cases.CaseCorrection",
            label=_("Nội dung trước khi sửa"),
            fields=("former", "seat_id", "seat_label"),
            about=_PARTIES,
            purpose=_("Sổ sửa thì thấy được đã sửa gì: chữ cũ không mất"),
            basis=_LAW,
            readers=_READERS,
            key="cases.content",
        ),
        Table(
            model="cases.BookLayout",
            label=_("Mẫu phần II của sổ"),
            fields=("seat_id", "seat_label"),
            about=_("Người đặt mẫu"),
            purpose=_("Biết ai đặt mẫu in sổ, từ ngày nào"),
            basis=_("Trách nhiệm giải trình của cơ quan ghi sổ"),
            readers=_("Cơ quan trong tỉnh"),
            key="cases.events",
        ),
        Table(
            model="cases.BookNote",
            label=_("Ghi chú phần II của sổ"),
            fields=("person", "text", "former", "seat_id", "seat_label"),
            about=_("Hòa giải viên"),
            purpose=_("Cột ghi chú phần II của sổ: tổ trưởng tổng hợp năm của từng hòa giải viên"),
            basis=_LAW,
            readers=_READERS,
            key="cases.content",
        ),
    ]


def _accountable() -> list[Table]:
    """Who wrote, and who read."""
    return [
        Table(
            model="cases.CaseEvent",
            label=_("Diễn biến vụ việc"),
            fields=("seat_id", "seat_label", "data"),
            about=_("Người ghi sổ"),
            purpose=_("Biết ai đã ghi, sửa, lúc nào"),
            basis=_("Trách nhiệm giải trình của cơ quan ghi sổ"),
            readers=_READERS,
            key="cases.events",
        ),
        Table(
            model="cases.Display",
            label=_("Ai đã đọc vụ việc"),
            fields=("seat_id", "seat_label"),
            about=_("Người đã đọc"),
            purpose=_("Tổ hòa giải biết ai đã đọc nội dung vụ việc"),
            basis=_("Luật Hòa giải ở cơ sở 2013, Điều 4 khoản 3: giữ bí mật thông tin của các bên"),
            readers=_READERS,
            key="cases.events",
        ),
        Table(
            model="cases.Inspection",
            label=_("Lần thanh tra đọc vụ việc"),
            fields=("seat_id", "seat_label", "reason"),
            about=_("Thanh tra viên"),
            purpose=_("Ai đã mở nội dung, vì lý do gì, theo quyết định nào"),
            basis=_("Luật Hòa giải ở cơ sở 2013, Điều 4 khoản 3: giữ bí mật thông tin của các bên"),
            readers=_READERS,
            key="cases.events",
        ),
    ]


def _plain() -> list[Nothing]:
    """Days and kinds of the work, which may be counted: what was said, and who was there, stands elsewhere."""
    return [
        Nothing("cases.CasePause", "days", {"asked_by": "a side: one party, the parties or the mediator"}),
        Nothing("cases.CaseSession", "days and hours"),
        Nothing("cases.CaseTeam", "which teams mediate along, from when"),
        Nothing("cases.Escalation", "a kind, times and an answer"),
        Nothing("cases.EscalationPass", "an authority that was told, and when"),
    ]


def _work() -> list[Table]:
    words: Any = {"basis": _LAW, "readers": _READERS, "key": "cases.content"}
    mediators = _("Hòa giải viên")
    return [
        Table(model="cases.CaseMediator", label=_("Hòa giải viên tham gia vụ việc"), fields=("mediator",),
              about=mediators, purpose=_("Ai hòa giải, từ ngày nào: để theo dõi và trả thù lao"), **words),
        Table(model="cases.Recusal", label=_("Hòa giải viên từ chối vụ việc"), fields=("mediator",),
              about=mediators, purpose=_("Không giao lại cho người có liên quan (Luật 35/2013/QH13, Điều 18)"),
              **words),
        Table(model="cases.EventWords", label=_("Lý do trong diễn biến"), fields=("text",), about=_PARTIES,
              purpose=_("Vì sao phân công lại, từ chối, tạm dừng, báo khẩn"), **words),
        Table(model="cases.SessionContent", label=_("Nội dung buổi hòa giải"),
              fields=("place", "present", "result"), about=_PARTIES,
              purpose=_("Buổi hòa giải ở đâu, có ai, đi đến đâu"), **words),
        Table(model="cases.Invited", label=_("Người được mời tham gia"), fields=("full_name", "reason"),
              about=_("Người được mời"), purpose=_("Chỉ mời khi bên kia đồng ý (Luật 35/2013/QH13, Điều 19)"),
              harmless={"asked_by": "a side: one party, the parties or the mediator"}, **words),
        Table(model="cases.EscalationNeed", label=_("Nội dung báo khẩn"), fields=("needed", "answer_words"),
              about=_PARTIES, purpose=_("Chủ tịch xã biết cần gì ngay (Luật 35/2013/QH13, Điều 10, 15)"),
              basis=_LAW, readers=_("Tổ hòa giải, công chức tư pháp và chủ tịch xã được báo"),
              key="cases.content"),
    ]  # fmt: skip


def worked(subject: Subject) -> list[Section]:
    """Every part that a person had in a dispute, also beside another mediator; references only."""
    if subject.person is None:
        return []
    parts = CaseMediator.objects.filter(mediator__person=subject.person).select_related("case__team")
    return [
        Section(
            "cases.parts",
            _("Việc đã tham gia trong các vụ việc"),
            (_("Tổ hòa giải"), _("Số trong sổ"), _("Vai trò"), _("Từ ngày"), _("Đến ngày")),
            [
                (row.case.team.name, str(row.case), row.get_part_display(), row.from_on, row.until_on)
                for row in parts.order_by("from_on", "id")
            ],
            note=_("Chỉ số thứ tự: tên các bên và nội dung là dữ liệu của người khác."),
        )
    ]


def mediated(subject: Subject) -> list[Section]:
    """The disputes that a person mediated, as references only: never who the parties are or what was said."""
    if subject.person is None:
        return []
    cases: QuerySet[Case] = Case.objects.filter(mediator__person=subject.person).select_related("team")
    return [
        Section(
            "cases.mediated",
            _("Vụ việc đã hòa giải"),
            (_("Tổ hòa giải"), _("Số trong sổ"), _("Ngày tiếp nhận"), _("Ngày kết thúc"), _("Kết quả")),
            [
                (case.team.name, str(case), case.received_on, case.ended_on, case.get_outcome_display())
                for case in cases.order_by("received_on", "id")
            ],
            note=_("Chỉ số thứ tự: tên các bên và nội dung là dữ liệu của người khác."),
        )
    ]


def noted(subject: Subject) -> list[Section]:
    """What Part II of a register notes of a person's year."""
    if subject.person is None:
        return []
    notes = BookNote.objects.filter(person=subject.person).select_related("team").order_by("year", "id")
    return [
        Section(
            "cases.booknotes",
            _("Ghi chú phần II của sổ"),
            (_("Tổ hòa giải"), _("Năm của sổ"), _("Ghi chú")),
            [
                (note.team.name, note.year, text)
                for note in notes
                for text in (*(one["text"] for one in note.former), note.text)
                if text
            ],
        )
    ]
