"""Deadlines, each with its way of counting days."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from hoathuan.norms.choices import Group, ValueType
from hoathuan.norms.registry import NormKind

#: Since Decree 121/2025/NĐ-CP the provincial Chair sets the procedure for provincial reporters.
_LOCAL = ("reporter.complete_within", "reporter.recognise_within", "reporter.object_within")


def _in(group: Group, *pairs: tuple[str, Any]) -> list[NormKind]:
    return [NormKind(key, label, ValueType.DEADLINE, group, local=key in _LOCAL) for key, label in pairs]


_MEDIATION = _in(
    Group.MEDIATION_TIME,
    ("mediation.start_within", _("Bắt đầu hòa giải, từ ngày phân công")),
    ("pay.commune_within", _("Xã quyết định và chi thù lao, từ khi đủ hồ sơ")),
    ("pay.team_within", _("Tổ hòa giải trả thù lao, từ khi nhận tiền")),
    ("accident.examine_within", _("Xã xem xét hồ sơ hỗ trợ tai nạn")),
    ("accident.decide_within", _("Quyết định hỗ trợ tai nạn")),
    ("accident.pay_within", _("Chi tiền hỗ trợ tai nạn, từ khi có quyết định")),
    ("team.number_within", _("Quyết định số tổ, số hòa giải viên, từ khi có đề nghị")),
    ("election.group_before", _("Lập tổ bầu hòa giải viên, trước ngày bầu")),
    ("election.list_before", _("Công bố danh sách bầu hòa giải viên, trước ngày bầu")),
    ("election.again_within", _("Bầu lại, bầu bổ sung bằng phiếu phát tới hộ, từ lần bầu trước")),
    ("election.supplement_within", _("Quyết định bầu bổ sung, thành phần tổ, từ khi có báo cáo")),
    ("mediator.recognise_within", _("Công nhận hòa giải viên, từ khi có danh sách")),
    ("head.request_within", _("Đề nghị công nhận tổ trưởng, từ ngày họp bầu")),
    ("head.recognise_within", _("Công nhận tổ trưởng tổ hòa giải")),
    ("cessation.examine_within", _("Xem xét đề nghị thôi làm hòa giải viên")),
    ("cessation.decide_within", _("Quyết định thôi làm hòa giải viên")),
    ("court.apply_within", _("Yêu cầu Tòa án công nhận kết quả hòa giải thành")),
    ("court.prepare_within", _("Tòa án chuẩn bị xét đơn")),
    ("court.meet_within", _("Tòa án mở phiên họp, từ khi quyết định mở")),
    ("court.answer_within", _("Trả lời Tòa án khi được yêu cầu cung cấp tài liệu")),
)
_DISSEMINATION = _in(
    Group.DISSEMINATION_TIME,
    ("reporter.complete_within", _("Yêu cầu bổ sung hồ sơ báo cáo viên pháp luật")),
    ("reporter.recognise_within", _("Công nhận, miễn nhiệm báo cáo viên pháp luật")),
    ("reporter.object_within", _("Báo cáo viên có ý kiến về việc đề nghị miễn nhiệm")),
    ("propagandist.recognise_within", _("Công nhận tuyên truyền viên pháp luật")),
    ("propagandist.release_within", _("Cho thôi làm tuyên truyền viên pháp luật")),
    ("press.correct_within", _("Đính chính thông cáo báo chí về văn bản pháp luật")),
    ("plan.commune_within", _("Xã ban hành kế hoạch, từ khi có kế hoạch của cấp trên")),
)

KINDS = [*_MEDIATION, *_DISSEMINATION]
