"""Identity and bank numbers: kept encrypted, compared by a keyed hash, shown masked."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from hoathuan.accounts.models import Person
from hoathuan.privacy.choices import PaperKind
from hoathuan.units.models import Unit


class Secret(models.Model):
    """A number that nobody reads in the table.

    `cipher`: a token of the first key of HT_FIELD_KEYS, with the person's key inside so that it cannot be moved
    to somebody else's row. `digest`: a hash of the number under HT_HASH_KEYS, for equality. `key_mark`: which
    keys both were made with. `now_province`, `now_commune`: where row security lets it be seen.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    cipher = models.TextField()
    digest = models.CharField(max_length=64, db_index=True)
    key_mark = models.CharField(max_length=17, db_index=True)
    now_province = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    now_commune = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", null=True)
    written_at = models.DateTimeField(auto_now=True)
    written_by_seat = models.BigIntegerField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return "••••"

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.pk}>"


class IdentityPaper(Secret):
    """The number of a person's identity card (căn cước, chứng minh nhân dân), as one commune wrote it down."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="identity_papers")
    kind = models.CharField(_("Loại giấy tờ"), max_length=4, choices=PaperKind.choices)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "now_commune"], name="identity_once_in_commune")
        ]


class BankAccount(Secret):
    """The account into which a person is paid. The holder's name is inside `cipher`, with the number."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="bank_accounts")
    bank = models.CharField(_("Ngân hàng"), max_length=100)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "now_commune"], name="bank_once_in_commune")]
