"""Made-up contents of the style guide: no person or place in it is real."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django import forms
from django.http import HttpRequest

from hoathuan.core.dates import ZONE, VietnameseDateField, today
from hoathuan.core.lists import Page
from hoathuan.core.ui.bars import Stretch
from hoathuan.core.ui.nav import NavLink
from hoathuan.core.ui.rows import Check, Entry, ProblemGroup, Row, Task

MATTERS = [("dat", "Đất đai, ranh giới"), ("gia-dinh", "Hôn nhân, gia đình"), ("khac", "Việc khác")]
TODAY = date(2026, 6, 23)


class GuideForm(forms.Form):
    """Every kind of field, in the order of a short form."""

    ended_on = VietnameseDateField(
        label="Ngày kết thúc hòa giải", help_text="Ví dụ: 21/06/2026", latest=today
    )
    parties = forms.CharField(
        label="Các bên",
        help_text="Họ tên, mỗi người một dòng. Chỉ tổ và tư pháp xã đọc được.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    matter = forms.ChoiceField(label="Mâu thuẫn về việc gì?", choices=MATTERS, widget=forms.RadioSelect)
    languages = forms.MultipleChoiceField(
        label="Tiếng nói dùng khi hòa giải",
        choices=[("kinh", "Tiếng Kinh"), ("muong", "Tiếng Mường"), ("thai", "Tiếng Thái")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    team = forms.ChoiceField(
        label="Tổ hòa giải",
        choices=[("", "Chọn tổ"), ("1", "Tổ hòa giải thôn Mẫu Một"), ("2", "Thôn Mẫu Hai")],
    )
    people = forms.IntegerField(label="Số người tham gia", required=False, min_value=0)
    minutes = forms.FileField(label="Biên bản đã ký", help_text="Tệp PDF, nhiều nhất 10 MB.", required=False)
    agreed = forms.BooleanField(label="Hai bên đã đọc lại và đồng ý nội dung ghi ở trên")


class GuideFilter(forms.Form):
    """A filter over the table of communes."""

    marks_optional = False
    ten = forms.CharField(label="Tên xã, phường", required=False)
    ky = forms.ChoiceField(
        label="Kỳ", required=False, choices=[("6t", "6 tháng đầu năm 2026"), ("nam", "Năm 2026")]
    )
    tien_do = forms.ChoiceField(label="Tiến độ", required=False, choices=[("", "Tất cả"), ("cham", "Chậm")])


TASKS = [
    Task("Duyệt báo cáo 6 tháng của 14 xã", "#a", "late", "quá hạn 3 ngày"),
    Task("Giao chỉ tiêu tờ gấp cho 166 xã, phường", "#b", "risk", "hạn 28/06/2026"),
    Task("Thẩm định tài liệu “Luật Đất đai: điều cần biết”", "#c", "go", "hạn 02/07/2026", "Bản in lần 2"),
]
STRETCHES = [
    Stretch(
        "Tập huấn hòa giải viên (6 hội nghị)", date(2026, 1, 30), date(2026, 7, 31), "go", "", "#t1", 4, 6
    ),
    Stretch("Phát 25.000 tờ gấp", date(2026, 3, 15), date(2026, 8, 26), "risk", "", "#t2", 7750, 25000),
    Stretch("Rà soát, kiện toàn tổ hòa giải", date(2026, 1, 1), date(2026, 5, 9), "done", "", "#t3", 1, 1),
    Stretch("Chấm điểm chuẩn tiếp cận pháp luật của 166 xã, phường", date(2026, 8, 8), date(2026, 12, 31)),
    Stretch("Ngày Pháp luật Việt Nam 09/11", date(2026, 10, 5), date(2026, 11, 18), "idle", "", "#t5"),
]
COMMUNES = [
    ("Xã Mẫu Sơn", "Huyện Mẫu (cũ)", "37 / 37", 112, 95, "84,8", "done"),
    ("Xã Mẫu Thủy có tên dài để thử xuống dòng", "Huyện Mẫu (cũ)", "40 / 41", 98, 81, "82,7", "go"),
    ("Phường Mẫu Thành", "TP. Mẫu (cũ)", "63 / 63", 204, 160, "78,4", "go"),
    ("Xã Mẫu Luông", "Huyện Mẫu (cũ)", "24 / 29", 31, 19, "61,3", "risk"),
    ("Xã Mẫu Chanh", "Huyện Thử (cũ)", "15 / 22", 9, 7, "77,8", "late"),
]
HISTORY = [
    Entry(
        datetime(2026, 6, 23, 16, 20, tzinfo=ZONE),
        "Người Thử Hai",
        "Sửa ngày kết thúc: 12/06/2026 thay cho 21/06/2026",
        "Cán bộ tư pháp xã",
        "Theo biên bản giấy.",
        "Kết thúc: hòa giải thành",
    ),
    Entry(datetime(2026, 6, 21, 9, 5, tzinfo=ZONE), "Người Thử Một", "Kết thúc: hòa giải thành", "Tổ trưởng"),
    Entry(datetime(2026, 6, 1, 8, 0, tzinfo=ZONE), "Người Thử Một", "Tiếp nhận vụ việc", "Tổ trưởng"),
]
SUMMARY = [
    Row("Tổ hòa giải", "Tổ hòa giải thôn Mẫu Một", "Xã Mẫu Sơn, tỉnh Mẫu"),
    Row("Tổ trưởng", "Nguyễn Thị Phương Thảo Nguyên Hạnh", url="#doi", link="Đổi"),
    Row("Điện thoại", "", url="#them", link="Ghi số"),
]
CHECKS = [
    Check(True, "Cột 2 = cột 3 + cột 4 + cột 5"),
    Check(False, "Tổng số vụ việc khác số ghi trong sổ", "Biểu ghi 112, sổ có 113", "#so", "Xem sổ"),
]
PROBLEMS = [
    ProblemGroup(412, "Năm sinh viết “198”: cần đủ bốn chữ số", "Năm sinh", (77, 91, 140)),
    ProblemGroup(203, "Không thấy xã “Mẫu Lư (mới)”", "Xã", (12, 13, 14), "#chon", "Chọn xã đúng"),
]
JOB = {"done": 12400, "total": 25000, "message": "Đang đọc danh sách", "remaining": "còn khoảng 20 giây"}
JOB_ENDED = {"done": 25000, "total": 25000, "message": "Đã đọc xong danh sách", "finished": True}
NEXT = [("Ghi vụ việc khác", "#"), ("Xem sổ vụ việc", "#")]


def page(request: HttpRequest) -> dict[str, Any]:
    """What the page of components shows, under a shell that looks like a province's."""
    bound = GuideFilter(request.GET or {"ky": "6t"})
    return {
        **shell(),
        "tasks": TASKS,
        "stretches": STRETCHES,
        "year_start": date(2026, 1, 1),
        "year_end": date(2026, 12, 31),
        "today": TODAY,
        "filter": bound,
        "communes": COMMUNES,
        "page": Page(COMMUNES, 1, 5, 4087, None, "?sau=%5B%5D"),
        "history": HISTORY,
        "summary": SUMMARY,
        "checks": CHECKS,
        "problems": PROBLEMS,
        "next": NEXT,
        "steps": ["Tải tệp", "Ghép cột", "Xem lỗi", "Xác nhận", "Xong"],
        "job": JOB,
        "poll_url": "/giao-dien/tien-trinh/",
    }


def phone(request: HttpRequest) -> dict[str, Any]:
    """A mediator's home."""
    return {**shell(("Việc của tôi", "Ghi vụ việc", "Sổ vụ việc", "Tổ của tôi")), "tasks": TASKS[:1]}


def shell(words: tuple[str, ...] = ()) -> dict[str, Any]:
    """A header and navigation for pages that nobody is signed in to."""
    words = words or ("Việc của tôi", "Kế hoạch", "Tổ hòa giải", "Vụ việc", "Tập huấn, tài liệu", "Báo cáo")
    return {
        "body_name": "Sở Tư pháp tỉnh Mẫu",
        "seat_name": "Người Thử Một · Cán bộ tỉnh",
        "seat_url": "#doi-vai",
        "nav": [NavLink(str(i), word, f"#muc-{i}", i == 0) for i, word in enumerate(words)],
        "nav_key": "0",
        "crumbs": [("Trang đầu", "/"), ("Giao diện", "/giao-dien/")],
    }
