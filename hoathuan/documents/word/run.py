"""Asking the process that opens Word templates."""

import base64
import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from hoathuan.core.processes import environment
from hoathuan.documents.errors import TemplateRefused

from .rules import Problem

_CHILD = "hoathuan.documents.word.child"
_ROOT = Path(__file__).resolve().parents[3]
_SECONDS = 20


def check(file: bytes, known: Mapping[str, Any]) -> list[Problem]:
    """What is wrong with the Word file; raises TemplateRefused where it cannot be opened within the limits."""
    answer = _ask({"do": "check", "file": _text(file), "known": known})
    return [Problem(**found) for found in answer["problems"]]


def fill(file: bytes, known: Mapping[str, Any], values: Mapping[str, Any], picture: bytes | None) -> bytes:
    """The Word file with `values` in it; `picture` (PNG) stands for the square code."""
    drawn = _text(picture) if picture else None
    asked = {"do": "fill", "file": _text(file), "known": known, "values": values, "picture": drawn}
    return base64.b64decode(_ask(asked)["made"])


def _text(content: bytes) -> str:
    return base64.b64encode(content).decode()


def _ask(asked: Mapping[str, Any]) -> dict[str, Any]:
    command = [sys.executable, "-X", "utf8", "-m", _CHILD]
    try:
        done = subprocess.run(
            command, cwd=_ROOT, env=environment(), input=json.dumps(asked), capture_output=True, encoding="utf-8",
            timeout=_SECONDS, check=False,
        )  # fmt: skip
        answer = json.loads(done.stdout)
    except (subprocess.TimeoutExpired, ValueError) as error:  # stopped by its limits before it could answer
        raise TemplateRefused(_too_heavy()) from error
    if "refused" in answer:
        raise TemplateRefused(_words(answer["refused"]))
    return dict(answer)


def _too_heavy() -> str:
    return _("Mở tệp mẫu này tốn quá nhiều thời gian hoặc bộ nhớ nên dừng lại. Hãy làm mẫu đơn giản hơn.")


def _words(code: str) -> str:
    return {
        "too_heavy": _too_heavy(),
        "hostile": _("Tệp mẫu đang lưu không còn đúng như khi kiểm tra. Hãy tải mẫu lên lại."),
    }.get(code, _("Không đọc được tệp Word này. Hãy mở bằng Word, lưu lại dạng .docx rồi tải lên."))
