"""A dispute as it may be counted: its days, kinds and endings."""

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
from hoathuan.cases.choices import Ending, Field, Ground, Matter, Outcome, StartBasis, State
from hoathuan.cases.rights import READERS
from hoathuan.units.models import Located, Unit


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
    # since when it stands still (CasePause keeps them all), and since when another team mediates along (CaseTeam)
    paused_on = models.DateField(_("Tạm dừng từ ngày"), null=True, blank=True)
    joint_on = models.DateField(_("Có tổ khác cùng hòa giải từ ngày"), null=True, blank=True)
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
            models.CheckConstraint(
                name="case_pauses_while_open", condition=Q(paused_on=None) | Q(closed_on=None)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.book_number}/{self.book_year}"

    @property
    def state_text(self) -> str:
        """How it stands, in words: voided, its outcome, or where it is."""
        if not self.voided_on and self.outcome:
            return str(self.get_outcome_display())
        return self.standing_text

    @property
    def mark(self) -> str:
        """Shape and colour of how it stands (core.ui): an unsuccessful end is an end, not an alarm."""
        if not self.voided_on and self.outcome == Outcome.SUCCESSFUL:
            return "done"
        going = self.state == State.ASSIGNED and self.started_on and not self.paused_on and not self.voided_on
        return "go" if going else "idle"

    @property
    def standing_text(self) -> str:
        """Where it is: a dispute that was given to somebody is not mediated before it has begun."""
        if self.voided_on:
            return gettext("Đã hủy")
        if self.paused_on:
            return gettext("Tạm dừng")
        if self.state != State.ASSIGNED:
            return str(self.get_state_display())
        if self.mediator_id is None:
            return gettext("Chờ phân công lại")
        return gettext("Đang hòa giải") if self.started_on else gettext("Đã phân công, chờ bắt đầu")
