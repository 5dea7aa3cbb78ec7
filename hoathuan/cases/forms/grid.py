"""The grid: a paper book typed row by row, with as few keys as there can be.

Codes are taken, blank teams are as above, days may lack the year or the strokes ("0506"), "+9" is nine days after the
day before it, and a quotation mark is what stands above.
"""

import re
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django import forms
from django.forms import BaseFormSet, formset_factory
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from hoathuan.cases import entries, rules
from hoathuan.cases.choices import Ending, Field
from hoathuan.cases.entries import Entry
from hoathuan.cases.parties import read_people
from hoathuan.core.dates import DateProblem, parse_date, today
from hoathuan.core.text import clean, fold

ROWS = 20
MOST_ROWS = 400
COLUMNS = ("team", "received_on", "ended_on", "parties", "field", "ending", "summary")
_WIDTHS = dict.fromkeys(("team", "field", "ending"), "ht-cell--code") | dict.fromkeys(
    ("parties", "summary"), "ht-cell--wide"
)
_SHORT_DAY = re.compile(r"^(\d{1,2})[/.\- ](\d{1,2})$")
_BARE_DAY = re.compile(r"^(\d{2})(\d{2})(\d{2})?$")
_LATER = re.compile(r"^\+\s*(\d{1,3})$")
#: What is typed for "the same as above", as one writes it on paper.
DITTO = ('"', "''", "”", "″")

#: What is typed for an ending; also the words of a register's columns 7 and 8.
ENDING_CODES = {
    "t": Ending.AGREEMENT, "thanh": Ending.AGREEMENT, "hoa giai thanh": Ending.AGREEMENT, "x": Ending.AGREEMENT,
    "k": Ending.MEDIATOR, "khong": Ending.MEDIATOR, "khong thanh": Ending.MEDIATOR, "kt": Ending.MEDIATOR,
    "hoa giai khong thanh": Ending.MEDIATOR, "y": Ending.PARTY, "yc": Ending.PARTY, "ycc": Ending.PARTY,
}  # fmt: skip
FIELD_NUMBERS = {str(number): field for number, field in enumerate(Field, start=1)}


def read_day(text: str, year: int) -> date | None:
    """A day; "5/6" is a day of the grid's year. Raises DateProblem with words for the cell."""
    text = clean(text)
    if not text:
        return None
    if short := _SHORT_DAY.match(text):
        text = f"{short.group(1)}/{short.group(2)}/{year}"
    elif bare := _BARE_DAY.match(text):
        text = f"{bare.group(1)}/{bare.group(2)}/{bare.group(3) or year}"
    return parse_date(text)


def read_later_day(text: str, year: int, begun: date | None) -> date | None:
    """The same, and "+9" is nine days after `begun`."""
    later = _LATER.match(clean(text))
    if later is None:
        return read_day(text, year)
    if begun is None:
        raise ValueError(
            _t("Dấu + đếm từ ngày tiếp nhận: ghi ngày tiếp nhận, hoặc ghi ngày kết thúc như 12/6.")
        )
    return begun + timedelta(days=int(later.group(1)))


def read_ending(text: str) -> str:
    """An ending by its code or its words; ValueError with words for the cell."""
    wanted = fold(text)
    if not wanted:
        return ""
    if wanted in ENDING_CODES:
        return ENDING_CODES[wanted]
    whole = {fold(choice.label): choice for choice in Ending}
    if wanted in whole:
        return whole[wanted]
    raise ValueError(_t("Gõ t (thành), k (không thành) hoặc y (các bên yêu cầu chấm dứt)."))


def read_field(text: str) -> str:
    """A field by its number or the beginning of one of its words; ValueError with words for the cell."""
    wanted = fold(text)
    if wanted in FIELD_NUMBERS:
        return FIELD_NUMBERS[wanted]
    whole = [field for field in Field if fold(field.label) == wanted]
    found = whole or [field for field in Field if wanted and f" {wanted}" in f" {fold(field.label)}"]
    if len(found) == 1:
        return found[0]
    raise ValueError(_t("Gõ số của loại việc từ 1 đến 11 (xem bảng mã), hoặc chữ đầu như “đất”."))


class Teams:
    """The teams of a commune by their number in the list, or by a part of the name that only one has."""

    def __init__(self, teams: Iterable[Any]) -> None:
        self.rows = list(teams)
        self._folded = [(fold(str(team)), team) for team in self.rows]

    def read(self, text: str) -> Any:
        wanted = fold(text)
        number = re.match(r"^\d+", wanted)
        whole = [team for name, team in self._folded if name == wanted]
        if number and not whole and 0 < int(number.group()) <= len(self.rows):
            return self.rows[int(number.group()) - 1]
        return self.by_name(text)

    def by_name(self, text: str) -> Any:
        wanted = fold(text)
        whole = [team for name, team in self._folded if name == wanted]
        found = whole or [team for name, team in self._folded if wanted and _holds(name, wanted)]
        if len(found) == 1:
            return found[0]
        raise ValueError(
            _t("Không rõ tổ nào: ghi số của tổ trong bảng mã, hoặc tên đủ để chỉ một tổ của xã.")
        )


