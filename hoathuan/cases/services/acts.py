"""What is written of a dispute with a day of its own, and what happens to it when the dispute leaves the team."""

from datetime import date

from django.db.models import F
from django.db.models.functions import Greatest
from django.utils.translation import gettext as _

from hoathuan.cases.choices import Came
from hoathuan.cases.models import Case, CaseMediator, CasePause, CaseSession, CaseTeam, Escalation
from hoathuan.cases.work_rules import Act

from .workers import leave


def close_work(case: Case, step: str, day: date) -> None:
    """Nobody works on it any more; who was told of danger has it, once the parties were sent there."""
    leave(case, day)
    if step == "refer":
        standing = Escalation.objects.filter(case=case, closed_on=None)
        standing.update(closed_on=Greatest("told_on", day), version=F("version") + 1)


def acts_of(case: Case) -> list[Act]:
    """Everything with a day of its own, for comparing with new days of reception and end."""
    sessions = CaseSession.objects.filter(case=case).values_list("held_on", flat=True)
    pauses = CasePause.objects.filter(case=case).values_list("from_on", "until_on")
    given = CaseMediator.objects.filter(case=case).exclude(came=Came.BOOK).values_list("from_on", flat=True)
    teams = CaseTeam.objects.filter(case=case).values_list("joined_on", flat=True)
    ends = [until for _from, until in pauses if until]
    if case.closed_on:
        ends = [day for day in ends if day != case.closed_on]  # the end itself ended that one
    return [
        *(Act(day, _("Buổi hòa giải")) for day in sessions),
        *(Act(start, _("Lần tạm dừng")) for start, _until in pauses),
        *(Act(day, _("Lần hòa giải tiếp")) for day in ends),
        *(Act(day, _("Phân công hòa giải viên")) for day in given),
        *(Act(day, _("Tổ khác cùng hòa giải")) for day in teams),
    ]
