from django.db import models
from django.utils.translation import gettext_lazy as _


class Qualification(models.TextChoices):
    """Professional qualification, in the three classes of form 11c of Circular 20/2013/TT-BTP."""

    LAW = "law", _("Chuyên môn Luật")
    OTHER = "other", _("Chuyên môn khác")
    NONE = "none", _("Chưa qua đào tạo")


class Minority(models.TextChoices):
    KINH = "kinh", _("Kinh")
    OTHER = "other", _("Dân tộc khác")
    UNKNOWN = "unknown", _("Chưa ghi")


class EndReason(models.TextChoices):
    """Why a mediator ceases: the grounds of Law 35/2013/QH13 Art. 11(1), and the end of the team itself."""

    WISH = "wish", _("Theo nguyện vọng")
    STANDARD = "standard", _("Không còn đáp ứng tiêu chuẩn")
    BREACH = "breach", _("Vi phạm nguyên tắc hoặc bị xử lý vi phạm pháp luật")
    TEAM = "team", _("Tổ hòa giải giải thể")


class Composition(models.TextChoices):
    """Whether a team has what Law 35/2013/QH13 Art. 12(1) and 14 ask for."""

    COMPLETE = "complete", _("Đủ thành phần")
    INCOMPLETE = "incomplete", _("Cần kiện toàn")


class Gap(models.TextChoices):
    """What a team lacks; the words and the legal source stand in `rules`."""

    FEW = "it-nguoi", _("Dưới 3 hòa giải viên")
    NO_WOMAN = "khong-nu", _("Chưa có hòa giải viên nữ")
    NO_MINORITY = "thieu-dan-toc", _("Thiếu hòa giải viên dân tộc thiểu số")
    NO_HEAD = "khong-to-truong", _("Chưa có tổ trưởng")
    HEAD_LEFT = "to-truong-da-thoi", _("Tổ trưởng không còn là hòa giải viên của tổ")
    SIZE = "qua-so-luong", _("Số hòa giải viên khác quyết định của xã")
