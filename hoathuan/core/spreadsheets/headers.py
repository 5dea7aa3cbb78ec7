"""Finding the heading of a list as communes really type it, and which column means what.

Above it may stand a title block; it may have one to three rows with merged cells, a sex given as
ticks in two columns "Nam | Nữ", or the year of birth written under the one or the other.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import pairwise
from typing import Any, Final

from hoathuan.core.spreadsheets.cells import Cell, shown
from hoathuan.core.spreadsheets.read import Merge, Row, SheetHead
from hoathuan.core.spreadsheets.rows import is_numbering_row
from hoathuan.core.text import clean, fold

MAX_HEADER_ROWS: Final = 3
LEAST_COLUMNS: Final = 2
_NOTES = re.compile(r"\([^)]*\)|\[[^]]*]")
_SIGNS = re.compile(r"[^0-9a-z]+")
_GOOD_ENOUGH = 0.6
_GUESS_FLOOR = 0.86
_SHORT = 5
# two columns of ticks explain more of a sheet than one heading above them
_TICKS_WORTH = 1.3


@dataclass(frozen=True)
class ColumnSpec:
    """A column that an import understands.

    `synonyms` are written with or without accents, matched without. `ticks` maps a value to the
    headings of a column in which a mark means that value ({"M": ("nam",), "F": ("nữ",)}). `carry`:
    a blank cell means "as above" (a team named once for all its members). `example` stands in the
    blank template.
    """

    key: str
    label: Any
    synonyms: tuple[str, ...] = ()
    required: bool = False
    ticks: dict[str, tuple[str, ...]] = field(default_factory=dict)
    carry: bool = False
    hint: Any = ""
    example: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """Where a value comes from: a column's position; with `value`, a mark in that column means it."""

    column: int
    value: str | None = None


Mapping = dict[str, list[Source]]


@dataclass(frozen=True)
class HeaderMatch:
    """The heading found in one sheet. `top`, `bottom` are row numbers as in Excel; data follow `last`."""

    sheet: int
    top: int
    bottom: int
    last: int
    headings: dict[int, str]
    mapping: Mapping
    missing: tuple[str, ...]
    confidence: float
    title: tuple[str, ...] = ()

    @property
    def unmatched(self) -> dict[int, str]:
        """Headings whose column nobody reads."""
        used = {source.column for sources in self.mapping.values() for source in sources}
        return {column: text for column, text in self.headings.items() if column not in used}


def find_header(head: SheetHead, specs: Sequence[ColumnSpec]) -> HeaderMatch | None:
    """The most convincing heading among the first rows, or None when fewer than two columns are known."""
    best: tuple[float, HeaderMatch] | None = None
    for start in range(len(head.rows)):
        for height in range(1, min(MAX_HEADER_ROWS, len(head.rows) - start) + 1):
            found = _try(head, start, height, specs)
            if found and (best is None or found[0] > best[0] + 1e-9):
                best = found
    return best[1] if best else None


def _try(
    head: SheetHead, start: int, height: int, specs: Sequence[ColumnSpec]
) -> tuple[float, HeaderMatch] | None:
    rows = head.rows[start : start + height]
    if _looks_like_data(rows[-1]) or _cuts_a_merge(rows, head.info.merges):
        return None
    grid = _spread(rows, head.info.merges)
    columns = {column: _parts(grid, column) for column in range(max(len(line) for line in grid))}
    columns = {column: parts for column, parts in columns.items() if parts}
    mapping, points = assign(columns, specs)
    if len(mapping) < LEAST_COLUMNS:
        return None
    missing = tuple(spec.key for spec in specs if spec.required and spec.key not in mapping)
    after = _skip_numbering(head.rows, start + height)
    match = HeaderMatch(
        sheet=head.info.index,
        top=rows[0].number,
        bottom=rows[-1].number,
        last=head.rows[after - 1].number,
        headings={column: " – ".join(parts) for column, parts in columns.items()},
        mapping=mapping,
        missing=missing,
        confidence=_confidence(points, mapping, specs, missing),
        title=tuple(_title(head.rows[:start])),
    )
    # a taller heading must earn its rows, else the first row of data would be swallowed
    return points - 2 * len(missing) - 0.15 * (height - 1), match


def _confidence(
    points: float, mapping: Mapping, specs: Sequence[ColumnSpec], missing: Sequence[str]
) -> float:
    required = sum(spec.required for spec in specs) or 1
    return round(min(points / max(len(mapping), 1), 1) * (1 - len(missing) / required), 2)


def _looks_like_data(row: Row) -> bool:
    numbers = sum(isinstance(cell, int | float) and not isinstance(cell, bool) for cell in row.cells)
    return numbers >= 1 and not is_numbering_row(row.cells)


def _cuts_a_merge(rows: Sequence[Row], merges: Iterable[Merge]) -> bool:
    """Whether a merged cell of these rows reaches below them: then the heading is taller."""
    top, bottom = rows[0].number, rows[-1].number
    return any(top <= merge.top <= bottom < merge.bottom <= bottom + MAX_HEADER_ROWS for merge in merges)


def _spread(rows: Sequence[Row], merges: Iterable[Merge]) -> list[list[Cell]]:
    """The heading's cells, each merged block filled with its text."""
    width = max(len(row.cells) for row in rows)
    grid: list[list[Cell]] = [row.cells + [None] * (width - len(row.cells)) for row in rows]
    at = {row.number: line for row, line in zip(rows, grid, strict=True)}
    for merge in merges:
        if merge.top in at and merge.left < width:
            _fill(at, merge, at[merge.top][merge.left], width)
    _fill_unmerged_groups(grid)
    return grid


