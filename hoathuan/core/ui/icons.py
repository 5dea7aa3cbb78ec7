"""The icons that the sprite holds; a name that is not in the list is an error, not an empty square."""

from functools import cache
from pathlib import Path

from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

LIST = Path(__file__).resolve().parents[1] / "face" / "icons.txt"
SPRITE = "ht/icons.svg"

# state → (icon, its usual word): shape, word and colour always go together
STATES = {
    "done": "circle-check",
    "go": "arrow-right",
    "risk": "alert-triangle",
    "late": "alert-octagon",
    "idle": "circle-dashed",
}


@cache
def names() -> frozenset[str]:
    """The Tabler names in `face/icons.txt`."""
    lines = LIST.read_text(encoding="utf-8").splitlines()
    return frozenset(line.split("#")[0].strip() for line in lines) - {""}


def icon(name: str, extra: str = "") -> SafeString:
    """A decorative icon: hidden from screen readers, so always beside a word."""
    if name not in names():
        raise ValueError(f"no icon {name!r}: add it to hoathuan/core/face/icons.txt")
    css = f"ht-icon {extra}".strip()
    return format_html(
        '<svg class="{}" aria-hidden="true" focusable="false" width="24" height="24"><use href="{}#{}"></use></svg>',
        css,
        static(SPRITE),
        name,
    )
