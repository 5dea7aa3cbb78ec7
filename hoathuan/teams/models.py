"""Mediation teams and mediators: who they are, where, during which term."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from hoathuan.accounts.choices import Sex
from hoathuan.accounts.models import Person
from hoathuan.accounts.reach import ReachQuerySet
from hoathuan.core.attachments.models import Attachment
from hoathuan.core.text import fold, sort_key
from hoathuan.units.models import Located, Unit

from .choices import Composition, EndReason, Minority, Qualification


class Team(Located):
    """A mediation team of a village or several (tổ hòa giải, Law 35/2013/QH13 Art. 12).

    `ended_on` is the last day on which it works. `accepted_on`, `accepted_number`: the commune Chair's decision
    that takes the composition as it is (Joint Resolution 01/2014 Art. 12(3)(đ)); it clears R1's warning.
    `former_commune`: of teams of one name in a merged commune, the name of the commune that each was founded in.
    """

    dated_by = "started_on"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(_("Tên tổ hòa giải"), max_length=150)
    sort = models.CharField(max_length=500, db_collation="C", editable=False)
    folded = models.CharField(max_length=150, db_collation="C", editable=False)
    former_commune = models.CharField(max_length=120, default="", blank=True, editable=False)
    started_on = models.DateField(_("Ngày thành lập"))
    ended_on = models.DateField(_("Ngày giải thể"), null=True, blank=True)
    decision_number = models.CharField(_("Số quyết định"), max_length=60, blank=True)
    decision_date = models.DateField(_("Ngày quyết định"), null=True, blank=True)
    needs_minority = models.BooleanField(
        _("Địa bàn phải có hòa giải viên là người dân tộc thiểu số"), default=False
    )
    accepted_number = models.CharField(_("Số quyết định chấp nhận thành phần tổ"), max_length=60, blank=True)
    accepted_on = models.DateField(_("Ngày quyết định chấp nhận"), null=True, blank=True)
    villages = models.ManyToManyField(Unit, through="TeamVillage", related_name="teams")
    version = models.PositiveIntegerField(default=1)

    objects = ReachQuerySet.as_manager()

    class Meta:
        verbose_name = _("Tổ hòa giải")
        indexes = [
            models.Index(fields=["sort", "id"], name="team_sort"),
            models.Index(fields=["now_province", "sort", "id"], name="team_province_sort"),
            models.Index(fields=["now_commune", "sort", "id"], name="team_commune_sort"),
            GinIndex(SearchVector("folded", config="simple"), name="team_words"),
        ]
        constraints = [
            models.CheckConstraint(
                name="team_ends_after_start", condition=Q(ended_on=None) | Q(ended_on__gte=F("started_on"))
            ),
            models.UniqueConstraint(
                # by area: communes that were merged bring teams of one name
                fields=["area", "folded"],
                condition=Q(ended_on=None),
                name="team_name_once_in_area",
            ),
        ]

    def __str__(self) -> str:
        """The name; where another team of the commune bears it too, with the commune that it comes from."""
        if not self.former_commune:
            return self.name
        return gettext("%(team)s (xã cũ: %(commune)s)") % {"team": self.name, "commune": self.former_commune}

    def save(self, *args: object, **kwargs: object) -> None:
        self.name_keys()
        super().save(*args, **kwargs)  # type: ignore[arg-type]

    def name_keys(self) -> None:
        self.sort, self.folded = sort_key(self.name), fold(self.name)


class TeamVillage(models.Model):
    """A village that a team serves, during a time."""

    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="team_villages")
    village = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="village_teams")
    started_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["team", "village"], condition=Q(ended_on=None), name="team_village_once"
            )
        ]


class Mediator(Located):
    """A person's term as mediator in a team (hòa giải viên, Law 35/2013/QH13 Art. 7–11).

    `ended_on` is the last day of the term. Sex and people stand here too, as columns that lists and counts
    read; `services.mediators` keeps them equal to the person's.
    """

    dated_by = "started_on"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="mediator_terms")
    team = models.ForeignKey(
        Team, on_delete=models.PROTECT, related_name="mediators", verbose_name=_("Tổ hòa giải")
    )
    started_on = models.DateField(_("Ngày công nhận"))
    ended_on = models.DateField(_("Ngày thôi"), null=True, blank=True)
    end_reason = models.CharField(_("Lý do thôi"), max_length=10, choices=EndReason.choices, blank=True)
    end_decision = models.CharField(_("Số quyết định thôi"), max_length=60, blank=True)
    decision_number = models.CharField(_("Số quyết định công nhận"), max_length=60, blank=True)
    sex = models.CharField(_("Giới tính"), max_length=1, choices=Sex.choices, blank=True)
    minority = models.CharField(max_length=10, choices=Minority.choices, default=Minority.UNKNOWN)
    qualification = models.CharField(
        _("Trình độ chuyên môn"), max_length=10, choices=Qualification.choices, default=Qualification.NONE
    )
    occupation = models.CharField(_("Chức vụ, nghề nghiệp"), max_length=150, blank=True)
    languages = ArrayField(
        models.CharField(max_length=20), default=list, blank=True, verbose_name=_("Tiếng dân tộc")
    )
    sort = models.CharField(max_length=400, db_collation="C", editable=False)
    folded = models.CharField(max_length=100, db_collation="C", editable=False)
    version = models.PositiveIntegerField(default=1)

    objects = ReachQuerySet.as_manager()

    class Meta:
        verbose_name = _("Hòa giải viên")
        indexes = [
            models.Index(fields=["sort", "id"], name="mediator_sort"),
            models.Index(fields=["now_province", "sort", "id"], name="mediator_province_sort"),
            models.Index(fields=["now_commune", "sort", "id"], name="mediator_commune_sort"),
            GinIndex(SearchVector("folded", config="simple"), name="mediator_words"),
        ]
        constraints = [
            models.CheckConstraint(
                name="mediator_ends_after_start",
                condition=Q(ended_on=None) | Q(ended_on__gte=F("started_on")),
            ),
            models.UniqueConstraint(
                fields=["person", "team"], condition=Q(ended_on=None), name="mediator_once_in_team"
            ),
        ]

    def __str__(self) -> str:
        return self.person.full_name


class TeamHead(models.Model):
    """A mediator's term as head of the team (tổ trưởng tổ hòa giải, Law 35/2013/QH13 Art. 14)."""

    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="heads")
    mediator = models.ForeignKey(Mediator, on_delete=models.PROTECT, related_name="head_terms")
    started_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["team"], condition=Q(ended_on=None), name="team_one_head"),
            models.CheckConstraint(
                name="head_ends_after_start", condition=Q(ended_on=None) | Q(ended_on__gte=F("started_on"))
            ),
        ]


