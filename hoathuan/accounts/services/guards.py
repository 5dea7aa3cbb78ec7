"""Who may change people, seats and accounts: re-checked in every service, whatever the page allowed."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from hoathuan.accounts.actor import Actor
from hoathuan.accounts.choices import TEAM_KINDS, SeatKind
from hoathuan.accounts.errors import AccountsError
from hoathuan.accounts.models import Person, Seat
from hoathuan.accounts.reach import unit_in_reach
from hoathuan.accounts.selectors import in_reach, not_over, seats_outside
from hoathuan.units.changing import gate
from hoathuan.units.models import Unit
from hoathuan.units.selectors import is_open


def check_administrator(actor: Actor) -> None:
    if not actor.system and actor.kind != SeatKind.ADMINISTRATOR:
        raise AccountsError(_("Chỉ người quản trị làm được việc này."))


def check_unit(actor: Actor, unit: Unit) -> None:
    if not unit_in_reach(actor, unit):
        raise AccountsError(_("%(unit)s không thuộc địa bàn ông/bà quản trị.") % {"unit": unit.name})


def hold_unit(unit: Unit) -> None:
    """No reform begins before this transaction ends; a unit that one has ended a moment ago takes nothing new."""
    gate.hold()
    if not is_open(Unit.objects.get(pk=unit.pk)):
        words = _("%(unit)s không còn sau sắp xếp đơn vị hành chính. Tải lại trang để chọn đơn vị tiếp nhận.")
        raise AccountsError(words % {"unit": unit.name})


def check_all_theirs(actor: Actor, people: Iterable[Person]) -> None:
    """Nobody opens or closes the account of a person who also sits outside the own reach.

    Otherwise a commune could take over the account of somebody who sits in the province.
    """
    outside = [] if actor.nation else seats_outside(actor, [person.pk for person in people])
    if outside:
        words = _("%(name)s còn giữ vai ở nơi khác: nhờ người quản trị cấp trên làm việc này.")
        raise AccountsError(words % {"name": outside[0].person.full_name})


def check_may_issue(actor: Actor, people: list[Person]) -> None:
    """An administrator issues slips for the own reach, a justice officer for team people of the own commune."""
    if not actor.is_any(SeatKind.ADMINISTRATOR, SeatKind.COMMUNE_OFFICER) and not actor.system:
        raise AccountsError(_("Chỉ người quản trị hoặc công chức tư pháp xã cấp được phiếu kích hoạt."))
    if actor.content_closed:
        # else who was given the officer's account could open the accounts of his teams, which read disputes
        raise AccountsError(
            _("Tài khoản của ông/bà đang chờ xác nhận nên chưa cấp phiếu cho người khác được.")
        )
    check_all_theirs(actor, people)
    seats = list(Seat.objects.filter(not_over(), in_reach(actor), person__in=people))
    seated = {seat.person_id for seat in seats}
    for person in people:
        if person.pk not in seated:
            text = _("%(name)s chưa có vai nào trong địa bàn: ghi vai trước khi cấp phiếu.")
            raise AccountsError(text % {"name": person.full_name})
    if actor.kind == SeatKind.COMMUNE_OFFICER and any(seat.kind not in TEAM_KINDS for seat in seats):
        raise AccountsError(
            _(
                "Công chức tư pháp xã chỉ cấp phiếu cho tổ trưởng và hòa giải viên không giữ vai nào khác: "
                "nhờ người quản trị cấp phiếu cho những người còn lại."
            )
        )
