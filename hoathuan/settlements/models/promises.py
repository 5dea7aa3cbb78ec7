"""Each promise of an agreement until it is kept, and the problems that the Front's committee hears of."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from hoathuan.cases.api import Protected
from hoathuan.settlements.choices import Deed, Span, Standing, Trouble

from .agreements import Agreement


class Promise(models.Model):
    """An obligation (nghĩa vụ) as days and state: Law 35/2013/QH13 Art. 24(2)(e), (g), Art. 25, 26.

    `ask_on`: when to ask again whether what lasts is kept.
    `part` of `parts`: an instalment. `settled_on`: the day on which it was kept, broken or dropped.
    """

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="promises")
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    span = models.CharField(max_length=10, choices=Span)
    due_on = models.DateField(_("Hạn cuối là ngày"), null=True)
    ask_on = models.DateField(null=True)
    part = models.PositiveSmallIntegerField(default=1)
    parts = models.PositiveSmallIntegerField(default=1)
    standing = models.CharField(max_length=10, choices=Standing, default=Standing.OPEN)
    settled_on = models.DateField(null=True)
    made_at = models.DateTimeField(auto_now_add=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("due_on", "id")
        indexes = [
            models.Index(
                fields=["due_on"],
                condition=Q(standing__in=["open", "late", "force"]),
                name="promise_open_due",
            ),
            models.Index(fields=["ask_on"], condition=Q(ask_on__isnull=False), name="promise_asked_again"),
            models.Index(fields=["settled_on"], name="promise_settled"),
        ]
        constraints = [
            models.CheckConstraint(
                name="promise_lasting_has_no_day",
                condition=Q(span="lasting", due_on=None) | Q(span="day", due_on__isnull=False),
            ),
            models.CheckConstraint(
                name="promise_settled_has_day",
                condition=Q(standing__in=["open", "late", "force"], settled_on=None)
                | Q(standing__in=["kept", "kept_late", "broken", "dropped"], settled_on__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.agreement} · {self.pk}"


class PromiseText(Protected):
    """Who promised what to whom, and how much: in đồng, or in words."""

    promise = models.OneToOneField(Promise, on_delete=models.PROTECT, related_name="text", primary_key=True)
    debtor = models.CharField(_("Ai phải làm"), max_length=200)
    creditor = models.CharField(_("Làm cho ai"), max_length=200, blank=True)
    deed = models.TextField(_("Việc phải làm"))
    amount = models.BigIntegerField(_("Số tiền (đồng)"), null=True)
    quantity = models.CharField(_("Số lượng"), max_length=200, blank=True)

    def __str__(self) -> str:
        return self.deed


class PromiseEvent(Protected):
    """A line of the follow-up: what, on which day, who wrote it down. Added only."""

    promise = models.ForeignKey(Promise, on_delete=models.PROTECT, related_name="events")
    at = models.DateTimeField(auto_now_add=True)
    on_date = models.DateField()
    deed = models.CharField(max_length=10, choices=Deed)
    words = models.TextField(blank=True)
    seat_id = models.BigIntegerField(null=True)
    seat_label = models.CharField(max_length=300, blank=True)

    class Meta:
        indexes = [models.Index(fields=["promise", "-id"], name="promiseevent_newest")]

    def __str__(self) -> str:
        return f"{self.deed} {self.on_date}"


class Report(models.Model):
    """A problem that goes from the mediator to the head and on to the head of the Front's committee (Art. 26).

    Days and types, never content: the Front's committee is not among those who may read it. `on_paper`: told by a
    printed slip, because nobody holds that seat with an account.
    """

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="reports")
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(_("Vướng mắc"), max_length=10, choices=Trouble)
    seen_on = models.DateField(_("Ngày xảy ra"))
    told_head_on = models.DateField()
    told_front_on = models.DateField(null=True)
    on_paper = models.BooleanField(default=False)
    heard_on = models.DateField(null=True)
    seat_id = models.BigIntegerField(null=True)
    heard_by = models.CharField(max_length=300, blank=True)
    heard_by_seat = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="report_heard_after_told", condition=Q(heard_on=None) | Q(told_front_on__isnull=False)
            )
        ]

    def __str__(self) -> str:
        return f"{self.agreement} · {self.get_kind_display()}"
