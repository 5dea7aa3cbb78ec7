"""All that is found in one text, in its order, each place once."""
# Vietnamese in this module is data, not interface text.

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from hoathuan.core.text import fold
from hoathuan.stories.choices import ADVICE, Mark

from .letters import Letter, extent, letters_of, spans_of
from .patterns import Found, by_form
from .words import BARE_TITLES, TITLES, Wanted, given_names, initials, whole_names, whole_places

_TOKEN = re.compile(r"[^\W_]+(?:[\u0300-\u036f]+[^\W_]*)*")
_DOTTED = re.compile(r"(?<!\w)(?:\w\s?\.\s?){1,5}\w?(?!\w)")
_CAPITALS = re.compile(r"(?<!\w)[^\W\d_]{2,6}(?!\w)")
_SENTENCE_ENDS = re.compile(r"[.!?…]\s+(?=[A-ZĐÀ-Ỹ])|\n")
#: As near as a title stands to its name: "bà (Mẫu)".
_NEAR = 3
#: The neutral word for a party; "Bền" folds to it.
_NEUTRAL = frozenset({"bên"})


@dataclass(frozen=True)
class Hit:
    """A place in a text that tells who, where or when."""

    start: int
    end: int
    mark: Mark

    @property
    def blocks(self) -> bool:
        return self.mark not in ADVICE


@dataclass(frozen=True)
class Part:
    """A piece of a text for showing; `mark` where something was found in it."""

    text: str
    mark: Mark | None = None


def find(text: str, wanted: Wanted, *, law: bool = False) -> list[Hit]:
    """What tells who, where or when, in the order of the text; of two at one place the weightier is kept."""
    found = [*_names(text, wanted), *_places(text, wanted), *by_form(text, law=law)]
    found += list(_letters_with_place(text, wanted, [one for one in found if one[2] == Mark.PLACE]))
    return _apart(Hit(*one) for one in found)


def blocking(hits: Iterable[Hit]) -> bool:
    """Whether something has to go before the story may be sent on."""
    return any(hit.blocks for hit in hits)


def parts(text: str, hits: list[Hit]) -> list[Part]:
    """The text cut up at its hits: nothing is lost, nothing is doubled."""
    cut, at = [], 0
    for hit in hits:
        cut += [Part(text[at : hit.start]), Part(text[hit.start : hit.end], hit.mark)]
        at = hit.end
    return [part for part in [*cut, Part(text[at:])] if part.text]


def _apart(found: Iterable[Hit]) -> list[Hit]:
    kept: list[Hit] = []
    for hit in sorted(found, key=lambda h: (h.start, not h.blocks, h.start - h.end)):
        if kept and hit.start < kept[-1].end:
            kept[-1] = _joined(kept[-1], hit)
        else:
            kept.append(hit)
    return kept


def _joined(former: Hit, hit: Hit) -> Hit:
    mark = hit.mark if hit.blocks and not former.blocks else former.mark
    return Hit(former.start, max(former.end, hit.end), mark)


def _names(text: str, wanted: Wanted) -> Iterator[Found]:
    yield from _written(text, whole_names(wanted.names), Mark.NAME)
    yield from _titled(text, given_names(wanted.names), Mark.NAME)
    short = initials(wanted.names)
    for pattern in (_DOTTED, _CAPITALS):
        for m in pattern.finditer(text):
            bare = "".join(sign for sign in fold(m.group()) if sign.isalnum())
            if len(bare) > 1 and bare in short and (pattern is _DOTTED or m.group().isupper()):
                yield m.start(), m.end(), Mark.INITIALS


def _places(text: str, wanted: Wanted) -> Iterator[Found]:
    yield from _written(text, whole_places(wanted.places), Mark.PLACE)


def _written(text: str, names: Iterable[str], mark: Mark) -> Iterator[Found]:
    """A name in any case, with or without marks, however it is spaced."""
    row: list[Letter] = letters_of(text)
    for name in names:
        for start, end in spans_of(row, letters_of(name)):
            yield (*extent(row, start, end), mark)


def _titled(text: str, given: set[str], mark: Mark) -> Iterator[Found]:
    """ "bà Mẫu": a title, and what somebody is called by."""
    tokens = list(_TOKEN.finditer(text))
    for former, token in zip([None, *tokens], tokens, strict=False):
        word = token.group()
        if fold(word) not in given or word.lower() in _NEUTRAL:
            continue
        if former and token.start() - former.end() <= _NEAR and _is_title(former.group()):
            yield former.start(), token.end(), mark


def _is_title(word: str) -> bool:
    low = word.lower()
    return low in TITLES or (low == fold(low) and low in BARE_TITLES)


def _letters_with_place(text: str, wanted: Wanted, places: list[Found]) -> Iterator[Found]:
    """ "ông M." in a sentence that names a place: the first letter of somebody's name and where he lives."""
    first = {name[0] for name in given_names(wanted.names)}
    ends = [m.end() for m in _SENTENCE_ENDS.finditer(text)] + [len(text)]
    tokens = list(_TOKEN.finditer(text))
    for former, token in zip(tokens, tokens[1:], strict=False):
        letter = token.group()
        if len(letter) != 1 or fold(letter) not in first or not _is_title(former.group()):
            continue
        sentence = next(end for end in ends if end >= token.end())
        begin = max((end for end in ends if end <= token.start()), default=0)
        if any(begin <= start < sentence for start, _end, _mark in places):
            yield former.start(), token.end(), Mark.INITIALS
