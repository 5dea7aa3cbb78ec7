"""What a team lacks is said in words, with the article that asks for it."""

from dataclasses import replace

import pytest

from hoathuan.teams.choices import Gap
from hoathuan.teams.rules import Makeup, commune_gap, gaps, is_complete

WHOLE = Makeup(mediators=5, women=1, minority=0, needs_minority=False, has_head=True, head_active=True)


def codes(makeup: Makeup) -> list[str]:
    return [gap.code for gap in gaps(makeup)]


def test_a_team_as_the_law_wants_it_lacks_nothing() -> None:
    assert gaps(WHOLE) == []
    assert is_complete(WHOLE)


@pytest.mark.parametrize(
    ("change", "code", "article"),
    [
        ({"mediators": 2}, Gap.FEW, "Điều 12 khoản 1"),
        ({"women": 0}, Gap.NO_WOMAN, "Điều 12 khoản 1"),
        ({"needs_minority": True}, Gap.NO_MINORITY, "Điều 12 khoản 1"),
        ({"has_head": False, "head_active": False}, Gap.NO_HEAD, "Điều 14"),
        ({"head_active": False}, Gap.HEAD_LEFT, "Điều 14"),
        ({"most": 4}, Gap.SIZE, "Điều 12 khoản 2"),
        ({"least": 6}, Gap.SIZE, "Điều 12 khoản 2"),
    ],
)
def test_each_gap_names_its_article(change: dict, code: str, article: str) -> None:
    found = gaps(replace(WHOLE, **change))
    assert [gap.code for gap in found] == [code]
    assert article in found[0].source


def test_three_mediators_are_enough_and_a_needed_minority_mediator_is_counted() -> None:
    assert codes(replace(WHOLE, mediators=3)) == []
    assert codes(replace(WHOLE, needs_minority=True, minority=1)) == []


def test_a_decision_that_accepts_the_composition_leaves_the_head_to_be_chosen() -> None:
    few = replace(WHOLE, mediators=2, women=0, accepted=True)
    assert gaps(few) == []
    assert codes(replace(few, has_head=False)) == [Gap.NO_HEAD]


def test_the_communes_own_limits_do_not_make_a_team_incomplete() -> None:
    assert is_complete(replace(WHOLE, most=4))


def test_the_number_of_teams_is_compared_with_the_decision() -> None:
    assert commune_gap(10, 10) is None
    for count, decided, word in ((12, 10, "nhiều hơn"), (9, 10, "quyết định là"), (9, None, "Chưa ghi")):
        found = commune_gap(count, decided)
        assert found is not None
        assert word in found.text
