"""Who is competent for what."""

from django.utils.translation import gettext_lazy as _

from hoathuan.norms.choices import Group, ValueType
from hoathuan.norms.registry import NormKind

KINDS = [
    NormKind(f"competence.{key}", label, ValueType.OFFICE, Group.COMPETENCE, past=key == "district_reporter")
    for key, label in (
        ("recognise_mediator", _("Công nhận hòa giải viên")),
        ("recognise_head", _("Công nhận tổ trưởng tổ hòa giải")),
        ("cessation", _("Quyết định thôi làm hòa giải viên")),
        ("team_number", _("Quyết định số tổ và số hòa giải viên của tổ")),
        ("pay_mediators", _("Chi trả thù lao hòa giải viên")),
        ("accident", _("Quyết định hỗ trợ hòa giải viên gặp tai nạn, rủi ro")),
        ("rates", _("Quy định mức chi của địa phương")),
        ("register_form", _("Ban hành mẫu sổ, biểu mẫu thống kê hòa giải")),
        ("villages", _("Thành lập, sáp nhập, đặt tên thôn, tổ dân phố")),
        ("justice_advice", _("Tham mưu công tác tư pháp ở cơ sở")),
        ("commune_reports", _("Nhận báo cáo của xã về hòa giải, phổ biến pháp luật")),
        ("court", _("Công nhận kết quả hòa giải thành ngoài Tòa án")),
        ("provincial_reporter", _("Công nhận báo cáo viên pháp luật cấp tỉnh")),
        ("reporter_procedure", _("Quy định thủ tục công nhận báo cáo viên cấp tỉnh")),
        ("district_reporter", _("Công nhận báo cáo viên pháp luật huyện")),
        ("propagandist", _("Công nhận tuyên truyền viên pháp luật")),
    )
]
