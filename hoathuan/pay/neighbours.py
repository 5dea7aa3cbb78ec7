"""What settlements and paper forms know of a dispute's proofs: whether, never what."""

from __future__ import annotations

from collections.abc import Sequence

from hoathuan.cases.api import Case
from hoathuan.paperforms import api as paperforms
from hoathuan.settlements import api as settlements


def with_signed_agreement(cases: Sequence[Case]) -> set[int]:
    """Disputes of these whose agreement the parties have signed (Law 35 Art. 24)."""
    return set(settlements.signed_among(cases))


def with_photo(cases: Sequence[Case]) -> set[int]:
    """Disputes of these of which a photo of the book or form is kept."""
    return set(paperforms.photographed_among(cases))
