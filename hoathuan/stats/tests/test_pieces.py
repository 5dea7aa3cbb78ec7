"""A window is cut into whole years, whole months and edge days: every day once, none left out."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hoathuan.stats.cells.reading import DAY, Piece, near_pieces, pieces

days = st.dates(date(2024, 1, 1), date(2027, 12, 31))


@given(days, days)
def test_the_pieces_of_a_window_are_the_window(one: date, other: date) -> None:
    start, end = sorted((one, other))
    cut = list(pieces(start, end))
    assert cut[0].start == start
    assert cut[-1].end == end
    assert all(after.start == before.end + DAY for before, after in zip(cut, cut[1:], strict=False))
    for piece in cut:
        assert piece.start <= piece.end
        if piece.grain in "ym":
            assert piece.start.day == 1
            assert (piece.end + DAY).day == 1
        if piece.grain == "y":
            assert piece.start.month == (piece.end + DAY).month == 1


@pytest.mark.parametrize(
    ("start", "end", "grains"),
    [
        ("2026-03-05", "2026-03-05", "d"),
        ("2026-03-05", "2026-03-20", "d"),
        ("2026-03-01", "2026-03-31", "m"),
        ("2026-03-31", "2026-04-01", "d"),
        ("2026-01-31", "2026-03-01", "dmd"),
        ("2024-02-01", "2024-02-29", "m"),
        ("2025-01-01", "2025-12-31", "y"),
        ("2024-12-31", "2027-01-01", "dyd"),
        ("2024-11-15", "2026-02-10", "dmymd"),
    ],
)
def test_windows_at_the_edges(start: str, end: str, grains: str) -> None:
    cut = list(pieces(date.fromisoformat(start), date.fromisoformat(end)))
    assert "".join(piece.grain for piece in cut) == grains


def test_a_stock_reaches_back_to_the_beginning_of_time() -> None:
    assert list(pieces(date.min, date(2026, 12, 31))) == [Piece("y", date.min, date(2026, 12, 31))]


@given(days, days, days)
def test_near_pieces_count_every_day_of_the_window_once_and_no_other(
    one: date, other: date, any_day: date
) -> None:
    start, end = sorted((one, other))
    cut = list(near_pieces(start, end))
    for day in (any_day, start, end, start - DAY, end + DAY):
        times = sum(piece.sign for piece in cut if piece.start <= day <= piece.end)
        assert times == (start <= day <= end), day


@given(days, days)
def test_few_days_are_left_at_the_edges(one: date, other: date) -> None:
    start, end = sorted((one, other))
    edges = [piece for piece in near_pieces(start, end) if piece.grain == "d"]
    assert len(edges) <= 2
    assert all((piece.end - piece.start).days < (16 if len(edges) > 1 else 31) for piece in edges)