class MediatorTraining(Located):
    """A day on which a mediator was trained (bồi dưỡng chuyên môn, nghiệp vụ)."""

    dated_by = "trained_on"

    mediator = models.ForeignKey(Mediator, on_delete=models.CASCADE, related_name="trainings")
    trained_on = models.DateField(_("Ngày tập huấn"))
    title = models.CharField(_("Lớp tập huấn"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("Lượt bồi dưỡng hòa giải viên")
        constraints = [models.UniqueConstraint(fields=["mediator", "trained_on"], name="training_once_a_day")]
        indexes = [
            models.Index(fields=["now_province", "trained_on"], name="training_province_day"),
            models.Index(fields=["now_commune", "trained_on"], name="training_commune_day"),
        ]


class TeamStanding(Located):
    """From when to when a team was complete or not: derived from terms (`services.standing`), never edited.

    Complete (Law 35/2013/QH13 Art. 12(1), 14): at least 3 mediators, a woman among them, a minority mediator
    where the place needs one, and a head who is an active mediator of the team.
    """

    dated_by = "started_on"

    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="standings")
    composition = models.CharField(max_length=10, choices=Composition.choices)
    started_on = models.DateField()
    ended_on = models.DateField(null=True)

    class Meta:
        verbose_name = _("Giai đoạn đủ hoặc thiếu thành phần của tổ")
        constraints = [
            models.UniqueConstraint(fields=["team", "started_on"], name="standing_once_a_day"),
            models.CheckConstraint(
                name="standing_ends_after_start",
                condition=Q(ended_on=None) | Q(ended_on__gte=F("started_on")),
            ),
        ]
        indexes = [
            models.Index(fields=["now_province", "composition"], name="standing_province"),
            models.Index(fields=["now_commune", "composition"], name="standing_commune"),
        ]


class CommuneDecision(Located):
    """The commune Chair's decision on how many teams there are, and how many mediators in each.

    Quyết định của Chủ tịch UBND cấp xã, Law 35/2013/QH13 Art. 12(2). The newest one not after a day holds.
    """

    dated_by = "decided_on"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    number = models.CharField(_("Số quyết định"), max_length=60)
    decided_on = models.DateField(_("Ngày quyết định"))
    teams_count = models.PositiveSmallIntegerField(_("Số tổ hòa giải"))
    team_least = models.PositiveSmallIntegerField(_("Số hòa giải viên ít nhất của một tổ"), default=3)
    team_most = models.PositiveSmallIntegerField(
        _("Số hòa giải viên nhiều nhất của một tổ"), null=True, blank=True
    )
    file = models.ForeignKey(
        Attachment,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("Tệp quyết định"),
    )

    objects = ReachQuerySet.as_manager()

    class Meta:
        verbose_name = _("Quyết định về số tổ hòa giải")
        indexes = [models.Index(fields=["now_commune", "-decided_on"], name="decision_commune_day")]
        constraints = [
            models.UniqueConstraint(fields=["area", "number", "decided_on"], name="decision_once_in_area"),
            models.CheckConstraint(
                name="decision_most_from_least",
                condition=Q(team_most=None) | Q(team_most__gte=F("team_least")),
            ),
        ]

    def __str__(self) -> str:
        return self.number
