"""Stories without names for colleagues, and the protected tie to the dispute that each comes from."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from hoathuan.accounts.choices import SeatKind
from hoathuan.accounts.reach import ReachQuerySet
from hoathuan.cases.api import Case, Field, Outcome, Protected
from hoathuan.units.models import Located

from .choices import Audience, State, Trouble


class Texts(models.Model):
    """The answers of which a story is made."""

    title = models.CharField(_("Tên chuyện"), max_length=120, blank=True)
    situation = models.TextField(_("Chuyện thế nào"), blank=True)
    helped = models.TextField(_("Điều gì đã giúp hai bên"), blank=True)
    ended = models.TextField(_("Kết thúc ra sao"), blank=True)
    law = models.TextField(_("Luật, hương ước đã dùng"), blank=True)
    lesson = models.TextField(_("Bài học cho đồng nghiệp"), blank=True)

    class Meta:
        abstract = True


class Story(Located, Texts):
    """A dispute retold without names (kể lại cho đồng nghiệp). Its texts are filled when it has passed the check.

    What it shows of its place is the province at most, of its time the year. `author_seat_id` is never shown;
    `goes_above`: the province's officer reads it second, because its author is the commune's.
    """

    dated_by = "written_on"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    written_on = models.DateField()
    state = models.CharField(_("Trạng thái"), max_length=10, choices=State.choices, default=State.DRAFT)
    field = models.CharField(_("Mâu thuẫn về việc gì"), max_length=12, choices=Field.choices)
    outcome = models.CharField(_("Kết quả"), max_length=12, choices=Outcome.choices, blank=True)
    year = models.PositiveSmallIntegerField(_("Năm"))
    audience = models.CharField(
        _("Cho ai xem"), max_length=10, choices=Audience.choices, default=Audience.PROVINCE
    )
    names_province = models.BooleanField(_("Ghi tên tỉnh"), default=False)
    names_role = models.BooleanField(_("Ghi vai trò của người kể"), default=False)
    author_kind = models.CharField(max_length=30, choices=SeatKind.choices, editable=False)
    author_seat_id = models.BigIntegerField(editable=False, db_index=True)
    goes_above = models.BooleanField(default=False, editable=False)
    checker_seat_id = models.BigIntegerField(null=True, editable=False)
    back_words = models.TextField(_("Lời nhắn khi trả lại"), blank=True)
    sent_at = models.DateTimeField(null=True, editable=False)
    shown_on = models.DateField(null=True, editable=False)
    useful = models.PositiveIntegerField(default=0, editable=False)
    folded = models.TextField(editable=False, blank=True, db_collation="C")
    version = models.PositiveIntegerField(default=1)

    objects = ReachQuerySet.as_manager()

    class Meta:
        verbose_name = _("Chuyện hòa giải")
        indexes = [
            models.Index(fields=["-shown_on", "-id"], condition=Q(state=State.SHOWN), name="story_newest"),
            models.Index(
                fields=["now_province", "-shown_on", "-id"],
                condition=Q(state=State.SHOWN),
                name="story_province_newest",
            ),
            models.Index(
                fields=["now_commune"], condition=Q(state=State.WAITING), name="story_commune_waits"
            ),
            models.Index(
                fields=["now_province"],
                condition=Q(state=State.WAITING, goes_above=True),
                name="story_province_waits",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="story_shown_has_day",
                condition=Q(state=State.SHOWN, shown_on__isnull=False) | ~Q(state=State.SHOWN),
            )
        ]

    def __str__(self) -> str:
        return self.title


class Origin(Protected, Texts):
    """From which dispute a story comes, and what its author writes before the check: shown to nobody else, ever."""

    story = models.OneToOneField(Story, on_delete=models.CASCADE, related_name="origin", primary_key=True)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    seat_id = models.BigIntegerField()

    class Meta:
        indexes = [
            models.Index(fields=["team_id"], name="storyorigin_team"),
            models.Index(fields=["now_commune_id"], name="storyorigin_commune"),
        ]
        constraints = [models.UniqueConstraint(fields=["case", "seat_id"], name="story_once_for_a_teller")]


class Useful(models.Model):
    """That a colleague found a story useful (hữu ích); once for a seat."""

    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="marks")
    seat_id = models.BigIntegerField()
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["story", "seat_id"], name="story_useful_once")]


class Report(models.Model):
    """That a reader found something wrong with a story. Settled when a second person has looked again."""

    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="reports")
    seat_id = models.BigIntegerField()
    trouble = models.CharField(_("Có gì không ổn?"), max_length=12, choices=Trouble.choices)
    at = models.DateTimeField(auto_now_add=True)
    settled_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["story", "seat_id", "trouble"],
                condition=Q(settled_at=None),
                name="story_report_once",
            )
        ]
