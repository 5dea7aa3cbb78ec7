"""What a mediator prints about herself is written down, so that a copy can be asked about by its code."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from hoathuan.accounts.models import Person
from hoathuan.teams.api import Team


class ServiceProof(models.Model):
    """An extract of somebody's own record as a mediator (bản ghi quá trình), printed on a day in a team.

    Printed again on that day it is the same one, with the same code.
    """

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="+")
    made_on = models.DateField(_("Ngày in"))

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "team", "made_on"], name="serviceproof_once_a_day")
        ]
