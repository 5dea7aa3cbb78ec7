"""Pieces of work for the tests."""

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
