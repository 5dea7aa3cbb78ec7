"""Words of directions: states of a letter, what it asks, whom it goes to, how far each recipient is."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from hoathuan.accounts.choices import BodyKind
from hoathuan.accounts.choices import SeatKind as K


class DirectionState(models.TextChoices):
    DRAFT = "draft", _("Dự thảo")
    ISSUED = "issued", _("Đã gửi")
    WITHDRAWN = "withdrawn", _("Đã thu hồi")


class Asks(models.TextChoices):
    REPLY = "reply", _("Gửi báo cáo bằng văn bản")
    DONE = "done", _("Thực hiện; xong thì đánh dấu, không cần báo cáo")


class Scope(models.TextChoices):
    """Which units get it: all right below, all communes of the country, or those that were chosen."""

    BELOW = "below", _("Mọi đơn vị trực tiếp cấp dưới")
    COMMUNES = "communes", _("Mọi xã, phường, đặc khu trong cả nước")
    CHOSEN = "chosen", _("Chỉ những nơi được chọn")


class Standing(models.TextChoices):
    """How far one recipient is; each is in exactly one, so the counts make up the whole."""

    DONE = "xong", _("Đã thực hiện")
    DONE_LATE = "xong-muon", _("Đã thực hiện, muộn")
    LATE = "qua-han", _("Quá hạn")
    OPENED = "da-mo", _("Đã mở, chưa thực hiện")
    UNOPENED = "chua-mo", _("Chưa mở")
    GONE = "ket-thuc", _("Đơn vị đã kết thúc")


#: The mark that goes with each standing.
MARKS = {
    Standing.DONE: "done",
    Standing.DONE_LATE: "done",
    Standing.LATE: "late",
    Standing.OPENED: "go",
    Standing.UNOPENED: "idle",
    Standing.GONE: "idle",
}
SHOWN_AS = {
    DirectionState.DRAFT: "idle",
    DirectionState.ISSUED: "go",
    DirectionState.WITHDRAWN: "late",
}

WRITER_KINDS = (
    K.MINISTRY_VIEWER,
    K.PROVINCE_OFFICER,
    K.PROVINCE_LEADER,
    K.COMMUNE_OFFICER,
    K.COMMUNE_LEADER,
)
#: Seats of villages: what is addressed to their village is theirs.
VILLAGE_KINDS = (K.VILLAGE_HEAD, K.TEAM_HEAD)
#: Who opens and acts for an office that a letter is addressed to.
UNIT_KINDS = (K.PROVINCE_OFFICER, K.PROVINCE_LEADER, K.COMMUNE_OFFICER, K.COMMUNE_LEADER)
ACTING_KINDS = (*UNIT_KINDS, K.BODY_OFFICER, *VILLAGE_KINDS)
#: Who reads what units under the seat have issued and received.
OVERSEER_KINDS = (*WRITER_KINDS, K.INSPECTOR)
#: Bodies in whose name a unit writes; the others of the unit may be written to.
ISSUING_BODIES = (
    BodyKind.PEOPLES_COMMITTEE,
    BodyKind.JUSTICE_DEPARTMENT,
    BodyKind.MINISTRY,
    BodyKind.COUNCIL,
)
