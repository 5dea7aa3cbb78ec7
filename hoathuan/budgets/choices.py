"""Words of budgets: where money comes from, what an entry of the ledger does, how far an estimate is."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Source(models.TextChoices):
    """Where money comes from (Circular 56/2023/TT-BTC Art. 2)."""

    STATE = "state", _("Ngân sách Nhà nước")
    DONATED = "donated", _("Đóng góp, tài trợ")


class Group(models.TextChoices):
    """The headings under which cost lines stand together."""

    MEDIATION = "mediation", _("Hòa giải ở cơ sở")
    DISSEMINATION = "dissemination", _("Phổ biến, giáo dục pháp luật")
    STANDARD = "standard", _("Chuẩn tiếp cận pháp luật")
    OTHER = "other", _("Chi khác")


class EntryKind(models.TextChoices):
    """What an entry of the ledger does; nothing is changed or removed, what was wrong is answered by another entry."""

    ALLOCATION = "allocation", _("Giao dự toán")
    CARRIED_IN = "carried_in", _("Nhận từ năm trước chuyển sang")
    CARRIED_OUT = "carried_out", _("Chuyển sang năm sau")
    MOVED_IN = "moved_in", _("Nhận cùng khoản đang giữ của đơn vị bị chia")
    MOVED_OUT = "moved_out", _("Chuyển cùng khoản đang giữ cho đơn vị mới")
    COMMITMENT = "commitment", _("Giữ cho khoản đã duyệt")
    RELEASE = "release", _("Thôi giữ")
    SPENDING = "spending", _("Đã chi")
    REFUND = "refund", _("Thu hồi khoản đã chi")
    OVERSPEND = "overspend", _("Cho chi vượt")
    COVERED = "covered", _("Đã bù phần chi vượt")


class EstimateState(models.TextChoices):
    """How far an estimate is."""

    DRAFT = "draft", _("đang lập")
    SUBMITTED = "submitted", _("đã gửi cấp trên")
    SEEN = "seen", _("cấp trên đã xem")
    RETURNED = "returned", _("cấp trên trả lại")
