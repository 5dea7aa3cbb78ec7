"""What contexts above add to the paper of what is held about one person of a dispute."""
# Vietnamese in this module is data, not interface text.

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from hoathuan.accounts.actor import Actor
from hoathuan.core.text import fold

from .choices import PartyRole
from .models import Case, Party

#: Before a given name that stands alone.
_ADDRESS = "ông|bà|anh|chị|cô|chú|bác|dì|cậu|mợ|cụ|cháu|em"


@dataclass(frozen=True)
class Asked:
    """A person of a dispute who asks what is held about her; `others`: everybody else whose name is known there."""

    actor: Actor
    party: Party
    case: Case
    others: Sequence[str] = ()

    @property
    def is_party(self) -> bool:
        """Between whom it was mediated: she may have what was said. Who was invited, or is related, may not."""
        return self.party.role == PartyRole.PARTY

    def names(self, text: str) -> bool:
        """Whether the text names her, and nobody else of the dispute can be meant by it."""
        own = _words(self.party.full_name)
        return own in _words(text) and not any(own in _words(other) for other in self.others)

    def without_others(self, text: str) -> str:
        """The text without the names of the others: as the register writes them, and "bà Mẫu" unless it may be she."""
        names = {name.strip() for name in self.others if name.strip()}
        if not names:
            return text
        own = self.party.full_name
        called = {name.split()[-1] for name in names} - {own.split()[-1]}
        whole = "|".join(map(re.escape, sorted({*names, own}, key=len, reverse=True)))
        given = rf"|\b(?:{_ADDRESS})\s+(?:{'|'.join(map(re.escape, called))})\b" if called else ""
        keeps = fold(own) not in map(fold, names)

        def hidden(found: re.Match[str]) -> str:
            if keeps and found["name"] and fold(found["name"]) == fold(own):
                return found[0]
            return (found["address"] or "") + _("(người khác)")

        pattern = rf"(?P<address>(?:\b(?:{_ADDRESS})\s+)?)(?P<name>{whole}){given}"
        return re.sub(pattern, hidden, text, flags=re.IGNORECASE)


def _words(text: str) -> str:
    return f" {' '.join(re.findall(r'[a-z0-9]+', fold(text)))} "


@dataclass(frozen=True)
class PartySection:
    """Rows of label and words under a title; an empty one is not printed."""

    title: Any
    rows: Sequence[tuple[Any, str]] = field(default=())


_SECTIONS: dict[str, Callable[[Asked], PartySection]] = {}


def register_party_data(key: str, held: Callable[[Asked], PartySection]) -> None:
    """Add a section to the paper that a person of a dispute gets. ValueError for a key that is taken.

    `held` gives what is about this person: other people's words stay out (`Asked.names`), their names are taken out of
    what remains (`Asked.without_others`). Warnings of danger never belong on it: they may be about this very person.
    """
    if _SECTIONS.get(key, held) != held:
        raise ValueError(f"party data {key} is registered already")
    _SECTIONS[key] = held


def sections_of(asked: Asked) -> list[PartySection]:
    """In the order in which they were registered, without the empty ones."""
    return [section for held in _SECTIONS.values() if (section := held(asked)).rows]
