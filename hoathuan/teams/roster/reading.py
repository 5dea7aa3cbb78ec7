"""One row of a roster: its clean values, and everything that is wrong with it."""
# Vietnamese in this module is data, not interface text.

import re
from collections.abc import Callable, Iterable
from datetime import date
from functools import lru_cache
from typing import Any, Final

from django.utils.translation import gettext as _

from hoathuan.core.imports.registry import Raw, RowProblem
from hoathuan.core.spreadsheets import values
from hoathuan.core.spreadsheets.cells import Cell, shown
from hoathuan.core.spreadsheets.errors import ValueProblem
from hoathuan.core.spreadsheets.rows import is_marked
from hoathuan.core.text import fold, person_sort_key, sort_key
from hoathuan.teams.choices import Qualification
from hoathuan.teams.services.mediators import minority_of

from .names import Place, peoples_in, person_name, place_of, text_of

_ROLE: Final = re.compile(
    r"^(to truong|to pho|pho to truong|to vien|thanh vien|hoa giai vien)( to( hoa giai)?)?$"
)
_UNTRAINED: Final = re.compile(
    r"^(chua|khong|pho thong|thpt|thcs|tieu hoc|ptth|cap [123]|lop \d+|\d{1,2}/1[02]|none|-+$)"
)
_DECISION_DAY: Final = re.compile(r"[ ,;]*(?:ngày|ng)[ .:]*(\d{1,2}[/.-]\d{1,2}[/.-]\d{4})", re.IGNORECASE)
_LONGEST: Final = {
    "name": 100,
    "occupation": 150,
    "address": 200,
    "decision": 60,
    "team": 150,
    "village": 120,
}


class _Reader:
    """Reads the cells of one row and gathers what is wrong."""

    def __init__(self, raw: Raw) -> None:
        self.raw = raw
        self.problems: list[RowProblem] = []

    def text(self, key: str) -> str:
        return text_of(self.raw.get(key))

    def parsed(self, key: str, parse: Callable[[Cell], Any], otherwise: Any) -> Any:
        try:
            return parse(self.raw.get(key))
        except ValueProblem as problem:
            self.wrong(key, str(problem))
            return otherwise

    def wrong(self, key: str, words: str) -> None:
        self.problems.append(RowProblem(key, words, shown(self.raw.get(key))[:60]))

    def within(self, data: dict[str, Any]) -> None:
        for key, most in _LONGEST.items():
            if len(data[key]) > most:
                self.wrong(key, _("Dài quá %(most)s ký tự: ghi ngắn lại.") % {"most": most})


def read(raw: Raw) -> tuple[dict[str, Any], Iterable[RowProblem]]:
    """Clean values as JSON, and problems in words. Blank cells give empty values: they change nothing stored."""
    row = _Reader(raw)
    data = _person(row) | _term(row) | _place(row)
    row.within(data)
    return data, row.problems


def _person(row: _Reader) -> dict[str, Any]:
    name, told = person_name(row.text("name"))
    if re.search(r"\d", name):
        row.wrong("name", _("Họ và tên có chữ số: ghi lại họ và tên."))
    born = row.parsed("birth", values.parse_person_date, None) or (None, None)
    ethnicity = row.parsed("ethnicity", values.parse_ethnicity, "")
    return {
        "name": name,
        "sort": person_sort_key(name),
        "folded": fold(name),
        "sex": row.parsed("sex", values.parse_sex, "") or told,
        "birth_year": born[0],
        "birth_date": born[1].isoformat() if born[1] else None,
        "ethnicity": ethnicity,
        "minority": minority_of(ethnicity),
        "phone": row.parsed("phone", values.parse_phone, ""),
        "address": row.text("address"),
    }


def _term(row: _Reader) -> dict[str, Any]:
    occupation, role = row.text("occupation"), _folded(row.text("role"))
    if _ROLE.match(_folded(occupation)):  # a column "Chức vụ" that means the place in the team
        occupation, role = "", role or _folded(occupation)
    decision, told = _decision(row.text("decision"))
    recognised = row.parsed("recognised", values.parse_day, None)
    if recognised is None and told:
        recognised = _told_day(row, told)
    trained = row.parsed("trained", values.parse_day, None)
    return {
        "occupation": occupation,
        "head": role.startswith("to truong") or is_marked(row.raw.get("head")),
        "qualification": _qualification(row.raw.get("qualification")),
        "decision": decision,
        "recognised": recognised.isoformat() if recognised else None,
        "trained": trained.isoformat() if trained else None,
        "languages": _languages(row),
    }


def _decision(text: str) -> tuple[str, str]:
    """ "12/QĐ-UBND ngày 15/3/2024" → number and day."""
    found = _DECISION_DAY.search(text)
    number = _DECISION_DAY.sub("", text) if found else text
    return re.sub(r"^số[ :]+", "", number, flags=re.IGNORECASE), found.group(1) if found else ""


def _told_day(row: _Reader, told: str) -> date | None:
    try:
        return values.parse_day(told)
    except ValueProblem as problem:
        row.wrong("decision", str(problem))
        return None


def _qualification(cell: Cell) -> str:
    """The class of form 11c; "" for a blank cell. A day is what Excel makes of "12/12"."""
    if isinstance(cell, date):
        return Qualification.NONE.value
    return _qualified(text_of(cell))


@lru_cache(maxsize=4096)
def _qualified(told: str) -> str:
    text = fold(told)
    if not text or text in Qualification.values:
        return text
    if _UNTRAINED.match(text):
        return Qualification.NONE.value
    return Qualification.LAW.value if "luat" in text.split() or "luat" in text else Qualification.OTHER.value


def _languages(row: _Reader) -> list[str]:
    if row.raw.get("languages") is None:
        return []
    codes, unknown = peoples_in(row.text("languages"))
    if unknown:
        row.wrong("languages", _("Không rõ tiếng của dân tộc nào: ghi như Mường, Thái."))
    return codes


def _place(row: _Reader) -> dict[str, Any]:
    place = place_of(row.text("team"), row.text("village"))
    if place is None:
        row.wrong("team", _("Thiếu tên tổ hòa giải hoặc tên thôn: ghi vào ô này."))
    return {
        **_keys_of(place),
        "commune": row.text("commune") or row.text("commune_sheet"),
        "commune_title": row.text("commune_title"),
    }


@lru_cache(maxsize=8192)
def _keys_of(place: Place | None) -> dict[str, str]:
    team, village = (place.team, place.village) if place else ("", "")
    return {"team": team, "team_folded": fold(team), "team_sort": sort_key(team), "village": village}


@lru_cache(maxsize=8192)
def _folded(text: str) -> str:
    return fold(text)


def key_of(data: dict[str, Any]) -> str:
    """The same person of the same team."""
    place = _folded(data["commune"] or data["commune_title"])
    return f"{place}|{data['team_folded']}|{data['folded']}|{data['birth_year'] or ''}"
