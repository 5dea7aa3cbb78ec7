"""Setting the next papers of a batch in a thread of its own while the one before is being written down.

The typesetter works outside of Python's lock, so a batch takes as long as the slower of the two. What is set ahead is
a guess about number and code: whoever takes it says what they have become, and sets the paper anew where they differ.
"""

from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from copy import copy
from datetime import date
from types import TracebackType
from typing import Final, Self

from hoathuan.documents.checks.codes import new_code
from hoathuan.documents.checks.models import Check
from hoathuan.documents.checks.services import check_url
from hoathuan.documents.choices import Engine
from hoathuan.documents.making import Checked, Made, make_paper
from hoathuan.documents.models import Paper

#: So many are ready at most: each is a whole file in memory.
_READY: Final = 4

Told = tuple[int, int, str, date | None, str]


def _told(paper: Paper, check: Check) -> Told:
    """All that a paper of these frozen data depends on."""
    return paper.pk, paper.version, paper.number, paper.issued_on, check.code


class Ahead:
    """Papers with the numbers that they will probably get, in the order in which they will be asked for."""

    def __init__(self, papers: Sequence[Paper], numbers: Sequence[str], on: date) -> None:
        self._coming = self._guessed(papers, numbers, on)
        self._codes: dict[int, str] = {}
        self._made: dict[Told, Future[Made]] = {}
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="typesetting")

    def __enter__(self) -> Self:
        for _one in range(_READY):
            self._begin_next()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._thread.shutdown(wait=True, cancel_futures=True)

    def code_for(self, paper: Paper) -> str:
        """The code with which it is being set; "" where it is not."""
        return self._codes.get(paper.pk, "")

    def take(self, paper: Paper, check: Check) -> Made | None:
        """The file, if it was set with just this number, day and code."""
        self._begin_next()
        found = self._made.pop(_told(paper, check), None)
        return found.result() if found else None

    def _guessed(
        self, papers: Sequence[Paper], numbers: Sequence[str], on: date
    ) -> Iterator[tuple[Paper, Check]]:
        for paper, number in zip(papers, numbers, strict=True):
            if paper.version_used.engine == Engine.TYPST:  # a Word file is read from the store
                guess = copy(paper)
                guess.number, guess.issued_on = number, on
                yield guess, Check(code=new_code())

    def _begin_next(self) -> None:
        guess = next(self._coming, None)
        if guess is not None:
            paper, check = guess
            self._codes[paper.pk] = check.code
            checked = Checked(check.spoken, check_url(check))
            self._made[_told(paper, check)] = self._thread.submit(make_paper, paper, checked)
