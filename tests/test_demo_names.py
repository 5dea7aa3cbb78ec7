"""Names of the demo: as many as are asked for, all different."""

from random import Random

import pytest

from hoathuan.demo.names import PLACES, PLANTS, village_names
from hoathuan.demo.rosters import _spread

MOST = len(PLACES) * len(PLANTS)


@pytest.mark.parametrize("count", [0, 3, MOST, MOST + 1, 3 * MOST])
def test_a_commune_gets_as_many_names_as_it_has_villages(count: int) -> None:
    names = village_names(Random(1), "Thôn", count)
    assert len(set(names)) == len(names) == count


@pytest.mark.parametrize(("total", "spread"), [(-40, 15), (0, 15), (100, 100)])
def test_fewer_teams_than_communes_need_become_as_many(total: int, spread: int) -> None:
    sizes = _spread(Random(1), total, 5, least=3)
    assert (sum(sizes), min(sizes) >= 3) == (spread, True)
