"""Words of support: situations, papers, items and states."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ActState(models.TextChoices):
    """How far a round of team support is."""

    PROPOSED = "proposed", _("Chờ lãnh đạo duyệt")
    APPROVED = "approved", _("Đã duyệt, chờ chi")
    PAID = "paid", _("Đã chi")
    VOIDED = "voided", _("Đã hủy")


class MonthState(models.TextChoices):
    """How far the support of one team for one month is."""

    OPEN = "open", _("Chờ chi")
    PAID = "paid", _("Đã chi")
    VOIDED = "voided", _("Đã hủy")


class Harm(models.TextChoices):
    """What happened to the mediator."""

    INJURY = "injury", _("Bị tai nạn, bị bệnh, bị thương")
    DEATH = "death", _("Qua đời")


class Situation(models.TextChoices):
    """Where it happened: Decree 15/2014 Art. 16 covers the first three."""

    MEDIATING = "mediating", _("Trong lúc đang hòa giải")
    GOING = "going", _("Trên đường từ nhà đến nơi hòa giải")
    RETURNING = "returning", _("Trên đường từ nơi hòa giải về nhà")
    OTHER = "other", _("Trường hợp khác")


class Insured(models.TextChoices):
    """Whether a health insurance pays the treatment."""

    YES = "yes", _("Có thẻ bảo hiểm y tế")
    NO = "no", _("Không có thẻ bảo hiểm y tế")


class Asker(models.TextChoices):
    """Who asks for the support."""

    SELF = "self", _("Hòa giải viên")
    FAMILY = "family", _("Gia đình hòa giải viên")


class Certifier(models.TextChoices):
    """Who confirms the request: the head, unless the head is the victim."""

    TEAM_HEAD = "team_head", _("Tổ trưởng tổ hòa giải")
    FRONT_HEAD = "front_head", _("Trưởng ban công tác Mặt trận")


class AccidentState(models.TextChoices):
    """How far a request is."""

    FILED = "filed", _("Chờ xác nhận")
    CERTIFIED = "certified", _("Đã xác nhận, đang gom giấy tờ")
    COMPLETE = "complete", _("Đủ hồ sơ, xã đang xem xét")
    SUBMITTED = "submitted", _("Chờ quyết định")
    APPROVED = "approved", _("Đã quyết định hỗ trợ, chờ chi")
    REFUSED = "refused", _("Không hỗ trợ")
    PAID = "paid", _("Đã chi")
    WITHDRAWN = "withdrawn", _("Đã rút")


class PaperKind(models.TextChoices):
    """The papers of the dossier (procedure 2.000424)."""

    MINUTES = (
        "minutes",
        _("Biên bản về tình trạng của hòa giải viên, có xác nhận của UBND xã hoặc công an nơi xảy ra"),
    )
    DISCHARGE = "discharge", _("Giấy ra viện")
    INVOICES = "invoices", _("Hóa đơn, chứng từ khám bệnh, chữa bệnh")
    INCOME = "income", _("Giấy xác nhận thu nhập theo tiền lương, tiền công")
    DEATH = "death", _("Giấy chứng tử hoặc trích lục khai tử")
    FUNERAL = "funeral", _("Giấy tờ về việc lo mai táng")


class ItemKind(models.TextChoices):
    """What is paid, each by its own clause."""

    MEDICAL = "medical", _("Khám bệnh, chữa bệnh, phục hồi")
    INCOME = "income", _("Thu nhập bị mất hoặc giảm")
    CARE = "care", _("Cứu chữa, chăm sóc trước khi qua đời")
    FUNERAL = "funeral", _("Chi phí mai táng")
