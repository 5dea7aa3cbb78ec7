"""Everyone can read every colour pair that the face uses, by day and by night."""

import re
from pathlib import Path

import pytest

from hoathuan.core.face import __file__ as face

TOKENS = Path(face).parent / "scss" / "_tokens.scss"
LINE = re.compile(r'"([\w-]+)": \((#[0-9a-f]{6}), (#[0-9a-f]{6})\)')
COLOURS = {name: (light, dark) for name, light, dark in LINE.findall(TOKENS.read_text(encoding="utf-8"))}
STATES = ("done", "go", "risk", "late", "idle")

READ = [
    ("ink", "paper"),
    ("ink", "card"),
    ("ink", "sunk"),
    ("ink-2", "paper"),
    ("ink-2", "card"),
    ("ink-2", "sunk"),
    ("link", "paper"),
    ("link", "card"),
    ("link-hover", "paper"),
    ("visited", "paper"),
    ("on-cham", "cham"),
    ("on-cham", "link-hover"),
    ("on-cham", "late"),
    ("on-deep", "cham-deep"),
    ("on-deep-2", "cham-deep"),
    ("cham", "card"),
    ("late", "paper"),
    ("risk", "paper"),
    ("focus-ink", "focus"),
    *[(state, f"{state}-soft") for state in STATES],
    *[("ink", f"{state}-soft") for state in STATES],
]
SEEN = [
    ("edge", "card"),
    ("edge", "paper"),
    ("edge", "sunk"),
    *[(f"bar-{state}", "card") for state in STATES if state != "idle"],
    *[(f"bar-{state}", "bar-bed") for state in STATES if state != "idle"],
]


def luminance(colour: str) -> float:
    """Relative luminance by WCAG 2.2."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_the_measure_is_right() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize("text, ground", READ, ids=lambda name: str(name))
def test_text_reaches_the_highest_level(text: str, ground: str, theme: int) -> None:
    assert contrast(COLOURS[text][theme], COLOURS[ground][theme]) >= 7


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize("shape, ground", SEEN, ids=lambda name: str(name))
def test_shapes_stand_out(shape: str, ground: str, theme: int) -> None:
    assert contrast(COLOURS[shape][theme], COLOURS[ground][theme]) >= 3
