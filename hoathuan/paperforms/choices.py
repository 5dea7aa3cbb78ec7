"""How a draft stands, and what became of a photograph."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class DraftState(models.TextChoices):
    WAITING = "waiting", _("Chờ nhập")
    CONFIRMED = "confirmed", _("Đã vào sổ")
    DISCARDED = "discarded", _("Đã bỏ, có lý do")
    JOINED = "joined", _("Đã nhập vào phiếu khác")


class Fate(models.TextChoices):
    """What became of one picture that somebody sent."""

    TAKEN = "taken", _("Đã chuyển đến tổ")
    AGAIN = "again", _("Thêm ảnh vào phiếu đã gửi trước")
    BOOKED = "booked", _("Thêm ảnh vào vụ việc đã vào sổ")
    UNCLEAR = "unclear", _("Chưa rõ của tổ nào")
    FOREIGN = "foreign", _("Phiếu của xã khác")
    BLANK = "blank", _("Trang không có ảnh")
