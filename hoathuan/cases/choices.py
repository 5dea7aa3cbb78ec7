"""The words of the law for a dispute's kind, state and end."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Matter(models.TextChoices):
    """The class of the matter: the letter of Decree 15/2014/NĐ-CP Art. 5(1), the finest that the law names."""

    CONFLICT = "a", _("Mâu thuẫn giữa các bên")
    CIVIL = "b", _("Tranh chấp dân sự")
    FAMILY = "c", _("Tranh chấp hôn nhân và gia đình")
    MINOR_OFFENCE = "d", _("Vi phạm chưa đến mức xử lý hình sự, hành chính")
    NOT_PROSECUTED = "dd", _("Vi phạm hình sự không khởi tố hoặc không bị xử lý hành chính")
    EDUCATION_MEASURE = "e", _("Vi phạm được giáo dục tại xã hoặc biện pháp thay thế")
    OTHER = "g", _("Vụ việc khác pháp luật không cấm")


UNCONFIRMED_MATTERS = (Matter.NOT_PROSECUTED, Matter.EDUCATION_MEASURE, Matter.OTHER)


class Field(models.TextChoices):
    """What the quarrel is about, finer than the letter; each belongs to one letter (see rules.MATTER_OF_FIELD)."""

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
    RECEIVED = "received", _("Mới tiếp nhận")
    ACCEPTED = "accepted", _("Đã xác định thuộc phạm vi")
    ASSIGNED = "assigned", _("Đang hòa giải")
    ENDED = "ended", _("Đã kết thúc")
    REFERRED = "referred", _("Đã chuyển cơ quan khác")


class Ending(models.TextChoices):
    """The three endings of Law 35/2013/QH13 Art. 23; only the first is a success (Art. 24)."""

    AGREEMENT = "agreement", _("Các bên đạt được thỏa thuận")
    PARTY = "party", _("Một hoặc các bên yêu cầu chấm dứt")
    MEDIATOR = "mediator", _("Hòa giải viên quyết định kết thúc vì không thể thỏa thuận")


class Outcome(models.TextChoices):
    SUCCESSFUL = "successful", _("Hòa giải thành")
    UNSUCCESSFUL = "unsuccessful", _("Hòa giải không thành")


class Ground(models.TextChoices):
    """Grounds to mediate, Law 35/2013/QH13 Art. 16."""

    REQUEST = "request", _("Một hoặc các bên yêu cầu")
    WITNESSED = "witnessed", _("Hòa giải viên chứng kiến hoặc biết vụ việc")
    ASSIGNED = "assigned", _("Tổ trưởng phân công hoặc cơ quan, tổ chức, cá nhân đề nghị")


class StartBasis(models.TextChoices):
    """When mediation must begin, Law 35/2013/QH13 Art. 20(2)."""

    LAW = "law", _("Trong 03 ngày kể từ ngày được phân công")
    IMMEDIATE = "immediate", _("Hòa giải ngay khi chứng kiến vụ việc")
    AGREED = "agreed", _("Các bên thỏa thuận thời điểm khác")


class PartyRole(models.TextChoices):
    PARTY = "party", _("Các bên")
    RELATED = "related", _("Người có quyền, nghĩa vụ liên quan")
    INVITED = "invited", _("Người được mời")
    MEDIATOR = "mediator", _("Hòa giải viên")


class Way(models.TextChoices):
    """How the content of a dispute was shown to somebody."""

    PAGE = "page", _("Trang vụ việc")
    LIST = "list", _("Tên các bên trong danh sách")
    BOOK = "book", _("Bản in sổ")
    FILE = "file", _("Tệp tải về")
