"""The agreement of a dispute: one, in versions that never change once they are recorded."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from hoathuan.cases.api import Case, Protected
from hoathuan.core.attachments.api import Attachment
from hoathuan.settlements import rules
from hoathuan.settlements.choices import EndedWhy, Hand, SignerRole
from hoathuan.settlements.digests import spoken


class Agreement(models.Model):
    """What the parties of one dispute agreed (Law 35/2013/QH13 Art. 24), as days and numbers.

    `newest`: number of the version in force, 0 while nothing is written. `signers`, `signed`: of that version.
    `signed_on`: the day on which the last of them had signed the newest version. `proved`: a version was signed by all
    of its people and none of them has taken it back; a corrected one that still waits for its signatures takes
    nothing away. `ended_on`: from that day it holds no longer.
    `changed_on`: the dispute was put right after the newest version. `followed_until`: the last promise was kept.
    `erased_on`: its words have gone, because the time to keep them was over.
    """

    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="settlement")
    agreed_on = models.DateField(_("Ngày thỏa thuận"))
    newest = models.PositiveSmallIntegerField(default=0)
    written_on = models.DateField(null=True)
    signers = models.PositiveSmallIntegerField(default=0)
    signed = models.PositiveSmallIntegerField(default=0)
    signed_on = models.DateField(null=True)
    proved = models.BooleanField(default=False)
    ended_on = models.DateField(null=True)
    ended_why = models.CharField(max_length=10, choices=EndedWhy, blank=True)
    changed_on = models.DateField(null=True)
    followed_until = models.DateField(null=True)
    erased_on = models.DateField(null=True, editable=False)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = [models.Index(fields=["written_on"], name="agreement_written")]
        constraints = [
            models.CheckConstraint(
                name="agreement_written_has_version",
                condition=Q(newest=0, written_on=None) | Q(newest__gt=0, written_on__isnull=False),
            ),
            models.CheckConstraint(
                name="agreement_ended_says_why",
                condition=Q(ended_on=None, ended_why="") | (Q(ended_on__isnull=False) & ~Q(ended_why="")),
            ),
            models.CheckConstraint(name="agreement_signed_of_signers", condition=Q(signed__lte=F("signers"))),
        ]

    def __str__(self) -> str:
        return str(self.case)

    @property
    def in_force(self) -> bool:
        return self.ended_on is None


class Texts(Protected):
    """Seven of the eight groups of Art. 24(2) in words; who signs follows from the dispute."""

    place = models.CharField(_("Nơi lập"), max_length=200, blank=True)
    ground = models.TextField(blank=True)
    parties = models.TextField(blank=True)
    summary = models.TextField(blank=True)
    course = models.TextField(blank=True)
    solution = models.TextField(blank=True)
    duties = models.TextField(blank=True)
    performance = models.TextField(blank=True)

    class Meta:
        abstract = True


class Draft(Texts):
    """What is being written and is not recorded yet.

    Once recorded or dropped it is emptied and stays, so that `version` goes on and an old page is told apart.
    """

    agreement = models.OneToOneField(
        Agreement, on_delete=models.PROTECT, related_name="draft", primary_key=True
    )
    saved_at = models.DateTimeField(auto_now=True)
    version = models.PositiveIntegerField(default=1)

    def __str__(self) -> str:
        return str(self.agreement)

    @property
    def is_empty(self) -> bool:
        return not any(getattr(self, name) for name in rules.TEXTS)


class Version(models.Model):
    """A recorded version: what the public may check of it, and the printed file. Its digests never change.

    `nonce` goes into every digest, so that equal words on two papers do not look equal. `replaced_on`: the day of the
    version that took its place.
    """

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    agreed_on = models.DateField()
    recorded_on = models.DateField()
    recorded_at = models.DateTimeField(auto_now_add=True)
    seat_id = models.BigIntegerField(null=True)
    seat_label = models.CharField(max_length=300, blank=True)
    nonce = models.CharField(max_length=32)
    parts = models.JSONField()
    whole = models.CharField(max_length=64)
    replaced_on = models.DateField(null=True)
    file = models.ForeignKey(Attachment, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ("number",)
        constraints = [
            models.UniqueConstraint(fields=["agreement", "number"], name="agreement_version_once"),
        ]

    def __str__(self) -> str:
        return f"{self.agreement} · {self.number}"

    @property
    def spoken(self) -> str:
        """The digest of the whole as it stands on the paper."""
        return spoken(self.whole)


class VersionText(Texts):
    """The words of a recorded version. Added only. `reason`: why a correction took the place of the one before."""

    recorded = models.OneToOneField(Version, on_delete=models.PROTECT, related_name="text", primary_key=True)
    signing = models.TextField(blank=True)
    reason = models.CharField(_("Lý do sửa"), max_length=300, blank=True)

    def __str__(self) -> str:
        return str(self.recorded)


class Signature(Protected):
    """Whether and how one person stands behind a version. Not to sign is no shame and needs no reason."""

    recorded = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="signatures")
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    position = models.PositiveSmallIntegerField(default=0)
    full_name = models.CharField(_("Họ và tên"), max_length=100)
    role = models.CharField(max_length=10, choices=SignerRole)
    hand = models.CharField(max_length=12, choices=Hand, default=Hand.WAITING)
    on_date = models.DateField(null=True)
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ("position", "id")

    def __str__(self) -> str:
        return self.full_name

    @property
    def stand(self) -> str:
        """Hand and day in a word, by which a page tells later what it showed."""
        return f"{self.hand} {self.on_date or ''}".strip()


class Scan(models.Model):
    """A photo or scan of the paper with its signatures."""

    recorded = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="scans")
    file = models.ForeignKey(Attachment, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    seat_id = models.BigIntegerField(null=True)

    def __str__(self) -> str:
        return str(self.recorded)
