"""What takes long begins first, so that no worker is left alone with it at the end."""

from typing import Any

import pytest
from xdist.scheduler import LoadScopeScheduling

#: Modules whose tests start programs, or ask every address as everybody.
LONG = ("tests/operations/", "tests/test_serving.py", "tests/test_sweep.py", "tests/faults/")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep the random order otherwise: the sort is stable, and the same in every worker."""
    items.sort(key=_place)


def _place(item: pytest.Item) -> int:
    for place, start in enumerate(LONG):
        if item.nodeid.startswith(start):
            return place
    return len(LONG) if item.get_closest_marker("browser") else len(LONG) + 1


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> "OneInstallation | None":
    """With --dist loadscope: a module stays with one worker, and all of tests/operations does."""
    return OneInstallation(config, log) if config.getvalue("dist") == "loadscope" else None


class OneInstallation(LoadScopeScheduling):
    """Filling an installation takes half a minute: no second worker does it again."""

    def _split_scope(self, nodeid: str) -> str:
        return LONG[0] if nodeid.startswith(LONG[0]) else str(super()._split_scope(nodeid))
