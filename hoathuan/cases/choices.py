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
    ASSIGNED = "assigned", _("Đã phân công")
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


class Part(models.TextChoices):
    """A mediator's part in a dispute: one leads at a time, others join (Law 35/2013/QH13 Art. 18, 22)."""

    LEAD = "lead", _("Hòa giải chính")
    JOINS = "joins", _("Cùng hòa giải")


class Came(models.TextChoices):
    """How a mediator came to a dispute: the parties' choice goes before the head's (Law 35/2013/QH13 Art. 17, 18)."""

    CHOSEN = "chosen", _("Các bên chọn")
    NAMED = "named", _("Các bên không chọn, tổ trưởng phân công")
    WITNESS = "witness", _("Tự hòa giải ngay khi chứng kiến vụ việc")
    BOOK = "book", _("Theo sổ")


class Went(models.TextChoices):
    """How a mediator's part ended; empty while it lasts."""

    SERVED = "served", _("Đến khi vụ việc kết thúc")
    REASSIGNED = "reassigned", _("Giao người khác")
    RECUSED = "recused", _("Từ chối vì có liên quan")
    LEFT = "left", _("Thôi tham gia")


class Asker(models.TextChoices):
    """Who asks to pause, or proposes to invite somebody (Law 35/2013/QH13 Art. 17, 19)."""

    PARTY = "party", _("Một bên")
    PARTIES = "parties", _("Các bên")
    MEDIATOR = "mediator", _("Hòa giải viên")


class EscalationKind(models.TextChoices):
    """What must be told further at once, Law 35/2013/QH13 Art. 10(4), (5)."""

    VIOLENCE = "violence", _("Nguy cơ bạo lực, mất an ninh trật tự")
    CRIME = "crime", _("Dấu hiệu tội phạm")
    ADMINISTRATIVE = "administrative", _("Dấu hiệu vi phạm hành chính")


#: While one of these stands the team does not go on: an authority decides.
STOPPING = (EscalationKind.VIOLENCE, EscalationKind.CRIME)


class EscalationTo(models.TextChoices):
    """Whom the head tells, Law 35/2013/QH13 Art. 15(4)."""

    CHAIR = "chair", _("Chủ tịch UBND xã")
    POLICE = "police", _("Công an xã")
    OTHER = "other", _("Cơ quan khác có thẩm quyền")


class Answer(models.TextChoices):
    """What the authority said; the first two end the stop."""

    RETURNED = "returned", _("Giao tổ tiếp tục hòa giải")
    TAKEN = "taken", _("Cơ quan nhận giải quyết")
    NOTED = "noted", _("Đã biết, chưa quyết định")


class BookColumn(models.TextChoices):
    """What may be corrected in an entry, by the columns of Part I of the register; the last three stand in none."""

    RECEIVED = "received_on", _("Ngày nhận vụ, việc")
    MEDIATORS = "mediators", _("Hòa giải viên")
    INVITED = "invited", _("Người được mời")
    PARTIES = "parties", _("Các bên")
    RELATED = "related", _("Người có quyền, nghĩa vụ liên quan")
    SUMMARY = "summary", _("Nội dung chủ yếu")
    AGREEMENT = "agreement", _("Thỏa thuận hoặc yêu cầu của các bên")
    OUTCOME = "outcome", _("Kết quả hòa giải")
    NOTES = "notes", _("Ghi chú")
    ENDED = "ended_on", _("Ngày kết thúc")
    FIELD = "field", _("Mâu thuẫn về việc gì")
    WORK = "work", _("Diễn biến ghi nhầm")
