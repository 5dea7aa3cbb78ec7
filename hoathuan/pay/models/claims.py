"""A claim for pay, the disputes in it, and how each is shared among those who mediated."""

import uuid
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from hoathuan.accounts.actor import Actor
from hoathuan.accounts.choices import TEAM_KINDS
from hoathuan.accounts.reach import ReachQuerySet
from hoathuan.core.attachments.models import Attachment
from hoathuan.pay.choices import (
    LIVE_ITEMS,
    ClaimState,
    DifferenceState,
    ItemKind,
    ItemState,
    Source,
)
from hoathuan.pay.rights import READERS
from hoathuan.units.models import Located, Unit


class TeamQuerySet(ReachQuerySet):
    """Rows of teams: a team's own people see their team's, offices those of their reach, other seats none."""

    def visible_to(self, actor: Actor) -> Self:
        if not (READERS(actor) or actor.system):
            return self.none()
        if actor.kind in TEAM_KINDS:
            return self.filter(team_id=actor.team_id)
        return super().visible_to(actor)


class Claim(Located):
    """A request to pay mediators (giấy đề nghị thanh toán thù lao), Decree 15/2014/NĐ-CP, procedure 2.002080.

    Number of the book of its commune (`book`, the commune of that day) and year. `received_on`: the day on which the
    dossier was complete; `due_on`: the last day to decide and pay. `same_person`: who asked also decided.
    """

    dated_by = "made_on"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    team = models.ForeignKey(
        "teams.Team", on_delete=models.PROTECT, related_name="pay_claims", verbose_name=_("Tổ hòa giải")
    )
    book = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    book_year = models.PositiveSmallIntegerField(_("Năm"))
    book_number = models.PositiveIntegerField(_("Số"))
    state = models.CharField(
        _("Trạng thái"), max_length=10, choices=ClaimState.choices, default=ClaimState.DRAFT
    )
    made_on = models.DateField(_("Ngày lập"))
    made_by_seat = models.BigIntegerField(null=True, editable=False)
    made_by = models.CharField(max_length=300, blank=True)
    confirmed_on = models.DateField(_("Ngày tổ trưởng xác nhận"), null=True, blank=True)
    confirmed_by_seat = models.BigIntegerField(null=True, editable=False)
    confirmed_by = models.CharField(max_length=300, blank=True)
    paper = models.ForeignKey(
        Attachment,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("Bản ký"),
    )
    received_on = models.DateField(_("Ngày đủ hồ sơ"), null=True, blank=True)
    due_on = models.DateField(_("Hạn quyết định và chi"), null=True, blank=True)
    decided_on = models.DateField(_("Ngày quyết định"), null=True, blank=True)
    decided_by_seat = models.BigIntegerField(null=True, editable=False)
    decided_by = models.CharField(max_length=300, blank=True)
    same_person = models.BooleanField(default=False)
    amount = models.BigIntegerField(_("Số tiền đề nghị"), default=0)
    approved_amount = models.BigIntegerField(_("Số tiền được duyệt"), default=0)
    sharing_note = models.CharField(_("Cách chia"), max_length=200, blank=True)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = TeamQuerySet.as_manager()

    class Meta:
        verbose_name = _("Giấy đề nghị thanh toán thù lao")
        indexes = [
            models.Index(fields=["now_commune", "state", "due_on"], name="claim_commune_state"),
            models.Index(fields=["now_province", "state", "due_on"], name="claim_province_state"),
            models.Index(fields=["team", "-made_on", "-id"], name="claim_team_newest"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["book", "book_year", "book_number"], name="claim_number_once"),
            models.CheckConstraint(
                name="claim_confirmed_before_the_commune",
                condition=~Q(state__in=[ClaimState.SUBMITTED, ClaimState.DECIDED])
                | Q(confirmed_on__isnull=False, received_on__isnull=False, due_on__isnull=False),
            ),
            models.CheckConstraint(
                name="claim_decided_has_day",
                condition=~Q(state=ClaimState.DECIDED) | Q(decided_on__isnull=False),
            ),
            # more than the sum asked for where what was paid too much before is not taken off this time
            models.CheckConstraint(name="claim_approved_not_negative", condition=Q(approved_amount__gte=0)),
        ]

    def __str__(self) -> str:
        return f"{self.book_number}/{self.book_year}"


