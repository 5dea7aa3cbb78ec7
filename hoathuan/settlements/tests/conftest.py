"""A dispute that ended well, the seats around it, and an agreement that is recorded."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from hoathuan.accounts.acting import as_actor
from hoathuan.accounts.actor import actor_for
from hoathuan.cases import services as cases
from hoathuan.cases.tests.conftest import (  # noqa: F401 - fixtures
    _today,
    entry,
    head,
    make_mediator,
    make_team,
    officer,
    other_team,
    sister_team,
    team,
)
from hoathuan.settlements import rules
from hoathuan.settlements.models import Draft
from hoathuan.settlements.services import drafting, recording

AGREED = date(2026, 6, 10)
WORDS = {
    "solution": "Ông Hà Văn Mẫu dời hàng rào về ranh cũ, bà Lò Thị Mẫu để lối đi rộng 2 m.",
    "duties": "Hà Văn Mẫu: dời hàng rào. Lò Thị Mẫu: nhận 5.000.000 đồng.",
    "performance": "Dời hàng rào xong trước ngày 30/06/2026.",
}


@pytest.fixture
def acted(officer: Any) -> Callable[..., Any]:  # noqa: F811
    """Run a deed as the officer (or another seat), in a transaction of its own."""

    def run(deed: Callable[[Any], Any], seat: Any = None) -> Any:
        who = seat or officer
        actor = actor_for(who, who.person.user)
        with as_actor(actor):
            return deed(actor)

    return run


@pytest.fixture
def case(acted: Any, entry: Any) -> Any:  # noqa: F811
    """A success of 10/06/2026 between two parties."""
    made = entry(agreement="Dời hàng rào về ranh cũ.", ground="request")
    return acted(lambda actor: cases.record_ended_case(actor=actor, entry=made))


@pytest.fixture
def failed(acted: Any, entry: Any) -> Any:  # noqa: F811
    made = entry(ending="party", agreement="Bên A đòi lối đi. Bên B không chịu.")
    return acted(lambda actor: cases.record_ended_case(actor=actor, entry=made))


def write_all(actor: Any, case: Any, **words: str) -> Draft:
    """A draft in which every group is written."""
    draft = drafting.open_draft(actor=actor, case=case)
    for name, text in (WORDS | words).items():
        draft = drafting.write_group(actor=actor, case=case, name=name, text=text, version=draft.version)
    assert rules.lacking(draft) == []
    return draft


def record(actor: Any, case: Any, *, seen: int = 0, reason: str = "", **words: str) -> Any:
    draft = write_all(actor, case, **words)
    return recording.record(
        actor=actor, case=case, seen=seen, read=recording.mark_of(draft, actor), agreed_on=AGREED, place="Xã An Mẫu",
        reason=reason,
    )  # fmt: skip


@pytest.fixture
def version(acted: Any, case: Any) -> Any:
    """The first recorded version."""
    return acted(lambda actor: record(actor, case))
