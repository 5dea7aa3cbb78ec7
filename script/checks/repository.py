"""Stray files, long files, names that decide nothing, addresses and machine paths that have no business here."""

import ast
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

from .findings import Fault

TOP = {
    *(
        ".ci",
        ".editorconfig",
        ".gitattributes",
        ".gitignore",
        ".importlinter",
        ".npmrc",
        "LICENSE",
        "README.md",
    ),
    *("README.vi.md", "bench", "config", "conftest.py", "deploy", "docs", "hoathuan", "manage.py"),
    *("package-lock.json", "package.json", "pyproject.toml", "requirements", "script", "tests"),
}
#: What each part may hold; a suffix that is missing here is either stray or a decision to be written down.
KINDS = {
    ".ci": {""},
    "bench": {".py", ".md", ".json"},
    "config": {".py"},
    "deploy": {".conf", ".env", ".ini", ".py", ".service", ".timer", ".yml"},
    "docs": {".md", ".png", ".svg", ".webp"},
    "hoathuan": {
        *(".py", ".html", ".txt", ".po", ".sql", ".typ", ".toml", ".json", ".csv", ".md"),
        *(".scss", ".css", ".js", ".mjs", ".svg", ".png", ".ico", ".woff2", ".xlsx", ".webmanifest"),
    },
    "requirements": {".in", ".txt"},
    "script": {"", ".py"},
    "tests": {".py", ".xlsx", ".csv", ".json"},
}
CODE = {".py", ".html", ".js", ".mjs", ".scss", ".typ", ".sql"}
LONGEST_FILE = 400
LONGEST_FUNCTION = 60
LARGEST_BYTES = 1_500_000
NAMELESS = {"utils.py", "helpers.py", "misc.py", "common.py", "util.js", "utils.js"}
#: Hosts that packages come from, and folders of somebody's machine. Written in parts, so as not to find itself.
_HOSTS = ("py" + "pi", "python" + "hosted", "npm" + "js", "npm" + "mirror", "artif" + "actory")
_FOLDERS = ("root", "work", "farm", "Users", "home")
FOREIGN = re.compile(rf"\b({'|'.join(_HOSTS)})\.\w|(?<![\w.:])/({'|'.join(_FOLDERS)})/\w")


def tracked(root: Path) -> list[Path]:
    """Files that are, or are about to be, part of the project."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=root, capture_output=True, text=True, check=True).stdout
    return sorted(root / name for name in set(listed.splitlines()) if (root / name).is_file())


def faults(root: Path) -> Iterator[Fault]:
    for path in tracked(root):
        place = str(path.relative_to(root))
        yield from _stray(path, place)
        if path.suffix in CODE:
            yield from _long(path, place)
        text = _text(path)
        if text is not None and path.name != "LICENSE":
            yield from _foreign(text, place)


def _stray(path: Path, place: str) -> Iterator[Fault]:
    top, *inside = Path(place).parts
    if top not in TOP:
        yield Fault(
            place, 0, "is no known part of the project: move it, ignore it, or name it in repository.py"
        )
    elif inside and path.suffix not in KINDS.get(top, set()):
        yield Fault(place, 0, f"files {path.suffix or 'without suffix'} do not belong into {top}/")
    if path.name in NAMELESS:
        yield Fault(place, 0, "name the module for what it decides")
    if path.stat().st_size > LARGEST_BYTES and path.suffix != ".csv":
        yield Fault(place, 0, f"{path.stat().st_size // 1000} kB are too large for the repository")


def _long(path: Path, place: str) -> Iterator[Fault]:
    text = path.read_text(encoding="utf-8")
    lines = text.count("\n")
    if lines > LONGEST_FILE and "migrations" not in path.parts:
        yield Fault(place, lines, f"has {lines} lines; {LONGEST_FILE} are the limit")
    if path.suffix != ".py" or "migrations" in path.parts:
        return
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            if length > LONGEST_FUNCTION:
                yield Fault(
                    place, node.lineno, f"{node.name} has {length} lines; {LONGEST_FUNCTION} are the limit"
                )


def _text(path: Path) -> str | None:
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return None


def _foreign(text: str, place: str) -> Iterator[Fault]:
    for number, line in enumerate(text.splitlines(), start=1):
        found = FOREIGN.search(line)
        if found:
            yield Fault(place, number, f"names a machine or a package host: {found[0]!r}")
