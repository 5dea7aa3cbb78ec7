"""How the trail, jobs, sessions, slips, uploads and files go: all by their day alone."""

from collections.abc import Callable
from datetime import date
from typing import Any

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import connection
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _
from django_tasks_db.models import DBTaskResult

from hoathuan.accounts.models import Activation, Notice
from hoathuan.core.dates import midnight
from hoathuan.core.imports import retention
from hoathuan.core.jobs.models import Job, State
from hoathuan.core.models import AuditEntry
from hoathuan.privacy.choices import ERASED, Deed
from hoathuan.privacy.models import OwnFile
from hoathuan.privacy.registry import Eraser, register_eraser


def by_day(name: str, key: str, label: Any, event: Any, rows: Callable[[date], QuerySet[Any]]) -> Eraser:
    """An eraser that deletes whole rows whose day is over."""

    def erase(before: date, size: int) -> int:
        keys = list(rows(before).order_by("pk").values_list("pk", flat=True)[:size])
        rows(before).model._default_manager.filter(pk__in=keys).delete()
        return len(keys)

    return Eraser(
        name, key, label, event, Deed.ERASE, _("Xóa cả dòng"), lambda before: rows(before).count(), erase
    )


def old_trail(before: date) -> QuerySet[AuditEntry]:
    return AuditEntry.objects.filter(at__lt=midnight(before)).exclude(actor_label__startswith=ERASED)


def blank_trail(before: date, size: int) -> int:
    """The application may not change a line; the database does it, by the period that holds there."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT privacy_blank_trail(%s)", [size])
        return int(cursor.fetchone()[0])


def erase_files(before: date, size: int) -> int:
    """Files of people's own data: first the file, then the row that knows where it was."""
    old = list(OwnFile.objects.filter(created__lt=midnight(before)).order_by("pk")[:size])
    for file in old:
        file.path.unlink(missing_ok=True)
        file.delete()
    return len(old)


def forget_uploads(before: date, size: int) -> int:
    found = retention.old(midnight(before)).count()
    retention.forget_old(midnight(before))
    return found


def _finished(before: date) -> QuerySet[Job]:
    return Job.objects.filter(state__in=(State.DONE, State.FAILED), finished_at__lt=midnight(before))


def register_all() -> None:
    register_eraser(
        Eraser(
            *(
                "core.audit",
                "core.audit",
                _("Nhật ký thao tác"),
                _("kể từ ngày ghi dòng nhật ký"),
                Deed.ANONYMISE,
            ),
            _("Xóa tên người và chữ trong dòng nhật ký; việc, lúc, vai, hồ sơ, con số ở lại"),
            lambda before: old_trail(before).count(),
            blank_trail,
        )
    )
    register_eraser(
        Eraser(
            *(
                "privacy.files",
                "privacy.files",
                _("Tệp dữ liệu của chính mình"),
                _("kể từ ngày lập tệp"),
                Deed.ERASE,
            ),
            _("Xóa cả tệp"),
            lambda before: OwnFile.objects.filter(created__lt=midnight(before)).count(),
            erase_files,
        )
    )
    register_eraser(
        Eraser(
            *(
                "imports.files",
                "imports.files",
                _("Tệp đã tải lên để nhập"),
                _("kể từ lần dùng cuối"),
                Deed.ERASE,
            ),
            _("Xóa tệp và các dòng đọc từ tệp; số đếm của lần nhập ở lại"),
            lambda before: retention.old(midnight(before)).count(),
            forget_uploads,
        )
    )
    _by_day()


def _by_day() -> None:
    done, used = _("kể từ ngày việc xong"), _("kể từ lần dùng cuối")
    for eraser in (
        by_day("jobs.jobs", "jobs.jobs", _("Việc chạy nền"), done, _finished),
        by_day(
            *("jobs.queue", "jobs.jobs", _("Hàng đợi việc chạy nền"), done),
            lambda before: DBTaskResult.objects.filter(finished_at__lt=midnight(before)),
        ),
        by_day(
            *("accounts.sessions", "accounts.sessions", _("Máy đã đăng nhập"), used),
            lambda before: UserSession.objects.filter(last_seen_at__lt=midnight(before)),
        ),
        by_day(
            *("sessions.sessions", "accounts.sessions", _("Phiên đăng nhập"), used),
            lambda before: Session.objects.filter(expire_date__lt=midnight(before)),
        ),
        by_day(
            *("accounts.slips", "accounts.slips", _("Phiếu kích hoạt"), _("kể từ ngày phiếu hết hạn")),
            lambda before: Activation.objects.filter(Q(expires_on__lt=before)),
        ),
        by_day(
            *("accounts.notices", "accounts.slips", _("Tin báo"), _("kể từ ngày báo")),
            lambda before: Notice.objects.filter(at__lt=midnight(before)),
        ),
    ):
        register_eraser(eraser)
