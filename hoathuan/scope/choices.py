"""The words of the law for whether a matter may be mediated."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    """What the questions can end with. Law 35/2013/QH13 Art. 3, 10(4), 10(5); Decree 15/2014/NĐ-CP Art. 5, 6."""

    MEDIABLE = "mediable", _("Hòa giải được ở tổ")
    NOT = "not", _("Không hòa giải ở tổ, hướng dẫn đến cơ quan khác")
    ESCALATE = "escalate", _("Báo ngay, không hòa giải")
    ASK = "ask", _("Chưa rõ, hỏi công chức tư pháp xã")


class Alarm(models.TextChoices):
    """What has to be told: Law 35/2013/QH13 Art. 10(4) (violence, disorder), Art. 10(5) (signs of an offence)."""

    VIOLENCE = "violence", _("Bạo lực, mất trật tự")
    ADMINISTRATIVE = "administrative", _("Dấu hiệu vi phạm hành chính")
    CRIME = "crime", _("Dấu hiệu tội phạm")


class Letter(models.TextChoices):
    """The letters of Decree 15/2014/NĐ-CP Art. 5(1); cases calls them by the same codes."""

    CONFLICT = "a", _("Mâu thuẫn giữa các bên")
    CIVIL = "b", _("Tranh chấp dân sự")
    FAMILY = "c", _("Tranh chấp hôn nhân và gia đình")
    MINOR_OFFENCE = "d", _("Vi phạm chưa đến mức xử lý hình sự, hành chính")
    NOT_PROSECUTED = "dd", _("Vi phạm hình sự không khởi tố hoặc không bị xử lý hành chính")
    EDUCATION_MEASURE = "e", _("Vi phạm được giáo dục tại xã hoặc biện pháp thay thế")
    OTHER = "g", _("Vụ việc khác pháp luật không cấm")


class Topic(models.TextChoices):
    """What a quarrel is about, finer than the letter; cases calls them by the same codes."""

    NEIGHBOURS = "neighbours", _("Hàng xóm, nếp sống, sinh hoạt")
    PASSAGE = "passage", _("Lối đi, điện, nước, công trình phụ")
    HYGIENE = "hygiene", _("Vệ sinh, tiếng ồn, môi trường")
    LAND = "land", _("Đất đai, ranh giới")
    PROPERTY = "property", _("Sở hữu, bồi thường, vay nợ, hợp đồng")
    INHERITANCE = "inheritance", _("Thừa kế")
    MARRIAGE = "marriage", _("Vợ chồng")
    DIVORCE = "divorce", _("Ly hôn")
    FAMILY = "family", _("Cha mẹ, con cái, anh em, cấp dưỡng")
    OFFENCE = "offence", _("Vi phạm pháp luật nhỏ")
    OTHER = "other", _("Việc khác")


class State(models.TextChoices):
    """The life of a version of the questions: written, in force from its day, or taken back before that day."""

    DRAFT = "draft", _("Đang soạn")
    IN_FORCE = "in_force", _("Đã đưa vào áp dụng")
    TAKEN_BACK = "taken_back", _("Đã rút trước ngày áp dụng")
