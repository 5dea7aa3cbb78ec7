"""What was said in a dispute, and between whom: behind row security."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from hoathuan.cases.choices import PartyRole
from hoathuan.core.text import fold

from .case import Case


class Protected(models.Model):
    """The columns by which row security lets the team and its commune's justice officer in, and nobody else."""

    team_id = models.BigIntegerField()
    now_commune_id = models.BigIntegerField(null=True)

    class Meta:
        abstract = True


class CaseContent(Protected):
    """What the dispute was about and how it went (nội dung vụ việc): columns 5, 6 and 10 of the register."""

    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="content", primary_key=True)
    summary = models.TextField(_("Nội dung chủ yếu"), blank=True)
    agreement = models.TextField(_("Thỏa thuận của các bên, hoặc yêu cầu của từng bên"), blank=True)
    referred_to = models.CharField(_("Cơ quan nhận vụ việc"), max_length=200, blank=True)
    late_reason = models.CharField(_("Lý do ghi muộn"), max_length=200, blank=True)
    scope_reason = models.TextField(_("Lý do xác định phạm vi"), blank=True)
    notes = models.TextField(_("Ghi chú"), blank=True)
    # what the guide of the scope asked and was answered: {"version", "on", "answers", "verdict", "against"}
    scope_check = models.JSONField(default=dict, blank=True)
    void_reason = models.CharField(_("Lý do hủy"), max_length=300, blank=True)


class Party(Protected):
    """A party, related or invited person: columns 3 and 4 of the register."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="parties")
    role = models.CharField(max_length=10, choices=PartyRole.choices, default=PartyRole.PARTY)
    full_name = models.CharField(_("Họ và tên"), max_length=100)
    birth_year = models.PositiveSmallIntegerField(_("Năm sinh"), null=True, blank=True)
    address = models.CharField(_("Nơi ở"), max_length=200, blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    folded = models.CharField(max_length=100, db_collation="C", editable=False)

    class Meta:
        ordering = ("position", "id")
        indexes = [
            models.Index(fields=["now_commune_id"], name="party_commune"),
            models.Index(fields=["team_id"], name="party_team"),
        ]

    def __str__(self) -> str:
        return self.full_name

    def save(self, *args: object, **kwargs: object) -> None:
        self.folded = fold(self.full_name)
        super().save(*args, **kwargs)  # type: ignore[arg-type]


class EventWords(Protected):
    """Why a step was taken, in the writer's words: the history itself is read by offices above."""

    event = models.OneToOneField(
        "cases.CaseEvent", on_delete=models.PROTECT, related_name="words", primary_key=True
    )
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="event_words")
    text = models.TextField(_("Lý do"))

    class Meta:
        indexes = [models.Index(fields=["now_commune_id"], name="eventwords_commune")]

    def __str__(self) -> str:
        return self.text
