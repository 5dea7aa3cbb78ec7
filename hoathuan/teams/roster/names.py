"""Names as rosters write them: of people in capitals, of teams and villages in one cell, of communes in titles."""
# Vietnamese in this module is data, not interface text.

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from hoathuan.core import peoples
from hoathuan.core.spreadsheets.cells import Cell, shown
from hoathuan.core.text import clean, fold

_KINDS: Final = "thôn|bản|làng|ấp|buôn|khu phố|tổ dân phố|khối phố|phố|xóm|khu|tiểu khu|tổ"
_KIND: Final = re.compile(rf"^({_KINDS})\s+\S", re.IGNORECASE)
_TEAM_WORDS: Final = re.compile(r"(?:to hoa giai(?: co so)?|to hg|thg)\b[ :.\-–]*")
_NUMBERED: Final = re.compile(r"^(?:số )?\d+$", re.IGNORECASE)
_TITLE_TEAM: Final = re.compile(
    r"\b(?:thôn|bản|làng|ấp|buôn|khu phố|tổ dân phố|khối phố|xóm)\s+"
    r"(?!xã\b|phường\b|trên\b|thuộc\b|năm\b|của\b|có\b|và\b)"
    r"[^,;()–:-]+?(?=\s+(?:xã|phường|thị trấn|năm|tỉnh|huyện)\b|[,;()–:-]|$)",
    re.IGNORECASE,
)
_TITLE_COMMUNE: Final = re.compile(
    r"\b(?:xã|phường|thị trấn|đặc khu)\s+[^,;()–:-]+?(?=\s+(?:năm|tỉnh|huyện|đến|quý|giai đoạn|tháng)\b|[,;()–:-]|$)",
    re.IGNORECASE,
)
_TITLES: Final = re.compile(r"^(ông|bà|đ/c|đồng chí|anh|chị)[ .:]+", re.IGNORECASE)
_NOTE: Final = re.compile(r"\s*\([^)]*\)\s*$")


@dataclass(frozen=True, slots=True)
class Place:
    """A team and the village that it serves ("" where the name tells none)."""

    team: str
    village: str


def calm(text: str) -> str:
    """A name typed in capitals, as names are written: "NGUYỄN VĂN MẪU" → "Nguyễn Văn Mẫu"."""
    if not text.isupper():
        return text
    return " ".join(word.capitalize() for word in text.split(" "))


@lru_cache(maxsize=8192)
def place_of(team: str, village: str) -> Place | None:
    """The team and village that two cells (one may be blank) name; None when they name nothing.

    "Tổ HG thôn 1", "THÔN 1" and a village column "1" are all "Tổ hòa giải thôn 1".
    """
    served = _village(village)
    tail = _tail(team)
    if not tail:
        return Place(f"Tổ hòa giải {_low(served)}", served) if served else None
    if _NUMBERED.match(tail):
        number = tail.lower().removeprefix("số ")
        return Place(f"Tổ hòa giải số {number}", served)
    tail = calm(tail)
    return Place(f"Tổ hòa giải {_low(tail)}", served or _high(tail))


def _tail(text: str) -> str:
    """What follows "Tổ hòa giải"; folding keeps one letter for each, so that positions agree."""
    found = _TEAM_WORDS.match(fold(text))
    return (text[found.end() :] if found else text).strip(" .:-–")


def _village(text: str) -> str:
    text = calm(text.strip(" .:-–"))
    return f"Thôn {text}" if text.isdigit() else _high(text)


def _low(text: str) -> str:
    """The kind of village inside a sentence: "Thôn 1" → "thôn 1"; a proper name keeps its capital."""
    found = _KIND.match(text)
    return found.group(1).lower() + text[found.end(1) :] if found else text


def _high(text: str) -> str:
    found = _KIND.match(text)
    return text[:1].upper() + found.group(1)[1:].lower() + text[found.end(1) :] if found else text


def has_kind(village: str) -> bool:
    return bool(_KIND.match(village))


@lru_cache(maxsize=8192)
def bare(name: str) -> str:
    """A village's or commune's folded name without its kind: "Thôn Đồng Mẫu" → "dong mau"."""
    return fold(re.sub(rf"^({_KINDS}|xã|phường|thị trấn|đặc khu)\s+", "", clean(name), flags=re.IGNORECASE))


def person_name(text: str) -> tuple[str, str]:
    """The name without title and note, and the sex that a title tells ("M", "F" or "")."""
    found = _TITLES.match(text)
    title = found.group(1).lower() if found else ""
    sex = {"ông": "M", "anh": "M", "bà": "F", "chị": "F"}.get(title, "")
    return calm(_NOTE.sub("", text[found.end() :] if found else text)), sex


def from_sheet(sheet: dict[str, Any]) -> dict[str, Cell]:
    """What a sheet's own name and title tell: its team ("Thôn 1") or its commune ("Xã An Mẫu")."""
    name = clean(sheet["name"])
    found: dict[str, Cell] = {}
    if re.match(r"^(xã|phường|thị trấn|đặc khu)\s+\S", name, re.IGNORECASE):
        found["commune_sheet"] = name
    elif _KIND.match(name) or _TEAM_WORDS.match(fold(name)):
        found["team"] = name
    for line in sheet["title"]:
        if "team" not in found and (team := _TITLE_TEAM.search(clean(line))):
            found["team"] = team.group(0)
        if commune := _TITLE_COMMUNE.search(clean(line)):
            found.setdefault("commune_title", commune.group(0))
    return found


def text_of(cell: Cell) -> str:
    return _cleaned(cell) if isinstance(cell, str) else clean(shown(cell))


def peoples_in(text: str) -> tuple[list[str], list[str]]:
    """The codes of the peoples named in "tiếng Mường, Thái", and what names none."""
    bare_text = re.sub(r"\btiếng( dân tộc)?\b", "", text, flags=re.IGNORECASE)
    codes: list[str] = []
    unknown = []
    for part in (part.strip() for part in re.split(r"[,;/&+]|\bvà\b", bare_text)):
        if not part or fold(part) in ("khong", "kinh", "-"):
            continue
        people = peoples.find(part)
        if people is None:
            unknown.append(part)
        elif people.code not in codes:
            codes.append(people.code)
    return codes, unknown


@lru_cache(maxsize=16384)
def _cleaned(text: str) -> str:
    """Most cells of a roster say what the cell above said."""
    return clean(text)
