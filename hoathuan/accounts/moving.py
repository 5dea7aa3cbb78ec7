"""What a reform of units does to seats, bodies and contacts: who sat at a unit that ended sits where it went."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django.db import connection
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import Count, F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from hoathuan.core import audit
from hoathuan.core.writing import write_changed
from hoathuan.units.api import Effect, Line, Mover, Names, register_mover
from hoathuan.units.choices import Level
from hoathuan.units.models import ReformLink, Unit

from . import notices
from .actor import SYSTEM
from .choices import TEAM_KINDS, SeatKind
from .models import Notice, Seat
from .moving_bodies import carry_bodies, close_bodies

# of these a unit has one; two communes that were merged bring two
SINGLE = (SeatKind.PROVINCE_LEADER, SeatKind.COMMUNE_LEADER, SeatKind.COMMUNE_ACCOUNTANT)
BATCH = 2000


def move(effect: Effect) -> Sequence[Line]:
    """Bodies first: seats name them."""
    effect.say(_("Đang chuyển vai và cơ quan"))
    into = {**effect.into, **mended(effect)}
    nowhere = effect.split | effect.abolished
    found = [
        Line(_("Cơ quan chuyển sang đơn vị mới"), carry_bodies(into, effect.day)),
        Line(_("Cơ quan kết thúc, chưa có nơi tiếp nhận"), close_bodies(nowhere, effect.day)),
    ]
    going = [(seat, into[seat.unit_id]) for seat in _seats_at(into, effect.day)]
    going += _wrongly_gone(effect, into)
    found += [
        Line(_("Vai chuyển sang đơn vị mới"), carry_seats(going, effect.day)),
        Line(_("Vai kết thúc, cần người quản trị giao lại"), end_seats(nowhere, effect.day)),
        Line(_("Nơi có từ hai người cùng giữ một vai chính"), _held_twice(set(into.values()))),
        Line(_("Thông tin liên lạc của người dân và cán bộ"), _place_contacts()),
    ]
    _tell_villages(effect)
    found = [line for line in found if line.count]
    if found:
        data = {"reform": str(effect.reform), "lines": [line.as_data() for line in found]}
        audit.record(actor=SYSTEM, action="accounts.units_changed", subject=effect.reform, data=data)
    return found


def mended(effect: Effect) -> dict[int, int]:
    """What a correction says of former units: unit → the one that it went into wholly, or itself again."""
    if not effect.reform.corrects_id:
        return {}
    links = ReformLink.objects.filter(reform=effect.reform).select_related("to_new", "from_unit")
    found: dict[int, list[int]] = {}
    for link in links:
        target = link.to_new.made_id if link.to_new else link.to_unit_id
        found.setdefault(link.from_unit_id, []).append(target or link.from_unit_id)
    return {unit: into[0] for unit, into in found.items() if len(into) == 1}


def _wrongly_gone(effect: Effect, into: dict[int, int]) -> list[tuple[Seat, int]]:
    """Seats that went with a unit to where a correction says that it did not go."""
    if not effect.reform.corrects_id:
        return []
    origins = {
        seat.moved_to_id or 0: seat
        for seat in _joined(Seat.objects.filter(unit__in=into, moved_to__isnull=False))
    }
    found = []
    for seat in _joined(Seat.objects.filter(_lasting(effect.day), pk__in=origins)):
        origin = origins[seat.pk]
        if seat.unit_id != into[origin.unit_id]:
            seat.body = origin.body
            found.append((seat, into[origin.unit_id]))
    return found


def _lasting(day: date) -> Q:
    """Seats that nobody has stopped and that last beyond the day."""
    return Q(stopped_at=None) & (Q(valid__upper_inf=True) | Q(valid__endswith__gt=day))


def _seats_at(units: Iterable[int], day: date) -> list[Seat]:
    closed = Unit.objects.filter(pk__in=list(units)).exclude(valid__upper_inf=True)
    return _joined(Seat.objects.filter(_lasting(day), unit__in=closed))


def _joined(seats: Any) -> list[Seat]:
    return list(seats.select_related("person", "unit", "body").order_by("id"))


def carry_seats(going: Sequence[tuple[Seat, int]], day: date) -> int:
    """Each seat ends the day before and goes on at the unit (by key) from the day on; its people are told."""
    if not going:
        return 0
    made = _opened(going, day)
    ended = []
    for seat, unit in going:
        seat.moved_to = made[_key(seat, unit)]
        ended.append(seat)
    _end(ended, day)
    _take_along(ended)
    units = Unit.objects.in_bulk({unit for _seat, unit in going})
    _tell(ended, "seat_moved", day, _called(going, units))
    return len(ended)


def _called(going: Sequence[tuple[Seat, int]], units: Mapping[int, Unit]) -> dict[int, tuple[str, str]]:
    """Seat → what its former unit and its unit of after are called in one sentence."""
    names = Names([*(seat.unit for seat, _unit in going), *units.values()])
    found: dict[int, tuple[str, str]] = {}
    for seat, unit in going:
        former, after = names.together([seat.unit, units[unit]])
        found[seat.pk] = (former, after)
    return found


def end_seats(units: Iterable[int], day: date) -> int:
    """Seats at units that went nowhere whole end; those of teams wait until somebody says where the team is."""
    ended = [seat for seat in _seats_at(units, day) if seat.kind not in TEAM_KINDS]
    _end(ended, day)
    _tell(ended, "seat_ended", day)
    return len(ended)


Key = tuple[int, str, int, int | None, int | None]


def _key(seat: Seat, unit: int) -> Key:
    body = seat.body.moved_to_id or seat.body_id if seat.body else None
    return seat.person_id, seat.kind, unit, body, seat.team_id


def _opened(going: Sequence[tuple[Seat, int]], day: date) -> dict[Key, Seat]:
    """The seats at the units of after; one that its person holds there already is not opened twice."""
    units = {unit for _seat, unit in going}
    people = {seat.person_id for seat, _unit in going}
    held = Seat.objects.filter(_lasting(day), unit_id__in=units, person_id__in=people).order_by("id")
    known: dict[Key, Seat] = {
        (seat.person_id, seat.kind, seat.unit_id, seat.body_id, seat.team_id): seat for seat in held
    }
    fresh: dict[Key, Seat] = {}
    for seat, unit in going:
        key = _key(seat, unit)
        if key not in known and key not in fresh:
            first = max(seat.valid.lower or day, day)
            fresh[key] = Seat(
                person_id=seat.person_id, kind=seat.kind, unit_id=unit, body_id=key[3], team_id=seat.team_id,
                valid=DateRange(first, seat.valid.upper),
            )  # fmt: skip
    Seat.objects.bulk_create(fresh.values(), batch_size=BATCH)
    return known | fresh


def _end(seats: Sequence[Seat], day: date) -> None:
    for seat in seats:
        lower = seat.valid.lower
        seat.valid = DateRange(empty=True) if lower is not None and lower >= day else DateRange(lower, day)
    write_changed(seats, ["valid", "moved_to"])
    Seat.objects.filter(pk__in=[seat.pk for seat in seats]).update(stopped_at=Now(), version=F("version") + 1)


_TAKE_ALONG = (
    "UPDATE imports_importsession t SET seat_id = m.new FROM unnest(%s::bigint[], %s::bigint[]) AS m(old, new)"
    " WHERE t.seat_id = m.old",
    "UPDATE imports_rememberedcolumns t SET seat_id = m.new FROM unnest(%s::bigint[], %s::bigint[]) AS m(old, new)"
    " WHERE t.seat_id = m.old AND NOT EXISTS"
    " (SELECT 1 FROM imports_rememberedcolumns o WHERE o.seat_id = m.new AND o.kind = t.kind)",
    "UPDATE jobs_resultfile t SET seat_id = m.new FROM unnest(%s::bigint[], %s::bigint[]) AS m(old, new)"
    " WHERE t.seat_id = m.old",
)


def _take_along(seats: Sequence[Seat]) -> None:
    """Imports under way and files made by jobs stay with their person."""
    pairs: list[Any] = [[seat.pk for seat in seats], [seat.moved_to_id for seat in seats]]
    with connection.cursor() as cursor:
        for statement in _TAKE_ALONG:
            cursor.execute(statement, pairs)


def _held_twice(units: set[int]) -> int:
    running = Seat.objects.filter(unit_id__in=units, kind__in=SINGLE, stopped_at=None, valid__upper_inf=True)
    return (
        running.values("unit_id", "kind").annotate(n=Count("person", distinct=True)).filter(n__gt=1).count()
    )


def _place_contacts() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT accounts_place_contacts()")
        return int(cursor.fetchone()[0])


def _tell(
    seats: Sequence[Seat], kind: str, day: date, units: Mapping[int, tuple[str, str]] | None = None
) -> None:
    """units: seat → what its unit of before and that of after are called."""
    said = units or {seat.pk: (seat.unit.name, "") for seat in seats}
    made = Notice.objects.bulk_create(
        (
            Notice(
                user_id=seat.person.user_id,
                kind=kind,
                data={
                    "role": str(seat.get_kind_display()), "former": said[seat.pk][0], "day": f"{day:%d/%m/%Y}",
                    "unit": said[seat.pk][1],
                },
            )
            for seat in seats
            if seat.person.user_id
        ),
        batch_size=BATCH,
    )  # fmt: skip
    notices.carry(made)


def _tell_villages(effect: Effect) -> None:
    """Whose village came to another commune."""
    there = Seat.objects.filter(
        _lasting(effect.day), unit_id__in=list(effect.placed), unit__level=Level.VILLAGE
    )
    seats = _joined(there)
    units = Unit.objects.in_bulk({effect.placed[seat.unit_id] for seat in seats})
    said = {seat.pk: (seat.unit.name, units[effect.placed[seat.unit_id]].name) for seat in seats}
    _tell(seats, "village_moved", effect.day, said)


def register_all() -> None:
    register_mover(Mover("accounts", move, order=20))
