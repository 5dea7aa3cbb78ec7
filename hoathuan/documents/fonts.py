"""The fonts of our papers: our own files, never those of the system.

`script/assets` puts the files there. A system font may lack Vietnamese letters without a word of warning.
"""

from functools import cache
from pathlib import Path

import typst
from django.conf import settings

from hoathuan.documents.errors import FontsMissing


def font_folder() -> Path:
    return Path(getattr(settings, "DOCUMENT_FONTS", settings.BASE_DIR / "var" / "fonts"))


@cache
def font_files() -> tuple[Path, ...]:
    """Every font file, in order; raises FontsMissing when the assets were not built."""
    files = tuple(sorted(font_folder().glob("*.ttf")))
    if not files:
        raise FontsMissing(f"no fonts in {font_folder()}: run script/assets")
    return files


@cache
def typesetter_fonts() -> typst.Fonts:
    """The search space of the typesetter, read once and shared by all its compilers."""
    font_files()
    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(font_folder())]
    )
