"""The levels of administrative units and the kinds of dated facts about them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from hoathuan.core.text import legal_text


class Level(models.IntegerChoices):
    """Depth below the country. Districts exist until 30/06/2025."""

    COUNTRY = 0, _("Cả nước")
    PROVINCE = 1, _("Tỉnh, thành phố")
    DISTRICT = 2, _("Huyện")
    COMMUNE = 3, _("Xã, phường, đặc khu")
    VILLAGE = 4, _("Thôn, tổ dân phố")


class UnitFactKind(models.TextChoices):
    POPULATION = "population", _("Dân số")
    HOUSEHOLDS = "households", _("Số hộ")
    MINORITY_AREA = "minority_area", _("Vùng đồng bào dân tộc thiểu số (1: có, 0: không)")


VILLAGE_KINDS = legal_text("thôn|bản|làng|ấp|buôn|khu phố|tổ dân phố|khối phố|khu").split("|")


class ReformState(models.TextChoices):
    """How far a reform is. It is applied whole or not at all."""

    DRAFT = "draft", _("Đang soạn")
    APPLYING = "applying", _("Đang thực hiện")
    APPLIED = "applied", _("Đã thực hiện")
