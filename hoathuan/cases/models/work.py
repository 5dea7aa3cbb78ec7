"""The work on a dispute: who mediates, when they sat together, when it stood still, which teams help."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from hoathuan.cases.choices import Asker, Came, Part, Went

from .case import Case
from .content import Protected


class CaseMediator(models.Model):
    """A mediator's part in a dispute (hòa giải viên tham gia vụ việc), Law 35/2013/QH13 Art. 18, 22.

    `Case.mediator` is the lead of now, or the last one. `until_on`: the last day; None while it lasts. Why somebody
    was replaced stands in EventWords.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="workers")
    mediator = models.ForeignKey("teams.Mediator", on_delete=models.PROTECT, related_name="parts")
    part = models.CharField(max_length=5, choices=Part.choices, default=Part.LEAD)
    from_on = models.DateField(_("Từ ngày"))
    until_on = models.DateField(_("Đến ngày"), null=True, blank=True)
    came = models.CharField(max_length=8, choices=Came.choices)
    went = models.CharField(max_length=10, choices=Went.choices, blank=True)

    class Meta:
        ordering = ("from_on", "id")
        constraints = [
            models.UniqueConstraint(
                fields=["case"], condition=Q(until_on=None, part=Part.LEAD), name="worker_one_lead"
            ),
            models.UniqueConstraint(
                fields=["case", "mediator"], condition=Q(until_on=None), name="worker_stands_once"
            ),
            models.CheckConstraint(
                name="worker_ends_with_a_reason",
                condition=Q(until_on=None, went="") | (Q(until_on__gte=F("from_on")) & ~Q(went="")),
            ),
        ]

    def __str__(self) -> str:
        return str(self.mediator)


class Recusal(models.Model):
    """That a mediator is related to a dispute or could not be impartial (Law 35/2013/QH13 Art. 10(3)): for good."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="recusals")
    mediator = models.ForeignKey("teams.Mediator", on_delete=models.PROTECT, related_name="recusals")
    on_date = models.DateField(_("Ngày từ chối"))

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "mediator"], name="recusal_once")]

    def __str__(self) -> str:
        return str(self.mediator)


class CaseSession(models.Model):
    """A meeting of the parties (buổi hòa giải): its day stands here and may be counted, the rest in SessionContent.

    `is_public`: the parties' common choice, None where they made none (Law 35/2013/QH13 Art. 21(2)).
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="sessions")
    held_on = models.DateField(_("Ngày hòa giải"))
    held_at = models.TimeField(_("Giờ"), null=True, blank=True)
    is_public = models.BooleanField(null=True)

    class Meta:
        ordering = ("held_on", "held_at", "id")
        constraints = [
            models.UniqueConstraint(
                fields=["case", "held_on", "held_at"], nulls_distinct=False, name="session_once"
            )
        ]
        indexes = [models.Index(fields=["held_on"], name="session_day")]

    def __str__(self) -> str:
        return f"{self.held_on:%d/%m/%Y}"


class SessionContent(Protected):
    """Where the parties sat together, who was there and what came of it.

    `present`: [{"role": PartyRole, "name": …}], as they were called on that day.
    """

    session = models.OneToOneField(
        CaseSession, on_delete=models.PROTECT, related_name="content", primary_key=True
    )
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="session_contents")
    place = models.CharField(_("Nơi hòa giải"), max_length=200, blank=True)
    present = models.JSONField(default=list)
    result = models.TextField(_("Buổi hòa giải đi đến đâu"), blank=True)

    class Meta:
        indexes = [models.Index(fields=["now_commune_id"], name="sessioncontent_commune")]


class Invited(Protected):
    """Somebody whom the mediator and one party wish to invite; comes only if the other party agrees (Art. 19(1))."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="invited")
    full_name = models.CharField(_("Họ và tên"), max_length=100)
    reason = models.CharField(_("Vì sao mời"), max_length=300, blank=True)
    asked_by = models.CharField(_("Ai đề nghị mời"), max_length=10, choices=Asker.choices)
    asked_on = models.DateField(_("Ngày đề nghị"))
    consent_on = models.DateField(_("Ngày bên kia đồng ý"), null=True, blank=True)
    refused_on = models.DateField(_("Ngày bên kia không đồng ý"), null=True, blank=True)

    class Meta:
        ordering = ("id",)
        indexes = [models.Index(fields=["now_commune_id"], name="invited_commune")]
        constraints = [
            models.CheckConstraint(
                name="invited_one_answer", condition=Q(consent_on=None) | Q(refused_on=None)
            ),
        ]

    def __str__(self) -> str:
        return self.full_name


class CasePause(models.Model):
    """Days on which a dispute stood still, as the parties may ask (Law 35/2013/QH13 Art. 17).

    `until_on`: the day on which it went on, or ended; None while it lasts.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="pauses")
    from_on = models.DateField(_("Tạm dừng từ ngày"))
    until_on = models.DateField(_("Hòa giải tiếp ngày"), null=True, blank=True)
    asked_by = models.CharField(max_length=10, choices=Asker.choices)

    class Meta:
        ordering = ("from_on", "id")
        constraints = [
            models.UniqueConstraint(fields=["case"], condition=Q(until_on=None), name="pause_stands_once"),
            models.CheckConstraint(
                name="pause_ends_after_start", condition=Q(until_on=None) | Q(until_on__gte=F("from_on"))
            ),
        ]


class CaseTeam(models.Model):
    """Another team that mediates along, because parties live in its village (Law 35/2013/QH13 Art. 22).

    The dispute counts once, for the team that wrote it down. `front_told_on`: when the heads of the Front committees
    of the villages were told of it.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="joint_teams")
    team = models.ForeignKey("teams.Team", on_delete=models.PROTECT, related_name="joint_cases")
    joined_on = models.DateField(_("Cùng hòa giải từ ngày"))
    left_on = models.DateField(_("Thôi cùng hòa giải ngày"), null=True, blank=True)
    front_told_on = models.DateField(_("Đã báo Trưởng ban công tác Mặt trận ngày"), null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case", "team"], condition=Q(left_on=None), name="joint_team_stands_once"
            ),
            models.CheckConstraint(
                name="joint_leaves_after_joining",
                condition=Q(left_on=None) | Q(left_on__gte=F("joined_on")),
            ),
        ]

    def __str__(self) -> str:
        return str(self.team)
