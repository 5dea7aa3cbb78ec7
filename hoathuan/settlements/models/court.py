"""The way of an agreement through the court: Civil Procedure Code 92/2015/QH13 Art. 416–419."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from hoathuan.cases.api import Protected
from hoathuan.settlements.choices import CourtState

from .agreements import Agreement


class CourtRequest(models.Model):
    """The days and the state. `apply_by`: Art. 418(1); `answer_by`: Art. 419(3); both as the norms said that day.

    One at a time: one that was refused stays as it was decided when a newer version is brought before the court.
    """

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="courts")
    state = models.CharField(max_length=12, choices=CourtState, default=CourtState.WISHED)
    wished_on = models.DateField()
    apply_by = models.DateField(null=True)
    filed_on = models.DateField(_("Ngày nộp đơn"), null=True)
    accepted_on = models.DateField(_("Ngày Tòa án thụ lý"), null=True)
    asked_on = models.DateField(_("Ngày Tòa án yêu cầu"), null=True)
    answer_by = models.DateField(null=True)
    answered_on = models.DateField(_("Ngày tổ trả lời"), null=True)
    met_on = models.DateField(_("Ngày họp"), null=True)
    decided_on = models.DateField(_("Ngày quyết định"), null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = [models.Index(fields=["decided_on"], name="court_decided")]
        constraints = [
            models.UniqueConstraint(
                name="court_one_at_a_time", fields=["agreement"], condition=~Q(state="refused")
            ),
            models.CheckConstraint(
                name="court_decided_has_day",
                condition=Q(state__in=["recognised", "refused"], decided_on__isnull=False)
                | (~Q(state__in=["recognised", "refused"]) & Q(decided_on=None)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.agreement} · {self.get_state_display()}"


class CourtText(Protected):
    """What the application says (Art. 362, 418), which conditions were ticked, the number of the decision."""

    request = models.OneToOneField(
        CourtRequest, on_delete=models.PROTECT, related_name="text", primary_key=True
    )
    court = models.CharField(_("Tòa án"), max_length=200, blank=True)
    applicant = models.CharField(_("Người yêu cầu"), max_length=200, blank=True)
    address = models.CharField(_("Nơi ở"), max_length=300, blank=True)
    contact = models.CharField(_("Điện thoại, thư điện tử"), max_length=200, blank=True)
    requests = models.TextField(_("Yêu cầu Tòa án"), blank=True)
    reasons = models.TextField(_("Lý do, mục đích, căn cứ"), blank=True)
    related = models.TextField(_("Người liên quan"), blank=True)
    conditions = models.JSONField(default=list)
    decision = models.CharField(_("Số quyết định"), max_length=100, blank=True)
    version = models.PositiveIntegerField(default=1)

    def __str__(self) -> str:
        return str(self.request)
