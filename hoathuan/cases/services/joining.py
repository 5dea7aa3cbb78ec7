"""Colleagues who help, and teams of other villages that mediate along (Law 35 Art. 13, 22): the dispute counts once."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from hoathuan.accounts import notices
from hoathuan.accounts.actor import Actor
from hoathuan.accounts.choices import SeatKind
from hoathuan.accounts.models import Seat
from hoathuan.cases import work_rules
from hoathuan.cases.choices import Part, Went
from hoathuan.cases.errors import CaseRefused
from hoathuan.cases.models import Case, CaseMediator, CaseTeam
from hoathuan.core.dates import today
from hoathuan.teams.api import TeamVillage

from .turns import correcting, go_on, take_turn, tell_act
from .workers import put_joining, require_impartial, require_serving
from .writing import refuse_if


@transaction.atomic
def join_mediator(*, actor: Actor, case: Case, mediator: Any, from_on: date) -> Case:
    """Let another mediator help: of the own team, or of a team that mediates along."""
    take_turn(actor, case)
    refuse_if(work_rules.check_within("from_on", from_on, case, today()))
    require_serving(mediator, from_on)
    require_impartial(case, mediator.pk)
    joint = case.joint_teams.filter(team=mediator.team_id, left_on=None)
    if mediator.team_id != case.team_id and not joint.exists():
        raise CaseRefused(_("Người này thuộc tổ khác. Ghi tổ đó cùng hòa giải trước."), "mediator")
    if case.workers.filter(mediator=mediator, until_on=case.closed_on).exists():
        raise CaseRefused(_("Người này đang tham gia vụ việc rồi."), "mediator")
    with correcting(actor, case):
        put_joining(case, mediator.pk, from_on)
        go_on(case)
    tell_act(case, actor, "helped", from_on, {"mediator": mediator.pk})
    return case


@transaction.atomic
def join_team(
    *, actor: Actor, case: Case, team: Any, joined_on: date, front_told_on: date | None = None
) -> CaseTeam:
    """Let the team of another village mediate along; its people read the dispute from now on.

    The heads of the Front committees of these villages are told, without anything of the content; `front_told_on`:
    on which day they were told by mouth.
    """
    take_turn(actor, case)
    refuse_if(work_rules.check_within("joined_on", joined_on, case, today()))
    if team.pk == case.team_id:
        raise CaseRefused(_("Vụ việc đã ở sổ của tổ này. Chọn tổ khác."), "team")
    if case.joint_teams.filter(team=team, left_on=None).exists():
        raise CaseRefused(_("Tổ này đang cùng hòa giải rồi."), "team")
    _check_told(front_told_on, joined_on)
    _check_apart(case, team, joined_on)
    # whoever comes again after having left has a line for each time
    made = CaseTeam.objects.create(case=case, team=team, joined_on=joined_on, front_told_on=front_told_on)
    go_on(case, joint_on=min(case.joint_on or joined_on, joined_on))
    tell_act(case, actor, "joined", joined_on, {"team": team.pk})
    notices.tell(_front_heads((case.team_id, team.pk)), "case_joint", number=str(case), team=str(case.team),
                 other=str(team), day=f"{joined_on:%d/%m/%Y}")  # fmt: skip
    return made


def _check_apart(case: Case, team: Any, joined_on: date) -> None:
    """A team does not come before it has left."""
    left = case.joint_teams.filter(team=team, left_on__gt=joined_on).order_by("-left_on").first()
    if left is not None:
        text = _(
            "Tổ này đã cùng hòa giải đến ngày %(day)s. Xem lại hai ngày, hoặc gạch lần trước nếu ghi nhầm."
        )
        raise CaseRefused(text % {"day": f"{left.left_on:%d/%m/%Y}"}, "joined_on")


def _front_heads(teams: Iterable[int]) -> list[int | None]:
    villages = TeamVillage.objects.filter(team__in=list(teams), ended_on=None).values("village")
    seats = Seat.objects.filter(
        kind=SeatKind.FRONT_HEAD, unit__in=villages, stopped_at=None, valid__contains=today()
    )
    return list(seats.values_list("person__user", flat=True))


def _check_told(told_on: date | None, joined_on: date) -> None:
    if told_on is None:
        return
    if told_on > today():
        raise CaseRefused(_("Ngày báo phải từ hôm nay trở về trước."), "front_told_on")


@transaction.atomic
def tell_front(*, actor: Actor, case: Case, team: CaseTeam, on_date: date) -> CaseTeam:
    """Keep on which day the heads of the Front committees were told (Art. 22)."""
    take_turn(actor, case)
    team.refresh_from_db()
    _check_told(on_date, team.joined_on)
    team.front_told_on = on_date
    team.save()
    go_on(case)
    tell_act(case, actor, "front_told", on_date, {"team": team.team_id})
    return team


@transaction.atomic
def leave_team(*, actor: Actor, case: Case, team: CaseTeam, on_date: date) -> CaseTeam:
    """The other team is done, or was named by mistake: from now on it does not read the dispute."""
    take_turn(actor, case)
    team.refresh_from_db()
    refuse_if(work_rules.check_within("on_date", on_date, case, today()))
    if on_date < team.joined_on:
        text = _("Tổ này cùng hòa giải từ ngày %(day)s. Xem lại hai ngày.")
        raise CaseRefused(text % {"day": f"{team.joined_on:%d/%m/%Y}"}, "on_date")
    if team.left_on:
        raise CaseRefused(_("Tổ này đã thôi cùng hòa giải. Mở lại trang để xem."))
    team.left_on = on_date
    team.save()
    with correcting(actor, case):
        for row in case.workers.filter(part=Part.JOINS, mediator__team=team.team_id, until_on=None):
            CaseMediator.objects.filter(pk=row.pk).update(until_on=max(on_date, row.from_on), went=Went.LEFT)
        go_on(case)
    tell_act(case, actor, "left", on_date, {"team": team.team_id})
    return team
