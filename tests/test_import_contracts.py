"""The contracts of .importlinter hold a wall up: a planted breach is seen."""

import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def lint(folder: Path) -> tuple[int, str]:
    program = "import sys; from importlinter.cli import lint_imports_command; lint_imports_command()"
    done = subprocess.run(
        [sys.executable, "-c", program, "--no-cache", "--config", str(folder / ".importlinter")],
        cwd=folder,
        env={"PYTHONPATH": str(folder), "PATH": "/usr/bin:/bin", "NO_COLOR": "1", "COLUMNS": "200"},
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout + done.stderr


def test_an_import_from_above_and_one_past_the_door_are_seen(tmp_path: Path) -> None:
    only_python = shutil.ignore_patterns(
        "static", "templates", "locale", "typst", "data", "*.mo", "__pycache__"
    )
    shutil.copytree(ROOT / "hoathuan", tmp_path / "hoathuan", ignore=only_python)
    shutil.copy(ROOT / ".importlinter", tmp_path)
    (tmp_path / "hoathuan/core/planted.py").write_text("from hoathuan.units import models\n")
    (tmp_path / "hoathuan/reports/planted.py").write_text("from hoathuan.cases import models\n")
    code, words = lint(tmp_path)
    assert code == 1, words
    assert "hoathuan.core.planted -> hoathuan.units.models" in words
    assert "hoathuan.reports.planted -> hoathuan.cases.models" in words
