"""Shares make up the whole exactly, whatever the weights."""

from decimal import Decimal as D

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hoathuan.plans.errors import SharesDiffer
from hoathuan.plans.sharing import check_sum, share_out

weights = st.dictionaries(
    st.integers(1, 10_000), st.integers(0, 10**7).map(D), min_size=1, max_size=170
).filter(lambda found: any(found.values()))
totals = st.one_of(st.integers(0, 10**8).map(D), st.integers(0, 10**8).map(lambda n: D(n) / 100))


@given(totals, weights)
def test_shares_sum_to_the_whole_and_none_is_negative(total: D, found: dict[int, D]) -> None:
    shares = share_out(total, found)
    assert sum(shares.values()) == total
    assert all(share >= 0 for share in shares.values())
    assert all(not shares[key] for key, weight in found.items() if not weight and total == int(total) == 0)
    check_sum(total, D(0), shares)


@given(totals, weights, st.randoms())
def test_the_order_of_the_units_does_not_matter(total: D, found: dict[int, D], random: object) -> None:
    items = list(found.items())
    random.shuffle(items)  # type: ignore[attr-defined]
    assert share_out(total, dict(items)) == share_out(total, found)


@given(totals, weights)
def test_nobody_gets_a_whole_one_more_than_its_part(total: D, found: dict[int, D]) -> None:
    whole = sum(found.values())
    step = D(1) if total == int(total) else D("0.01")
    for key, share in share_out(total, found).items():
        assert abs(share - total * found[key] / whole) < step + D("1e-9")


def test_25000_leaflets_for_166_communes() -> None:
    shares = share_out(D(25000), dict.fromkeys(range(1, 167), D(1)))
    assert sorted(set(shares.values())) == [150, 151]
    assert [shares[key] for key in (1, 100, 101)] == [151, 151, 150]


def test_without_any_weight_the_refusal_says_so() -> None:
    with pytest.raises(SharesDiffer, match="cách chia khác"):
        share_out(D(10), {1: D(0), 2: D(0)})


@pytest.mark.parametrize(
    ("shares", "words"), [({1: D(5)}, "thiếu 5"), ({1: D(8), 2: D(4)}, "thừa 2"), ({1: D(-1)}, "âm")]
)
def test_a_wrong_sum_says_how_much_is_missing(shares: dict[int, D], words: str) -> None:
    with pytest.raises(SharesDiffer, match=words):
        check_sum(D(10), D(0), shares)
