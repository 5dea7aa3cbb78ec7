"""Disputes: dates, kinds and endings in one table; content and parties behind row security in two others."""

import uuid
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Least
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from hoathuan.accounts.actor import Actor
from hoathuan.accounts.choices import TEAM_KINDS
from hoathuan.accounts.reach import ReachQuerySet
from hoathuan.core.text import fold
from hoathuan.units.models import Located, Unit

from .choices import Ending, Field, Ground, Matter, Outcome, PartyRole, StartBasis, State, Way
from .rights import READERS


class CaseQuerySet(ReachQuerySet):
    def visible_to(self, actor: Actor) -> Self:
        """A team's own people see their team's cases, offices those of their reach, other seats none."""
        if not (READERS(actor) or actor.system):
            return self.none()
        if actor.kind in TEAM_KINDS:
            # by the team alone: a team of a split commune stands in no commune until a person has placed it
            return self.filter(team_id=actor.team_id)
        return super().visible_to(actor)


class Case(Located):
    """A dispute before a mediation team (vụ, việc hòa giải ở cơ sở, Law 35/2013/QH13).

    Only what may be counted stands here. What was said, and by whom, is in CaseContent and Party.
    `received_known` is false where only the day of the ending was told, which then stands for both.
    `paper_number` is the number in a paper book that was brought in; `entry_digest` tells the same entry again.
    """

    dated_by = "received_on"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    team = models.ForeignKey(
        "teams.Team", on_delete=models.PROTECT, related_name="cases", verbose_name=_("Tổ hòa giải")
    )
    village = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    book_year = models.PositiveSmallIntegerField(_("Năm của sổ"))
    book_number = models.PositiveIntegerField(_("Số thứ tự trong sổ"))
    paper_number = models.PositiveIntegerField(_("Số trong sổ giấy"), null=True, blank=True)
    received_on = models.DateField(_("Ngày tiếp nhận"))
    received_known = models.BooleanField(default=True)
    ground = models.CharField(_("Căn cứ hòa giải"), max_length=12, choices=Ground.choices, blank=True)
    matter = models.CharField(_("Loại vụ việc"), max_length=2, choices=Matter.choices)
    field = models.CharField(_("Mâu thuẫn về việc gì"), max_length=12, choices=Field.choices)
    state = models.CharField(_("Trạng thái"), max_length=10, choices=State.choices, default=State.RECEIVED)
    assigned_on = models.DateField(_("Ngày phân công"), null=True, blank=True)
    start_basis = models.CharField(
        _("Thời điểm hòa giải"), max_length=10, choices=StartBasis.choices, blank=True
    )
    start_by = models.DateField(_("Phải bắt đầu trước hết ngày"), null=True, blank=True)
    started_on = models.DateField(_("Ngày bắt đầu hòa giải"), null=True, blank=True)
    mediator = models.ForeignKey(
        "teams.Mediator",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="cases",
        verbose_name=_("Hòa giải viên"),
    )
    ended_on = models.DateField(_("Ngày kết thúc"), null=True, blank=True)
    ending = models.CharField(_("Kết thúc thế nào"), max_length=10, choices=Ending.choices, blank=True)
    outcome = models.CharField(_("Kết quả"), max_length=12, choices=Outcome.choices, blank=True)
    referred_on = models.DateField(_("Ngày chuyển"), null=True, blank=True)
    voided_on = models.DateField(
        _("Ngày hủy"), null=True, blank=True
    )  # written by mistake: no number counts it
    closed_on = models.DateField(null=True, editable=False)  # the day it left the team: ended or referred
    # the first day on which it no longer waits to be handled: a column, because sums above the province need one
    dealt_on = models.GeneratedField(
        expression=Least("assigned_on", "closed_on"),
        output_field=models.DateField(null=True),
        db_persist=True,
    )
    entered_late = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)
    entry_digest = models.CharField(max_length=64, blank=True, editable=False)
    created_by_seat = models.BigIntegerField(null=True, editable=False)
    version = models.PositiveIntegerField(default=1)

    objects = CaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("Vụ việc")
        indexes = [
            models.Index(
                fields=["now_province", "received_on"],
                # with the days on which it leaves a stock: what is open on a day is read from the index alone
                include=["matter", "field", "now_commune", "area", "assigned_on", "closed_on", "dealt_on"],
                condition=Q(voided_on=None),
                name="case_province_received",
            ),
            models.Index(
                fields=["now_commune", "received_on"],
                include=["matter", "field", "team", "assigned_on", "closed_on", "dealt_on"],
                condition=Q(voided_on=None),
                name="case_commune_received",
            ),
            models.Index(
                fields=["now_province", "ended_on"],
                include=["matter", "field", "outcome", "now_commune", "area"],
                condition=Q(voided_on=None),
                name="case_province_ended",
            ),
            models.Index(
                fields=["now_commune", "ended_on"],
                include=["matter", "field", "outcome", "team"],
                condition=Q(voided_on=None),
                name="case_commune_ended",
            ),
            # the edge days of sums of the nation and of all provinces
            *(
                models.Index(fields=[day], condition=Q(voided_on=None), name=f"case_{day}")
                for day in ("received_on", "assigned_on", "ended_on", "closed_on", "dealt_on")
            ),
            models.Index(fields=["team", "-received_on", "-id"], name="case_team_received"),
            models.Index(fields=["now_commune", "-received_on", "-id"], name="case_commune_newest"),
            models.Index(fields=["now_province", "-received_on", "-id"], name="case_province_newest"),
            models.Index(
                fields=["now_commune"], condition=Q(closed_on=None, voided_on=None), name="case_commune_open"
            ),
            models.Index(
                fields=["now_province"],
                condition=Q(closed_on=None, voided_on=None),
                name="case_province_open",
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["team", "book_year", "book_number"], name="case_number_once"),
            models.UniqueConstraint(
                fields=["team", "book_year", "paper_number"],
                condition=Q(voided_on=None),
                name="case_paper_number_once",
            ),
            models.CheckConstraint(
                name="case_ends_once_and_wholly",
                condition=(
                    Q(state=State.ENDED, ended_on__isnull=False, referred_on=None, closed_on=F("ended_on"))
                    & (
                        Q(ending=Ending.AGREEMENT, outcome=Outcome.SUCCESSFUL)
                        | Q(ending__in=[Ending.PARTY, Ending.MEDIATOR], outcome=Outcome.UNSUCCESSFUL)
                    )
                )
                | Q(
                    state=State.REFERRED,
                    referred_on__isnull=False,
                    ended_on=None,
                    ending="",
                    outcome="",
                    closed_on=F("referred_on"),
                )
                | Q(
                    state__in=[State.RECEIVED, State.ACCEPTED, State.ASSIGNED],
                    ended_on=None,
                    referred_on=None,
                    ending="",
                    outcome="",
                    closed_on=None,
                ),
            ),
            models.CheckConstraint(
                name="case_dates_in_order",
                condition=(Q(closed_on=None) | Q(closed_on__gte=F("received_on")))
                & (Q(assigned_on=None) | Q(assigned_on__gte=F("received_on")))
                & (Q(assigned_on=None) | Q(closed_on=None) | Q(assigned_on__lte=F("closed_on"))),
            ),
            models.CheckConstraint(
                name="case_assigned_has_day",
                condition=~Q(state=State.ASSIGNED) | Q(assigned_on__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.book_number}/{self.book_year}"

    @property
    def state_text(self) -> str:
        """How it stands, in words: voided, its outcome, or its state."""
        if self.voided_on:
            return gettext("Đã hủy")
        return str(self.get_outcome_display() or self.get_state_display())


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


class CaseEvent(models.Model):
    """A step in a dispute's life (diễn biến): who did what, when. Added only, never changed."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="events")
    at = models.DateTimeField(auto_now_add=True)
    on_date = models.DateField()
    verb = models.CharField(max_length=20)
    seat_id = models.BigIntegerField(null=True)
    seat_label = models.CharField(max_length=300, blank=True)
    data = models.JSONField(default=dict)

    class Meta:
        indexes = [models.Index(fields=["case", "-id"], name="caseevent_newest")]


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
