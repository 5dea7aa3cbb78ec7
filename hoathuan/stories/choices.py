"""The words of a story that is told on."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    """How far a story is: written, read by a second person, shown to colleagues, taken back."""

    DRAFT = "draft", _("Đang viết")
    WAITING = "waiting", _("Chờ người thứ hai đọc")
    RETURNED = "returned", _("Trả lại để sửa")
    SHOWN = "shown", _("Đang cho đồng nghiệp xem")
    WITHDRAWN = "withdrawn", _("Đã rút về")


class Audience(models.TextChoices):
    """How far it is told."""

    PROVINCE = "province", _("Đồng nghiệp trong tỉnh")
    COUNTRY = "country", _("Đồng nghiệp cả nước")


class Trouble(models.TextChoices):
    """What a reader may find wrong. No free words: they would name the people that he recognised."""

    RECOGNISED = "recognised", _("Có thể nhận ra người hoặc nơi trong chuyện")
    WRONG = "wrong", _("Có chỗ sai hoặc dễ hiểu nhầm")
    LAW = "law", _("Luật nói trong chuyện đã thay đổi")


class Mark(models.TextChoices):
    """What the automatic check finds. `MUST` of them have to go before the story may be sent on."""

    NAME = "name", _("Tên người trong vụ việc")
    INITIALS = "initials", _("Chữ cái đầu của tên")
    PLACE = "place", _("Tên nơi, địa chỉ")
    CONTACT = "contact", _("Số điện thoại, thư điện tử, trang mạng")
    NUMBER = "number", _("Số giấy tờ hoặc số tài khoản")
    DATE = "date", _("Ngày, tháng cụ thể")
    PLATE = "plate", _("Biển số xe")
    AMOUNT = "amount", _("Số tiền chính xác")
    AGE = "age", _("Tuổi chính xác")
    RARE = "rare", _("Chi tiết hiếm gặp")


#: Advice only: a second person judges.
ADVICE = (Mark.AMOUNT, Mark.AGE, Mark.RARE)
