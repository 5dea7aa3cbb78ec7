"""Recovery of accounts: what a new slip ends, who hears of it, and who opens the content again."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from allauth.mfa.models import Authenticator
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from hoathuan.accounts import notices, proving
from hoathuan.accounts.actor import Actor
from hoathuan.accounts.choices import READING_KINDS, TEAM_KINDS, SeatKind
from hoathuan.accounts.errors import AccountsError
from hoathuan.accounts.models import Activation, Person, Recovery, Seat, User
from hoathuan.accounts.selectors import not_over, recoveries_shown_to, waiting_to_be_confirmed
from hoathuan.core import audit
from hoathuan.core.dates import today
from hoathuan.core.writing import write_changed
from hoathuan.units.models import Reach

from .sessions import end_sessions


def open_anew(people: Sequence[Person], actor: Actor) -> None:
    """Each of these people gets a slip now: the former password, sign-ins and second factor end.

    By an administrator's slip the account is not proven to be its person's; by the justice officer's, who hands
    it over face to face, it is (`proving`).
    """
    users = [person.user for person in people if person.user is not None]
    before = {user.pk for user in users if user.has_usable_password()}
    before |= set(
        Activation.objects.filter(user__in=users, used_at__isnull=False).values_list("user_id", flat=True)
    )
    _end_all(users)
    now = timezone.now()
    proven = actor.kind == SeatKind.COMMUNE_OFFICER
    for user in users:
        user.unproven_since = None if proven else now
    write_changed(users, ["password", "unproven_since"])
    Recovery.objects.bulk_create(
        Recovery(
            user=user,
            at=now,
            by_id=actor.seat_id,
            by_label=actor.label[:300],
            again=user.pk in before,
            confirmed_at=now if proven else None,
            confirmed_by_id=actor.seat_id if proven else None,
        )
        for user in users
    )
    for person in people:
        if person.user_id in before:
            _say(person, actor)
    _tell_opened([person for person in people if person.user_id not in before], actor)


def ask_to_confirm(person: Person, kind: str, actor: Actor) -> None:
    """A seat that reads disputes was given by an administrator to an account in use: its holder is met first.

    Else an administrator would make a second one, who gives the seat to the first.
    """
    if kind not in READING_KINDS or person.user_id is None or actor.kind != SeatKind.ADMINISTRATOR:
        return
    now = timezone.now()
    User.objects.filter(pk=person.user_id).update(unproven_since=now)
    Recovery.objects.create(user_id=person.user_id, at=now, by_id=actor.seat_id, by_label=actor.label[:300])
    _tell_opened([person], actor)


def _end_all(users: list[User]) -> None:
    Authenticator.objects.filter(user__in=users).delete()
    used = [user for user in users if user.has_usable_password()]
    for user in used:
        user.set_unusable_password()
    end_sessions([user.pk for user in used])


def _say(person: Person, actor: Actor) -> None:
    told = watchers(person) - {person.user_id, actor.user_id}
    notices.tell(told, "recovered", by=actor, about=person)
    audit.record(actor=actor, action="accounts.recovered", subject=person)


def _tell_opened(people: Sequence[Person], actor: Actor) -> None:
    """Those of the place hear that an administrator opened, for the first time, what will read disputes."""
    if actor.kind != SeatKind.ADMINISTRATOR:
        return
    seats = Seat.objects.filter(not_over(), person__in=people, kind__in=READING_KINDS)
    places: dict[tuple[int, bool], dict[int, Person]] = {}
    for seat in seats.select_related("person"):
        place = places.setdefault((seat.unit_id, seat.kind in TEAM_KINDS), {})
        place[seat.person_id] = seat.person
    for (unit, of_team), found in places.items():
        told = (
            _hearing([unit], [] if of_team else [unit])
            - {p.user_id for p in found.values()}
            - {actor.user_id}
        )
        first, more = next(iter(found.values())), len(found) - 1
        notices.tell(told, "opened_many" if more else "opened", by=actor, about=first, more=more)


def watchers(person: Person) -> set[int | None]:
    """The accounts that hear of a recovery: the justice officers of the person's communes.

    Of a justice officer, and of anybody above the communes or outside teams: also the province's officers and the
    administrators over the seat.
    """
    seats = list(Seat.objects.filter(not_over(), person=person))
    offices = [seat.unit_id for seat in seats if seat.kind not in TEAM_KINDS]
    return _hearing([seat.unit_id for seat in seats], offices)


def _hearing(units: Sequence[int], offices: Sequence[int]) -> set[int | None]:
    near = Q(kind=SeatKind.COMMUNE_OFFICER, unit__in=units)
    above = Reach.objects.filter(descendant__in=offices).values("ancestor_id")
    over = Q(kind__in=(SeatKind.PROVINCE_OFFICER, SeatKind.ADMINISTRATOR), unit__in=above)
    hearing = Seat.objects.filter(near | over, stopped_at=None, valid__contains=today())
    return set(hearing.values_list("person__user_id", flat=True))


@transaction.atomic
def confirm(*, recovery: Recovery, actor: Actor) -> Recovery:
    """The actor has met the holder in person: content of disputes is open to the account from now on.

    Raises AccountsError where the actor may not vouch, the slip was not used yet, or a newer slip was given.
    """
    user = User.objects.select_for_update().get(pk=recovery.user_id)
    check_may_confirm(recovery, actor)
    if user.unproven_since != recovery.at:
        raise AccountsError(_("Tài khoản này đã được xác nhận, hoặc đã có phiếu in sau. Tải lại trang."))
    if not user.has_usable_password():
        raise AccountsError(
            _("Người này chưa dùng phiếu. Gặp trực tiếp, để người đó đăng nhập bằng phiếu rồi hãy xác nhận.")
        )
    User.objects.filter(pk=user.pk).update(unproven_since=None)
    recovery.confirmed_at, recovery.confirmed_by = timezone.now(), actor.seat
    recovery.save(update_fields=["confirmed_at", "confirmed_by"])
    notices.tell([user.pk], "confirmed", by=actor)
    audit.record(actor=actor, action="accounts.confirmed", subject=user)
    return recovery


def check_may_confirm(recovery: Recovery, actor: Actor) -> None:
    seats = Seat.objects.filter(not_over(), person__user=recovery.user_id).select_related("unit")
    if refused := why_not(recovery, seats, actor, proving.giver_of(actor)) or _unfit(actor):
        raise AccountsError(refused)


def to_confirm(actor: Actor) -> list[Recovery]:
    """The accounts in reach that this very seat may confirm now: never its own holder's."""
    if not proving.trusted(actor):
        return []
    waiting = list(waiting_to_be_confirmed(recoveries_shown_to(actor)))
    held = seats_of(waiting)
    giver = proving.giver_of(actor)
    return [one for one in waiting if not why_not(one, held[one.user_id], actor, giver)]


