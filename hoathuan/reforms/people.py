"""Beside a reform stand keys of seats; whose they are is read when it is shown, for a name may have to go."""

from collections.abc import Iterable
from typing import Any

from hoathuan.accounts.models import Seat
from hoathuan.units.models import Reform


def who(key: int | None) -> str:
    """Name, role and unit of a seat, as they are today."""
    seat = _seats([key]).get(key)
    return str(seat) if seat else ""


def ended(reform: Reform) -> list[tuple[str, str, str]]:
    """(name, role, unit as it was called) of the seats that end with the reform."""
    kept = reform.found.get("seats", [])
    seats = _seats(key for key, _role, _unit in kept)
    return [(seats[key].person.full_name, role, unit) for key, role, unit in kept if key in seats]


def _seats(keys: Iterable[Any]) -> dict[Any, Seat]:
    """Keys of another kind (names, as older rows have them) find nobody."""
    numbers = [key for key in keys if isinstance(key, int)]
    return Seat.objects.select_related("person", "unit").in_bulk(numbers)
