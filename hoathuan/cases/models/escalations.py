"""What must be told further at once: danger, signs of a crime or of an administrative violation."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from hoathuan.cases.choices import STOPPING, Answer, EscalationKind, EscalationTo, State

from .case import Case
from .content import Protected


class EscalationQuerySet(models.QuerySet["Escalation"]):
    def standing(self) -> "EscalationQuerySet":
        """Not closed, of disputes that count and were not referred."""
        return self.filter(closed_on=None, case__voided_on=None).exclude(case__state=State.REFERRED)

    def told_to_chair(self) -> "EscalationQuerySet":
        """Those of which the commune's chair was told, whoever else was told before or since."""
        return self.filter(
            pk__in=EscalationPass.objects.filter(passed_to=EscalationTo.CHAIR).values("escalation")
        )

    def stopping(self) -> "EscalationQuerySet":
        """Those that forbid the team to go on (violence, signs of a crime)."""
        return self.filter(closed_on=None, kind__in=STOPPING)


class Escalation(models.Model):
    """A report of danger or of a violation, Law 35/2013/QH13 Art. 10(4), (5), 15(4): kind, times and answer alone.

    Told to the head at `told_at`; whom the head told then stands in `passings`. `closed_on`: the day on which the
    authority settled whose the dispute is, or on which it was referred.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="escalations")
    kind = models.CharField(_("Việc gì"), max_length=15, choices=EscalationKind.choices)
    told_at = models.DateTimeField(_("Báo tổ trưởng lúc"))
    told_on = models.DateField(editable=False)
    answer = models.CharField(_("Trả lời"), max_length=10, choices=Answer.choices, blank=True)
    answered_on = models.DateField(_("Ngày trả lời"), null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True, editable=False)
    version = models.PositiveIntegerField(default=1)

    objects = EscalationQuerySet.as_manager()

    class Meta:
        verbose_name = _("Báo cáo khẩn")
        constraints = [
            models.CheckConstraint(
                name="escalation_is_answered_wholly",
                condition=Q(answer="", answered_on=None) | (~Q(answer="") & Q(answered_on__gte=F("told_on"))),
            ),
            models.UniqueConstraint(fields=["case", "kind", "told_at"], name="escalation_once"),
        ]
        indexes = [
            models.Index(fields=["case"], condition=Q(closed_on=None), name="escalation_open"),
            models.Index(fields=["told_on"], name="escalation_day"),
        ]

    def __str__(self) -> str:
        return str(self.get_kind_display())


class EscalationPass(models.Model):
    """That the head told the chair or the competent body, and when (Law 35/2013/QH13 Art. 15(4)). Added only.

    One telling takes nothing from another: a chair who was told still reads and answers when the police hear of it.
    """

    escalation = models.ForeignKey(Escalation, on_delete=models.PROTECT, related_name="passings")
    passed_at = models.DateTimeField(_("Tổ trưởng báo lên lúc"))
    passed_to = models.CharField(_("Báo cho"), max_length=6, choices=EscalationTo.choices)
    body = models.CharField(_("Cơ quan được báo"), max_length=200, blank=True)

    class Meta:
        ordering = ("passed_at", "id")
        constraints = [
            models.UniqueConstraint(
                fields=["escalation", "passed_to", "body", "passed_at"], name="escalationpass_once"
            ),
            models.CheckConstraint(
                name="escalationpass_names_the_body",
                condition=~Q(passed_to=EscalationTo.OTHER) | ~Q(body=""),
            ),
        ]

    def __str__(self) -> str:
        return self.body or str(self.get_passed_to_display())


class EscalationNeed(Protected):
    """What is needed now and what was answered: for the dispute's own people, and for the chair who was told.

    `answer_words`: of the last answer in the first line, then one line for each answer before it.
    """

    escalation = models.OneToOneField(
        Escalation, on_delete=models.PROTECT, related_name="need", primary_key=True
    )
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="escalation_needs")
    needed = models.CharField(_("Cần gì ngay"), max_length=200)
    answer_words = models.TextField(_("Nội dung trả lời"), blank=True)

    class Meta:
        indexes = [models.Index(fields=["now_commune_id"], name="escalationneed_commune")]