def _holds(name, wanted):
    """Whether `wanted` is a run of whole words of `name`: "thon 1" is not in "thon 10"."""
    return f" {wanted} " in f" {name} "


class GridRow(forms.Form):
    """One line of the book. `entry` is what it says, once it is right."""

    marks_optional = False

    team = forms.CharField(label=_("Tổ"), required=False, max_length=150)
    received_on = forms.CharField(label=_("Ngày tiếp nhận"), required=False, max_length=20)
    ended_on = forms.CharField(label=_("Ngày kết thúc"), required=False, max_length=20)
    parties = forms.CharField(label=_("Các bên"), required=False, max_length=1000)
    field = forms.CharField(label=_("Loại việc"), required=False, max_length=60)
    ending = forms.CharField(label=_("Kết quả"), required=False, max_length=60)
    summary = forms.CharField(label=_("Nội dung tóm tắt"), required=False, max_length=2000)

    entry = None

    def __init__(self, *args, year, teams, **kwargs):
        super().__init__(*args, **kwargs)
        self.year, self.teams = year, teams
        self.above = ""
        self.cells_above: dict[str, str] = {}
        for name in ("team", "received_on", "ended_on", "field", "ending"):
            self.fields[name].widget.attrs["autocomplete"] = "off"
        self.fields["team"].widget.attrs["list"] = "cac-to"
        for name, width in _WIDTHS.items():
            self.fields[name].widget.attrs["class"] = width

    def typed(self):
        """What stands in the cells, as it was typed; a sign for "the same" is what stands above."""
        cells = {name: clean(self.data.get(self.add_prefix(name), "")) for name in COLUMNS}
        return {name: self._same(name, text) for name, text in cells.items()}

    def _same(self, name, text):
        return self.cells_above.get(name, "") if text in DITTO else text

    @property
    def is_blank(self):
        return not any(value for name, value in self.typed().items() if name != "team")

    def clean(self):
        data = super().clean() or {}
        if self.is_blank or self.errors:
            return data
        team = self._read("team", lambda text: self.teams.read(text or self.above))
        field = self._read("field", read_field)
        received = self._read("received_on", lambda text: read_day(text, self.year))
        ended = self._read("ended_on", lambda text: read_later_day(text, self.year, received))
        ending = self._read("ending", read_ending)
        data |= {name: self._same(name, data.get(name, "")) for name in ("parties", "summary")}
        if not data["parties"]:
            self.add_error("parties", _("Ghi họ tên các bên, cách nhau bằng dấu chấm phẩy."))
        for name, day in (("received_on", received), ("ended_on", ended)):
            for trouble in rules.check_not_future(name, day, today()):
                self.add_error(name, trouble.message)
        if self.errors:
            return data
        self.entry = Entry(
            team=team, field=field, received_on=received, ended_on=ended, ending=ending,
            people=read_people(data["parties"], self.year), summary=data["summary"],
        )  # fmt: skip
        for trouble in entries.check(self.entry, today()):
            self.add_error(trouble.field, trouble.message)
        return data

    def _read(self, name, reader):
        try:
            return reader(self._same(name, self.cleaned_data.get(name, "")))
        except (ValueError, DateProblem) as problem:
            self.add_error(name, str(problem))
            return None


class Grid(BaseFormSet):
    """Rows in their order; a blank team is the one above."""

    def full_clean(self):
        above, cells = "", {}
        if self.is_bound:
            for row in self.forms:
                row.above, row.cells_above = above, cells
                typed = row.typed()
                above, cells = typed["team"] or above, cells if row.is_blank else typed
        super().full_clean()

    def filled(self):
        return [(index, row) for index, row in enumerate(self.forms) if not row.is_blank]


GridFormSet = formset_factory(
    GridRow, formset=Grid, extra=ROWS, max_num=MOST_ROWS, absolute_max=MOST_ROWS + 1, validate_max=True
)


def grid_data(rows):
    """Data for a bound grid that holds these typed rows, and blank ones below."""
    total = min(len(rows) + ROWS, MOST_ROWS)
    data = {"rows-TOTAL_FORMS": str(total), "rows-INITIAL_FORMS": "0"}
    for index, row in enumerate(rows):
        data |= {f"rows-{index}-{name}": value for name, value in row.items()}
    return data
