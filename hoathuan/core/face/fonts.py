"""Fonts: small subsets for the web, whole files for PDF documents.

The packages hold complete static TTFs. Ready-made web subsets split a Vietnamese word over several files
and leave out combining marks, so the subsets are cut here.
"""

import shutil
from pathlib import Path

from fontTools import subset

PACKAGES = Path("node_modules/@expo-google-fonts")

# Latin, Latin-1, Vietnamese letters, đồng sign, quotation marks and dashes, combining marks (for NFD text).
VIETNAMESE = (
    "U+20-7E,U+A0-FF,U+102,U+103,U+110,U+111,U+128,U+129,U+168,U+169,U+1A0,U+1A1,U+1AF,U+1B0,"
    "U+1EA0-1EF9,U+300-304,U+306,U+309,U+31B,U+323,U+2010-2014,U+2018,U+2019,U+201C,U+201D,U+2022,"
    "U+2026,U+202F,U+20AB,U+2212,U+D7"
)
TAI_VIET = "U+AA80-AADF,U+20-40,U+A0,U+25CC"
FEATURES = ("kern", "ccmp", "locl", "mark", "mkmk", "tnum", "lnum", "liga")

WEB = {
    "noto-sans-400": ("noto-sans/400Regular/NotoSans_400Regular.ttf", VIETNAMESE),
    "noto-sans-600": ("noto-sans/600SemiBold/NotoSans_600SemiBold.ttf", VIETNAMESE),
    "be-vietnam-700": ("be-vietnam-pro/700Bold/BeVietnamPro_700Bold.ttf", VIETNAMESE),
    "tai-viet-400": ("noto-sans-tai-viet/400Regular/NotoSansTaiViet_400Regular.ttf", TAI_VIET),
}

PDF = (
    "tinos/400Regular/Tinos_400Regular.ttf",
    "tinos/400Regular_Italic/Tinos_400Regular_Italic.ttf",
    "tinos/700Bold/Tinos_700Bold.ttf",
    "tinos/700Bold_Italic/Tinos_700Bold_Italic.ttf",
    "noto-sans/400Regular/NotoSans_400Regular.ttf",
    "noto-sans/400Regular_Italic/NotoSans_400Regular_Italic.ttf",
    "noto-sans/600SemiBold/NotoSans_600SemiBold.ttf",
    "noto-sans/700Bold/NotoSans_700Bold.ttf",
    "be-vietnam-pro/600SemiBold/BeVietnamPro_600SemiBold.ttf",
    "be-vietnam-pro/700Bold/BeVietnamPro_700Bold.ttf",
    "noto-sans-tai-viet/400Regular/NotoSansTaiViet_400Regular.ttf",
)
LICENCES = ("tinos", "noto-sans", "be-vietnam-pro", "noto-sans-tai-viet")


def copy_for_documents(root: Path, target: Path) -> None:
    """Put whole TTFs, with their licences, where the PDF compiler looks for them."""
    target.mkdir(parents=True, exist_ok=True)
    for name in PDF:
        shutil.copy2(root / PACKAGES / name, target)
    _copy_licences(root, target)


def subset_for_web(root: Path, target: Path) -> None:
    """Cut the WOFF2 subsets that pages load."""
    target.mkdir(parents=True, exist_ok=True)
    for name, (source, letters) in WEB.items():
        _cut(root / PACKAGES / source, target / f"{name}.woff2", letters)
    _copy_licences(root, target)


def _cut(source: Path, target: Path, letters: str) -> None:
    options = subset.Options(
        flavor="woff2", layout_features=list(FEATURES), hinting=False, notdef_outline=True
    )
    font = subset.load_font(str(source), options)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=subset.parse_unicodes(letters))
    cutter.subset(font)
    subset.save_font(font, str(target), options)


def _copy_licences(root: Path, target: Path) -> None:
    for package in LICENCES:
        shutil.copy2(root / PACKAGES / package / "LICENSE_FONT", target / f"{package}-OFL.txt")
