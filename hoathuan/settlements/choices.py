"""The words for agreements, promises and their way through the court."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class EndedWhy(models.TextChoices):
    """Why an agreement is no longer in force."""

    VOIDED = "voided", _("Vụ việc đã hủy vì ghi nhầm")
    REOPENED = "reopened", _("Vụ việc được mở lại để hòa giải tiếp")
    AMENDED = "amended", _("Kết quả vụ việc đã sửa, không còn là hòa giải thành")


class Hand(models.TextChoices):
    """How somebody stands behind the paper, Law 35/2013/QH13 Art. 24(2)(h)."""

    WAITING = "waiting", _("Chưa ký")
    SIGNED = "signed", _("Đã ký")
    FINGERPRINT = "fingerprint", _("Đã điểm chỉ")
    WOULD_NOT = "would_not", _("Không ký")


class SignerRole(models.TextChoices):
    PARTY = "party", _("Một bên")
    MEDIATOR = "mediator", _("Hòa giải viên")


class Span(models.TextChoices):
    """Until when something was promised."""

    DAY = "day", _("Có hạn cuối là một ngày")
    LASTING = "lasting", _("Giữ lâu dài")


class Standing(models.TextChoices):
    """How a promise stands."""

    OPEN = "open", _("Đang chờ thực hiện")
    LATE = "late", _("Chậm")
    FORCE = "force", _("Gặp việc không lường trước")
    BROKEN = "broken", _("Không thực hiện")
    KEPT = "kept", _("Đã thực hiện")
    KEPT_LATE = "kept_late", _("Đã thực hiện, chậm")
    DROPPED = "dropped", _("Các bên bỏ")


class Deed(models.TextChoices):
    """What was written down about a promise."""

    MADE = "made", _("Ghi việc đã hứa")
    KEPT = "kept", _("Đã thực hiện")
    ASKED = "asked", _("Đã hỏi, vẫn giữ lời")
    LATE = "late", _("Chậm so với thỏa thuận")
    BROKEN = "broken", _("Không thực hiện")
    FORCE = "force", _("Báo gặp việc không lường trước (ốm nặng, lũ, mất mùa)")
    CHANGED = "changed", _("Các bên thống nhất thay đổi")
    DROPPED = "dropped", _("Các bên thống nhất bỏ")
    REVERTED = "reverted", _("Ghi nhầm, theo dõi tiếp")


class Mistake(models.TextChoices):
    """Why a step at the court is taken back: types, no content."""

    STEP = "step", _("Bấm nhầm bước")
    DAY = "day", _("Ghi sai ngày, hoặc sai số quyết định")
    CASE = "case", _("Của vụ việc khác")


class Trouble(models.TextChoices):
    """Kinds of problems that a head reports to the Front's committee, Law 35/2013/QH13 Art. 26: types, no content."""

    LATE = "late", _("Thực hiện chậm")
    BROKEN = "broken", _("Không thực hiện")
    FORCE = "force", _("Gặp việc không lường trước")
    QUARREL = "quarrel", _("Các bên mâu thuẫn trở lại")
    OTHER = "other", _("Vướng mắc khác")


class CourtState(models.TextChoices):
    """Where the request for recognition stands, Civil Procedure Code 92/2015/QH13 Art. 416–419."""

    WISHED = "wished", _("Các bên muốn yêu cầu, chưa nộp đơn")
    FILED = "filed", _("Đã nộp đơn")
    ACCEPTED = "accepted", _("Tòa án đã thụ lý")
    ASKED = "asked", _("Tòa án yêu cầu tổ cung cấp tài liệu")
    MEETING = "meeting", _("Tòa án đã mở phiên họp")
    RECOGNISED = "recognised", _("Tòa án đã công nhận")
    REFUSED = "refused", _("Tòa án không công nhận")
    WITHDRAWN = "withdrawn", _("Đã rút đơn, thôi yêu cầu")
