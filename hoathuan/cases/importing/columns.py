"""The columns of Part I of the register, by the headings that communes write."""
# Vietnamese in this module is data, not interface text.

import re

from django.utils.translation import gettext_lazy

from hoathuan.core.spreadsheets.headers import ColumnSpec

COLUMNS = (
    ColumnSpec("no", gettext_lazy("STT"), ("TT", "số TT", "số thứ tự", "số vụ việc"), example="1"),
    ColumnSpec(
        "team",
        gettext_lazy("Tổ hòa giải"),
        ("tổ", "tên tổ", "tên tổ hòa giải", "thôn, tổ dân phố", "thôn"),
        carry=True,
        example="Tổ hòa giải thôn Mẫu",
    ),
    ColumnSpec(
        "received",
        gettext_lazy("Ngày, tháng, năm nhận vụ việc"),
        (
            "ngày nhận vụ việc",
            "ngày tháng năm nhận vụ việc hòa giải",
            "ngày tiếp nhận",
            "ngày nhận",
            "ngày tháng năm",
            "thời gian tiếp nhận",
            "ngày thụ lý",
        ),
        required=True,
        example="05/06/2026",
    ),
    ColumnSpec(
        "mediators",
        gettext_lazy("Hòa giải viên, người được mời"),
        (
            "họ tên hòa giải viên",
            "họ và tên hòa giải viên, người được mời tham gia hòa giải",
            "hòa giải viên",
            "người hòa giải",
            "hòa giải viên và người được mời",
        ),
        example="Người Mẫu Một",
    ),
    ColumnSpec(
        "parties",
        gettext_lazy("Họ tên, tuổi, địa chỉ các bên và người liên quan"),
        (
            "các bên",
            "họ tên các bên",
            "họ và tên, tuổi, địa chỉ của các bên và người có quyền, nghĩa vụ liên quan",
            "họ tên tuổi địa chỉ các bên",
            "đương sự",
            "các bên tranh chấp",
            "các bên hòa giải",
        ),
        required=True,
        example="Người Mẫu Hai, 54 tuổi, thôn Mẫu; Người Mẫu Ba, 61 tuổi, thôn Mẫu",
    ),
    ColumnSpec(
        "summary",
        gettext_lazy("Nội dung chủ yếu của vụ việc"),
        ("nội dung vụ việc", "nội dung", "nội dung chủ yếu", "nội dung tranh chấp", "tóm tắt nội dung"),
        example="Tranh chấp lối đi chung",
    ),
    ColumnSpec(
        "agreement",
        gettext_lazy("Nội dung thỏa thuận hoặc yêu cầu của các bên"),
        (
            "thỏa thuận của các bên",
            "nội dung thỏa thuận",
            "thỏa thuận của các bên hoặc yêu cầu của mỗi bên sau hòa giải",
            "kết quả thỏa thuận",
            "yêu cầu của các bên",
        ),
        example="Mở lối đi rộng 1,5 m",
    ),
    ColumnSpec("won", gettext_lazy("Hòa giải thành"), ("thành", "số vụ thành"), example="x"),
    ColumnSpec(
        "lost", gettext_lazy("Hòa giải không thành"), ("không thành", "số vụ không thành"), example=""
    ),
    ColumnSpec(
        "ended",
        gettext_lazy("Ngày kết thúc"),
        ("ngày hòa giải xong", "ngày kết thúc hòa giải", "ngày hòa giải"),
    ),
    ColumnSpec(
        "field",
        gettext_lazy("Loại vụ việc"),
        ("loại việc", "lĩnh vực", "mâu thuẫn về việc gì", "loại mâu thuẫn"),
    ),
    ColumnSpec(
        "signatures",
        gettext_lazy("Chữ ký"),
        ("ký tên", "chữ ký của hòa giải viên, người làm chứng, người được mời"),
    ),
    ColumnSpec("notes", gettext_lazy("Ghi chú"), ("ghi chu",)),
)

#: How a title block and a sheet's name say whose book it is.
TEAM_LINE = re.compile(r"tổ hòa giải[ :.]+(.{2,100})", re.IGNORECASE)
VILLAGE_WORD = re.compile(r"\b(thôn|bản|tổ dân phố|khu phố|tdp)\b", re.IGNORECASE)
