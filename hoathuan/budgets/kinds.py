"""The cost lines that are written by hand; contexts add their own."""

from django.utils.translation import gettext_lazy as _

from hoathuan.core.text import legal_text

from .choices import Group
from .lines import CostLine, register_line

_CIRCULAR = legal_text("Thông tư 56/2023/TT-BTC")


def register_all() -> None:
    for line in (
        CostLine(
            "mediation.training",
            _("Tập huấn, bồi dưỡng hòa giải viên"),
            Group.MEDIATION,
            legal_source=legal_text("khoản 2 Điều 3 ") + _CIRCULAR,
        ),
        CostLine(
            "mediation.other",
            _("Chi khác cho hòa giải: họp, bầu, sơ kết, tủ đựng hồ sơ"),
            Group.MEDIATION,
            legal_source=legal_text("khoản 1, khoản 16 Điều 3 ") + _CIRCULAR,
        ),
        CostLine(
            "dissemination.activities",
            _("Hoạt động phổ biến, giáo dục pháp luật"),
            Group.DISSEMINATION,
            legal_source=legal_text("Điều 3 ") + _CIRCULAR,
        ),
    ):
        register_line(line)
