"""Words of norms: what a value is, how days are counted, in which group a kind stands on the page."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ValueType(models.TextChoices):
    """What a kind of norm holds."""

    MONEY = "money", _("Mức tiền")
    NUMBER = "number", _("Số, tỷ lệ")
    DEADLINE = "deadline", _("Thời hạn")
    OFFICE = "office", _("Thẩm quyền")


class DayType(models.TextChoices):
    """How a deadline is counted. The law says "ngày" (every day counts) or "ngày làm việc"."""

    CALENDAR = "calendar", _("ngày")
    WORKING = "working", _("ngày làm việc")
    MONTH = "month", _("tháng")


class Group(models.TextChoices):
    """The headings under which kinds stand together."""

    MEDIATION = "mediation", _("Chi cho hòa giải ở cơ sở")
    DISSEMINATION = "dissemination", _("Chi cho phổ biến, giáo dục pháp luật")
    CONTEST = "contest", _("Giải thưởng cuộc thi")
    GENERAL = "general", _("Mức chung, chỉ tiêu")
    MEDIATION_TIME = "mediation_time", _("Thời hạn trong hòa giải ở cơ sở")
    DISSEMINATION_TIME = "dissemination_time", _("Thời hạn trong phổ biến pháp luật")
    COMPETENCE = "competence", _("Thẩm quyền")


class Mark(models.TextChoices):
    """Whether a person has compared a value with the signed text."""

    CONFIRMED = "confirmed", _("đã xác nhận")
    UNCONFIRMED = "unconfirmed", _("chưa xác nhận")
