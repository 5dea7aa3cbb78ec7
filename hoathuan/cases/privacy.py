"""What disputes keep about people, why, and what a mediator gets of it."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from hoathuan.privacy.api import Section, Subject, Table, register, register_collector

from . import erasing
from .models import Case

_LAW = _("Luật Hòa giải ở cơ sở 2013, Điều 21 khoản 4: hòa giải viên ghi vụ việc vào sổ")
_READERS = _("Tổ hòa giải và công chức tư pháp của xã; chính các bên khi xuất trình giấy tờ")
_PARTIES = _("Các bên, người liên quan, người được mời")


def register_all() -> None:
    register(*_tables(), *_traces())
    erasing.register_all()
    register_collector("cases", mediated)


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
