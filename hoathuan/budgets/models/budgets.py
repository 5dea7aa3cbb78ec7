"""A unit's (or a body's) money of one year, and the derived sums of each of its lines."""

import uuid

from django.db import models
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from hoathuan.accounts.models import Body
from hoathuan.budgets.choices import Source
from hoathuan.units.models import Area, Located, Unit


class Budget(Located):
    """The money of a commune, of a province's own offices, or of one body, in one year.

    It stays with the unit that had it (`unit`) and is carried on by the unit that stands there today (`now_commune`;
    of a province `now_province`). A commune's budget has an area; a province's has none. `starts_on`: the first day of
    the year on which the unit stood. The row is the lock of everything that is written into its ledger.
    """

    dated_by = "starts_on"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name=_("Đơn vị"))
    body = models.ForeignKey(Body, on_delete=models.PROTECT, null=True, related_name="+")
    year = models.PositiveSmallIntegerField(_("Năm ngân sách"))
    starts_on = models.DateField(editable=False)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, null=True, related_name="+")  # type: ignore[assignment]

    class Meta:
        indexes = [
            models.Index(fields=["year", "now_province"], name="budget_year_province"),
            models.Index(fields=["year", "now_commune"], name="budget_year_commune"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "body", "year"], name="budget_once_a_year", nulls_distinct=False
            )
        ]

    def __str__(self) -> str:
        return f"{self.body or self.unit} {self.year}"


class Balance(models.Model):
    """The sums of one line and source of a budget, in đồng: written by a trigger of the ledger and by nobody else."""

    budget = models.ForeignKey(Budget, on_delete=models.PROTECT, related_name="balances")
    line = models.CharField(max_length=60)
    source = models.CharField(max_length=10, choices=Source.choices)
    allocated = models.BigIntegerField(default=0)
    committed = models.BigIntegerField(default=0)
    spent = models.BigIntegerField(default=0)
    allowed = models.BigIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["budget", "line", "source"], name="balance_once")]

    #: what may still be committed or spent
    remaining = F("allocated") - F("committed") - F("spent")
