"""Asking the process that opens files (`inspecting`), with limits on its memory and time."""

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any, Final

from hoathuan.core.processes import environment

from .trust import root_files

_ROOT = Path(__file__).resolve().parents[3]
_CHILD = "hoathuan.documents.signing.inspecting"
_SECONDS: Final = 40


class Unreadable(Exception):
    """The file could not be opened within the limits; the reason is for the log."""


def text_of(content: bytes) -> str:
    """The words of a PDF or a Word file; raises Unreadable."""
    return str(_ask("text", content)["text"])


def signatures_of(content: bytes) -> list[dict[str, Any]]:
    """Plain facts of each signature, oldest first; raises Unreadable."""
    found: list[dict[str, Any]] = _ask("signatures", content, *map(str, root_files()))["signatures"]
    return found


def _ask(what: str, content: bytes, *more: str) -> dict[str, Any]:
    with tempfile.NamedTemporaryFile(prefix="paper-") as file:
        file.write(content)
        file.flush()
        command = [sys.executable, "-X", "utf8", "-m", _CHILD, what, file.name, *more]
        try:
            done = subprocess.run(
                command, cwd=_ROOT, env=environment(), stdin=subprocess.DEVNULL, capture_output=True,
                timeout=_SECONDS, check=False,
            )  # fmt: skip
        except subprocess.TimeoutExpired as problem:
            raise Unreadable(f"not read within {_SECONDS} s") from problem
    if done.returncode != 0:
        raise Unreadable(_kind_of(done.stderr))
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def _kind_of(said: bytes) -> str:
    """The kind of the exception alone: its words may quote the paper, and they are for the log."""
    last = said.decode("utf-8", "replace").strip().rpartition("\n")[2]
    return last.partition(":")[0][:80] or "it died without a word"
