"""A seat and its duties pass to a successor in one act: all of it happens, or nothing does."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from hoathuan.accounts import handover, notices
from hoathuan.accounts.actor import Actor
from hoathuan.accounts.choices import PLAIN_KINDS, TEAM_KINDS, SeatKind
from hoathuan.accounts.errors import AccountsError
from hoathuan.accounts.models import Person, Seat
from hoathuan.accounts.placing import GIVEN
from hoathuan.accounts.selectors import in_reach, not_over
from hoathuan.core import audit
from hoathuan.core.dates import today
from hoathuan.units.changing import gate

from .guards import check_unit, hold_unit
from .people import PersonDetails, write_person
from .recovery import ask_to_confirm
from .seats import said
from .usernames import open_accounts


@dataclass(frozen=True)
class HandOver:
    """Who follows (`person`, or `newcomer` to be written down), from which day, and which duties go along.

    `keep`: the former holder stays in the seat too. `duties`: keys of `accounts.handover`.
    """

    day: date
    person: Person | None = None
    newcomer: PersonDetails | None = None
    keep: bool = False
    duties: Sequence[str] = field(default_factory=tuple)


def may_hand_over(actor: Actor) -> Q:
    """The seats that this actor may hand over, as a condition.

    An administrator: any given seat in reach but the own one. A justice officer: those of her teams, and those of
    her commune that neither approve, pay, sign, administer, inspect nor speak for another agency.
    """
    if actor.kind == SeatKind.ADMINISTRATOR:
        return in_reach(actor) & Q(kind__in=GIVEN) & ~Q(pk=actor.seat_id)
    if actor.kind != SeatKind.COMMUNE_OFFICER or actor.content_closed:
        return Q(pk__in=[])
    return in_reach(actor) & Q(kind__in=(*TEAM_KINDS, *PLAIN_KINDS))


@transaction.atomic
def hand_over(*, seat: Seat, version: int, plan: HandOver, actor: Actor) -> Seat:
    """Pass the seat and the chosen duties on; returns the successor's seat.

    Raises AccountsError where the actor may not, the day or the successor does not fit, or somebody else has
    changed the seat since it was shown: of two who hand over the same seat at once, one is told so.
    """
    gate.hold()
    _claim(seat, version)
    seat = Seat.objects.select_related("person__user", "unit", "body").get(pk=seat.pk)
    check_unit(actor, seat.unit)
    if not Seat.objects.filter(may_hand_over(actor), pk=seat.pk).exists():
        raise AccountsError(
            _("Vai này không bàn giao ở đây được: nhờ người quản trị, hoặc tư pháp xã nếu là vai của tổ.")
        )
    _check_day(seat, plan.day)
    person = _successor(seat, plan, actor)
    passer = handover.passer_of(seat)
    if passer is not None:
        new = passer.move(seat, person, plan.day, actor)
    else:
        new = _pass_seat(seat, person, plan, actor)
    passed = {duty.key: duty.pass_on(seat, new, actor) for duty in handover.chosen(plan.duties)}
    _say(seat, new, passed, actor)
    return new


def _claim(seat: Seat, version: int) -> None:
    """The guard of the race: the row is ours until the end of the transaction, in the state that was shown."""
    mine = Seat.objects.filter(not_over(), pk=seat.pk, version=version).update(version=F("version") + 1)
    if not mine:
        raise AccountsError(_("Người khác vừa bàn giao hoặc sửa vai này. Tải lại trang để xem ai đang giữ."))


def _check_day(seat: Seat, day: date) -> None:
    if day > today():
        raise AccountsError(
            _("Ghi bàn giao vào đúng ngày bàn giao hoặc sau đó: ngày phải từ hôm nay trở về trước.")
        )
    start = seat.valid.lower
    if start is not None and day < start:
        words = _("Người giữ vai bắt đầu từ %(day)s: ngày bàn giao phải từ ngày đó trở đi.")
        raise AccountsError(words % {"day": f"{start:%d/%m/%Y}"})


def _successor(seat: Seat, plan: HandOver, actor: Actor) -> Person:
    """The person who follows, with an account (perhaps not yet opened) that duties can be passed to."""
    passer = handover.passer_of(seat)
    if plan.newcomer is not None and passer is None:
        person = Person()
        write_person(person, plan.newcomer)
        audit.record(
            actor=actor, action="accounts.person_added", subject=person, data={"name": person.full_name}
        )
    elif plan.person is not None:
        person = Person.objects.select_for_update(of=("self",)).select_related("user").get(pk=plan.person.pk)
    else:
        raise AccountsError(_("Chọn người nhận bàn giao."))
    _check_successor(seat, person, actor)
    if passer is not None and not passer.successors(seat).filter(pk=person.pk).exists():
        raise AccountsError(_("Người nhận phải là hòa giải viên đang hoạt động của tổ."))
    open_accounts([person], {})
    return person


def _check_successor(seat: Seat, person: Person, actor: Actor) -> None:
    if person.pk == seat.person_id:
        raise AccountsError(_("Người này đang giữ chính vai đó: chọn người khác."))
    if person.user_id is not None and person.user_id == actor.user_id:
        # else an administrator would hand himself the seat that reads disputes, or a chief's signature
        raise AccountsError(_("Không tự bàn giao cho mình: nhờ người quản trị khác."))


def _pass_seat(seat: Seat, person: Person, plan: HandOver, actor: Actor) -> Seat:
    """The same role at the same place from the day on; the former holder's ends the day before, unless kept."""
    hold_unit(seat.unit)
    until = seat.valid.upper
    same = Seat.objects.filter(not_over(), person=person, kind=seat.kind, unit=seat.unit, body=seat.body)
    if same.exists():
        raise AccountsError(_("Người nhận đã giữ vai này: chọn người khác."))
    if not plan.keep:
        start = seat.valid.lower
        empty = start is not None and start >= plan.day
        term = DateRange(empty=True) if empty else DateRange(start, plan.day)
        Seat.objects.filter(pk=seat.pk).update(valid=term, stopped_at=timezone.now())
        data = said(seat) | {"until": f"{plan.day - timedelta(days=1):%d/%m/%Y}"}
        audit.record(actor=actor, action="accounts.seat_ended", subject=seat, data=data)
    new = Seat.objects.create(
        person=person, kind=seat.kind, unit=seat.unit, body=seat.body, valid=DateRange(plan.day, until)
    )
    ask_to_confirm(person, seat.kind, actor)
    audit.record(actor=actor, action="accounts.seat_given", subject=new, data=said(new))
    return new


def _say(seat: Seat, new: Seat, passed: dict[str, int], actor: Actor) -> None:
    """Lines about one seat keep only the key of who held the other: her name may have to go one day."""
    data = said(seat) | {"person": new.person_id, "passed": passed}
    audit.record(actor=actor, action="accounts.handed_over", subject=seat, data=data)
    data = said(seat) | {"person": seat.person_id, "passed": passed}
    audit.record(actor=actor, action="accounts.taken_over", subject=new, data=data)
    notices.tell([seat.person.user_id], "handed_over", by=actor, about=new.person, **said(seat))
    notices.tell([new.person.user_id], "taken_over", by=actor, about=seat.person, **said(seat))
