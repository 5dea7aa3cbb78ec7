"""The kinds of papers. A context registers those about its own records in `ready()`."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db.models import Model, QuerySet

from hoathuan.accounts.actor import Actor
from hoathuan.accounts.choices import SeatKind

from .choices import WRITER_KINDS
from .fields import Data, Field, Rows, split


def _nothing(subject: Any, actor: Actor) -> Data:
    return {}


@dataclass(frozen=True)
class PaperKind:
    """One kind of paper.

    `wording`: the product's own template as data (JSON, see `wording`). `fields`: what it says beside the head and
    the foot. `subjects(actor)`: records that the seat may ask a paper about (None: it is about no record);
    `data(subject, actor)` what the record gives; `title(subject)` the summary. `after_issue(paper, actor)` and
    `after_void(paper, actor)` run inside the same transaction. `above`: offices above the body read it once issued.
    `waiting(subjects)`: of these records, in order, those that lack this paper; with it they are drafted many at once.
    """

    key: str
    label: Any
    wording: Path
    fields: tuple[Field | Rows, ...]
    title: Callable[[Any], str]
    subjects: Callable[[Actor], "QuerySet[Any]"] | None = None
    data: Callable[[Any, Actor], Data] = _nothing
    address: Callable[[Any], str] | None = None
    writers: tuple[SeatKind, ...] = WRITER_KINDS
    after_issue: Callable[[Any, Actor], None] | None = None
    after_void: Callable[[Any, Actor], None] | None = None
    above: bool = False
    waiting: Callable[["QuerySet[Any]"], "QuerySet[Any]"] | None = None

    @property
    def typed(self) -> list[Field]:
        return [field for field in split(self.fields)[0] if field.typed]

    def shipped(self) -> Mapping[str, Any]:
        """The product's own wording."""
        return json.loads(self.wording.read_text(encoding="utf-8"))  # type: ignore[no-any-return]

    def subject(self, key: int | None) -> Model | None:
        """The record that a paper is about, whoever asks; the paper has decided who reads it."""
        from hoathuan.accounts.actor import SYSTEM

        return self.subjects(SYSTEM).filter(pk=key).first() if self.subjects and key else None


_kinds: dict[str, PaperKind] = {}


def register(*kinds: PaperKind) -> None:
    """Add kinds; the same key again replaces what was said."""
    for kind in kinds:
        _kinds[kind.key] = kind


def get(key: str) -> PaperKind:
    """Raises KeyError for a kind that nobody registered."""
    return _kinds[key]


def all_kinds() -> list[PaperKind]:
    return sorted(_kinds.values(), key=lambda kind: kind.key)
