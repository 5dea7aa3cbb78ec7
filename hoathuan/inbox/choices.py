"""Words of reminders and of what is sent outside."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Step(models.TextChoices):
    """When somebody is reminded of a due: each step once."""

    SOON = "soon", _("Sắp đến hạn")
    TODAY = "today", _("Đến hạn hôm nay")
    LATE = "late", _("Quá hạn")
    RAISED = "raised", _("Báo lên trên")


class Channel(models.TextChoices):
    """Ways outside the application."""

    EMAIL = "email", _("Thư điện tử")
    PUSH = "push", _("Thông báo trên máy")
    TEXT = "text", _("Tin nhắn điện thoại")


class State(models.TextChoices):
    """How far a delivery is. UNSURE: the line broke while it was handed over, so nobody knows whether it went."""

    WAITING = "waiting", _("Đang chờ gửi")
    SENDING = "sending", _("Đang gửi")
    SENT = "sent", _("Đã gửi")
    FAILED = "failed", _("Không gửi được")
    UNSURE = "unsure", _("Chưa rõ đã đi chưa")
    DROPPED = "dropped", _("Không còn cần gửi")


class Digest(models.TextChoices):
    OFF = "off", _("Không gửi")
    DAILY = "daily", _("Mỗi ngày")
    WEEKLY = "weekly", _("Mỗi tuần, sáng thứ Hai")


class Group(models.TextChoices):
    """Groups of notices that a person may turn off outside; in the application all of them stay."""

    DUES = "dues", _("Nhắc việc đến hạn")
    DIRECTIONS = "directions", _("Chỉ đạo, hỏi đáp của cấp trên, cấp dưới")
    WORK = "work", _("Việc khác")
