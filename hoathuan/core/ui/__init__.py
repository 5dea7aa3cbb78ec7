"""The shell of every page: navigation, context, form rendering, error pages, and where the fonts are."""

from pathlib import Path

PDF_FONTS = Path(__file__).resolve().parents[3] / "var" / "fonts"
"""Folder of the whole TTFs for documents (Tinos, Noto Sans, Be Vietnam Pro, Noto Sans Tai Viet)."""
