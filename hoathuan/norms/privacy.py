"""What norms keep about people: who wrote, confirmed, took back. Norms themselves are public law."""

from django.utils.translation import gettext_lazy as _

from hoathuan.privacy.api import Nothing, Table, register

_WHO = _("Người quản trị, lãnh đạo đã nhập hoặc xác nhận")
_WHY = _("Biết ai chịu trách nhiệm về một giá trị")
_BASIS = _("Trách nhiệm giải trình của cơ quan ghi sổ")
_READERS = _("Mọi vai")
_PLACES = {"office": "an office, not who holds it", "void_reason": "why a value does not count"}


def _table(model: str, label: object, *fields: str, **harmless: str) -> Table:
    return Table(model, label, fields, _WHO, _WHY, _BASIS, _READERS, "core.audit", harmless)


def register_all() -> None:
    written = ("recorded_by", "recorded_by_seat", "voided_by")
    register(
        _table("norms.NormValue", _("Định mức, thời hạn, thẩm quyền"), *written, "confirmed_by", **_PLACES,
               office_body="a kind of body"),
        _table("norms.CalendarException", _("Ngày nghỉ, ngày làm bù khác lịch chung"), *written,
               void_reason="why a day does not count", reason="why a day is off or worked"),
        _table("norms.CalendarYear", _("Lịch nghỉ lễ của năm"), "confirmed_by"),
        _table("norms.LocalCheck", _("Xác nhận của tỉnh"), "checked_by", "checked_by_seat"),
        Nothing("norms.Basis", "numbers and titles of documents"),
    )  # fmt: skip