def seats_of(recoveries: Iterable[Recovery]) -> Mapping[int | None, list[Seat]]:
    """By account, the seats that its holder sits in or will: one question for all."""
    held: dict[int | None, list[Seat]] = defaultdict(list)
    users = [one.user_id for one in recoveries]
    for seat in Seat.objects.filter(not_over(), person__user__in=users).select_related("person", "unit"):
        held[seat.person.user_id].append(seat)
    return held


def why_not(recovery: Recovery, seats: Iterable[Seat], actor: Actor, giver: int | None) -> str:
    """Why this seat, whose own account `giver` opened, cannot confirm the holder of these seats; "" where it can."""
    if actor.user_id == recovery.user_id:
        return _("Không tự xác nhận cho mình.")
    if not proving.fits(actor, seats):
        return _("Vai này không xác nhận được người này.")
    if recovery.by is not None and recovery.by.person.user_id == actor.user_id:
        return _("Người đã in phiếu không xác nhận được: nhờ người khác gặp và xác nhận.")
    if proving.same_hand(giver, recovery):
        return _(
            "Tài khoản của ông/bà và của người này do cùng một người mở và đều đang chờ xác nhận: "
            "nhờ người khác xác nhận, hoặc nhờ người quản trị khác in lại phiếu cho một trong hai."
        )
    return ""


def _unfit(actor: Actor) -> str:
    if proving.trusted(actor):
        return ""
    return _("Tài khoản của ông/bà cũng đang chờ xác nhận nên chưa xác nhận cho người khác được.")
