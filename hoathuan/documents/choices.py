"""Words of templates and papers."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from hoathuan.accounts.choices import SeatKind as K

#: Who writes papers of a body, and takes them through their steps.
WRITER_KINDS = (K.COMMUNE_OFFICER, K.PROVINCE_OFFICER, K.BODY_OFFICER)
#: Who signs for the body: may issue and void what an officer has drafted.
SIGNER_KINDS = (K.COMMUNE_LEADER, K.PROVINCE_LEADER)


class Engine(models.TextChoices):
    """What sets a paper: our own layout, or a Word file of the province."""

    TYPST = "typst", _("Mẫu của phần mềm")
    WORD = "word", _("Mẫu Word của tỉnh")


class PaperState(models.TextChoices):
    DRAFT = "draft", _("Dự thảo")
    ISSUED = "issued", _("Đã ban hành, chờ bản ký")
    SIGNED = "signed", _("Đã có bản ký")
    VOIDED = "voided", _("Đã hủy")


#: How far a paper is, as the component of states draws it.
SHOWN_AS = {
    PaperState.DRAFT: "idle",
    PaperState.ISSUED: "go",
    PaperState.SIGNED: "done",
    PaperState.VOIDED: "late",
}
