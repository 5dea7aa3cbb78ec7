"""The head of a team."""

from datetime import date, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from hoathuan.accounts.actor import Actor
from hoathuan.accounts.services.team_seats import OnRoster, follow_roster
from hoathuan.core import audit
from hoathuan.teams.errors import TeamsError
from hoathuan.teams.models import Mediator, Team, TeamHead
from hoathuan.teams.selectors import on_day

from .guards import check_open, check_past, check_right, lock_team
from .standing import restate


@transaction.atomic
def appoint_head(*, team: Team, mediator: Mediator, started_on: date, actor: Actor) -> TeamHead:
    """Make one of the team's active mediators its head; the former head's term ends the day before.

    Law 35/2013/QH13 Art. 14: the mediators choose the head among themselves, the commune Chair recognises.
    """
    check_right(actor, team.now_commune_id)
    check_open(team)
    check_past(started_on)
    lock_team(team)
    _check_member(team, mediator, started_on)
    _close_former(team, mediator, started_on)
    head = TeamHead.objects.create(team=team, mediator=mediator, started_on=started_on)
    keep_seats(team, actor)
    restate([team.pk])
    data = {"name": str(mediator), "started_on": f"{started_on:%d/%m/%Y}"}
    audit.record(actor=actor, action="teams.head_appointed", subject=team, data=data)
    return head


def keep_seats(team: Team, actor: Actor) -> None:
    """Those of the team who sign in act as head or mediator from today on, as the roster now says."""
    members = Mediator.objects.filter(on_day(), team=team, person__user__isnull=False)
    heads = set(TeamHead.objects.filter(on_day(), team=team).values_list("mediator_id", flat=True))
    roster = [OnRoster(one.person_id, team.pk, one.pk in heads) for one in members]
    commune = team.now_commune
    if roster and commune is not None:
        follow_roster(commune=commune, teams=[team.pk], roster=roster, actor=actor)


def _check_member(team: Team, mediator: Mediator, day: date) -> None:
    serves = mediator.team_id == team.pk and mediator.ended_on is None and mediator.started_on <= day
    if not serves:
        text = _(
            "Ngày %(day)s người này không phải là hòa giải viên của tổ: chọn người khác hoặc xem lại ngày."
        )
        raise TeamsError(text % {"day": f"{day:%d/%m/%Y}"})


def _close_former(team: Team, mediator: Mediator, day: date) -> None:
    former = TeamHead.objects.filter(team=team, ended_on=None).first()
    if former is None:
        return
    if former.mediator_id == mediator.pk:
        raise TeamsError(_("Người này đang là tổ trưởng."))
    if former.started_on >= day:
        text = _("Tổ trưởng hiện nay giữ việc từ %(day)s: ghi ngày sau ngày đó.")
        raise TeamsError(text % {"day": f"{former.started_on:%d/%m/%Y}"})
    former.ended_on = day - timedelta(days=1)
    former.save(update_fields=["ended_on"])
