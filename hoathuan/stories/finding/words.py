"""What must not stand in a story: names of people and of places, and the forms in which they turn up."""
# Vietnamese in this module is data, not interface text.

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from hoathuan.core.text import clean, fold

#: Before a given name: "bà Mẫu". Words of kin, of address, of a house.
TITLES = frozenset(
    "ông bà anh chị cô chú bác cụ em cháu thím dì cậu mợ thầy mẹ bố cha vợ chồng con nhà hộ họ đình".split()
)
BARE_TITLES = frozenset(fold(word) for word in TITLES)
_TITLE_START = re.compile(
    r"^(?:(?:hộ\s+)?gia\s+đình|hộ|vợ\s+chồng|ông|bà|anh|chị|cô|chú|bác|cụ|em|cháu)\s+(?=\S+\s+\S)", re.I
)
#: What a place is called by its kind; the name comes after it.
KINDS_OF_PLACE = (
    r"thôn|bản|xóm|ấp|làng|buôn|khối|khu\s+phố|khu|tổ\s+dân\s+phố|tdp|xã|phường|thị\s+trấn|đặc\s+khu|huyện|quận"
    r"|thị\s+xã|thành\s+phố|đường|phố|ngõ|ngách|hẻm"
)
_KIND_START = re.compile(rf"^(?:{KINDS_OF_PLACE})\s+", re.I)
_BETWEEN = re.compile(r"\s*[,;/()\n]\s*|\s+(?:và|cùng|với)\s+|\s+[-–]\s+")


@dataclass(frozen=True)
class Wanted:
    """Names of all people of the dispute, and of the places about it, as they are written in the register."""

    names: tuple[str, ...] = ()
    places: tuple[str, ...] = ()


def whole_names(names: Sequence[str]) -> list[str]:
    """Names of two syllables and more, and their last two syllables ("Thị Mẫu")."""
    found = dict.fromkeys(name for name in _each_name(names) if " " in name)
    tails = (" ".join(name.split()[-2:]) for name in list(found) if len(name.split()) > 2)
    return [*found, *(tail for tail in dict.fromkeys(tails) if tail not in found)]


def given_names(names: Sequence[str]) -> set[str]:
    """What people are called by, folded: the last syllable."""
    return {fold(name).split()[-1] for name in _each_name(names)}


def initials(names: Sequence[str]) -> set[str]:
    """ "ltm" of "Lò Thị Mẫu"."""
    return {"".join(part[0] for part in fold(name).split()) for name in _each_name(names) if " " in name}


def _each_name(names: Sequence[str]) -> Iterator[str]:
    for line in names:
        for part in _BETWEEN.split(clean(line)):
            name = _TITLE_START.sub("", part.strip(" .:"))
            if any(sign.isalpha() for sign in name):
                yield name


def whole_places(places: Sequence[str]) -> list[str]:
    """Each part of an address; without its kind too, where what is left is a name of its own ("An Mẫu")."""
    found: dict[str, None] = {}
    for line in places:
        for part in _BETWEEN.split(clean(line)):
            if not any(sign.isalpha() for sign in part):
                continue
            found[part] = None
            bare = _KIND_START.sub("", part)
            if bare != part and " " in bare and not any(sign.isdigit() for sign in bare):
                found[bare] = None
    return [place for place in found if " " in place or len(place) >= 4]
