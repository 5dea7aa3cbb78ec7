"""Pure rules: the court's six months, the comparing of words, the adding up of instalments."""

import unicodedata
from calendar import monthrange
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hoathuan.norms.api import add_months
from hoathuan.settlements import digests, rules
from hoathuan.settlements.choices import Standing
from hoathuan.settlements.errors import SettlementRefused

DAYS = st.dates(min_value=date(2016, 7, 1), max_value=date(2100, 12, 31))


def naive(start: date, months: int) -> date:
    """Month by month; then the same day, or the last one where the month is too short."""
    year, month = start.year, start.month
    for _step in range(months):
        month += 1
        if month == 13:
            year, month = year + 1, 1
    day = start.day
    while day > monthrange(year, month)[1]:
        day -= 1
    return date(year, month, day)


@given(DAYS)
def test_six_months_end_as_counted_on_the_fingers(day):
    assert add_months(day, 6) == naive(day, 6)


@given(DAYS)
def test_the_last_day_never_comes_earlier_for_a_later_agreement(day):
    assert add_months(day, 6) <= add_months(day + timedelta(days=1), 6)


@pytest.mark.parametrize(
    "agreed, last",
    [
        (date(2026, 8, 31), date(2027, 2, 28)),
        (date(2027, 8, 31), date(2028, 2, 29)),
        (date(2027, 8, 30), date(2028, 2, 29)),
        (date(2026, 8, 28), date(2027, 2, 28)),
        (date(2026, 7, 1), date(2027, 1, 1)),
        (date(2026, 6, 30), date(2026, 12, 30)),
        (date(2026, 12, 31), date(2027, 6, 30)),
    ],
)
def test_month_ends_leap_years_and_new_year(agreed, last):
    assert add_months(agreed, 6) == last


TEXTS = st.text(alphabet="aăâđêôơưáàảãạ AĐ.,;:!?-–\n\t12", max_size=40)


@given(TEXTS, TEXTS)
def test_digests_are_equal_exactly_where_the_compared_words_are(one, two):
    nonce = "0" * 32
    same = digests.normalised(one) == digests.normalised(two)
    assert (digests.digest(nonce, "c", one) == digests.digest(nonce, "c", two)) is same
    assert digests.is_same(digests.digest(nonce, "c", one), nonce, "c", two) is same


@given(TEXTS)
def test_to_compare_twice_changes_nothing(text):
    once = digests.normalised(text)
    assert digests.normalised(once) == once


@given(st.text(alphabet="ăâđêôơưáàảãạếềểễệ abc", max_size=30))
def test_either_way_of_writing_marks_is_one_text(text):
    assert digests.normalised(unicodedata.normalize("NFD", text)) == digests.normalised(text)


@pytest.mark.parametrize(
    "one, two",
    [
        ("Trả 5.000.000 đồng.", "trả 5000000 đồng"),
        ("Hoà giải, xong!", "hòa giải xong"),
        ("Dời rào\n  về ranh cũ", "DỜI RÀO VỀ RANH CŨ"),
        ("“Lối đi” – rộng 2 m", '"Lối đi" - rộng 2 m'),
    ],
)
def test_what_does_not_matter_is_left_out(one, two):
    assert digests.normalised(one) == digests.normalised(two)


@pytest.mark.parametrize(
    "one, two",
    [
        ("Trả 5.000.000 đồng", "Trả 6.000.000 đồng"),
        ("xong ngày 1/11", "xong ngày 11/1"),
        ("rộng 1,5 m", "rộng 15 m"),
        ("rộng 1.5 m", "rộng 15 m"),
        ("bà Mẫu trả", "bà Mậu trả"),
        ("A trả cho B", "B trả cho A"),
    ],
)
def test_one_changed_figure_or_word_is_seen(one, two):
    assert digests.normalised(one) != digests.normalised(two)


def test_the_same_words_on_two_papers_do_not_look_the_same():
    one, two = digests.new_nonce(), digests.new_nonce()
    assert digests.digest(one, "c", "Lối đi") != digests.digest(two, "c", "Lối đi")
    assert digests.digest(one, "c", "Lối đi") != digests.digest(one, "d", "Lối đi")


def test_an_older_key_of_the_server_still_knows_its_papers(settings):
    nonce = digests.new_nonce()
    stored = digests.digest(nonce, "c", "Lối đi")
    settings.HT_HASH_KEYS = ["một khóa mới", *settings.HT_HASH_KEYS]
    assert digests.is_same(stored, nonce, "c", "lối đi")
    settings.HT_HASH_KEYS = ["một khóa mới"]
    assert not digests.is_same(stored, nonce, "c", "lối đi")


PARTS = st.lists(
    st.tuples(st.dates(date(2026, 1, 1), date(2030, 1, 1)), st.integers(1, 10**9)),
    min_size=1,
    max_size=8,
    unique_by=lambda part: part[0],
)


@given(PARTS, st.integers(-3, 3))
def test_instalments_are_taken_exactly_when_they_add_up(parts, off):
    typed = [rules.Part(day, amount) for day, amount in sorted(parts)]
    total = sum(part.amount for part in typed)
    if off == 0:
        assert rules.read_parts(rules.write_parts(typed), total) == typed
    else:
        with pytest.raises(SettlementRefused, match="Cộng các đợt"):
            rules.read_parts(rules.write_parts(typed), total + off)


@pytest.mark.parametrize(
    "text", ["hôm nào đó 5.000.000", "30/09/2026", "30/09/2026 nhiều", "31/02/2026 5.000", "30/09/2026 0"]
)
def test_a_line_that_cannot_be_read_is_quoted(text):
    with pytest.raises(SettlementRefused, match="Không đọc được dòng"):
        rules.read_parts(text)


def test_instalments_out_of_order_are_refused():
    with pytest.raises(SettlementRefused, match="thứ tự ngày"):
        rules.read_parts("30/09/2026 5.000\n30/08/2026 5.000")


@given(st.lists(st.sampled_from([one.value for one in Standing]), max_size=6))
def test_follow_up_is_over_exactly_when_all_that_holds_is_kept(standings):
    left = [one for one in standings if one != "dropped"]
    assert rules.all_kept(standings) is (bool(left) and set(left) <= {"kept", "kept_late"})


def test_the_day_itself_is_still_in_time():
    due = date(2026, 9, 30)
    assert rules.kept_standing(due, due) == Standing.KEPT
    assert rules.kept_standing(due, due + timedelta(days=1)) == Standing.KEPT_LATE
    assert rules.kept_standing(None, due) == Standing.KEPT
