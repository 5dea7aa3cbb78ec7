"""What agreements keep about people, why, and what a mediator gets of it."""

from django.utils.translation import gettext_lazy as _

from hoathuan.privacy.api import Nothing, Section, Subject, Table, register, register_collector

from . import erasing
from .models import Agreement

_LAW = _("Luật Hòa giải ở cơ sở 2013, Điều 24, 25, 26")
_COURT = _("Bộ luật Tố tụng dân sự 2015, Điều 362, 416 đến 419")
_READERS = _("Tổ hòa giải và công chức tư pháp của xã; các bên cầm bản in")
_PARTIES = _("Các bên, hòa giải viên")
_WRITTEN = ("ground", "parties", "summary", "course", "solution", "duties", "performance")


def register_all() -> None:
    register(*_papers(), *_promises(), *_traces())
    register(
        Nothing(
            "settlements.Agreement",
            "days and counts of a dispute's agreement: no name, no word of it",
            {"signers": "how many"},
        ),
        Nothing("settlements.Promise", "a day, a state, which instalment: no name, no word of it"),
        Nothing(
            "settlements.CourtRequest",
            "days and a state at the court: no name, no word of it",
            {"apply_by": "a day", "answer_by": "a day"},
        ),
    )
    erasing.register_all()
    register_collector("settlements", followed)


def _table(model: str, label: object, fields: tuple[str, ...], purpose: object, **more: object) -> Table:
    given = {"about": _PARTIES, "basis": _LAW, "readers": _READERS, "key": "cases.content"} | more
    return Table(model=model, label=label, fields=fields, purpose=purpose, **given)  # type: ignore[arg-type]


def _papers() -> list[Table]:
    keep = _("Văn bản hòa giải thành: các bên đã thỏa thuận gì")
    return [
        _table("settlements.Draft", _("Văn bản hòa giải thành đang soạn"), ("place", *_WRITTEN), keep),
        _table(
            "settlements.VersionText",
            _("Các bản của văn bản hòa giải thành"),
            ("place", *_WRITTEN, "signing", "reason"),
            keep,
        ),
        _table(
            "settlements.Signature",
            _("Chữ ký, điểm chỉ"),
            ("full_name", "role", "hand", "on_date", "reason"),
            _("Ai đã ký, điểm chỉ, ai không ký"),
        ),
        _table(
            "settlements.Scan", _("Ảnh văn bản đã ký"), ("file", "seat_id"), _("Bằng chứng các bên đã ký")
        ),
        _table(
            "settlements.FailureNote",
            _("Văn bản hòa giải không thành"),
            ("place", "parties", "summary", "requests", "reason", "mediator", "seat_id", "seat_label"),
            _("Các bên dùng khi đến cơ quan có thẩm quyền"),
            basis=_("Nghị định 15/2014/NĐ-CP, Điều 10 (chi tiết chưa đối chiếu)"),
        ),
        _table(
            "settlements.CourtText",
            _("Đơn yêu cầu Tòa án công nhận"),
            ("applicant", "address", "contact", "requests", "reasons", "related", "conditions"),
            _("Soạn hồ sơ nộp Tòa án"),
            basis=_COURT,
        ),
    ]


def _promises() -> list[Table]:
    return [
        _table(
            "settlements.PromiseText",
            _("Việc đã hứa theo thỏa thuận"),
            ("debtor", "creditor", "deed", "amount", "quantity"),
            _("Theo dõi, đôn đốc việc thực hiện"),
        ),
        _table(
            "settlements.PromiseEvent",
            _("Theo dõi việc đã hứa"),
            ("words", "seat_id", "seat_label"),
            _("Biết việc đã hứa thực hiện đến đâu"),
        ),
    ]


def _traces() -> list[Table]:
    more = {"about": _("Người ghi, người nhận báo cáo"), "key": "cases.events"}
    return [
        _table(
            "settlements.Version",
            _("Các bản của văn bản: ngày, mã"),
            ("seat_id", "seat_label", "file"),
            _("Biết ai đã lập"),
            **more,
        ),
        _table(
            "settlements.Report",
            _("Báo cáo vướng mắc"),
            ("seat_id", "heard_by", "heard_by_seat"),
            _("Biết ai đã báo, ai đã nhận"),
            **more,
        ),
    ]


def followed(subject: Subject) -> list[Section]:
    """The agreements that a person's disputes ended with, as references only: no party, no word of them."""
    if subject.person is None:
        return []
    rows = Agreement.objects.filter(case__mediator__person=subject.person).select_related("case__team")
    return [
        Section(
            "settlements.followed",
            _("Thỏa thuận đã theo dõi"),
            (
                _("Tổ hòa giải"),
                _("Số trong sổ"),
                _("Ngày thỏa thuận"),
                _("Ngày lập văn bản"),
                _("Ngày thực hiện xong"),
            ),
            [
                (one.case.team.name, str(one.case), one.agreed_on, one.written_on, one.followed_until)
                for one in rows.order_by("agreed_on", "id")
            ],
            note=_("Chỉ số thứ tự và ngày: nội dung là dữ liệu của các bên."),
        )
    ]
