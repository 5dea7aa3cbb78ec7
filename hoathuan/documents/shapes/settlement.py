"""Papers of a mediation team (template `settlement`): agreement, note, application to the court; one or more parts."""

from datetime import date

from pydantic import Field

from hoathuan.documents.shapes.base import Head, Shape, Signer
from hoathuan.documents.shapes.official import Mark


class Section(Shape):
    """A numbered or lettered part with its words; `letter` may be empty."""

    letter: str = ""
    title: str = ""
    text: str = ""


class CodeLine(Shape):
    """The spoken digest of one content group, to be compared with the one on the check page."""

    letter: str
    title: str
    code: str


class SettlementPart(Shape):
    """One paper, beginning on a page of its own.

    With `head` the team's head stands beside the nation's title; without it (a person writes) the title stands alone,
    and `place` with `on` above the signatures. `copy_for` says whose copy it is; `unconfirmed` what about the form
    nobody has confirmed yet. `whole` is the digest of all groups.
    """

    head: Head | None = None
    kind: str
    summary: str = ""
    to: tuple[str, ...] = ()
    copy_for: str = ""
    unconfirmed: str = ""
    opening: str = ""
    sections: tuple[Section, ...] = ()
    closing: str = ""
    place: str = ""
    on: date | None = None
    signers: tuple[Signer, ...] = ()
    codes: tuple[CodeLine, ...] = ()
    whole: str = ""
    mark: Mark | None = None


class SettlementPapers(Shape):
    """All parts of one file."""

    parts: tuple[SettlementPart, ...] = Field(min_length=1)