class ClaimItem(models.Model):
    """One dispute of a claim: its ending and the rate of that day as they were when it was asked for.

    `amount` is what is asked: never above `rate` of State money. A difference (`kind`) settles what was paid too much
    or too little after the register was put right; it may be negative. `proofs` are kinds of proof when it was asked.
    """

    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="items")
    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="pay_items")
    kind = models.CharField(max_length=10, choices=ItemKind.choices, default=ItemKind.PAY)
    original = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="corrections")
    position = models.PositiveIntegerField(default=0)
    ended_on = models.DateField(_("Ngày kết thúc"))
    outcome = models.CharField(_("Kết quả"), max_length=12)
    case_version = models.PositiveIntegerField(default=1)
    rate = models.BigIntegerField(_("Mức chi"))
    rate_key = models.CharField(max_length=80, blank=True)
    rate_document = models.CharField(_("Căn cứ mức chi"), max_length=400, blank=True)
    rate_confirmed = models.BooleanField(default=True)
    amount = models.BigIntegerField(_("Số tiền"))
    source = models.CharField(_("Nguồn"), max_length=10, choices=Source.choices, default=Source.STATE)
    state = models.CharField(max_length=10, choices=ItemState.choices, default=ItemState.OPEN)
    reason = models.CharField(_("Lý do"), max_length=500, blank=True)
    proofs = models.JSONField(default=list)
    unlocked = models.BooleanField(default=True)
    line = models.ForeignKey("pay.Line", on_delete=models.PROTECT, null=True, related_name="items")

    class Meta:
        verbose_name = _("Vụ việc trong giấy đề nghị")
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["case"],
                condition=Q(kind=ItemKind.PAY, state__in=LIVE_ITEMS),
                name="item_case_once_while_it_stands",
            ),
            models.UniqueConstraint(
                fields=["claim", "case"],
                condition=~Q(state=ItemState.DROPPED),
                name="item_case_once_in_claim",
            ),
            models.CheckConstraint(
                name="item_state_money_within_rate",
                condition=Q(source=Source.DONATED)
                | Q(amount__lte=models.F("rate"))
                | Q(kind=ItemKind.DIFFERENCE),
            ),
            models.CheckConstraint(
                name="item_pay_is_positive", condition=Q(kind=ItemKind.DIFFERENCE) | Q(amount__gte=0)
            ),
            models.CheckConstraint(
                name="item_refused_in_writing", condition=~Q(state=ItemState.REFUSED) | ~Q(reason="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.claim} · {self.case}"

    @property
    def taken_off(self) -> bool:
        """Approved, and nothing left to pay: the whole claim went against what had been paid too much before."""
        return self.state == ItemState.APPROVED and self.line_id is None


class Share(models.Model):
    """What one mediator gets of one dispute. The shares of a dispute never add up to more than its amount.

    The database holds that (migrations/0002), and that a mediator and a person (0018) have one live share of a dispute.
    """

    item = models.ForeignKey(ClaimItem, on_delete=models.PROTECT, related_name="shares")
    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="+")
    mediator = models.ForeignKey("teams.Mediator", on_delete=models.PROTECT, related_name="pay_shares")
    amount = models.BigIntegerField(_("Số tiền"))
    live = models.BooleanField(default=True)
    settles = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("Phần của hòa giải viên")
        ordering = ["id"]
        indexes = [models.Index(fields=["mediator", "live"], name="share_mediator")]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "mediator"],
                condition=Q(live=True, settles=False),
                name="share_mediator_once_a_case",
            ),
            models.UniqueConstraint(fields=["item", "mediator"], name="share_mediator_once_an_item"),
            models.CheckConstraint(name="share_is_positive", condition=Q(settles=True) | Q(amount__gte=0)),
        ]


class ClaimNote(models.Model):
    """A step in a claim's life: who did what, when, why. Added only."""

    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="notes")
    at = models.DateTimeField(auto_now_add=True)
    on_date = models.DateField()
    verb = models.CharField(max_length=20)
    text = models.CharField(max_length=1000, blank=True)
    seat_id = models.BigIntegerField(null=True)
    seat_label = models.CharField(max_length=300, blank=True)

    class Meta:
        indexes = [models.Index(fields=["claim", "-id"], name="claimnote_newest")]


class Difference(models.Model):
    """The register was put right after a dispute was approved: what should have been paid, and what was.

    Signed: more than was paid (to be added to the next claim) or less (to be taken off it, or given back).
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    item = models.ForeignKey(ClaimItem, on_delete=models.PROTECT, related_name="differences")
    found_on = models.DateField()
    what = models.CharField(max_length=20)
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    amount = models.BigIntegerField(_("Chênh lệch"))
    state = models.CharField(max_length=10, choices=DifferenceState.choices, default=DifferenceState.OPEN)
    settled_by = models.ForeignKey(ClaimItem, on_delete=models.PROTECT, null=True, related_name="settles")
    refunded_on = models.DateField(null=True)
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["item"], condition=Q(state=DifferenceState.OPEN), name="difference_one_open"
            )
        ]
