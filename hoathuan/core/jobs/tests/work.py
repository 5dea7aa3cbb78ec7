"""Pieces of work for the tests."""

import threading
from typing import Any

from hoathuan.core.errors import DomainError


def count(progress: Any, actor: Any, *, to: int) -> str:
    progress.report(done=0, total=to, message="Đang đếm")
    progress.report(done=to)
    return f"Đã đếm đến {to}"


def refuse(progress: Any, actor: Any) -> None:
    raise DomainError("Sổ đã khóa: chọn sổ khác.")


def crash(progress: Any, actor: Any) -> None:
    raise ZeroDivisionError("secret detail")


def who(progress: Any, actor: Any) -> str:
    return f"{actor.seat_id}"


class Watched:
    """What another connection could see while the work was still in its transaction."""

    flushed = threading.Event()
    seen: list[int] = []


def watched(progress: Any, actor: Any) -> None:
    from hoathuan.core.jobs.models import Job

    progress.report(done=7, total=9)
    assert Watched.flushed.wait(60)
    Watched.seen.append(Job.objects.get(pk=progress.job_id).done)
    raise DomainError("Dừng ở đây.")


def write(progress: Any, actor: Any, *, text: str, protected: bool = False) -> str:
    from hoathuan.core.jobs.results import keep

    keep(
        progress,
        actor,
        name="danh-sach.txt",
        content_type="text/plain",
        fill=lambda file: file.write(text.encode()),
        protected=protected,
    )
    return "Xong"


def write_and_fail(progress: Any, actor: Any) -> None:
    write(progress, actor, text="dở dang")
    raise DomainError("Dừng ở đây.")
