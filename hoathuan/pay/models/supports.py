"""Support besides pay: a team's running costs by month; help after an accident, an illness or a death on duty."""

import uuid
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from hoathuan.accounts.actor import Actor
from hoathuan.accounts.models import Person
from hoathuan.accounts.reach import ReachQuerySet
from hoathuan.cases.api import Protected
from hoathuan.core.attachments.models import Attachment
from hoathuan.pay.choices import Source
from hoathuan.pay.rights import COMMUNE, OVERSEERS
from hoathuan.pay.supports.choices import (
    AccidentState,
    ActState,
    Asker,
    Certifier,
    Harm,
    Insured,
    MonthState,
    PaperKind,
    Situation,
)
from hoathuan.units.models import Located, Unit

from .claims import TeamQuerySet


class ActQuerySet(ReachQuerySet):
    def visible_to(self, actor: Actor) -> Self:
        """Offices see the rounds of their reach; a team sees its months instead."""
        return super().visible_to(actor) if OVERSEERS(actor) or actor.system else self.none()


class SupportAct(Located):
    """One round of team support (đợt hỗ trợ hoạt động của tổ): all teams of a commune, some months, one approval.

    Months are their first days. `budget_year`: the year whose money pays, also for late months of an earlier year.
    `same_person`: who proposed it also approved it.
    """

    dated_by = "proposed_on"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    book = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    book_year = models.PositiveSmallIntegerField(_("Năm"))
    book_number = models.PositiveIntegerField(_("Số"))
    first_month = models.DateField(_("Từ tháng"))
    last_month = models.DateField(_("Đến tháng"))
    budget_year = models.PositiveSmallIntegerField(_("Dự toán năm"))
    source = models.CharField(_("Nguồn"), max_length=10, choices=Source.choices, default=Source.STATE)
    state = models.CharField(
        _("Trạng thái"), max_length=10, choices=ActState.choices, default=ActState.PROPOSED
    )
    proposed_on = models.DateField(_("Ngày lập"))
    proposed_by = models.CharField(max_length=300, blank=True)
    proposed_by_seat = models.BigIntegerField(null=True, editable=False)
    approved_on = models.DateField(_("Ngày duyệt"), null=True)
    approved_by = models.CharField(max_length=300, blank=True)
    approved_by_seat = models.BigIntegerField(null=True, editable=False)
    same_person = models.BooleanField(default=False)
    team_count = models.PositiveIntegerField(_("Số tổ"), default=0)
    month_count = models.PositiveIntegerField(_("Số lượt tháng"), default=0)
    total = models.BigIntegerField(_("Số tiền"), default=0)
    void_reason = models.CharField(_("Lý do hủy"), max_length=300, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = ActQuerySet.as_manager()

    class Meta:
        verbose_name = _("Đợt hỗ trợ hoạt động của tổ hòa giải")
        indexes = [models.Index(fields=["now_commune", "-id"], name="supportact_commune")]
        constraints = [
            models.UniqueConstraint(
                fields=["book", "book_year", "book_number"], name="supportact_number_once"
            ),
            models.CheckConstraint(
                name="supportact_months_in_order", condition=Q(first_month__lte=F("last_month"))
            ),
            models.CheckConstraint(
                name="supportact_approved_has_day",
                condition=~Q(state__in=[ActState.APPROVED, ActState.PAID]) | Q(approved_on__isnull=False),
            ),
            models.CheckConstraint(
                name="supportact_voided_with_reason", condition=~Q(state=ActState.VOIDED) | ~Q(void_reason="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.book_number}/{self.book_year}"


class SupportMonth(Located):
    """The support of one team for one month, at the rate of that month.

    `right`: the rate is still that of the norms for the month. `whole`: it is paid rightly, and so is every month
    before it that the team earned in that year; from `month` to `month_end` the team then counts as supported.
    """

    dated_by = "month"

    act = models.ForeignKey(SupportAct, on_delete=models.PROTECT, related_name="months")
    team = models.ForeignKey(
        "teams.Team", on_delete=models.PROTECT, related_name="support_months", verbose_name=_("Tổ hòa giải")
    )
    month = models.DateField(_("Tháng"))
    month_end = models.DateField()
    rate = models.BigIntegerField(_("Mức chi"))
    basis = models.CharField(_("Căn cứ"), max_length=400, blank=True)
    confirmed = models.BooleanField(default=True)
    state = models.CharField(max_length=10, choices=MonthState.choices, default=MonthState.OPEN)
    line = models.ForeignKey("pay.Line", on_delete=models.PROTECT, null=True, related_name="support_months")
    paid_on = models.DateField(_("Ngày chi"), null=True)
    right = models.BooleanField(default=True)
    whole = models.BooleanField(default=False)

    objects = TeamQuerySet.as_manager()

    class Meta:
        verbose_name = _("Tháng hỗ trợ của tổ hòa giải")
        indexes = [
            models.Index(fields=["now_commune", "month"], name="supportmonth_commune"),
            models.Index(fields=["now_province", "month"], name="supportmonth_province"),
            models.Index(fields=["line"], name="supportmonth_line"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["team", "month"],
                condition=~Q(state=MonthState.VOIDED),
                name="supportmonth_team_once",
            ),
            models.CheckConstraint(name="supportmonth_first_day", condition=Q(month__day=1)),
            models.CheckConstraint(name="supportmonth_positive", condition=Q(rate__gt=0)),
            models.CheckConstraint(
                name="supportmonth_paid_has_day",
                condition=Q(state=MonthState.PAID, paid_on__isnull=False)
                | (~Q(state=MonthState.PAID) & Q(paid_on=None, whole=False)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.team}, {self.month:%m/%Y}"


class AccidentQuerySet(ReachQuerySet):
    def visible_to(self, actor: Actor) -> Self:
        """The commune's officer, leader and accountant; the head of the team; the person. Nobody above."""
        if actor.system:
            return self
        if actor.seat is None or actor.unproven:
            return self.none()
        if COMMUNE(actor):
            return self.filter(now_commune_id=actor.commune_id or 0)
        known = AccidentContent.objects.filter(person_id=actor.seat.person_id).values("accident_id")
        mine = Q(pk__in=known)
        if actor.kind == "team_head":
            mine |= Q(team_id=actor.team_id or 0)
        return self.filter(mine)


class Accident(Located):
    """A request for support after an accident, an illness or a death on duty (thủ tục 2.000424).

    Only days and states stand here; who, what happened and how much is in AccidentContent. `decided_office`: who was
    competent on the day on which it was put before them: the district's Chair until 30/06/2025 (`decided_above`).
    `token`: the form it came from, so that a form sent twice files one request.
    """

    dated_by = "filed_on"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    team = models.ForeignKey(
        "teams.Team", on_delete=models.PROTECT, related_name="accidents", verbose_name=_("Tổ hòa giải")
    )
    book = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    book_year = models.PositiveSmallIntegerField(_("Năm"))
    book_number = models.PositiveIntegerField(_("Số"))
    state = models.CharField(
        _("Trạng thái"), max_length=10, choices=AccidentState.choices, default=AccidentState.FILED
    )
    filed_on = models.DateField(_("Ngày nộp giấy đề nghị"))
    certified_on = models.DateField(_("Ngày xác nhận"), null=True)
    complete_on = models.DateField(_("Ngày đủ hồ sơ"), null=True)
    submitted_on = models.DateField(_("Ngày trình"), null=True)
    decided_on = models.DateField(_("Ngày quyết định"), null=True)
    decided_office = models.CharField(_("Người quyết định"), max_length=150, blank=True)
    decided_above = models.BooleanField(default=False)
    decision_number = models.CharField(_("Số quyết định hoặc văn bản"), max_length=80, blank=True)
    paid_on = models.DateField(_("Ngày chi"), null=True)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(auto_now_add=True)
    created_by_seat = models.BigIntegerField(null=True, editable=False)
    token = models.UUIDField(unique=True, null=True, editable=False)

    objects = AccidentQuerySet.as_manager()

    class Meta:
        verbose_name = _("Hồ sơ hỗ trợ hòa giải viên gặp tai nạn, rủi ro")
        indexes = [models.Index(fields=["now_commune", "state", "-id"], name="accident_commune_state")]
        constraints = [
            models.UniqueConstraint(fields=["book", "book_year", "book_number"], name="accident_number_once"),
            models.CheckConstraint(
                name="accident_decided_has_day",
                condition=~Q(state__in=[AccidentState.APPROVED, AccidentState.REFUSED, AccidentState.PAID])
                | Q(decided_on__isnull=False),
            ),
            models.CheckConstraint(
                name="accident_paid_has_day",
                condition=~Q(state=AccidentState.PAID) | Q(paid_on__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.book_number}/{self.book_year}"


class AccidentContent(Protected):
    """Who the mediator is, what happened, what was proved and what is paid for it: data about health.

    `items`: the lines of the computation as they were shown (`rules.Item`). `payee`: who gets the money if not the
    mediator. `treated`, `stable_income`: which papers there can be at all. `died_on`: the day whose figures the funeral
    follows. Amounts are whole đồng.
    """

    accident = models.OneToOneField(
        Accident, on_delete=models.PROTECT, related_name="content", primary_key=True
    )
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="accidents")
    victim = models.CharField(_("Hòa giải viên"), max_length=100)
    victim_address = models.CharField(_("Nơi ở"), max_length=200, blank=True)
    victim_is_head = models.BooleanField(default=False)
    harm = models.CharField(_("Việc gì đã xảy ra"), max_length=10, choices=Harm.choices)
    situation = models.CharField(_("Xảy ra khi nào"), max_length=10, choices=Situation.choices)
    happened_on = models.DateField(_("Ngày xảy ra"))
    died_on = models.DateField(_("Ngày qua đời"), null=True)
    place = models.CharField(_("Nơi xảy ra"), max_length=200)
    account = models.TextField(_("Sự việc"))
    insured = models.CharField(_("Bảo hiểm y tế"), max_length=3, choices=Insured.choices)
    asker = models.CharField(_("Người đề nghị"), max_length=10, choices=Asker.choices)
    asker_name = models.CharField(_("Họ và tên người đề nghị"), max_length=100, blank=True)
    asker_relation = models.CharField(_("Quan hệ với hòa giải viên"), max_length=60, blank=True)
    payee = models.CharField(_("Người nhận tiền"), max_length=100, blank=True)
    certifier = models.CharField(_("Người xác nhận"), max_length=10, choices=Certifier.choices)
    certified_by = models.CharField(max_length=150, blank=True)
    income_asked = models.BooleanField(_("Có đề nghị phần thu nhập bị mất"), default=False)
    treated = models.BooleanField(_("Có khám, chữa bệnh phải trả tiền"), default=True, db_default=True)
    stable_income = models.BooleanField(_("Có tiền lương, tiền công ổn định"), default=True, db_default=True)
    medical_cost = models.BigIntegerField(_("Chi phí khám bệnh, chữa bệnh"), default=0)
    daily_income = models.BigIntegerField(_("Thu nhập thực tế một ngày"), default=0)
    days_lost = models.PositiveIntegerField(_("Số ngày bị mất thu nhập"), default=0)
    care_cost = models.BigIntegerField(_("Chi phí cứu chữa, chăm sóc trước khi qua đời"), default=0)
    funeral = models.BooleanField(_("Có người đứng ra lo mai táng"), default=False)
    items = models.JSONField(default=list)
    amount = models.BigIntegerField(_("Số tiền hỗ trợ"), default=0)
    findings = models.TextField(_("Ý kiến xem xét của xã"), blank=True)
    reason = models.TextField(_("Lý do không hỗ trợ, rút đề nghị"), blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["now_commune_id"], name="accidentcontent_commune"),
            models.Index(fields=["person"], name="accidentcontent_person"),
        ]
        constraints = [
            models.CheckConstraint(
                name="accident_amounts_not_negative",
                condition=Q(medical_cost__gte=0, daily_income__gte=0, care_cost__gte=0, amount__gte=0),
            )
        ]

    def __str__(self) -> str:
        return self.victim


class AccidentPaper(Protected):
    """A paper of the dossier: its scan, or that the original was seen."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    accident = models.ForeignKey(Accident, on_delete=models.PROTECT, related_name="papers")
    kind = models.CharField(_("Loại giấy tờ"), max_length=10, choices=PaperKind.choices)
    person_id = models.BigIntegerField()
    seen_on = models.DateField(_("Ngày nhận"))
    file = models.ForeignKey(
        Attachment,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("Bản chụp"),
    )
    note = models.CharField(_("Ghi chú"), max_length=200, blank=True)
    added_at = models.DateTimeField(auto_now_add=True)
    added_by = models.CharField(max_length=300, blank=True)
    added_by_seat = models.BigIntegerField(null=True, editable=False)

    class Meta:
        ordering = ["kind", "id"]
        indexes = [models.Index(fields=["accident", "kind"], name="accidentpaper_kind")]

    def __str__(self) -> str:
        return str(self.get_kind_display())
