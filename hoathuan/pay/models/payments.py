"""What is owed, the payments that pay it, what the bank did, and who got the money.

Anything that a commune pays by the law on mediation is a Line: pay of disputes, support of teams, accidents. Who owes
it registers a purpose (`pay.api.register_purpose`) and is told when the line is paid.
"""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from hoathuan.accounts.models import Person
from hoathuan.core.attachments.models import Attachment
from hoathuan.pay.choices import LineState, Method, PaymentState, ReceiptWay, Source
from hoathuan.units.models import Located, Unit

from .claims import TeamQuerySet


class Batch(Located):
    """Payments that go to the bank or treasury in one file (đợt chi). The file is made anew from them."""

    dated_by = "made_on"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    book = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    book_year = models.PositiveSmallIntegerField()
    book_number = models.PositiveIntegerField()
    made_on = models.DateField()
    made_by_seat = models.BigIntegerField(null=True, editable=False)
    made_by = models.CharField(max_length=300, blank=True)
    layout = models.ForeignKey("pay.Layout", on_delete=models.PROTECT, null=True, related_name="batches")
    count = models.PositiveIntegerField(default=0)
    total = models.BigIntegerField(default=0)

    objects = TeamQuerySet.as_manager()

    class Meta:
        verbose_name = _("Đợt chi")
        indexes = [
            models.Index(fields=["now_commune", "-id"], name="batch_commune"),
            models.Index(fields=["now_province", "-id"], name="batch_province"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["book", "book_year", "book_number"], name="batch_number_once")
        ]

    def __str__(self) -> str:
        return f"{self.book_number}/{self.book_year}"


class Payment(Located):
    """One sum to one receiver: a team (its head takes it for the mediators) or a person.

    `reference` is written into the transfer: by it the bank's answer finds the payment again.
    """

    dated_by = "made_on"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    reference = models.CharField(_("Mã chi"), max_length=40, unique=True)
    team = models.ForeignKey("teams.Team", on_delete=models.PROTECT, null=True, related_name="payments")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="payments")
    payee = models.CharField(_("Người nhận thay"), max_length=150, blank=True)
    amount = models.BigIntegerField(_("Số tiền"))
    method = models.CharField(_("Cách chi"), max_length=4, choices=Method.choices, default=Method.BANK)
    state = models.CharField(max_length=10, choices=PaymentState.choices, default=PaymentState.PLANNED)
    batch = models.ForeignKey(Batch, on_delete=models.PROTECT, null=True, related_name="payments")
    made_on = models.DateField()
    made_by_seat = models.BigIntegerField(null=True, editable=False)
    made_by = models.CharField(max_length=300, blank=True)
    paid_on = models.DateField(_("Ngày chi"), null=True)
    hand_out_by = models.DateField(_("Hạn tổ trả hòa giải viên"), null=True)
    handed_out_on = models.DateField(_("Ngày trả xong"), null=True)
    version = models.PositiveIntegerField(default=1)

    objects = TeamQuerySet.as_manager()

    class Meta:
        verbose_name = _("Khoản chi")
        indexes = [
            models.Index(fields=["now_commune", "state", "-id"], name="payment_commune_state"),
            models.Index(fields=["now_province", "paid_on"], name="payment_province_paid"),
            models.Index(fields=["team", "-id"], name="payment_team"),
        ]
        constraints = [
            models.CheckConstraint(name="payment_is_positive", condition=Q(amount__gt=0)),
            models.CheckConstraint(
                name="payment_has_receiver", condition=Q(team__isnull=False) | Q(person__isnull=False)
            ),
            models.CheckConstraint(
                name="payment_paid_has_day",
                condition=Q(state=PaymentState.PAID, paid_on__isnull=False)
                | (~Q(state=PaymentState.PAID) & Q(paid_on=None)),
            ),
        ]

    def __str__(self) -> str:
        return self.reference


