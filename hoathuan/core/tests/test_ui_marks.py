"""Signs, states and bars say the same to the eye and to a screen reader."""

import re
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings
from django.template import Context, Template

from hoathuan.core.ui import bars, icons

TEMPLATES = sorted(Path(settings.BASE_DIR, "hoathuan").glob("**/templates/**/*.html"))


def drawn(source: str, **context: object) -> str:
    return Template("{% load ui %}" + source).render(Context(context))


def test_a_state_has_shape_word_and_colour() -> None:
    html = drawn('{% state "late" "quá hạn 3 ngày" %}')
    assert "ht-state--late" in html
    assert "#alert-octagon" in html
    assert "quá hạn 3 ngày" in html


def test_a_state_without_words_says_the_usual_ones() -> None:
    assert "Đúng tiến độ" in drawn('{% state "go" %}')


def test_words_of_a_state_cannot_carry_markup() -> None:
    assert "<b>" not in drawn('{% state "go" words %}', words="<b>x</b>")


def test_an_unknown_icon_is_an_error_not_an_empty_square() -> None:
    with pytest.raises(ValueError, match="icons.txt"):
        icons.icon("khong-co")


def test_a_bar_has_a_length_and_a_name() -> None:
    html = drawn('{% progress 4 6 "go" "Tập huấn" %}')
    assert 'width="66.67%"' in html
    assert 'aria-label="Tập huấn"' in html


@pytest.mark.parametrize(
    "done, total, filled", [(0, 6, 0), (6, 6, 100), (9, 6, 100), (3, 0, 0), (None, 5, 0)]
)
def test_a_bar_never_leaves_its_bed(done: object, total: object, filled: float) -> None:
    assert bars.share(done, total) == filled


def test_the_timeline_cuts_what_lies_outside_the_year() -> None:
    rows = [
        bars.Stretch("từ năm trước", date(2025, 12, 1), date(2026, 1, 31)),
        bars.Stretch("năm sau", date(2027, 1, 1), date(2027, 2, 1)),
    ]
    line = bars.timeline(rows, date(2026, 1, 1), date(2026, 12, 31), date(2026, 6, 23))
    assert [one.row.label for one in line.rows] == ["từ năm trước"]
    assert line.rows[0].x == 0
    assert [mark.label for mark in line.marks][::11] == ["T1", "T12"]
    assert 40 < (line.today or 0) < 60


def test_today_outside_the_year_is_not_drawn() -> None:
    line = bars.timeline([], date(2026, 1, 1), date(2026, 12, 31), date(2027, 1, 1))
    assert line.today is None


def test_every_icon_named_in_a_template_is_in_the_sprite() -> None:
    named = {
        name for path in TEMPLATES for name in re.findall(r'{% icon "([\w-]+)"', path.read_text("utf-8"))
    }
    assert named <= icons.names()


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_no_template_needs_what_the_content_policy_refuses(path: Path) -> None:
    source = path.read_text("utf-8")
    assert not re.search(r"\sstyle=", source)
    assert not re.search(r"\son[a-z]+=", source)
    assert not re.search(r"<script(?![^>]*\bsrc=)", source)
    assert not re.search(r"<style", source)


def test_unconfirmed_data_says_so_in_words() -> None:
    html = drawn('{% unconfirmed "chờ nghị quyết" %}')
    assert "chưa xác nhận: chờ nghị quyết" in html
