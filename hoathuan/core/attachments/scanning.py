"""The scanning command of this installation: asked about each content once, before anybody reads it.

`HT_SCAN_COMMAND` is the program with its arguments, as `clamdscan --fdpass --no-summary`; the file's path is put in
the place of `{}` or added at the end. It ends with 0 for a clean file and 1 for an infected one, as clamscan does;
every other end, and silence beyond the time limit, is a failure: it says nothing about the file.
"""

import logging
import os
import shlex
import signal
import subprocess
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Final

from django.conf import settings
from django.db.models import Exists, F, OuterRef
from django.utils import timezone

from hoathuan.core.processes import environment

from . import content
from .models import Attachment, Scan, ScanState

log = logging.getLogger(__name__)

_CLEAN, _INFECTED = 0, 1
_LONGEST_ANSWER: Final = 300
#: How long after a failure a content is asked about again; longer with each failure.
_AGAIN: Final = timedelta(minutes=1)
_LONGEST_PAUSE: Final = timedelta(hours=1)
_AT_ONCE: Final = 5


@dataclass(frozen=True)
class Answer:
    """What the command said about one file."""

    state: ScanState
    words: str = ""


def is_on() -> bool:
    return bool(settings.HT_SCAN_COMMAND)


def ask(path: Path) -> Answer:
    """Run the command on one file, without a shell, in a group of its own that is ended with it."""
    words = shlex.split(settings.HT_SCAN_COMMAND)
    command = [word.replace("{}", str(path)) for word in words]
    if command == words:
        command.append(str(path))
    try:
        with subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
            env=environment(), start_new_session=True,
        ) as process:  # fmt: skip
            return _heard(process)
    except OSError as problem:
        return _failed(str(problem))


def _heard(process: "subprocess.Popen[bytes]") -> Answer:
    try:
        said, _nothing = process.communicate(timeout=settings.HT_SCAN_SECONDS)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        return _failed(f"no answer within {settings.HT_SCAN_SECONDS} s")
    words = said.decode("utf-8", "replace").strip().replace("\x00", "")[-_LONGEST_ANSWER:]
    if process.returncode == _CLEAN:
        return Answer(ScanState.CLEAN, words)
    if process.returncode == _INFECTED:
        return Answer(ScanState.INFECTED, words)
    return _failed(f"ended with {process.returncode}: {words}")


def _failed(words: str) -> Answer:
    log.error("the scanning command failed: %s", words)
    return Answer(ScanState.FAILED, words[:_LONGEST_ANSWER])


def state_of(sha256: str) -> str:
    """One of ScanState, or "" for a content that nobody has asked about."""
    return Scan.objects.filter(sha256=sha256).values_list("state", flat=True).first() or ""


def keep(sha256: str, answer: Answer) -> None:
    """Write an answer down. A failure never takes the place of an answer that was given before."""
    failed = answer.state == ScanState.FAILED
    row, new = Scan.objects.get_or_create(
        sha256=sha256,
        defaults={"state": answer.state, "answer": answer.words, "at": timezone.now(), "tries": int(failed)},
    )
    if new:
        return
    rows = Scan.objects.filter(pk=row.pk)
    if failed:
        rows.filter(state=ScanState.FAILED).update(
            tries=F("tries") + 1, answer=answer.words, at=timezone.now()
        )
    else:
        rows.update(state=answer.state, answer=answer.words, at=timezone.now(), tries=0)


def scan_waiting() -> int:
    """Ask about contents that wait: kept while the command failed, or before there was one. Returns how many.

    The first failure ends the round: what failed once fails for the next file too, and takes its time.
    """
    done = 0
    for sha256 in _waiting() if is_on() else ():
        path = content.local_path(sha256)
        answer = ask(path) if path else _failed(f"the content {sha256} is missing")
        keep(sha256, answer)
        done += answer.state != ScanState.FAILED
        if path and answer.state == ScanState.FAILED:
            break
    return done


class _Passed:
    """Up to which key this process has found no file that was never asked about; new ones bring their answer along."""

    upto = 0


def _waiting() -> list[str]:
    now = timezone.now()
    failed = Scan.objects.filter(state=ScanState.FAILED, at__lt=now - _AGAIN).order_by("at")
    again = [row.sha256 for row in failed[:_AT_ONCE] if row.at < now - _pause(row.tries)]
    return list(dict.fromkeys([*_never_asked(), *again]))


def _never_asked() -> list[str]:
    newest = Attachment.objects.order_by("-id").values_list("pk", flat=True).first() or 0
    never = Attachment.objects.filter(~Exists(Scan.objects.filter(sha256=OuterRef("sha256"))))
    found = list(never.filter(pk__gt=_Passed.upto).order_by("id").values_list("sha256", flat=True)[:_AT_ONCE])
    if not found:
        _Passed.upto = newest
    return found


def _pause(tries: int) -> timedelta:
    doubled: timedelta = _AGAIN * 2 ** min(tries, 6)
    return min(doubled, _LONGEST_PAUSE)
