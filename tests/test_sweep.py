"""Every address of ours, asked for by everybody: from the own unit, above, beside, without a seat, without an account.

`tests/sweep/expected.py` says what each must answer; this module asks.
"""

import logging
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection, reset_queries, transaction
from django.test.utils import CaptureQueriesContext

from .sweep import report
from .sweep.addresses import every_address, path_of
from .sweep.expected import CHOOSE, INSPECTORS, LINES, OPEN, SIGN_IN, Line, asked_for_the_commune
from .sweep.people import PEOPLE
from .sweep.world import Sweep, build

GUARDED = re.compile(
    r"cases_casecontent|cases_party|accounts_personcontact|privacy_(identitypaper|bankaccount)"
)
WRITES = re.compile(r"^(INSERT INTO|UPDATE|DELETE FROM) \"?(\w+)", re.IGNORECASE)
#: What looking at a page may leave behind: sessions and their last use, limits, traces of reading, the trail.
TRACES = {
    "django_session", "usersessions_usersession", "accounts_cache", "cases_display", "core_auditentry", "core_rate",
    "directions_recipient",  # that an office has opened a letter
}  # fmt: skip
#: Where an inspector sends something: the reason of a reading, where a long list is asked for, the own calendar.
SENT_BY_INSPECTORS = {
    "cases:open", "cases:export", "stats:export", "teams:list-xlsx", "teams:mediators-xlsx", "inbox:calendar",
}  # fmt: skip

KNOWN = {address.name for address in every_address()}


@pytest.fixture(scope="module")
def made(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Sweep]:
    """One world for the module; whatever an address does to it is taken back."""
    with pytest.MonkeyPatch.context() as patch, django_db_blocker.unblock(), transaction.atomic():
        patch.setattr(settings, "MEDIA_ROOT", tmp_path_factory.mktemp("media"))
        # some thousand refusals, each with its traceback, would only make the run slow
        logging.disable(logging.CRITICAL)
        yield build()
        logging.disable(logging.NOTSET)
        transaction.set_rollback(True)


def ask(made: Sweep, person: str, method: str, path: str) -> Any:
    """The answer, and everything that it wrote taken back."""
    client = made.clients[person]
    client.raise_request_exception = False
    point = transaction.savepoint()
    try:
        return getattr(client, method)(path)
    finally:
        transaction.savepoint_rollback(point)


@contextmanager
def watched() -> Iterator[Any]:
    """Every query in here. The log keeps some thousands: once it is full, a context that begins then sees nothing."""
    reset_queries()
    with CaptureQueriesContext(connection) as asked:
        yield asked


def word_for(answer: Any) -> str:
    status = answer.status_code
    if status in (301, 302):
        if answer["Location"].startswith("/tai-khoan/login/"):
            return SIGN_IN
        return CHOOSE if answer["Location"].startswith("/quan-tri/chon-vai/") else OPEN
    return OPEN if status in (200, 204) else str(status)


def answers(made: Sweep, name: str, line: Line) -> list[str]:
    """Everything that is not as declared, in words: another answer, or something written by who only looks."""
    path = path_of(name, line, made)
    wrong = []
    for method, person in product(("get", "post"), askers(line)):
        due = line.answer(method, person)
        with watched() as asked:
            got = word_for(ask(made, person, method, path))
        if got != due and not (name == "accounts:choose-seat" and got == CHOOSE):
            wrong.append(f"{method.upper()} {path} as {person}: {got}, not {due}")
        only_looks = method == "get" or (person in INSPECTORS and not may_send(name, line))
        if only_looks and (found := written(asked)):
            wrong.append(f"{method.upper()} {path} as {person} wrote {found}")
    return wrong


def may_send(name: str, line: Line) -> bool:
    """What an inspector may send: about the own account, and where a reading or a long list is asked for."""
    return not isinstance(line.who, frozenset) or name in SENT_BY_INSPECTORS


def askers(line: Line) -> Iterable[str]:
    """Of what is open to everybody, four people tell as much as all of them."""
    asked_by_all = isinstance(line.who, frozenset) or line.inside
    return PEOPLE if asked_by_all else ("officer", "inspector", "no_seat", "nobody")


def written(asked: Any) -> set[str]:
    found = (WRITES.match(query["sql"]) for query in asked)
    return {match[2] for match in found if match} - TRACES


def test_every_address_is_declared() -> None:
    """A new one gets its line in tests/sweep/expected.py."""
    assert KNOWN - set(LINES) == set()


@pytest.mark.parametrize("name", sorted(KNOWN & set(LINES)))
def test_an_address_answers_everybody_as_declared(made: Sweep, name: str) -> None:
    """Looking writes nothing but traces, and an inspector writes nothing at all."""
    assert answers(made, name, LINES[name]) == []


@pytest.mark.parametrize("name", sorted(asked_for_the_commune()))
def test_a_unit_outside_the_reach_does_not_exist(made: Sweep, name: str) -> None:
    assert answers(made, name, asked_for_the_commune()[name]) == []


@pytest.mark.parametrize("name", sorted(name for name in LINES if name.startswith(("stats:", "reports:"))))
def test_numbers_are_made_without_the_tables_that_can_hurt(made: Sweep, name: str) -> None:
    """Nor is a single row of them needed to count: who may read none gets the same figures."""
    for line in (LINES[name], asked_for_the_commune().get(name, LINES[name])):
        path = path_of(name, line, made)
        for person in ("officer", "head", "parent", "ministry"):
            with watched() as asked:
                ask(made, person, "get", path)
            assert [query["sql"] for query in asked if GUARDED.search(query["sql"])] == [], person


def test_the_report_says_what_is_declared() -> None:
    """`script/sweep-report` writes it anew."""
    path = Path(settings.BASE_DIR) / "docs/reference/access-sweep.md"
    assert path.read_text(encoding="utf-8") == report.text()
