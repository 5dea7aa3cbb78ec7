"""Which files are the product's own text, and to which context they belong."""

from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PRODUCT = ROOT / "hoathuan"
#: Folders whose words no user of the product reads as its interface.
APART = {"tests", "migrations", "locale", "node_modules", "__pycache__", "demo"}
TEMPLATE_SUFFIXES = {".html", ".txt"}


def contexts(product: Path = PRODUCT) -> list[Path]:
    return sorted(path.parent for path in product.glob("*/__init__.py") if path.parent.name not in APART)


def python_files(context: Path) -> Iterator[Path]:
    return _files(context, {".py"})


def template_files(context: Path) -> Iterator[Path]:
    return (path for path in _files(context, TEMPLATE_SUFFIXES) if "templates" in path.parts)


def _files(folder: Path, suffixes: set[str]) -> Iterator[Path]:
    for path in sorted(folder.rglob("*")):
        inside = path.relative_to(folder).parts
        if path.suffix in suffixes and path.is_file() and not APART & set(inside):
            yield path


def shown(path: Path) -> str:
    """The path as a person names it: from the top of the checkout."""
    return str(path.relative_to(ROOT)) if path.is_relative_to(ROOT) else str(path)
