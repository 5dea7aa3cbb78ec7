"""The tests' own fact table, with the triggers that a migration would give it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connections

from hoathuan.core import migrating
from hoathuan.stats.cells import installing
from hoathuan.stats.tests import facts


@pytest.fixture(scope="session")
def fact_table(django_db_setup: None, django_db_blocker: Any) -> None:
    """Made once by the owner, as a migration makes it."""
    with django_db_blocker.unblock(), migrating.as_owner():
        with connections["default"].schema_editor() as editor:
            editor.create_model(facts.Fact)
        with facts.registered():
            installing.install()


@pytest.fixture
def counted(fact_table: None) -> Iterator[None]:
    """The indicators of the tests' own facts are registered."""
    with facts.registered():
        yield
