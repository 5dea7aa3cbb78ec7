"""The words of pay: how a claim, a case in it, a sum owed and a payment stand."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ClaimState(models.TextChoices):
    DRAFT = "draft", _("Đang soạn")
    SUBMITTED = "submitted", _("Chờ xã giải quyết")
    RETURNED = "returned", _("Xã trả lại để bổ sung")
    DECIDED = "decided", _("Xã đã quyết định")
    DROPPED = "dropped", _("Đã bỏ")


class ItemState(models.TextChoices):
    OPEN = "open", _("Chưa quyết định")
    APPROVED = "approved", _("Được duyệt")
    REFUSED = "refused", _("Bị từ chối")
    DROPPED = "dropped", _("Đã bỏ khỏi đề nghị")


LIVE_ITEMS = (ItemState.OPEN, ItemState.APPROVED)


class ItemKind(models.TextChoices):
    PAY = "pay", _("Thù lao vụ việc")
    DIFFERENCE = "difference", _("Chênh lệch do sửa sổ")


class Ground(models.TextChoices):
    """Why a dispute is not paid, by name; Decree 15/2014/NĐ-CP Art. 14 has the first two, the rest are of no text."""

    NOT_ENDED = "not_ended", _("Chưa được hòa giải hoặc chưa kết thúc (Nghị định 15/2014/NĐ-CP, Điều 14)")
    BREACH = "breach", _("Hòa giải viên vi phạm nghĩa vụ (Luật Hòa giải ở cơ sở, Điều 10)")
    OUT_OF_SCOPE = "scope", _("Không thuộc phạm vi hòa giải ở cơ sở")
    TWICE = "twice", _("Trùng với vụ việc đã đề nghị")
    OTHER = "other", _("Lý do khác")


class Source(models.TextChoices):
    """Circular 56/2023/TT-BTC Art. 2: recurrent budget, and what others give."""

    STATE = "state", _("Ngân sách nhà nước")
    DONATED = "donated", _("Tiền ủng hộ, đóng góp")


class Sharing(models.TextChoices):
    """How the pay of one dispute is shared among those who mediated; no text says it (Circular 56 Art. 3(17)(a))."""

    EQUAL = "equal", _("Chia đều cho những người cùng hòa giải")
    SITTINGS = "sittings", _("Theo số buổi mỗi người tham gia")
    LEAD = "lead", _("Trả hết cho hòa giải viên chính")


class ProofKind(models.TextChoices):
    REGISTER = "register", _("Vụ việc ghi trong sổ")
    HEAD = "head", _("Tổ trưởng xác nhận")
    AGREEMENT = "agreement", _("Văn bản hòa giải có các bên ký")
    WITNESS = "witness", _("Người làm chứng xác nhận")
    VILLAGE = "village", _("Trưởng thôn, tổ trưởng tổ dân phố xác nhận")
    CALLBACK = "callback", _("Xã gọi hỏi lại")
    PHOTO = "photo", _("Ảnh trang sổ hoặc phiếu")


#: What nobody can give but the parties themselves.
SIGNED_BY_PARTIES = (ProofKind.AGREEMENT,)
#: What the system knows by itself; the others are added by hand.
FOUND_PROOFS = (ProofKind.REGISTER, ProofKind.HEAD)


class CallResult(models.TextChoices):
    HAPPENED = "happened", _("Đúng là có hòa giải")
    DIFFERENT = "different", _("Có hòa giải nhưng khác với sổ")
    NOT = "not", _("Người được hỏi nói không có")
    UNREACHED = "unreached", _("Không liên lạc được")


class DifferenceState(models.TextChoices):
    OPEN = "open", _("Chưa xử lý")
    SETTLED = "settled", _("Đưa vào đề nghị sau")
    REFUNDED = "refunded", _("Đã nộp lại")


class LineState(models.TextChoices):
    OWED = "owed", _("Chờ chi")
    PAYING = "paying", _("Đã lập lệnh chi")
    PAID = "paid", _("Đã chi")
    VOID = "void", _("Đã bỏ")


class Method(models.TextChoices):
    BANK = "bank", _("Chuyển khoản")
    CASH = "cash", _("Tiền mặt")


class PaymentState(models.TextChoices):
    PLANNED = "planned", _("Đã lập, chưa chi")
    PAID = "paid", _("Đã chi")
    VOID = "void", _("Đã bỏ")


class ReceiptWay(models.TextChoices):
    SELF = "self", _("Tự xác nhận trong phần mềm")
    SHEET = "sheet", _("Ký nhận trên danh sách")