def _fill(at: dict[int, list[Cell]], merge: Merge, text: Cell, width: int) -> None:
    for number in range(merge.top, merge.bottom + 1):
        if number in at:
            at[number][merge.left : merge.right + 1] = [text] * (min(merge.right + 1, width) - merge.left)


def _fill_unmerged_groups(grid: list[list[Cell]]) -> None:
    """A group heading typed once without merging belongs to the blank cells at its right that have a lower text."""
    for upper, lower in pairwise(grid):
        for column in range(1, len(upper)):
            if upper[column] is None and lower[column] is not None and lower[column - 1] is not None:
                upper[column] = upper[column - 1]


def _parts(grid: Sequence[Sequence[Cell]], column: int) -> list[str]:
    parts: list[str] = []
    for line in grid:
        text = clean(shown(line[column]).replace("\n", " "))
        if text and len(text) <= 150 and text not in parts:
            parts.append(text)
    return parts


def _title(rows: Sequence[Row]) -> Iterator[str]:
    for row in rows:
        text = clean(" ".join(dict.fromkeys(shown(cell) for cell in row.cells if cell is not None)))
        if text:
            yield text


def _skip_numbering(rows: Sequence[Row], after: int) -> int:
    while after < len(rows) and is_numbering_row(rows[after].cells):
        after += 1
    return after


def assign(columns: dict[int, list[str]], specs: Sequence[ColumnSpec]) -> tuple[Mapping, float]:
    """Give each known meaning its best column; also the sum of the certainties."""
    mapping, points, taken = _assign_ticks(columns, specs)
    offers = [
        (score, -column, spec.key)
        for column, parts in columns.items()
        if column not in taken
        for spec in specs
        if (score := certainty(parts, spec)) >= _GOOD_ENOUGH
    ]
    for score, negative, key in sorted(offers, reverse=True):
        if key not in mapping and -negative not in taken:
            mapping[key] = [Source(-negative)]
            taken.add(-negative)
            points += score
    return mapping, points


def _assign_ticks(
    columns: dict[int, list[str]], specs: Sequence[ColumnSpec]
) -> tuple[Mapping, float, set[int]]:
    mapping: Mapping = {}
    points, taken = 0.0, set[int]()
    for spec in (spec for spec in specs if spec.ticks):
        sources = [
            Source(column, value)
            for column, parts in columns.items()
            for value, words in spec.ticks.items()
            if _is_word(parts[-1], words)
        ]
        if {source.value for source in sources} == set(spec.ticks) and len(sources) == len(spec.ticks):
            mapping[spec.key] = sources
            taken |= {source.column for source in sources}
            points += _TICKS_WORTH
            points += _share(columns, sources, spec, specs, mapping)
    return mapping, points, taken


def _share(
    columns: dict[int, list[str]],
    sources: list[Source],
    own: ColumnSpec,
    specs: Sequence[ColumnSpec],
    mapping: Mapping,
) -> float:
    """ "Năm sinh" over "Nam | Nữ": the year stands under the one or the other, and is the mark as well."""
    above = columns[sources[0].column][:-1]
    for spec in specs:
        if above and spec is not own and certainty(above, own) < 1 and certainty(above, spec) >= 0.9:
            mapping[spec.key] = [Source(source.column) for source in sources]
            return 1.0
    return 0.0


def _is_word(text: str, words: Iterable[str]) -> bool:
    """Accents count when they were typed: "Năm" is a year, "Nam" is a man."""
    typed = clean(_NOTES.sub("", text)).lower().strip(" .:")
    return any(typed == word or (typed.isascii() and typed == fold(word)) for word in words)


def certainty(parts: Sequence[str], spec: ColumnSpec) -> float:
    """How surely a heading (its rows from top to bottom) names the column, 0 to 1."""
    names = {normal(str(spec.label)), *(normal(synonym) for synonym in spec.synonyms)}
    texts = [(parts[-1], 1.0), (" ".join(parts), 1.0)]
    texts += [(part, 0.8) for part in parts[:-1]]
    return max(_likeness(normal(text), names) * weight for text, weight in texts)


def _likeness(text: str, names: set[str]) -> float:
    if not text:
        return 0.0
    return max(_like(text, name) for name in names)


@lru_cache(maxsize=16_384)
def _like(text: str, name: str) -> float:
    if text == name:
        return 1.0
    # short words stand inside too many others: "tổ" in "tổ trưởng"
    if len(name) < _SHORT:
        return 0.0
    if f" {name} " in f" {text} ":
        return 0.65 + 0.3 * len(name) / len(text)
    matcher = SequenceMatcher(None, text, name)
    if matcher.real_quick_ratio() < _GUESS_FLOOR or matcher.quick_ratio() < _GUESS_FLOOR:
        return 0.0
    ratio = matcher.ratio()
    return ratio * 0.9 if ratio >= _GUESS_FLOOR else 0.0


@lru_cache(maxsize=16_384)
def normal(text: str) -> str:
    """A heading without notes in brackets, accents, signs: "Ngày, tháng, năm sinh (1)" → "ngay thang nam sinh"."""
    bare = _NOTES.sub(" ", text)
    return _SIGNS.sub(" ", fold(bare if bare.strip() else text)).strip()


def to_json(mapping: Mapping) -> dict[str, list[list[Any]]]:
    return {key: [[source.column, source.value] for source in sources] for key, sources in mapping.items()}


def column_letter(column: int) -> str:
    """The letter that Excel shows above a column's position: 0 → A, 27 → AB."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
