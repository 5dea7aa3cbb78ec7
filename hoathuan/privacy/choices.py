"""Words of the tables of privacy."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from hoathuan.accounts.choices import SeatKind
from hoathuan.core.text import legal_text

#: Stands where a name stood: in people, parties, lines of the trail. Database functions look for the same text.
ERASED = legal_text("(đã xóa)")

#: Who may write down and open identity and bank numbers: the officer who draws up lists for recognition and
#: for pay, and the accountant who pays. Nobody above the commune pays a mediator, so nobody above it reads one.
NUMBER_KINDS = (SeatKind.COMMUNE_OFFICER, SeatKind.COMMUNE_ACCOUNTANT)


class Span(models.TextChoices):
    """The unit in which a period is written."""

    DAY = "day", _("ngày")
    MONTH = "month", _("tháng")
    YEAR = "year", _("năm")


class Deed(models.TextChoices):
    """What happens to a row whose time is over."""

    ERASE = "erase", _("Xóa dòng")
    ANONYMISE = "anonymise", _("Xóa phần cá nhân, giữ số liệu")


class ErasureKind(models.TextChoices):
    DUE = "due", _("Hết thời hạn giữ")
    PERSON = "person", _("Theo yêu cầu của một người")


class ErasureState(models.TextChoices):
    RUNNING = "running", _("Đang xóa")
    DONE = "done", _("Đã xóa xong")


class PaperKind(models.TextChoices):
    """Papers by which the state knows a person."""

    CITIZEN = "cccd", _("Căn cước (12 số)")
    FORMER = "cmnd", _("Chứng minh nhân dân cũ (9 số)")


class ProofOfIdentity(models.TextChoices):
    """What an officer saw before handing out what is held about a person."""

    CARD = "card", _("Thẻ căn cước, căn cước công dân")
    FORMER = "former", _("Chứng minh nhân dân cũ")
    PASSPORT = "passport", _("Hộ chiếu")
    KNOWN = "known", _("Không có giấy tờ; có hai người làm chứng")
