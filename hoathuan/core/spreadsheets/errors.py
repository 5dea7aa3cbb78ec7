"""Refusals of a file, in words that say what to do."""

from django.utils.translation import gettext_lazy as _

from hoathuan.core.errors import DomainError

WORDS = {
    "empty": _("Tệp trống. Hãy mở tệp trên máy, xem có dữ liệu không, rồi tải lên lại."),
    "too_big": _("Tệp lớn hơn 30 MB. Hãy bỏ ảnh và các trang không cần, hoặc chia thành nhiều tệp."),
    "bomb": _(
        "Tệp giải nén ra quá lớn nên không được mở. Hãy chép phần dữ liệu sang một tệp mới rồi tải lên."
    ),
    "too_many_cells": _(
        "Trang tính trải quá rộng (có ô ghi rất xa phần dữ liệu). "
        "Hãy chép riêng phần bảng sang một tệp mới rồi tải lên."
    ),
    "too_many_rows": _("Tệp có hơn 600.000 dòng. Hãy chia thành nhiều tệp."),
    "too_heavy": _(
        "Tệp quá nặng, máy chủ không mở được. Hãy chép riêng phần bảng sang một tệp mới rồi tải lên."
    ),
    "encrypted": _("Tệp có mật khẩu. Hãy bỏ mật khẩu (Tệp → Thông tin → Bảo vệ) rồi tải lên lại."),
    "entities": _(
        "Tệp chứa phần khai báo lạ, không an toàn nên không được mở. Hãy lưu lại bằng Excel rồi tải lên."
    ),
    "broken": _("Tệp bị hỏng hoặc tải lên chưa hết. Hãy mở bằng Excel, lưu lại dạng .xlsx rồi tải lên."),
    "web_page": _(
        "Đây là trang web được đặt tên như bảng tính. Hãy mở bằng Excel, lưu lại dạng .xlsx rồi tải lên."
    ),
    "xlsb": _("Chưa đọc được dạng .xlsb. Hãy mở bằng Excel, chọn Lưu thành → .xlsx rồi tải lên."),
    "not_a_sheet": _("Tệp không phải bảng tính. Hãy chọn tệp .xlsx, .xls, .ods hoặc .csv."),
}


class FileRefused(DomainError):
    """The uploaded file is not read at all; `code` is one of `WORDS`."""

    def __init__(self, code: str) -> None:
        super().__init__(str(WORDS.get(code, WORDS["broken"])))
        self.code = code


class ValueProblem(ValueError):
    """One cell cannot be understood; the message says what to write instead, without naming the value."""
