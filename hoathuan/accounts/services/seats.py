"""Seats given and ended by administrators."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from hoathuan.accounts.actor import Actor
from hoathuan.accounts.choices import POWER_KINDS, READING_KINDS, TEAM_KINDS
from hoathuan.accounts.errors import AccountsError
from hoathuan.accounts.models import Body, Person, Seat
from hoathuan.accounts.placing import GIVEN, levels_of
from hoathuan.core import audit
from hoathuan.core.dates import today
from hoathuan.core.stale import StaleRecord
from hoathuan.units.models import Unit

from .guards import check_administrator, check_unit, hold_unit
from .recovery import ask_to_confirm


@dataclass(frozen=True)
class Placing:
    """A role at a unit, perhaps in a body there, from a day to a day (both included; no end: open)."""

    kind: str
    unit: Unit
    start: date
    until: date | None = None
    body: Body | None = None

    @property
    def term(self) -> DateRange:
        return DateRange(self.start, self.until + timedelta(days=1) if self.until else None)


@transaction.atomic
def give_seat(*, person: Person, placing: Placing, actor: Actor) -> Seat:
    """Give a person a seat within the administrator's reach."""
    check_administrator(actor)
    hold_unit(placing.unit)
    check_unit(actor, placing.unit)
    _check_not_own(person, placing.kind, actor)
    check_fits(placing)
    Person.objects.select_for_update().get(pk=person.pk)
    same = Seat.objects.filter(
        person=person, kind=placing.kind, unit=placing.unit, body=placing.body, valid__overlap=placing.term
    )
    if same.exists():
        raise AccountsError(_("Người này đã có vai đó trong thời gian đã ghi."))
    seat = Seat.objects.create(
        person=person, kind=placing.kind, unit=placing.unit, body=placing.body, valid=placing.term
    )
    ask_to_confirm(person, placing.kind, actor)
    audit.record(actor=actor, action="accounts.seat_given", subject=seat, data=said(seat))
    return seat


def _check_not_own(person: Person, kind: str, actor: Actor) -> None:
    """Who manages seats reads no dispute, approves and pays nothing: such a seat is given by somebody else."""
    if person.user_id is None or person.user_id != actor.user_id:
        return
    if kind in READING_KINDS:
        raise AccountsError(_("Không tự giao cho mình vai đọc nội dung vụ việc: nhờ người quản trị khác."))
    if kind in POWER_KINDS:
        raise AccountsError(
            _("Không tự giao cho mình vai duyệt, ký, chi hoặc quản trị: nhờ người quản trị khác.")
        )


def check_fits(placing: Placing) -> None:
    """Raises AccountsError where the role does not belong to the unit, the body or the term."""
    if placing.kind not in GIVEN:
        raise AccountsError(
            _(
                "Vai tổ trưởng, hòa giải viên theo danh sách tổ hòa giải: ghi người vào tổ rồi in phiếu kích hoạt."
            )
        )
    if placing.unit.level not in levels_of(placing.kind):
        raise AccountsError(
            _("Vai này không có ở %(unit)s: chọn vai hoặc đơn vị khác.") % {"unit": placing.unit.name}
        )
    if placing.body and placing.body.unit_id != placing.unit.pk:
        raise AccountsError(_("Cơ quan đã chọn không thuộc đơn vị này."))
    if placing.until and placing.until < placing.start:
        raise AccountsError(_("Ngày cuối phải từ ngày bắt đầu trở đi."))


@transaction.atomic
def end_seat(*, seat: Seat, until: date, version: int, actor: Actor) -> Seat:
    """End a seat after the day `until`; its rights are gone with the next request after that day.

    Until yesterday: at once, in every sign-in and job under way, whatever the clock says later.
    """
    check_administrator(actor)
    check_unit(actor, seat.unit)
    if seat.kind in TEAM_KINDS:
        raise AccountsError(_("Vai trong tổ hòa giải kết thúc khi ghi người đó thôi làm hòa giải viên."))
    if seat.pk == actor.seat_id:
        raise AccountsError(_("Không tự kết thúc vai đang dùng: nhờ người quản trị khác."))
    term = _term(seat, until)
    stopped = timezone.now() if until < today() else None
    found = Seat.objects.filter(pk=seat.pk, version=version, stopped_at=None).update(
        valid=term, stopped_at=stopped, version=F("version") + 1
    )
    if not found:
        raise StaleRecord
    data = said(seat) | {"until": f"{until:%d/%m/%Y}"}
    audit.record(actor=actor, action="accounts.seat_ended", subject=seat, data=data)
    seat.refresh_from_db()
    return seat


def _term(seat: Seat, until: date) -> DateRange:
    """From its first day to `until`; a seat that had yet to begin and ends at once is taken back whole."""
    start = seat.valid.lower or until
    if until >= start - timedelta(days=1):
        return DateRange(start, until + timedelta(days=1))
    if start > today() > until:
        return DateRange(empty=True)
    words = _("Ngày cuối phải từ ngày bắt đầu (%(day)s) trở đi.")
    raise AccountsError(words % {"day": f"{start:%d/%m/%Y}"})


def said(seat: Seat) -> dict[str, str]:
    """What the trail keeps about a seat: words that are still true when the unit is renamed."""
    return {"role": str(seat.get_kind_display()), "unit": seat.unit.name}


def last_day(seat: Seat) -> date | None:
    """The last day of the term; None while it is open."""
    return seat.valid.upper - timedelta(days=1) if seat.valid.upper else None


def runs(seat: Seat) -> bool:
    return seat.stopped_at is None and today() in seat.valid


def stop_ended() -> int:
    """Daily: seats whose term ran out are stopped for good, so that a clock set back revives none."""
    ended = Seat.objects.filter(stopped_at=None, valid__endswith__lte=today())
    return ended.update(stopped_at=timezone.now())
