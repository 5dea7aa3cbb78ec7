"""People as they are written into a register: one a line, "Lò Thị Mẫu, 54 tuổi, thôn 1"."""
# Vietnamese in this module is data, not interface text.

import re
from collections.abc import Iterable
from dataclasses import dataclass

from hoathuan.core.text import clean, fold

from .choices import PartyRole

_ORDER = re.compile(r"^\s*(?:\d{1,2}\s*[.)\-]|[-–+•*])\s*")
_TITLE = re.compile(r"^(?:ông|bà|anh|chị)[ :]+", re.IGNORECASE)
_AGE = re.compile(r"^(\d{1,3})(?:\s*tuổi)?$", re.IGNORECASE)
_YEAR = re.compile(r"^(?:sinh|sn|s)?\.?\s*(?:năm)?\s*((?:19|20)\d{2})$", re.IGNORECASE)
_BREAKS = re.compile(r"[\n;]+")
_OLDEST = 120
_LONGEST_NAME, _LONGEST_ADDRESS = 100, 200


@dataclass(frozen=True)
class Someone:
    """A person of a dispute; year of birth and address may be unknown."""

    full_name: str
    birth_year: int | None = None
    address: str = ""
    role: str = PartyRole.PARTY

    def line(self) -> str:
        """As it is typed and read back: "Lò Thị Mẫu, sinh 1972, thôn 1"."""
        year = f"sinh {self.birth_year}" if self.birth_year else ""
        return ", ".join(part for part in (self.full_name, year, self.address) if part)


def read_people(text: str, year: int, role: str = PartyRole.PARTY) -> tuple[Someone, ...]:
    """Everyone named in `text`, one a line or parted by semicolons; `year` turns an age into a year of birth."""
    lines = (_ORDER.sub("", line) for line in _BREAKS.split(text or ""))
    found = (_read(line, year, role) for line in lines)
    return tuple(person for person in found if person.full_name)


def _read(line: str, year: int, role: str) -> Someone:
    first, *rest = [clean(part) for part in line.split(",")]
    name = _TITLE.sub("", first)[:_LONGEST_NAME]
    birth_year, address = None, []
    for part in rest:
        read = _birth_year(part, year) if birth_year is None else None
        birth_year = birth_year or read
        if read is None and part:
            address.append(part)
    return Someone(name, birth_year, ", ".join(address)[:_LONGEST_ADDRESS], role)


def _birth_year(part: str, year: int) -> int | None:
    if found := _YEAR.match(part):
        return int(found.group(1)) if int(found.group(1)) <= year else None
    found = _AGE.match(part)
    return year - int(found.group(1)) if found and 0 < int(found.group(1)) <= _OLDEST else None


def folded_names(people: Iterable[Someone]) -> str:
    """All names in one form, to tell the same entry again."""
    return "|".join(sorted(fold(person.full_name) for person in people))
