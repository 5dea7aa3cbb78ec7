"""Amounts and shares. Most are ceilings of Circular 56/2023/TT-BTC that a province's council sets below (Art. 5(1))."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from hoathuan.norms.choices import Group, ValueType
from hoathuan.norms.registry import NormKind

_CASE = _("đồng/vụ việc")
_PIECE = _("đồng/sản phẩm")
_PAPER = _("đồng/văn bản")
_SITTING = _("đồng/người/buổi")
_PRIZE = _("đồng/giải")


def _ceiling(key: str, label: Any, unit_label: Any, group: Group = Group.DISSEMINATION) -> NormKind:
    return NormKind(key, label, ValueType.MONEY, group, unit_label, local=True, ceiling=True)


def _number(key: str, label: Any, unit_label: Any, **more: Any) -> NormKind:
    return NormKind(key, label, ValueType.NUMBER, Group.GENERAL, unit_label, **more)


_MEDIATION = [
    _ceiling("mediation.pay_successful", _("Thù lao hòa giải viên, vụ việc hòa giải thành"), _CASE, Group.MEDIATION),
    _ceiling(
        "mediation.pay_unsuccessful", _("Thù lao hòa giải viên, vụ việc hòa giải không thành"), _CASE, Group.MEDIATION
    ),
    _ceiling("mediation.team_support", _("Hỗ trợ hoạt động của tổ hòa giải"), _("đồng/tổ/tháng"), Group.MEDIATION),
    NormKind(
        "mediation.funeral_salaries",
        _("Hỗ trợ chi phí mai táng hòa giải viên"),
        ValueType.NUMBER,
        Group.MEDIATION,
        _("tháng lương cơ sở"),
    ),
    NormKind(
        "mediation.income_days",
        _("Hỗ trợ thu nhập bị mất khi gặp tai nạn, nhiều nhất"),
        ValueType.NUMBER,
        Group.MEDIATION,
        _("lần thu nhập một ngày"),
    ),
    NormKind(
        "mediation.medical_uninsured",
        _("Hỗ trợ khám, chữa bệnh khi gặp tai nạn, người không có thẻ bảo hiểm y tế"),
        ValueType.NUMBER,
        Group.MEDIATION,
        _("phần trăm chi phí"),
    ),
    NormKind(
        "mediation.medical_insured",
        _("Hỗ trợ khám, chữa bệnh khi gặp tai nạn, người có thẻ bảo hiểm y tế"),
        ValueType.NUMBER,
        Group.MEDIATION,
        _("phần trăm chi phí"),
    ),
    NormKind(
        "mediation.team_support_days",
        _("Tổ hoạt động ít nhất bấy nhiêu ngày trong tháng thì được hỗ trợ cả tháng"),
        ValueType.NUMBER,
        Group.MEDIATION,
        _("ngày"),
        local=True,
    ),
]  # fmt: skip

_DISSEMINATION = [
    _ceiling("leaflet.piece", _("Tờ gấp pháp luật (biên soạn, biên tập, thẩm định)"), _PIECE),
    _ceiling("leaflet.situation", _("Tình huống giải đáp pháp luật"), _PIECE),
    _ceiling("leaflet.story", _("Câu chuyện pháp luật"), _PIECE),
    _ceiling("leaflet.skit", _("Tiểu phẩm pháp luật"), _PIECE),
    _ceiling("drafting.outline", _("Xây dựng đề cương chi tiết"), _("đồng/đề cương")),
    _ceiling("drafting.outline_whole", _("Tổng hợp hoàn chỉnh đề cương tổng quát"), _("đồng/đề cương")),
    _ceiling("drafting.programme", _("Soạn thảo chương trình, đề án, kế hoạch"), _PAPER),
    _ceiling("drafting.report", _("Báo cáo tiếp thu, tổng hợp ý kiến"), _("đồng/báo cáo")),
    _ceiling("meeting.chair", _("Họp góp ý: chủ trì"), _SITTING),
    _ceiling("meeting.member", _("Họp góp ý: thành viên"), _SITTING),
    _ceiling("meeting.expert", _("Ý kiến tư vấn của chuyên gia"), _PAPER),
    _ceiling("board.chair", _("Hội đồng xét duyệt: chủ tịch"), _SITTING),
    _ceiling("board.member", _("Hội đồng xét duyệt: thành viên, thư ký"), _SITTING),
    _ceiling("board.guest", _("Hội đồng xét duyệt: đại biểu được mời"), _SITTING),
    _ceiling("board.critique", _("Nhận xét, phản biện của hội đồng"), _("đồng/bài viết")),
    _ceiling("board.comment", _("Bài nhận xét của ủy viên hội đồng"), _("đồng/bài viết")),
    _ceiling("board.appraisal", _("Ý kiến thẩm định khi không lập hội đồng"), _("đồng/bài viết")),
    _ceiling("drafting.guidance", _("Văn bản quản lý, hướng dẫn"), _PAPER),
    NormKind(
        "speaker.special_factor",
        _("Báo cáo viên nói cho đối tượng đặc thù: hệ số thù lao"),
        ValueType.NUMBER,
        Group.DISSEMINATION,
        _("lần"),
        local=True,
    ),
    _ceiling("speaker.ceiling", _("Thù lao báo cáo viên, nhiều nhất"), _SITTING),
    _ceiling("club.launch", _("Ra mắt câu lạc bộ: tiền ăn, nước uống"), _("đồng/người/ngày")),
    _ceiling("club.meeting", _("Sinh hoạt câu lạc bộ: nước uống"), _SITTING),
    _ceiling("statistics.collecting", _("Thu thập thông tin thống kê"), _("đồng/báo cáo")),
    _ceiling("statistics.report", _("Báo cáo thống kê của bộ, ngành, địa phương"), _("đồng/báo cáo")),
    NormKind(
        "statistics.national_report",
        _("Báo cáo thống kê trình Chính phủ, Thủ tướng"),
        ValueType.MONEY,
        Group.DISSEMINATION,
        _("đồng/báo cáo"),
    ),
    NormKind(
        "bookcase.minimum",
        _("Tủ sách pháp luật: kinh phí ít nhất"),
        ValueType.MONEY,
        Group.DISSEMINATION,
        _("đồng/tủ sách/năm"),
    ),
]

_CONTEST = [
    _ceiling(f"contest.{key}", label, unit, Group.CONTEST)
    for key, label, unit in (
        ("team_first", _("Giải nhất tập thể"), _PRIZE),
        ("team_second", _("Giải nhì tập thể"), _PRIZE),
        ("team_third", _("Giải ba tập thể"), _PRIZE),
        ("team_consolation", _("Giải khuyến khích tập thể"), _PRIZE),
        ("person_first", _("Giải nhất cá nhân"), _PRIZE),
        ("person_second", _("Giải nhì cá nhân"), _PRIZE),
        ("person_third", _("Giải ba cá nhân"), _PRIZE),
        ("person_consolation", _("Giải khuyến khích cá nhân"), _PRIZE),
        ("other", _("Giải phụ"), _PRIZE),
        ("performer", _("Thuê diễn viên, người biểu diễn"), _("đồng/người/ngày")),
    )
]

_GENERAL = [
    NormKind("salary.base", _("Lương cơ sở"), ValueType.MONEY, Group.GENERAL, _("đồng/tháng")),
    _number("target.success_rate", _("Chỉ tiêu tỷ lệ hòa giải thành (Đề án 315)"), _("phần trăm")),
    _number(
        "target.teams_supported",
        _("Chỉ tiêu tổ hòa giải có người hiểu biết pháp luật hỗ trợ (Đề án 315)"),
        _("phần trăm số tổ"),
    ),
    _number(
        "target.teams_per_trainer", _("Số tổ hòa giải cho một tập huấn viên cấp tỉnh (Đề án 315)"), _("tổ")
    ),
]

KINDS = [*_MEDIATION, *_DISSEMINATION, *_CONTEST, *_GENERAL]
