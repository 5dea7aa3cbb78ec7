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
