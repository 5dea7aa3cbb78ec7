"""What other contexts hand in and read: the record that money is about, documents, what stands on a line."""

from dataclasses import dataclass
from datetime import date

from hoathuan.accounts.models import Body
from hoathuan.units.models import Unit

from .choices import Source
from .rules import remaining


@dataclass(frozen=True)
class Reference:
    """The record that a movement is about: `context` and `key` are its identity, `label` and `url` are shown.

    One entry stands once for each reference and kind of movement. Where the same thing is done anew, the key differs.
    """

    context: str
    key: str
    label: str
    url: str = ""

    @property
    def chain(self) -> str:
        return f"{self.context}:{self.key}"


@dataclass(frozen=True)
class Document:
    """A document (decision of allocation, of over-spending): number, and its day."""

    number: str
    issued_on: date


@dataclass(frozen=True)
class Overspend:
    """A leader's word that more may be spent than was allocated: why, and by which document."""

    reason: str
    document: Document


@dataclass(frozen=True)
class Sums:
    """What stands on a line, in đồng. `allowed`: how far below nothing a leader let it go."""

    allocated: int = 0
    committed: int = 0
    spent: int = 0
    allowed: int = 0

    @property
    def remaining(self) -> int:
        return remaining(self.allocated, self.committed, self.spent)

    def __add__(self, other: "Sums") -> "Sums":
        return Sums(
            self.allocated + other.allocated,
            self.committed + other.committed,
            self.spent + other.spent,
            self.allowed + other.allowed,
        )


@dataclass(frozen=True)
class LineSums:
    """What stands on one line and source."""

    line: str
    source: Source
    sums: Sums


@dataclass(frozen=True)
class Movement:
    """So many đồng of a unit's (or a body's) line, about a record. `amount` None: all that is held (release only)."""

    unit: Unit
    year: int
    line: str
    amount: int | None
    source: str
    reference: Reference
    of: Reference | None = None
    on: date | None = None
    body: Body | None = None
    reason: str = ""

    @property
    def chain(self) -> str:
        """The record whose commitment or spending is meant."""
        return (self.of or self.reference).chain
