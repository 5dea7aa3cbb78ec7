"""Printed forms, and what became of their photographs: drafts behind row security until a person has typed them in."""

from uuid import UUID, uuid4, uuid5

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from hoathuan.accounts.reach import ReachQuerySet
from hoathuan.cases.api import Case
from hoathuan.core.attachments.models import Attachment
from hoathuan.units.models import Area, Located

from . import codes
from .choices import DraftState, Fate


class Batch(Located):
    """Blank forms printed at one time for the teams of a commune: who, when, how many of each team."""

    dated_by = "printed_on"

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    printed_on = models.DateField(_("Ngày in"))
    copies = models.PositiveSmallIntegerField(_("Số phiếu trắng mỗi tổ"))
    at = models.DateTimeField(auto_now_add=True)
    seat_id = models.BigIntegerField()
    seat_label = models.CharField(max_length=300)

    objects = ReachQuerySet.as_manager()

    class Meta:
        verbose_name = _("Đợt in phiếu")
        indexes = [models.Index(fields=["now_commune", "-id"], name="paperbatch_commune_newest")]

    def __str__(self) -> str:
        return _t("Đợt in ngày %(day)s") % {"day": f"{self.printed_on:%d/%m/%Y}"}


class Form(models.Model):
    """One blank form. `uuid` becomes the name of the dispute that is typed from it; `number` counts within its team."""

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    batch = models.ForeignKey(Batch, on_delete=models.PROTECT, related_name="forms")
    team = models.ForeignKey("teams.Team", on_delete=models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField(_("Phiếu số"))
    code = models.CharField(_("Mã phiếu"), max_length=codes.LENGTH, unique=True, default=codes.new_code)

    class Meta:
        verbose_name = _("Phiếu trắng")
        constraints = [
            models.UniqueConstraint(fields=["batch", "team", "number"], name="paperform_number_once_in_batch")
        ]

    def __str__(self) -> str:
        return codes.shown(self.code)


class Draft(models.Model):
    """A filled form that waits to be typed in (phiếu chờ nhập): seen by its team and its commune's justice officer.

    Without a team nobody knows yet whose it is: the justice officer says so. `area` is where it was handed in; row
    security reads `team_id` and `now_commune_id`. `uuid` is the name of the dispute where the form has none.
    """

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    form = models.OneToOneField(
        Form, on_delete=models.PROTECT, null=True, blank=True, related_name="draft", editable=False
    )
    team = models.ForeignKey(
        "teams.Team",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("Tổ hòa giải"),
    )
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    now_commune_id = models.BigIntegerField(null=True)
    state = models.CharField(
        _("Trạng thái"), max_length=10, choices=DraftState.choices, default=DraftState.WAITING
    )
    case = models.ForeignKey(
        "cases.Case", on_delete=models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    made_at = models.DateTimeField(auto_now_add=True)
    decided_at = models.DateTimeField(null=True, editable=False)
    decided_by = models.CharField(max_length=300, blank=True, editable=False)
    decided_seat = models.BigIntegerField(null=True, editable=False)
    reason = models.CharField(_("Lý do bỏ"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("Phiếu chờ nhập")
        indexes = [
            models.Index(fields=["team"], condition=Q(state="waiting"), name="paperdraft_team_waiting"),
            models.Index(
                fields=["now_commune_id"], condition=Q(state="waiting"), name="paperdraft_commune_waiting"
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="paperdraft_confirmed_has_dispute",
                condition=Q(state=DraftState.CONFIRMED, case__isnull=False, team__isnull=False)
                | (~Q(state=DraftState.CONFIRMED) & Q(case=None)),
            ),
            models.CheckConstraint(
                name="paperdraft_discarded_has_reason",
                condition=~Q(state=DraftState.DISCARDED) | ~Q(reason=""),
            ),
        ]

    def __str__(self) -> str:
        return str(self.form) if self.form_id else _t("Ảnh không có mã")

    @property
    def key(self) -> UUID:
        """The name that the dispute gets: of the form, so that a form is one dispute whoever types it in.

        Where that dispute was struck out, the next name in line.
        """
        name = self.form.uuid if self.form else self.uuid
        while Case.objects.filter(uuid=name).exclude(voided_on=None).exists():
            name = uuid5(name, "anew")
        return name


class Photo(models.Model):
    """A picture of a filled form. Added only. `mixed`: forms of other teams are on it, so a team may not see it."""

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    draft = models.ForeignKey(Draft, on_delete=models.PROTECT, related_name="photos")
    file = models.ForeignKey(Attachment, on_delete=models.PROTECT, related_name="+")
    mixed = models.BooleanField(default=False)
    at = models.DateTimeField(auto_now_add=True)
    seat_id = models.BigIntegerField()
    seat_label = models.CharField(max_length=300)

    class Meta:
        verbose_name = _("Ảnh phiếu")
        constraints = [models.UniqueConstraint(fields=["draft", "file"], name="paperphoto_once_in_draft")]

    def __str__(self) -> str:
        return self.file.name


class Receipt(models.Model):
    """What the sender is told of one picture: where it went, never what stands on it."""

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    sending = models.UUIDField(editable=False)
    seat_id = models.BigIntegerField()
    at = models.DateTimeField(auto_now_add=True)
    picture = models.CharField(_("Ảnh"), max_length=60)
    fate = models.CharField(max_length=10, choices=Fate.choices)
    team = models.ForeignKey("teams.Team", on_delete=models.PROTECT, null=True, related_name="+")
    number = models.PositiveSmallIntegerField(null=True)
    draft = models.UUIDField(null=True, editable=False)

    class Meta:
        verbose_name = _("Biên nhận ảnh phiếu")
        indexes = [models.Index(fields=["seat_id", "sending"], name="paperreceipt_sending")]

    def __str__(self) -> str:
        return self.picture
