"""What people must hear of: kept as a kind and plain values, said in the reader's language."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from hoathuan.core.dates import ZONE

from .actor import Actor
from .models import Notice, Person, Recovery, User

WORDS = {
    "recovered": _(
        "%(by)s đã in phiếu mới để khôi phục tài khoản của %(name)s. Nếu thấy lạ, hãy gặp người đó hỏi lại."
    ),
    "opened": _(
        "%(by)s đã mở tài khoản, hoặc giao vai đọc nội dung vụ việc, cho %(name)s. "
        "Nếu thấy lạ, hãy gặp người đó hỏi lại."
    ),
    "opened_many": _(
        "%(by)s đã mở tài khoản đọc nội dung vụ việc cho %(name)s và %(more)s người khác. "
        "Nếu thấy lạ, hãy xem danh sách chờ xác nhận."
    ),
    "confirmed": _("%(by)s đã xác nhận đúng là ông/bà. Nội dung vụ việc được mở lại."),
    "handed_over": _("%(by)s đã bàn giao vai %(role)s, %(unit)s của ông/bà cho %(name)s."),
    "taken_over": _("%(by)s đã bàn giao cho ông/bà vai %(role)s, %(unit)s, trước do %(name)s giữ."),
    "seat_moved": _("Từ ngày %(day)s, %(former)s nhập vào %(unit)s: vai %(role)s của ông/bà nay ở %(unit)s."),
    "seat_ended": _(
        "%(former)s kết thúc từ ngày %(day)s: vai %(role)s của ông/bà ở đó cũng kết thúc. Người quản trị giao vai mới."
    ),
    "reform_refused": _(
        "“%(title)s” đã duyệt, đến ngày nhưng chưa thực hiện được. Mở trang Sắp xếp đơn vị để xem lý do."
    ),
    "village_moved": _("Từ ngày %(day)s, %(former)s thuộc %(unit)s. Vai %(role)s của ông/bà giữ nguyên."),
    "factor_added": _(
        "Tài khoản của ông/bà vừa được cài thêm một cách xác thực hai bước. "
        "Nếu không phải ông/bà cài, hãy báo ngay người quản trị để khóa tài khoản."
    ),
    "sessions_ended": _("%(by)s đã đăng xuất ông/bà khỏi mọi máy."),
}


ACCOUNT = "account"
_groups: dict[str, str] = {}
_addresses: dict[str, Callable[[dict[str, Any]], str]] = {}
_listeners: list[Callable[[list[Notice]], object]] = []


def register(
    kind: str, words: Any, group: str = "work", address: Callable[[dict[str, Any]], str] | None = None
) -> None:
    """Let a context above say a notice of its own; `words` is a lazy text with the names of its data.

    It may be told outside, by e-mail or on a phone: never content of a dispute. `group`: what a person may turn off.
    `address`: the page on which one goes on, from the notice's data; "" where there is none.
    """
    WORDS[kind] = words
    _groups[kind] = group
    if address is not None:
        _addresses[kind] = address


def group_of(kind: str) -> str:
    """The group of a kind: what concerns the own account and seats, and cannot be turned off, unless said otherwise."""
    return _groups.get(kind, ACCOUNT)


def listen(listener: Callable[[list[Notice]], object]) -> None:
    """Call `listener` with new notices, in the transaction that writes them: who carries them further loses none."""
    if listener not in _listeners:
        _listeners.append(listener)


RECENT = 30
"""Days for which a recovery of one's own account is told at each sign-in."""


def tell(
    users: Iterable[int | None],
    kind: str,
    *,
    by: Actor | None = None,
    about: Person | None = None,
    **data: Any,
) -> None:
    """Write a notice for each of these accounts; people without one hear of it otherwise.

    Beside a name stands its key: by it an erasure finds the name (`privacy`, migration 0006).
    """
    if by is not None:
        data |= {"by": by.label, "by_seat": by.seat_id}
    if about is not None:
        data |= {"name": about.full_name, "person": about.pk}
    made = Notice.objects.bulk_create(
        Notice(user_id=user, kind=kind, data=data) for user in sorted({user for user in users if user})
    )
    carry(made)


def carry(made: list[Notice]) -> None:
    """Let those who listen carry new notices further; whoever writes notices in bulk calls it himself."""
    for listener in _listeners if made else ():
        listener(made)


def unread(user: User) -> QuerySet[Notice]:
    return Notice.objects.filter(user=user, read_at=None).order_by("-id")


def sentence(notice: Notice) -> str:
    """What it says; a kind that is no longer known says its name."""
    words = WORDS.get(notice.kind)
    return str(words) % notice.data if words else notice.kind


def address(notice: Notice) -> str:
    """The page that it is about; "" where it says everything itself."""
    known = _addresses.get(notice.kind)
    return known(notice.data) if known else ""


def of_recovery(recovery: Recovery) -> str:
    """What the holder of an account is told of its recovery."""
    words = (
        _("Tài khoản này đã được khôi phục bằng phiếu mới: %(by)s in phiếu lúc %(when)s.")
        if recovery.again
        else _("Tài khoản này được mở, hoặc được giao vai đọc nội dung vụ việc: %(by)s, lúc %(when)s.")
    )
    return str(words) % {"by": recovery.by_label or _("hệ thống"), "when": moment(recovery.at)}


def moment(when: datetime) -> str:
    """Time and day in Viet Nam, "15:04 ngày 21/06/2026"."""
    return str(_("%(time)s ngày %(day)s")) % {
        "time": f"{when.astimezone(ZONE):%H:%M}",
        "day": f"{when.astimezone(ZONE):%d/%m/%Y}",
    }


def about(recovery: Recovery) -> str:
    """What those of the place are told of an account: who opened it, when, by what."""
    words = _("Người mở, khôi phục hoặc giao vai: %(by)s, lúc %(when)s.")
    return str(words) % {"by": recovery.by_label or _("hệ thống"), "when": moment(recovery.at)}
