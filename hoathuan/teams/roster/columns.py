"""The columns of a roster, with the headings under which communes write them."""
# Vietnamese in this module is data, not interface text.

from django.utils.translation import gettext_lazy as _

from hoathuan.core.spreadsheets.headers import ColumnSpec

COLUMNS = (
    ColumnSpec("no", _("STT"), ("TT", "số thứ tự", "số TT")),
    ColumnSpec(
        "commune",
        _("Xã, phường"),
        ("xã", "phường", "tên xã", "đơn vị", "đơn vị xã", "xã phường thị trấn", "địa bàn"),
        carry=True,
        hint=_("Chỉ cần khi tệp có nhiều xã."),
    ),
    ColumnSpec(
        "team",
        _("Tổ hòa giải"),
        ("tổ", "tên tổ", "tên tổ hòa giải", "tổ hòa giải thôn", "thuộc tổ hòa giải", "thuộc tổ", "tổ HG"),
        carry=True,
        example="Tổ hòa giải thôn 1",
    ),
    ColumnSpec(
        "village",
        _("Thôn, tổ dân phố"),
        (
            "thôn",
            "tên thôn",
            "thôn bản",
            "thôn bản tổ dân phố",
            "thôn xóm",
            "bản",
            "khu phố",
            "tổ dân phố",
            "thôn khu phố",
        ),
        carry=True,
        hint=_("Có thể thay cho cột Tổ hòa giải."),
        example="Thôn 1",
    ),
    ColumnSpec(
        "name",
        _("Họ và tên"),
        (
            "họ tên",
            "họ và tên hòa giải viên",
            "tên hòa giải viên",
            "hòa giải viên",
            "họ và tên HGV",
            "họ, tên",
        ),
        required=True,
        example="Nguyễn Văn Mẫu",
    ),
    ColumnSpec(
        "birth",
        _("Ngày, năm sinh"),
        ("năm sinh", "ngày sinh", "ngày tháng năm sinh", "sinh năm", "ngày tháng sinh"),
        example="15/3/1968",
    ),
    ColumnSpec(
        "sex",
        _("Giới tính"),
        ("nam/nữ", "giới", "phái", "nam nữ"),
        ticks={"M": ("nam",), "F": ("nữ", "nu")},
        example="Nam",
    ),
    ColumnSpec("ethnicity", _("Dân tộc"), ("thành phần dân tộc", "DT"), example="Mường"),
    ColumnSpec(
        "qualification",
        _("Trình độ chuyên môn"),
        (
            "trình độ",
            "chuyên môn",
            "trình độ CM",
            "trình độ chuyên môn nghiệp vụ",
            "trình độ đào tạo",
            "bằng cấp",
        ),
        ticks={
            "law": ("chuyên môn luật", "luật", "chuyên ngành luật"),
            "other": ("chuyên môn khác", "khác"),
            "none": ("chưa qua đào tạo", "chưa đào tạo"),
        },
        hint=_("Luật, chuyên môn khác, hoặc chưa qua đào tạo."),
    ),
    ColumnSpec(
        "occupation",
        _("Chức vụ, nghề nghiệp"),
        (
            "chức vụ",
            "nghề nghiệp",
            "công việc",
            "chức vụ công tác",
            "chức vụ đơn vị công tác",
            "nghề nghiệp hiện nay",
        ),
        example="Trưởng thôn",
    ),
    ColumnSpec(
        "role",
        _("Chức danh trong tổ"),
        (
            "chức danh",
            "vai trò",
            "chức vụ trong tổ",
            "nhiệm vụ trong tổ",
            "chức danh trong tổ hòa giải",
            "nhiệm vụ",
        ),
        hint=_("Tổ trưởng hoặc hòa giải viên."),
        example="Tổ trưởng",
    ),
    ColumnSpec("head", _("Là tổ trưởng"), ("tổ trưởng", "tổ trưởng tổ hòa giải"), hint=_("Đánh dấu x.")),
    ColumnSpec(
        "phone", _("Số điện thoại"), ("điện thoại", "SĐT", "số ĐT", "ĐT", "ĐTDĐ", "số điện thoại liên hệ")
    ),
    ColumnSpec("address", _("Địa chỉ"), ("nơi ở", "chỗ ở", "nơi cư trú", "nơi ở hiện nay", "thường trú")),
    ColumnSpec(
        "decision",
        _("Số quyết định công nhận"),
        (
            "số quyết định",
            "quyết định công nhận",
            "quyết định",
            "số QĐ",
            "QĐ công nhận",
            "số quyết định ngày tháng",
        ),
    ),
    ColumnSpec(
        "recognised",
        _("Ngày công nhận"),
        (
            "ngày quyết định",
            "ngày QĐ",
            "công nhận ngày",
            "thời điểm công nhận",
            "ngày tham gia",
            "ngày được công nhận",
        ),
    ),
    ColumnSpec(
        "trained",
        _("Ngày tập huấn gần nhất"),
        ("tập huấn", "ngày tập huấn", "tập huấn gần nhất", "ngày bồi dưỡng", "bồi dưỡng gần nhất"),
    ),
    ColumnSpec(
        "languages",
        _("Tiếng dân tộc"),
        ("tiếng dân tộc biết", "biết tiếng dân tộc", "ngôn ngữ", "biết tiếng", "tiếng dân tộc thiểu số"),
        example="Mường, Thái",
    ),
    ColumnSpec("note", _("Ghi chú"), ("chú thích",)),
)
