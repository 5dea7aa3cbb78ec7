"""Whether a copy that came back is the paper that was issued: the same file, the same words, or another text."""

import logging
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _

from hoathuan.core.text import without_piles

from . import apart
from .models import Likeness
from .verifying import SignatureReport, SignatureState, verify_pdf

log = logging.getLogger(__name__)
#: A page that is a picture gives nothing, or the few signs of a scanner's name.
_FEWEST_LETTERS: Final = 40
_SHOWN: Final = 60


@dataclass(frozen=True)
class Comparison:
    """How the copy stands to what was issued; `detail` quotes the first place where the words part."""

    kind: Likeness
    detail: str = ""

    @property
    def good(self) -> bool:
        """Whether it is surely the issued text."""
        return self.kind in (Likeness.SAME_FILE, Likeness.SIGNED, Likeness.SAME_TEXT)

    @property
    def words(self) -> str:
        return f"{Likeness(self.kind).label}. {self.detail}".strip()


def compare(
    issued: bytes, returned: bytes, signatures: Sequence[SignatureReport] | None = None
) -> Comparison:
    """`issued` is a PDF or a Word file, `returned` a PDF. `signatures`: of the returned file, if already looked at."""
    if issued == returned:
        return Comparison(Likeness.SAME_FILE)
    found = verify_pdf(returned) if signatures is None else signatures
    if returned.startswith(issued) and found and not _any_changed(found):
        return Comparison(Likeness.SIGNED)
    try:
        before, after = _letters(apart.text_of(issued)), _letters(apart.text_of(returned))
    except apart.Unreadable as problem:
        log.info("a returned copy cannot be read: %s", problem)
        return Comparison(Likeness.UNREADABLE)
    return _by_text(before, after, word=issued.startswith(b"PK"))


def _any_changed(found: Sequence[SignatureReport]) -> bool:
    return any(one.state in (SignatureState.CHANGED, SignatureState.BROKEN) for one in found)


def _by_text(before: str, after: str, *, word: bool) -> Comparison:
    if len(after) < min(_FEWEST_LETTERS, len(before)):
        return Comparison(Likeness.NO_TEXT)
    # Word adds page numbers and heads when it makes a PDF: the words of the paper must stand in it in one piece
    if before == after or (word and before in after):
        return Comparison(Likeness.SAME_TEXT)
    if word:
        return Comparison(
            Likeness.NO_TEXT, _("Bản phát hành là tệp Word nên máy chỉ so được khi trình bày không đổi.")
        )
    return Comparison(Likeness.OTHER, _parting(before, after))


def _letters(text: str) -> str:
    """Letters and figures in order; spaces and the like differ from one program to another."""
    composed = unicodedata.normalize("NFKC", without_piles(text))
    return "".join(sign for sign in composed if not sign.isspace() and sign.isprintable())


def _parting(before: str, after: str) -> str:
    at = next(
        (n for n, (a, b) in enumerate(zip(before, after, strict=False)) if a != b),
        min(len(before), len(after)),
    )
    start = max(0, at - 15)
    return _("Chỗ khác đầu tiên: bản phát hành “%(before)s”, bản gửi về “%(after)s”.") % {
        "before": before[start : start + _SHOWN],
        "after": after[start : start + _SHOWN],
    }
