"""What happened to a dispute and who was shown it: traces that are added only."""

import uuid

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from hoathuan.cases.choices import STOPPING, Way

from .case import Case

#: What the questions about the scope found, and that a person said afterwards that it was not so.
DANGER_FOUND, DANGER_DENIED = "danger_found", "danger_denied"


class CaseEventQuerySet(models.QuerySet["CaseEvent"]):
    def danger_waiting(self) -> "CaseEventQuerySet":
        """Danger that the questions found in an open dispute, and that nobody has reported or denied since."""
        reported = Q(data__kind__in=STOPPING) | Q(data__kind=OuterRef("data__kind"))
        settled = Q(verb__in=(DANGER_FOUND, DANGER_DENIED)) | Q(reported, verb="escalated")
        since = CaseEvent.objects.filter(settled, case=OuterRef("case"), pk__gt=OuterRef("pk"))
        return self.filter(~Exists(since), verb=DANGER_FOUND, case__closed_on=None, case__voided_on=None)


class CaseEvent(models.Model):
    """A step in a dispute's life (diễn biến): who did what, when. Added only, never changed."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="events")
    at = models.DateTimeField(auto_now_add=True)
    on_date = models.DateField()
    verb = models.CharField(max_length=20)
    seat_id = models.BigIntegerField(null=True)
    seat_label = models.CharField(max_length=300, blank=True)
    data = models.JSONField(default=dict)

    objects = CaseEventQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["case", "-id"], name="caseevent_newest"),
            # what few histories hold is counted and listed without reading all of them
            models.Index(fields=["verb"], name="caseevent_verb"),
            models.Index(
                fields=["case"], condition=Q(data__has_key="questions"), name="caseevent_scope_asked"
            ),
        ]


class Inspection(models.Model):
    """The reason for which an inspector opened the content of one dispute, and until when it is open to that seat.

    Added only, and only by the SQL function `cases_open_reading`, which checks the seat, its reach and the reason
    (migrations/0003): the application role may not write here, so that it can open nothing by itself.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="inspections")
    seat_id = models.BigIntegerField()
    seat_label = models.CharField(max_length=300)
    reason = models.TextField(_("Lý do đọc"))
    decision_number = models.CharField(_("Số quyết định thanh tra, kiểm tra"), max_length=100, blank=True)
    at = models.DateTimeField(auto_now_add=True)
    until = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["seat_id", "until"], name="inspection_open")]

    def __str__(self) -> str:
        return self.seat_label


class Display(models.Model):
    """That a seat was shown the content of a dispute (ai đã đọc): once for each day and way. Added only."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="displays")
    seat_id = models.BigIntegerField()
    seat_label = models.CharField(max_length=300)
    on_date = models.DateField()
    way = models.CharField(max_length=10, choices=Way.choices)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "seat_id", "on_date", "way"], name="display_once_a_day")
        ]

    def __str__(self) -> str:
        return f"{self.seat_label}, {self.on_date:%d/%m/%Y}"
