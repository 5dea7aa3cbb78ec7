"""The ledger: what was allocated, committed, spent. Rows are only ever added."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from hoathuan.budgets.choices import EntryKind, Source

from .budgets import Budget


def _rule(kind: EntryKind, **sums: object) -> Q:
    """What an entry of this kind does to the four sums; what is not named stays."""
    rest = {"allocated": 0, "committed": 0, "spent": 0, "allowed": 0} | sums
    return Q(kind=kind, **rest)


_SUMS = (
    _rule(EntryKind.ALLOCATION, allocated=F("amount"))
    | _rule(EntryKind.CARRIED_IN, allocated=F("amount"))
    | _rule(EntryKind.CARRIED_OUT, allocated=-F("amount"))
    | _rule(EntryKind.MOVED_IN, allocated=F("amount"))
    | _rule(EntryKind.MOVED_OUT, allocated=-F("amount"))
    | _rule(EntryKind.COMMITMENT, committed=F("amount"))
    | _rule(EntryKind.RELEASE, committed=-F("amount"))
    | Q(
        kind=EntryKind.SPENDING,
        allocated=0,
        allowed=0,
        spent=F("amount"),
        committed__lte=0,
        committed__gte=-F("amount"),
    )
    | _rule(EntryKind.REFUND, spent=-F("amount"))
    | _rule(EntryKind.OVERSPEND, allowed=F("amount"))
    | _rule(EntryKind.COVERED, allowed=-F("amount"))
)


class Entry(models.Model):
    """One movement of money of a line and source, in đồng.

    `amount` is positive except for an allocation that takes money back. `allocated`, `committed`, `spent`, `allowed`:
    what it adds to the sums; spending consumes what was committed for the same `chain`. `context`, `key`: the record
    that it is about; one entry once per record, kind and year. `chain`: the record whose commitment is meant.
    `number`, `issued_on`: the document, of an allocation, a carrying over and an act of over-spending.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    budget = models.ForeignKey(Budget, on_delete=models.PROTECT, related_name="entries")
    year = models.PositiveSmallIntegerField()
    line = models.CharField(max_length=60)
    source = models.CharField(_("Nguồn"), max_length=10, choices=Source.choices)
    kind = models.CharField(_("Việc"), max_length=12, choices=EntryKind.choices)
    amount = models.BigIntegerField(_("Số tiền"))
    allocated = models.BigIntegerField(default=0)
    committed = models.BigIntegerField(default=0)
    spent = models.BigIntegerField(default=0)
    allowed = models.BigIntegerField(default=0)
    on_date = models.DateField(_("Ngày"))
    context = models.CharField(max_length=30)
    key = models.CharField(max_length=120)
    chain = models.CharField(max_length=160)
    label = models.CharField(_("Nội dung"), max_length=300)
    url = models.CharField(max_length=300, blank=True)
    number = models.CharField(_("Số, ký hiệu văn bản"), max_length=80, blank=True)
    issued_on = models.DateField(_("Ngày văn bản"), null=True)
    donor = models.CharField(_("Người đóng góp, tài trợ"), max_length=200, blank=True)
    reason = models.CharField(_("Lý do"), max_length=300, blank=True)
    made_at = models.DateTimeField(auto_now_add=True)
    made_by = models.CharField(max_length=300, blank=True)
    made_by_seat = models.BigIntegerField(null=True)

    class Meta:
        ordering = ["-on_date", "-id"]
        indexes = [
            models.Index(fields=["budget", "line", "source"], name="entry_budget_line"),
            models.Index(fields=["chain"], name="entry_chain"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["context", "key", "kind", "line", "source", "year"], name="entry_once_per_reference"
            ),
            models.CheckConstraint(name="entry_sums_of_its_kind", condition=_SUMS),
            models.CheckConstraint(
                name="entry_amount_positive",
                condition=Q(amount__gt=0) | (Q(kind=EntryKind.ALLOCATION) & ~Q(amount=0)),
            ),
            models.CheckConstraint(
                name="entry_with_its_document",
                condition=~Q(kind__in=[EntryKind.ALLOCATION, EntryKind.OVERSPEND])
                | (~Q(number="") & Q(issued_on__isnull=False)),
            ),
            models.CheckConstraint(
                name="entry_overspend_with_reason", condition=~Q(kind=EntryKind.OVERSPEND) | ~Q(reason="")
            ),
        ]

    def __str__(self) -> str:
        return self.label
