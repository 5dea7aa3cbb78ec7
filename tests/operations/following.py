"""Pages of commands and a shell that follows them, with paths and ports of the tests; `systemctl` is played.

Blocks marked `sh` are run. Blocks marked `bash` need another machine, packages or the network.
"""

from __future__ import annotations

import os
import re
import shlex
from pathlib import Path

from .rig import ROOT, Installation

PAGES = [ROOT / "docs/how-to/install.md", *sorted((ROOT / "docs/operations").glob("*.md"))]
BLOCK = re.compile(r"^( *)```(\w*)\n(.*?)^ *```", re.MULTILINE | re.DOTALL)
#: What a page may call its blocks: run by tests, not run, shown.
MARKS = {"sh", "bash", ""}
PLAYED = """#!/bin/sh
echo "$(basename "$0") $*" >>"$PLAYED"
"""


def blocks(page: Path, mark: str = "sh", under: str = "") -> list[str]:
    """The blocks of a page with that mark; those `under` one heading alone."""
    text = page.read_text(encoding="utf-8")
    if under:
        (text,) = (part for part in text.split("\n## ") if part.startswith(f"{under}\n"))
    found = BLOCK.findall(text)
    return [
        re.sub(rf"^{indent}", "", text, flags=re.MULTILINE) for indent, kind, text in found if kind == mark
    ]


class Follower:
    """A shell on a machine whose /etc, /srv and /var lie in a folder."""

    def __init__(self, machine: Installation, port: int = 8000, root: Path | None = None) -> None:
        self.machine = machine
        self.root = root or machine.folder / "root"
        self.played = self.root / "played"
        self.places = {
            "/srv/hoathuan/app": str(ROOT),
            "/srv/hoathuan/var": str(machine.var),
            "/etc/": f"{self.root}/etc/",
            "/media/keys": f"{self.root}/keys",
            "/var/backups": f"{self.root}/backups",
            "127.0.0.1:8000": f"127.0.0.1:{port}",
        }
        for folder in ("etc/systemd/system", "bin", "backups"):
            (self.root / folder).mkdir(parents=True, exist_ok=True)
        self.play("systemctl", PLAYED)

    def play(self, name: str, text: str) -> None:
        path = self.root / "bin" / name
        path.write_text(text)
        path.chmod(0o755)

    def fill_in(self) -> None:
        """What the page asks a person to write into the two files."""
        environment = self.machine.environment
        for name in ("hoathuan.env", "hoathuan-owner.env"):
            path = self.root / "etc" / name
            lines = path.read_text().splitlines()
            path.write_text("".join(f"{self._filled(line, environment)}\n" for line in lines))

    @staticmethod
    def _filled(line: str, environment: dict[str, str]) -> str:
        name, equals, _value = line.partition("=")
        return f"{name}={shlex.quote(environment[name])}" if equals and name in environment else line

    def words(self, text: str) -> str:
        for written, here in self.places.items():
            text = text.replace(written, here)
        return text.replace(" -o hoathuan", "")

    def follow(self, texts: list[str], typed: str = "") -> str:
        """Run these; what asks for a password reads `typed`, since there is no terminal."""
        passed = {name: os.environ[name] for name in ("HOME", "LANG", "HT_PG_BIN") if name in os.environ}
        environment = {**passed, "PATH": f"{self.root}/bin:{os.environ['PATH']}", "PLAYED": str(self.played)}
        script = "set -euo pipefail\n" + "\n".join(map(self.words, texts))
        done = self.machine.run("bash", "-c", script, env=environment, input=typed, start_new_session=True)
        assert done.returncode == 0, f"{script}\n{done.stdout}\n{done.stderr}"
        return done.stdout

    def told_systemd(self) -> list[str]:
        return self.played.read_text().splitlines() if self.played.exists() else []