class Line(Located):
    """A sum that the commune owes for one purpose, and the payment that pays it.

    `payee`: who takes it in the person's place (a family), where that is nobody of the registry.

    `purpose` is a registered one; `subject` names its record there (once each). `due_on`: the last day to pay.
    `year`, `cost_line`: of which year and line of the budget it is. `turn`: how often a voucher that paid it was
    struck out as wrong; the budget keeps each turn apart.
    """

    dated_by = "since"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    purpose = models.CharField(max_length=40)
    subject = models.CharField(max_length=80)
    label = models.CharField(_("Nội dung"), max_length=300)
    team = models.ForeignKey("teams.Team", on_delete=models.PROTECT, null=True, related_name="pay_lines")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="pay_lines")
    payee = models.CharField(_("Người nhận thay"), max_length=150, blank=True)
    amount = models.BigIntegerField(_("Số tiền"))
    source = models.CharField(max_length=10, choices=Source.choices, default=Source.STATE)
    cost_line = models.CharField(max_length=80)
    year = models.PositiveSmallIntegerField()
    since = models.DateField(_("Ngày duyệt"))
    due_on = models.DateField(_("Hạn chi"), null=True)
    state = models.CharField(max_length=10, choices=LineState.choices, default=LineState.OWED)
    payment = models.ForeignKey(Payment, on_delete=models.PROTECT, null=True, related_name="lines")
    paid_on = models.DateField(null=True)
    turn = models.PositiveSmallIntegerField(default=0)

    objects = TeamQuerySet.as_manager()

    class Meta:
        verbose_name = _("Khoản phải chi")
        indexes = [
            models.Index(fields=["now_commune", "state", "due_on"], name="payline_commune_state"),
            models.Index(fields=["now_province", "state", "due_on"], name="payline_province_state"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["purpose", "subject", "source"],
                condition=~Q(state=LineState.VOID),
                name="payline_subject_once",
            ),
            models.CheckConstraint(name="payline_is_positive", condition=Q(amount__gt=0)),
            models.CheckConstraint(
                name="payline_has_receiver", condition=Q(team__isnull=False) | Q(person__isnull=False)
            ),
            models.CheckConstraint(
                name="payline_paid_by_payment",
                condition=Q(state__in=[LineState.OWED, LineState.VOID], paid_on=None)
                | Q(state=LineState.PAYING, payment__isnull=False, paid_on=None)
                | Q(state=LineState.PAID, payment__isnull=False, paid_on__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.label


class Transfer(models.Model):
    """What the bank or treasury did, by its own reference. A second one for a payment is `extra`: to be returned.

    One that was written down by mistake is struck out: it stays to be read and counts for nothing.
    """

    payment = models.ForeignKey(Payment, on_delete=models.PROTECT, related_name="transfers")
    bank_reference = models.CharField(_("Số chứng từ của ngân hàng, kho bạc"), max_length=80)
    amount = models.BigIntegerField()
    on_date = models.DateField()
    extra = models.BooleanField(default=False)
    returned_on = models.DateField(_("Ngày nộp trả"), null=True)
    recorded_at = models.DateTimeField(auto_now_add=True)
    recorded_by_seat = models.BigIntegerField(null=True, editable=False)
    recorded_by = models.CharField(max_length=300, blank=True)
    voided_on = models.DateField(null=True)
    voided_by_seat = models.BigIntegerField(null=True, editable=False)
    voided_by = models.CharField(max_length=300, blank=True)
    void_reason = models.CharField(_("Vì sao ghi nhầm"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("Chứng từ chi")
        constraints = [
            models.UniqueConstraint(
                fields=["payment", "bank_reference"], condition=Q(voided_on=None), name="transfer_once"
            ),
            models.UniqueConstraint(
                fields=["payment"], condition=Q(extra=False, voided_on=None), name="transfer_pays_once"
            ),
        ]


class LiveReceipts(models.Manager["Receipt"]):
    """Receipts that were not taken back."""

    def get_queryset(self) -> models.QuerySet[Receipt]:
        return super().get_queryset().filter(voided_on=None)


class Receipt(models.Model):
    """That a mediator (or the family) has the money: said by the person, or signed on one sheet (scan).

    `objects` are those that stand; `every` holds those taken back too.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    payment = models.ForeignKey(Payment, on_delete=models.PROTECT, related_name="receipts")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="pay_receipts")
    mediator = models.ForeignKey("teams.Mediator", on_delete=models.PROTECT, null=True, related_name="+")
    amount = models.BigIntegerField(_("Số tiền"))
    got_on = models.DateField(_("Ngày nhận"))
    way = models.CharField(max_length=10, choices=ReceiptWay.choices)
    sheet = models.ForeignKey(
        Attachment, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("Bản ký nhận")
    )
    by_other = models.CharField(_("Người nhận thay"), max_length=150, blank=True)
    recorded_at = models.DateTimeField(auto_now_add=True)
    recorded_by_seat = models.BigIntegerField(null=True, editable=False)
    recorded_by = models.CharField(max_length=300, blank=True)
    voided_on = models.DateField(null=True)
    voided_by_seat = models.BigIntegerField(null=True, editable=False)
    voided_by = models.CharField(max_length=300, blank=True)
    void_reason = models.CharField(_("Vì sao bỏ"), max_length=300, blank=True)

    objects = LiveReceipts()
    every = models.Manager["Receipt"]()

    class Meta:
        verbose_name = _("Xác nhận đã nhận tiền")
        constraints = [
            models.UniqueConstraint(
                fields=["payment", "person"], condition=Q(voided_on=None), name="receipt_once"
            )
        ]
