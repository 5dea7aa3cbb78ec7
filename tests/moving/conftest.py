from collections.abc import Callable

import pytest
from django.conf import settings

from .country import TODAY, Country, build


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    """These tests live on 23/06/2026."""
    from hoathuan.core import dates

    moment = dates.datetime(TODAY.year, TODAY.month, TODAY.day, 9, tzinfo=dates.ZONE)
    monkeypatch.setattr(dates.timezone, "now", lambda: moment)


@pytest.fixture
def made(db: None) -> Country:
    return build()


@pytest.fixture
def as_owner(db: None) -> Callable[[str], None]:
    """Run one statement as the owner of the tables."""
    from hoathuan.core.postgres.prepare import Database

    base = settings.DATABASES["default"]
    database = Database.from_settings(settings.DATABASES["owner"], base, base["NAME"])

    def run(statement: str) -> None:
        with database.connect() as owner:
            owner.execute(statement)

    return run
