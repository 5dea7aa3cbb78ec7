"""What every change checks again: the seat's right, the days, and that nobody else is changing the commune."""

from datetime import date

from django.utils.translation import gettext as _

from hoathuan.accounts.actor import Actor
from hoathuan.accounts.choices import SeatKind
from hoathuan.core.dates import today
from hoathuan.teams.errors import NotYours, TeamsError
from hoathuan.teams.models import Team
from hoathuan.units.changing import gate
from hoathuan.units.models import Unit
from hoathuan.units.selectors import is_open


def check_right(actor: Actor, commune_id: int | None) -> None:
    """The registry of a commune is kept by its own justice officer."""
    if actor.system:
        return
    if actor.kind != SeatKind.COMMUNE_OFFICER or actor.commune_id is None or actor.commune_id != commune_id:
        raise NotYours


def lock_commune(commune_id: int | None) -> Unit:
    """Changes of one commune's people go one after the other, so that nobody is entered twice."""
    if commune_id is None:  # a split commune's team that nobody has placed yet
        raise NotYours
    gate.hold()  # first: a reform that waited for the commune's row would wait for who waits for the reform
    commune = Unit.objects.select_for_update(no_key=True).get(pk=commune_id)
    if not is_open(commune):
        raise gate.have_changed()
    return commune


def lock_team(team: Team) -> None:
    """Changes of one team's head go one after the other; refused where a reform has just moved the team."""
    gate.hold()
    held = Team.objects.select_for_update(no_key=True).get(pk=team.pk)
    if held.now_commune_id != team.now_commune_id:
        raise gate.have_changed()


def check_open(team: Team) -> None:
    if team.ended_on is not None:
        text = _("Tổ đã giải thể từ %(day)s nên không sửa được nữa.")
        raise TeamsError(text % {"day": f"{team.ended_on:%d/%m/%Y}"})


def check_past(day: date) -> None:
    if day > today():
        text = _("Ngày %(day)s còn ở tương lai: ghi ngày từ hôm nay trở về trước.")
        raise TeamsError(text % {"day": f"{day:%d/%m/%Y}"})


def check_order(start: date, end: date) -> None:
    if end < start:
        text = _("Ngày kết thúc %(end)s trước ngày bắt đầu %(start)s: xem lại hai ngày.")
        raise TeamsError(text % {"end": f"{end:%d/%m/%Y}", "start": f"{start:%d/%m/%Y}"})
