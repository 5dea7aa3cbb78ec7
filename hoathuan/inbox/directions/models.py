"""Guidance letters, whom they were sent to, what came back, what was asked."""

from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.db.models.functions import ExtractYear
from django.utils.translation import gettext_lazy as _

from hoathuan.accounts.models import Body, Seat
from hoathuan.core.attachments.api import Attachment
from hoathuan.units.models import Unit

from .choices import Asks, DirectionState, Scope


class Direction(models.Model):
    """A numbered letter to units below or bodies beside (văn bản chỉ đạo, hướng dẫn).

    The number is that of the signed letter: of its body and the year of its day, used up even when it is withdrawn;
    `number_key` is the number as it is compared. What was sent is frozen by a trigger. `former_unit`: the unit that
    sent it, where that has ended and `unit` goes on with it. `reminded_on`: the last day on which the late ones were
    told. `token` comes from the form, so that sending it twice makes one letter.
    """

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    former_unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, null=True, editable=False, related_name="+"
    )
    body = models.ForeignKey(
        Body, on_delete=models.PROTECT, related_name="+", verbose_name=_("Cơ quan ban hành")
    )
    number = models.CharField(_("Số, ký hiệu"), max_length=60, blank=True)
    number_key = models.CharField(max_length=60, blank=True, editable=False)
    signed_on = models.DateField(_("Ngày ký"), null=True)
    number_year = models.GeneratedField(
        expression=ExtractYear("signed_on"), output_field=models.IntegerField(null=True), db_persist=True
    )
    title = models.CharField(_("Trích yếu"), max_length=300)
    folded = models.CharField(max_length=380, db_collation="C", editable=False)
    text = models.TextField(_("Nội dung yêu cầu"))
    basis = models.CharField(_("Căn cứ"), max_length=400, blank=True)
    asks = models.CharField(_("Nơi nhận phải"), max_length=10, choices=Asks)
    due_on = models.DateField(_("Hạn"), null=True)
    scope = models.CharField(_("Gửi đến"), max_length=10, choices=Scope, default=Scope.CHOSEN)
    attachments = models.ManyToManyField(Attachment, related_name="+")
    state = models.CharField(
        _("Trạng thái"), max_length=10, choices=DirectionState, default=DirectionState.DRAFT
    )
    issued_at = models.DateTimeField(null=True)
    withdrawn_on = models.DateField(null=True)
    withdraw_reason = models.CharField(_("Lý do thu hồi"), max_length=300, blank=True)
    reminded_on = models.DateField(null=True)
    token = models.UUIDField(default=uuid4, unique=True, editable=False)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = [models.Index(fields=["unit", "-id"], name="direction_unit_newest")]
        constraints = [
            models.UniqueConstraint(
                fields=["body", "number_year", "number_key"],
                name="direction_number_once",
                condition=~Q(state=DirectionState.DRAFT),
            ),
            models.CheckConstraint(
                name="direction_issued_is_numbered",
                condition=Q(state=DirectionState.DRAFT, issued_at=None)
                | (
                    ~Q(state=DirectionState.DRAFT)
                    & ~Q(number="")
                    & Q(signed_on__isnull=False, issued_at__isnull=False)
                ),
            ),
            models.CheckConstraint(
                name="direction_withdrawn_has_a_reason",
                condition=(
                    Q(state=DirectionState.WITHDRAWN, withdrawn_on__isnull=False) & ~Q(withdraw_reason="")
                )
                | (~Q(state=DirectionState.WITHDRAWN) & Q(withdrawn_on=None, withdraw_reason="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} · {self.title}" if self.number else self.title

    @property
    def short(self) -> str:
        """How people call it: its number, else its title."""
        return self.number or self.title

    @property
    def asks_reply(self) -> bool:
        return self.asks == Asks.REPLY


class Recipient(models.Model):
    """One office that a letter is addressed to (nơi nhận): of a unit, or of a body there.

    Whoever sits there opens it and acts. `former_unit`: to whom it was sent, where that unit has ended since.
    `merged_into`: units that were merged owe one answer; the other line carries it. `acted_at`: when the office first
    answered, by which it was late or not.
    """

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    direction = models.ForeignKey(Direction, on_delete=models.CASCADE, related_name="recipients")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    body = models.ForeignKey(Body, on_delete=models.PROTECT, null=True, related_name="+")
    former_unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, null=True, editable=False, related_name="+"
    )
    merged_into = models.ForeignKey(
        "self", on_delete=models.RESTRICT, null=True, editable=False, related_name="merged"
    )
    opened_at = models.DateTimeField(null=True)
    opened_by = models.ForeignKey(Seat, on_delete=models.PROTECT, null=True, related_name="+")
    acted_at = models.DateTimeField(null=True)
    accepted_at = models.DateTimeField(null=True)
    accepted_by = models.ForeignKey(Seat, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        indexes = [
            models.Index(fields=["unit", "-direction"], name="recipient_unit_newest"),
            models.Index(fields=["body"], name="recipient_body", condition=Q(body__isnull=False)),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["direction", "unit", "body"],
                nulls_distinct=False,
                name="recipient_owes_once",
                condition=Q(merged_into=None, acted_at=None),
            ),
            models.CheckConstraint(
                name="recipient_opened_by_somebody",
                condition=Q(opened_at=None, opened_by=None)
                | Q(opened_at__isnull=False, opened_by__isnull=False),
            ),
            models.CheckConstraint(
                name="recipient_opens_acts_is_accepted",
                condition=(Q(acted_at=None) | Q(opened_at__isnull=False))
                & (
                    Q(accepted_at=None, accepted_by=None)
                    | Q(acted_at__isnull=False, accepted_at__isnull=False, accepted_by__isnull=False)
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """What the office is called, and whom it follows."""
        name = self.body.name if self.body else self.unit.name
        return f"{name} ({self.former_unit.name})" if self.former_unit else name


class Reply(models.Model):
    """What an office answered: a report, or that it is done. Never changed: a better one is added; the last counts."""

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    recipient = models.ForeignKey(Recipient, on_delete=models.PROTECT, related_name="replies")
    text = models.TextField(_("Nội dung báo cáo"), blank=True)
    file = models.ForeignKey(
        Attachment, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("Tệp")
    )
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-id"]


class Question(models.Model):
    """What a recipient asks about a letter. Answered once; then every recipient of the letter reads both."""

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    direction = models.ForeignKey(Direction, on_delete=models.PROTECT, related_name="questions")
    recipient = models.ForeignKey(Recipient, on_delete=models.PROTECT, related_name="+")
    text = models.TextField(_("Câu hỏi"))
    asked_at = models.DateTimeField(auto_now_add=True)
    asked_by = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="+")
    answer = models.TextField(_("Trả lời"), blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(Seat, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["-id"]
        indexes = [
            models.Index(
                fields=["direction"], name="question_unanswered", condition=Q(answered_at__isnull=True)
            )
        ]
        constraints = [
            models.CheckConstraint(
                name="question_answered_whole",
                condition=Q(answer="", answered_at=None, answered_by=None)
                | (~Q(answer="") & Q(answered_at__isnull=False, answered_by__isnull=False)),
            )
        ]
